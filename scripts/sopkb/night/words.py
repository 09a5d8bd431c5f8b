"""In which words does the night speak of what somebody has to do?"""

from collections.abc import Mapping
from datetime import date

from sopkb.findings import Language, Text
from sopkb.model.documents import Risk
from sopkb.night.model import Count, Item, ItemKind
from sopkb.wording import day_in_words

KINDS: Mapping[ItemKind, Text] = {
    ItemKind.DAMAGED: Text(en="Cannot be read", zh="无法读取"),
    ItemKind.REVIEW_EXPIRED: Text(en="Review long overdue", zh="复审严重逾期"),
    ItemKind.REVIEW_OVERDUE: Text(en="Review overdue", zh="复审已逾期"),
    ItemKind.LINK_BROKEN: Text(en="Broken link", zh="链接失效"),
    ItemKind.FEEDBACK: Text(en="Reported as wrong by readers", zh="读者反馈有误"),
    ItemKind.TRANSLATION_LATE: Text(en="Translation late", zh="译文超期未更新"),
    ItemKind.TRAINING_LATE: Text(en="Training late", zh="培训逾期未完成"),
    ItemKind.TOOL_OUTDATED: Text(en="Behind its document", zh="落后于所依据的文件"),
    ItemKind.TRANSLATION: Text(en="Translation to bring in step", zh="译文待更新"),
    ItemKind.CLAIM_DUE: Text(en="Statement to verify", zh="内容待核实"),
    ItemKind.CHANGED_SINCE_REVIEW: Text(en="Changed since its review", zh="复审后有改动"),
    ItemKind.UNREVIEWED: Text(en="Never reviewed", zh="未曾复审"),
    ItemKind.OWNER_LEAVING: Text(en="Owner leaving", zh="责任人即将离任"),
    ItemKind.FINDING: Text(en="Found by the check", zh="检查发现的问题"),
    ItemKind.REVIEW_DUE: Text(en="Review coming up", zh="复审即将到期"),
}
RISKS: Mapping[Risk, Text] = {
    Risk.HIGH: Text(en="high risk", zh="高风险"),
    Risk.MEDIUM: Text(en="medium risk", zh="中风险"),
    Risk.LOW: Text(en="low risk", zh="低风险"),
}
NEW = Text(en="New", zh="新增")
NOT_JUDGED = Text(en="This night could not judge", zh="本次未能判断的内容")
ESCALATED = Text(en="Escalated to you", zh="升级给你的事项")
KNOWLEDGE_BASE = Text(en="Knowledge base", zh="知识库")
MOST_URGENT = Text(en="Most urgent", zh="最紧急的事项")
BY_OWNER = Text(en="By owner", zh="各责任人")


def kind_in_words(kind: ItemKind, language: Language) -> str:
    """Name what somebody has to do."""
    return KINDS[kind].in_language(language)


def risk_in_words(risk: Risk, language: Language) -> str:
    """Name a risk."""
    return RISKS[risk].in_language(language)


def due_in_words(item: Item, language: Language) -> str:
    """Say by which day an item had or has to be done, and how long ago or ahead that is."""
    if item.due is None:
        return ""
    day, age = day_in_words(item.due, language), item.age
    if language == "zh":
        return f"应于 {day} 前完成" + ("" if age is None else f"（{_age_zh(age)}）")
    return f"due {day}" + ("" if age is None else f" ({_age_en(age)})")


def totals_in_words(count: int, new: int | None, language: Language) -> str:
    """Say how many things there are to do, and how many of them are new, if it is known."""
    if not count:
        return {"en": "nothing to do", "zh": "没有待办事项"}[language]
    if language == "zh":
        return f"待办 {count} 项" + ("" if new is None else f"，其中新增 {new} 项")
    things = f"{count} {'thing' if count == 1 else 'things'} to do"
    return things if new is None else f"{things}, {new} new"


def shown_in_words(shown: int, count: int, language: Language) -> str:
    """Say how many entries of a message are shown, where not all of them fit into it."""
    if language == "zh":
        return f"内容过长已截短：显示 {shown} 条，共 {count} 条；完整内容见当晚报告。"
    return f"Shortened to fit: showing {shown} of {count} entries; the report holds all of them."


def as_of_in_words(day: date, timezone: str, language: Language) -> str:
    """Say on which day in which time zone it was judged."""
    shown = day_in_words(day, language)
    return f"截至 {shown}（{timezone}）" if language == "zh" else f"As of {shown} ({timezone})"


def and_more_in_words(count: int, language: Language) -> str:
    """Say how many more there are that are not shown."""
    return f"另有 {count} 项" if language == "zh" else f"and {count} more"


def resolved_in_words(count: int, language: Language) -> str:
    """Say how many items of the previous report are done."""
    if language == "zh":
        return f"自上次报告以来已处理 {count} 项"
    return f"{count} done since the previous report"


def rate_in_words(rate: float | None, language: Language) -> str:
    """Give the share of documents whose review is valid."""
    if language == "zh":
        return f"复审有效率 {rate:.1%}" if rate is not None else "没有可计算复审有效率的文件"
    return f"{rate:.1%} of reviews valid" if rate is not None else "no reviews to count"


def count_in_words(documents: int, count: Count, language: Language) -> str:
    """Count documents by the state of their review."""
    if language == "zh":
        return (
            f"文件 {documents} 篇：有效期内 {count.current}，即将到期 {count.due_soon}，"
            f"已逾期 {count.overdue}，严重逾期 {count.expired}，未曾复审 {count.unreviewed}，"
            f"免复审 {count.exempt}；复审后有改动 {count.changed_since_review}"
        )
    return (
        f"{documents} {'document' if documents == 1 else 'documents'}: {count.current} current, "
        f"{count.due_soon} due soon, {count.overdue} overdue, {count.expired} long overdue, "
        f"{count.unreviewed} never reviewed, {count.exempt} exempt; "
        f"{count.changed_since_review} changed since their review"
    )


def _age_en(age: int) -> str:
    days = f"{abs(age)} {'day' if abs(age) == 1 else 'days'}"
    return "today" if age == 0 else f"{days} ago" if age > 0 else f"in {days}"


def _age_zh(age: int) -> str:
    return "今天" if age == 0 else f"已过 {age} 天" if age > 0 else f"还有 {-age} 天"
