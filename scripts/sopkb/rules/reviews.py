"""Can every review be believed: its day, its version, its role?"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from sopkb.attested_text import text_hash_of
from sopkb.catalog import Document
from sopkb.findings import Problem, Severity, Text
from sopkb.model.documents import MOST_ON_ONE_DAY, Review, Status, major_version, version_number
from sopkb.model.registers import Owner
from sopkb.rules.change_control import is_version_missing
from sopkb.rules.damage import is_page_damaged, is_register_damaged
from sopkb.rules.engine import Context, rule
from sopkb.rules.history import day_not_come, is_in_future, version_unknown, versions_of

FIRST_DAY = date(2015, 1, 1)


@rule(Severity.ERROR)
def review_date_future(context: Context) -> Iterator[Problem]:
    """The day of a review must have come.

    复审日期不得晚于今天。

    Bad: {date: 2062-09-01, by: buyer-refunds, …}
    Good: {date: 2026-09-01, by: buyer-refunds, …}
    """
    for document in context.documents:
        for index, review in enumerate(document.record.reviews):
            if is_in_future(review.date, context.today):
                yield day_not_come(context, document, ("reviews", index, "date"), review.date)


@rule(Severity.ERROR)
def review_date_ancient(context: Context) -> Iterator[Problem]:
    """A review must not be older than 2015; such a day is a slip of the pen.

    复审日期不得早于 2015 年，否则多为笔误。

    Bad: {date: 2006-09-01, by: buyer-refunds, …}
    Good: {date: 2026-09-01, by: buyer-refunds, …}
    """
    for document in context.documents:
        for index, review in enumerate(document.record.reviews):
            if review.date < FIRST_DAY:
                yield Problem(
                    at=document.locate(("reviews", index, "date")),
                    message=Text(
                        en=f"A review must not be before {FIRST_DAY}; seen: {review.date}.",
                        zh=f"复审日期不得早于 {FIRST_DAY}，当前为：{review.date}。",
                    ),
                    fix=Text(en="Correct the year.", zh="请更正年份。"),
                )


@rule(Severity.ERROR)
def reviews_not_rising(context: Context) -> Iterator[Problem]:
    """The reviews must stand oldest first.

    复审记录必须由旧到新排列。

    Bad: a review of 2026-05-11 after one of 2026-09-01
    Good: a review of 2026-09-01 after one of 2026-05-11
    """
    for document in context.documents:
        for index, (older, newer) in enumerate(pairwise(document.record.reviews), 1):
            if newer.date < older.date:
                yield _review_falls(document, index, older, newer)


@rule(Severity.ERROR)
def review_version_unknown(context: Context) -> Iterator[Problem]:
    """A review must name a version that stands in the changes.

    复审对应的版本必须出现在 changes 中。

    Bad: version: "3.2" where changes end with "2.3"
    Good: version: "2.3"
    """
    for document in context.documents:
        versions = versions_of(document)
        for index, review in enumerate(document.record.reviews):
            if review.version not in versions:
                yield version_unknown(document, ("reviews", index, "version"), review.version)


@rule(Severity.ERROR)
def reviewer_inactive(context: Context) -> Iterator[Problem]:
    """A review must be by a role that was active on its day.

    复审人所在岗位在复审当日必须处于启用状态。

    Bad: {date: 2026-09-01, by: …} by a role with active_until: 2026-06-30
    Good: {date: 2026-06-01, by: …} by a role with active_until: 2026-06-30
    """
    for document in context.documents:
        for index, review in enumerate(document.record.reviews):
            role = context.catalog.owners.get(review.by)
            if role is not None and not role.is_active(review.date):
                yield _reviewer_inactive(document, index, review, role)


@rule(Severity.ERROR)
def review_of_major_missing(context: Context) -> Iterator[Problem]:
    """An effective major version must have been reviewed, in exactly the text that it has.

    现行有效的主版本必须经过复审，且复审的正文与当前一致。

    Bad: version: "3.0", status: effective and reviews up to "2.3"
    Good: version: "3.0", status: effective and a review of "3.0"
    """
    for document in context.documents:
        record = document.record
        if record.status is not Status.EFFECTIVE or record.review_exempt is not None:
            continue
        major = f"{major_version(record.version)}.0"
        if is_page_damaged(context.catalog, document.stem) or is_version_missing(context, document):
            continue
        if all(_has_missed(review, document) for review in record.reviews):
            yield _review_of_major_missing(document, major)


@rule(Severity.WARNING)
def review_bulk(context: Context) -> Iterator[Problem]:
    """More than five reviews by one role on one day must each say in a note what was done.

    同一岗位同一天复审超过五份文件时，每条复审都必须在 note 中写明所做的工作。

    Bad: six reviews by buyer-refunds on 2026-09-01 without a note
    Good: six reviews by buyer-refunds on 2026-09-01, each with a note
    """
    counted: dict[tuple[str, date], int] = defaultdict(int)
    for document in context.catalog.documents.values():
        for _, review in _silent_reviews(document):
            counted[review.by, review.date] += 1
    told = set[tuple[str, date]]()
    for document in context.documents:
        for index, review in _silent_reviews(document):
            key = (review.by, review.date)
            if counted[key] > MOST_ON_ONE_DAY and key not in told:
                told.add(key)
                yield _bulk(document, index, review, counted[key])


@rule(Severity.ERROR)
def review_interval_too_long(context: Context) -> Iterator[Problem]:
    """The interval of a record must be shorter than the policy's cycle for its risk.

    记录自定的复审间隔必须短于政策对该风险等级规定的周期。

    Bad: risk: high with review_every: 180
    Good: risk: high with review_every: 60
    """
    if is_register_damaged(context.catalog, "policy"):
        return
    for document in context.documents:
        record = document.record
        policy = context.catalog.policy.risk.get(record.risk)
        if record.review_every and policy and record.review_every >= policy.cycle:
            yield _interval_too_long(document, record.review_every, policy.cycle)


@rule(Severity.WARNING)
def review_exempt_expired(context: Context) -> Iterator[Problem]:
    """An exemption from review must not have run out.

    免复审的期限不得已过。

    Bad: review_exempt: {reason: …, until: 2026-03-31} in November 2026
    Good: review_exempt: {reason: …, until: 2027-03-31} in November 2026
    """
    for document in context.documents:
        exemption = document.record.review_exempt
        if exemption is not None and exemption.until < context.today:
            yield Problem(
                at=document.locate(("review_exempt", "until")),
                message=Text(
                    en=f"An exemption from review must still hold; it ended on {exemption.until}.",
                    zh=f"免复审必须仍在有效期内，当前已于 {exemption.until} 到期。",
                ),
                fix=Text(
                    en="Review the document and delete “review_exempt”, or give a new day with "
                    "its reason.",
                    zh="复审该文件并删除“review_exempt”，或写明理由后重新设定日期。",
                ),
            )


def _has_missed(review: Review, document: Document) -> bool:
    """Tell whether a review was of an older major version, or of another text of the newest."""
    record = document.record
    if review.version not in versions_of(document):
        return False
    if major_version(review.version) != major_version(record.version):
        return True
    is_of_major = review.version == record.version and version_number(record.version)[1] == 0
    return is_of_major and review.text not in (None, text_hash_of(document))


def _silent_reviews(document: Document) -> Iterator[tuple[int, Review]]:
    """Yield the reviews that neither say what was done nor changed the text."""
    for index, review in enumerate(document.record.reviews):
        if review.is_bare:
            yield index, review


def _review_falls(document: Document, index: int, older: Review, newer: Review) -> Problem:
    return Problem(
        at=document.locate(("reviews", index, "date")),
        message=Text(
            en=f"Reviews must stand oldest first; {newer.date} stands after {older.date}.",
            zh=f"复审记录必须由旧到新排列；{newer.date} 排在 {older.date} 之后。",
        ),
        fix=Text(
            en="Move the newer review to the end, or correct its day.",
            zh="将较新的复审移到最后，或更正日期。",
        ),
    )


def _review_of_major_missing(document: Document, major: str) -> Problem:
    record = document.record
    command = f"sopkb reviewed {document.id} --by {record.owner} --method … --outcome confirmed"
    return Problem(
        at=document.locate(("reviews",) if record.reviews else ("status",)),
        message=Text(
            en=f"Version {major} is major, so somebody must have reviewed exactly its text before "
            "it is effective; nobody has reviewed the text that stands there now.",
            zh=f"{major} 是主版本，生效前必须有人按其正文完成复审；当前正文尚无人复审。",
        ),
        fix=Text(
            en=f"Read the text and run: {command} — until then write “status: approved”.",
            zh=f"请审阅正文后运行：{command}；在此之前请写“status: approved”。",
        ),
    )


def _reviewer_inactive(document: Document, index: int, review: Review, role: Owner) -> Problem:
    until = role.active_until or "…"
    return Problem(
        at=document.locate(("reviews", index, "by")),
        message=Text(
            en=f"A reviewer must be active on the day of the review ({review.date}); "
            f"{review.by} is active from {role.active_from} until {until}.",
            zh=f"复审人在复审当日（{review.date}）必须处于启用状态；{review.by} 的启用期为 "
            f"{role.active_from} 至 {until}。",
        ),
        fix=Text(
            en="Name the role that did the review, or correct its days in data/owners.yml.",
            zh="填写实际复审的岗位，或更正 data/owners.yml 中的启用日期。",
        ),
    )


def _bulk(document: Document, index: int, review: Review, count: int) -> Problem:
    return Problem(
        at=document.locate(("reviews", index)),
        message=Text(
            en=f"More than {MOST_ON_ONE_DAY} reviews by one role on one day must each have a "
            f"note; {review.by} signed {count} without one on {review.date}.",
            zh=f"同一岗位同一天复审超过 {MOST_ON_ONE_DAY} 份时，每条都必须写明 note；"
            f"{review.by} 在 {review.date} 有 {count} 条未写。",
        ),
        fix=Text(
            en="Add “note:” with what was done to each of them, or remove those not done.",
            zh="为每条复审补充“note:”写明所做工作，或删除未实际进行的复审。",
        ),
    )


def _interval_too_long(document: Document, seen: int, cycle: int) -> Problem:
    return Problem(
        at=document.locate(("review_every",)),
        message=Text(
            en=f"“review_every” must be less than the policy's {cycle} days; seen: {seen}.",
            zh=f"“review_every”必须短于政策规定的 {cycle} 天，当前为：{seen}。",
        ),
        fix=Text(
            en=f"Delete the line to use {cycle} days, or write a smaller number.",
            zh=f"删除该行即按 {cycle} 天执行，或改为更小的数字。",
        ),
    )
