"""In which words is somebody told what there is to do?"""

from datetime import date

from sopkb.catalog import Catalog
from sopkb.findings import LANGUAGES, Text
from sopkb.freshness import Freshness, FreshnessState
from sopkb.link_results import LinkProblem
from sopkb.model.base import LocalizedText
from sopkb.model.training import TrainingStatus
from sopkb.night.counting import word
from sopkb.translation import TranslationState, TranslationStatus
from sopkb.wording import day_in_words


def both(*sentences: Text) -> LocalizedText:
    """Join sentences, in both languages."""
    return LocalizedText(
        en=" ".join(each.en for each in sentences), zh="".join(each.zh for each in sentences)
    )


def review(freshness: Freshness, due: date, today: date) -> LocalizedText:
    """Say what is wrong with a review, or when it falls due."""
    en, zh = _days(due)
    past, ahead = (today - due).days, (due - today).days
    match freshness.state:
        case FreshnessState.EXPIRED:
            return LocalizedText(
                en=f"The review was due on {en}, {counted(past)} ago: more than the "
                f"{counted(freshness.grace)} of grace.",
                zh=f"复审应于 {zh} 前完成，已逾期 {past} 天，超过 {freshness.grace} 天宽限期。",
            )
        case FreshnessState.OVERDUE:
            return LocalizedText(
                en=f"The review was due on {en}, {counted(past)} ago.",
                zh=f"复审应于 {zh} 前完成，已逾期 {past} 天。",
            )
        case FreshnessState.UNREVIEWED:
            return LocalizedText(
                en=f"In effect since {en} and never reviewed.",
                zh=f"自 {zh} 起生效，从未复审。",
            )
        case _:
            return LocalizedText(
                en=f"The review is due on {en}, {_in_days(ahead)}.",
                zh=f"复审应于 {zh} 前完成，{f'还有 {ahead} 天' if ahead else '今天到期'}。",
            )


def feedback(count: int, oldest: date) -> LocalizedText:
    """Say how many open messages there are on a document, and since when."""
    en, zh = _days(oldest)
    messages = "1 open message says" if count == 1 else f"{count} open messages say"
    return LocalizedText(
        en=f"{messages} that something here is wrong; the oldest is of {en}.",
        zh=f"有 {count} 条未处理的反馈认为内容有误，最早一条为 {zh}。",
    )


def changed(freshness: Freshness) -> LocalizedText:
    """Say that nobody has attested the present text."""
    en, zh = _days(freshness.last_review) if freshness.last_review else ("?", "?")
    return LocalizedText(
        en=f"The text has changed since its last review on {en}.",
        zh=f"上次复审（{zh}）之后正文已有改动。",
    )


def translation(catalog: Catalog, status: TranslationStatus) -> LocalizedText:
    """Say how a translation stands, since when, and in how many sections."""
    locale = catalog.locales[status.locale].name
    state = word(catalog, "translation", status.state)
    touched = [*status.behind, *status.removed, *(each.section for each in status.differences)]
    sections = len(set(touched))
    en, zh = f"Translation into {locale}: {state.en}", f"{locale}译文：{state.zh}"
    if status.since and status.state is TranslationState.BEHIND:
        days = _days(status.since)
        en, zh = f"{en} since {days[0]}", f"{zh}（自 {days[1]} 起）"
    if sections:
        en, zh = f"{en}, in {counted(sections, 'section')}", f"{zh}，涉及 {sections} 个章节"
    return LocalizedText(en=f"{en}.", zh=f"{zh}。")


def claim(text: str, due: date) -> LocalizedText:
    """Say that a statement has to be verified again."""
    en, zh = _days(due)
    return LocalizedText(
        en=f"To be verified by {en}: “{text}”.", zh=f"须于 {zh} 前核实：“{text}”。"
    )


def outdated(
    tool: LocalizedText, name: str, document: str, followed: str, version: str, since: date
) -> LocalizedText:
    """Say that one of the agents' tools follows an older MAJOR version of its document."""
    en, zh = _days(since)
    return LocalizedText(
        en=f"{tool.en} {name} follows version {followed} of {document}, which is at {version}; "
        f"agents act differently since {en}.",
        zh=f"{tool.zh} {name} 依据 {document} 的 {followed} 版，该文件现为 {version} 版，"
        f"自 {zh} 起操作要求已改变。",
    )


def training_late(
    center: LocalizedText, required_by: date, counts: TrainingStatus
) -> LocalizedText:
    """Say how many people of a center have not completed a training by the day."""
    en, zh = _days(required_by)
    counted_en, counted_zh = _days(counts.as_of)
    late = counts.required - counts.completed
    return LocalizedText(
        en=f"{center.en} had to complete it by {en}; {late} of {counts.required} people have not, "
        f"as of {counted_en}.",
        zh=f"{center.zh}须于 {zh} 前完成；截至 {counted_zh}，{counts.required} 人中仍有 "
        f"{late} 人未完成。",
    )


def leaving(until: date, held: int) -> LocalizedText:
    """Say that a role ends and what it leaves behind."""
    en, zh = _days(until)
    return LocalizedText(
        en=f"The role ends on {en}; hand over the {counted(held, 'thing')} it holds.",
        zh=f"该岗位于 {zh} 停用，请移交其负责的 {held} 项内容。",
    )


def link(problem: LinkProblem) -> LocalizedText:
    """Say where a link does not lead."""
    nights = len(problem.nights)
    return LocalizedText(
        en=f"The link to {problem.url} is broken ({problem.status}; {counted(nights, 'night')}).",
        zh=f"链接 {problem.url} 无法打开（{problem.status}；已 {nights} 晚）。",
    )


def counted(number: int, noun: str = "day") -> str:
    """Count a noun: 1 day, 2 days."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _in_days(days: int) -> str:
    return f"in {counted(days)}" if days else "today"


def _days(day: date) -> tuple[str, str]:
    en, zh = (day_in_words(day, language) for language in LANGUAGES)
    return en, zh
