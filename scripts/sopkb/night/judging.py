"""What could a night not judge? Each answer is one sentence in both languages."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from pydantic import ValidationError

from sopkb.catalog import Catalog
from sopkb.findings import Text
from sopkb.link_results import LinkResults
from sopkb.model.base import LocalizedText
from sopkb.model.documents import DocumentRecord
from sopkb.night.model import NightReport
from sopkb.wording import day_in_words

QUIET_DAYS = 365
SHARE_AFTER = 0.1
"""More records than this share with a day after today: the clock is wrong, not they."""
LINKS_DAYS = 3
NEEDED_REGISTERS = ("locales", "owners", "markets", "centers")


def no_documents(catalog: Catalog) -> Iterator[LocalizedText]:
    """Say that there is nothing to judge."""
    if not catalog.documents:
        yield LocalizedText(
            en="There is no document that could be read; nothing was judged.",
            zh="没有任何可读取的文件，未作任何判断。",
        )


def registers_damaged(catalog: Catalog) -> Iterator[LocalizedText]:
    """Name the registers without which figures would look right and be wrong."""
    paths = {each.problem.at.path for each in catalog.problems}
    for name in ("policy", *NEEDED_REGISTERS):
        path = f"data/{name}.yml"
        if path in paths and (name == "policy" or not getattr(catalog, name)):
            yield LocalizedText(
                en=f"{path} could not be read; figures that rest on it are not right.",
                zh=f"{path} 无法读取，依赖该文件的数字不可信。",
            )


def clock(catalog: Catalog, today: date) -> Iterator[LocalizedText]:
    """Doubt a day on which too many records already know a later one, or none a recent one.

    One record with a day in the future is a slip of the pen, which the check reports. A day counts
    as later from the day after tomorrow on: the time zones of the world are a day apart.
    """
    newest = [max(_days(document.record)) for document in catalog.documents.values()]
    later = sum(day > today + timedelta(days=1) for day in newest)
    if later > 1 and later > SHARE_AFTER * len(newest):
        yield LocalizedText(
            en=f"The report is for {day_in_words(today, 'en')}, but {later} of {len(newest)} "
            "records hold a later day: is the clock right?",
            zh=f"报告日期为 {day_in_words(today, 'zh')}，但 {len(newest)} 份记录中有 {later} 份"
            "含有更晚的日期，请核对系统时钟。",
        )
    elif newest and max(newest) < today - timedelta(days=QUIET_DAYS):
        last = max(newest)
        yield LocalizedText(
            en=f"Nothing has been reviewed or changed since {day_in_words(last, 'en')}, more than "
            f"{QUIET_DAYS} days before this report: is the clock right, and is this the right "
            "copy?",
            zh=f"自 {day_in_words(last, 'zh')} 以来没有任何复审或修改，距报告日期已超过 "
            f"{QUIET_DAYS} 天，请核对系统时钟和知识库副本。",
        )


def read_previous(text: str, today: date) -> NightReport | LocalizedText:
    """Read the report of an earlier night, or say why nothing can be told to be new."""
    try:
        previous = NightReport.model_validate_json(text)
    except ValidationError:
        return LocalizedText(
            en="The previous report is damaged or of another version; what is new is not known.",
            zh="上一份报告已损坏或版本不符，无法判断哪些是新增事项。",
        )
    if previous.health.as_of > today:
        later = previous.health.as_of
        return LocalizedText(
            en=f"The previous report is of a later day ({day_in_words(later, 'en')}); what is new "
            "is not known.",
            zh=f"上一份报告的日期更晚（{day_in_words(later, 'zh')}），无法判断哪些是新增事项。",
        )
    return previous


def read_links(text: str) -> LinkResults | LocalizedText:
    """Read the results of a link check, or say that links were not judged."""
    try:
        return LinkResults.model_validate_json(text)
    except ValidationError:
        return LocalizedText(
            en="The results of the link check are damaged or of another version; links were not "
            "judged.",
            zh="链接检查结果已损坏或版本不符，未判断链接。",
        )


def links_doubtful(links: LinkResults, today: date) -> Iterator[LocalizedText]:
    """Say that the links were not all checked, or not lately."""
    if not links.complete:
        yield LocalizedText(
            en=f"The link check ended early, after {links.checked:,} links; others may be broken.",
            zh=f"链接检查提前结束，仅检查了 {links.checked:,} 个链接，其余链接可能已失效。",
        )
    if links.checked_on < today - timedelta(days=LINKS_DAYS):
        yield LocalizedText(
            en=f"The links were last checked on {day_in_words(links.checked_on, 'en')}, more than "
            f"{LINKS_DAYS} days ago.",
            zh=f"上次链接检查是 {day_in_words(links.checked_on, 'zh')}，已超过 {LINKS_DAYS} 天。",
        )


def unreadable(path: str, reason: str) -> LocalizedText:
    """Say that a file given to the night is not there or cannot be read."""
    return LocalizedText(
        en=f"{path} could not be read ({reason}).", zh=f"无法读取 {path}（{reason}）。"
    )


def no_commit(reason: Text) -> LocalizedText:
    """Say that the report cannot tell which version of the knowledge base it speaks of."""
    return LocalizedText(
        en=f"The commit could not be told: {reason.en}.",
        zh=f"无法确定对应的提交版本：{reason.zh}。",
    )


def _days(record: DocumentRecord) -> Iterable[date]:
    return chain(
        (review.date for review in record.reviews),
        (approval.date for approval in record.approvals),
        (change.date for change in record.changes),
    )
