"""Does the revision history agree with itself, with the version, the day and the approvals?"""

from collections.abc import Iterator
from itertools import pairwise

from sopkb.catalog import Document
from sopkb.findings import Problem, Severity, Text
from sopkb.model.documents import Change, ChangeKind, Risk, Status
from sopkb.rules.engine import Context, rule
from sopkb.rules.history import (
    day_not_come,
    is_in_future,
    number,
    version_unknown,
    versions_of,
)

IN_FORCE = frozenset({Status.APPROVED, Status.EFFECTIVE})


@rule(Severity.ERROR)
def version_not_in_changes(context: Context) -> Iterator[Problem]:
    """The version and the effective day of a record must be those of its newest change.

    记录的版本号和生效日期必须与最新一条变更一致。

    Bad: version: "2.4" with "2.3" as the last of changes
    Good: version: "2.3" with "2.3" as the last of changes
    """
    for document in context.documents:
        record = document.record
        newest = max(record.changes, key=lambda change: number(change.version))
        if record.version != newest.version:
            yield _version_differs(document, newest)
        elif record.effective != newest.date:
            yield _day_differs(document, newest)


@rule(Severity.ERROR)
def changes_not_rising(context: Context) -> Iterator[Problem]:
    """The changes must stand oldest first: versions rise (1.10 after 1.9), days never fall.

    变更记录必须由旧到新：版本号递增（1.10 在 1.9 之后），日期不得倒退。

    Bad: version "1.2" after "1.3"
    Good: version "1.3" after "1.2"
    """
    for document in context.documents:
        for index, (older, newer) in enumerate(pairwise(document.record.changes), 1):
            if number(newer.version) <= number(older.version):
                yield _version_falls(document, index, older, newer)
            elif newer.date < older.date:
                yield _day_falls(document, index, older, newer)


@rule(Severity.ERROR)
def change_kind_wrong(context: Context) -> Iterator[Problem]:
    """A change must be major exactly when the number before the dot rises; the first is major.

    版本号小数点前的数字增加时变更类型必须为 major，否则为 minor；首次发布为 major。

    Bad: {version: "2.0", kind: minor} after "1.4"
    Good: {version: "2.0", kind: major} after "1.4"
    """
    for document in context.documents:
        before = (-1, 0)
        for index, change in enumerate(document.record.changes):
            now = number(change.version)
            expected = ChangeKind.MAJOR if now[0] > before[0] else ChangeKind.MINOR
            if now > before and change.kind is not expected:
                yield _kind_wrong(document, index, change, expected)
            before = now


@rule(Severity.ERROR)
def effective_in_future(context: Context) -> Iterator[Problem]:
    """A document with the status effective must have an effective day that has come.

    状态为 effective 的文件，其生效日期不得晚于今天。

    Bad: status: effective with effective: 2027-01-01 in 2026
    Good: status: approved with effective: 2027-01-01 in 2026
    """
    for document in context.documents:
        record = document.record
        if record.status is Status.EFFECTIVE and record.effective > context.today:
            yield Problem(
                at=document.locate(("effective",)),
                message=Text(
                    en=f"An effective document must have come into force; {record.effective} is "
                    f"after {context.today}.",
                    zh=f"现行有效的文件必须已经生效；{record.effective} 晚于 {context.today}。",
                ),
                fix=Text(
                    en="Write “status: approved” until that day, or correct the day.",
                    zh="生效前请写“status: approved”，或更正日期。",
                ),
            )


@rule(Severity.ERROR)
def approval_version_unknown(context: Context) -> Iterator[Problem]:
    """An approval must name a version that stands in the changes.

    审批对应的版本必须出现在 changes 中。

    Bad: version: "3.2" where changes end with "2.3"
    Good: version: "2.3"
    """
    for document in context.documents:
        versions = versions_of(document)
        for index, approval in enumerate(document.record.approvals):
            if approval.version not in versions:
                yield version_unknown(document, ("approvals", index, "version"), approval.version)


@rule(Severity.ERROR)
def approval_date_future(context: Context) -> Iterator[Problem]:
    """The day of an approval must have come.

    审批日期不得晚于今天。

    Bad: {date: 2062-08-28, role: programme-lead, version: "2.3"}
    Good: {date: 2026-08-28, role: programme-lead, version: "2.3"}
    """
    for document in context.documents:
        for index, approval in enumerate(document.record.approvals):
            if is_in_future(approval.date, context.today):
                yield day_not_come(context, document, ("approvals", index, "date"), approval.date)


@rule(Severity.ERROR)
def approval_missing(context: Context) -> Iterator[Problem]:
    """A document of high risk must have an approval of its current major version.

    高风险文件的当前主版本必须有审批记录。

    Bad: risk: high, version: "2.0" and approvals of "1.4" only
    Good: risk: high, version: "2.1" and an approval of "2.0"
    """
    for document in context.documents:
        record = document.record
        if record.risk is not Risk.HIGH or record.status not in IN_FORCE:
            continue
        major = number(record.version)[0]
        if all(number(approval.version)[0] != major for approval in record.approvals):
            yield _approval_missing(document, major)


def _version_differs(document: Document, newest: Change) -> Problem:
    seen = document.record.version
    return Problem(
        at=document.locate(("version",)),
        message=Text(
            en=f"The version must be that of the newest change, {newest.version}; seen: {seen}.",
            zh=f"版本号必须与最新一条变更一致（{newest.version}），当前为：{seen}。",
        ),
        fix=Text(
            en=f'Write version: "{newest.version}", or add an entry for {seen} to “changes”.',
            zh=f'改为 version: "{newest.version}"，或在“changes”中补充 {seen} 的条目。',
        ),
    )


def _day_differs(document: Document, newest: Change) -> Problem:
    seen = document.record.effective
    return Problem(
        at=document.locate(("effective",)),
        message=Text(
            en=f"The effective day must be that of the newest change, {newest.date}; seen: {seen}.",
            zh=f"生效日期必须与最新一条变更一致（{newest.date}），当前为：{seen}。",
        ),
        fix=Text(
            en=f"Write effective: {newest.date}, or correct the day of that change.",
            zh=f"改为 effective: {newest.date}，或更正该条变更的日期。",
        ),
    )


def _version_falls(document: Document, index: int, older: Change, newer: Change) -> Problem:
    return Problem(
        at=document.locate(("changes", index, "version")),
        message=Text(
            en=f"Each change must have a higher version than the one before; {newer.version} "
            f"stands after {older.version}.",
            zh=f"每条变更的版本号必须高于上一条；{newer.version} 排在 {older.version} 之后。",
        ),
        fix=Text(
            en="Put the oldest change first and the newest last, or correct the version.",
            zh="请将变更由旧到新排列，或更正版本号。",
        ),
    )


def _day_falls(document: Document, index: int, older: Change, newer: Change) -> Problem:
    return Problem(
        at=document.locate(("changes", index, "date")),
        message=Text(
            en=f"A change must not be older than the one before; {newer.date} stands after "
            f"{older.date}.",
            zh=f"变更日期不得早于上一条；{newer.date} 排在 {older.date} 之后。",
        ),
        fix=Text(en="Correct the day.", zh="请更正日期。"),
    )


def _kind_wrong(document: Document, index: int, change: Change, expected: ChangeKind) -> Problem:
    return Problem(
        at=document.locate(("changes", index, "kind")),
        message=Text(
            en=f"Version {change.version} must be a {expected} change; seen: {change.kind}.",
            zh=f"版本 {change.version} 的变更类型必须为 {expected}，当前为：{change.kind}。",
        ),
        fix=Text(
            en=f"Write kind: {expected}, or raise the version as a {change.kind} change does.",
            zh=f"改为 kind: {expected}，或按 {change.kind} 变更调整版本号。",
        ),
    )


def _approval_missing(document: Document, major: int) -> Problem:
    key = "approvals" if document.record.approvals else "status"
    version = document.record.version
    return Problem(
        at=document.locate((key,)),
        message=Text(
            en=f"A high-risk document must have an approval of version {major}.x before it is "
            f"{document.record.status}; there is none.",
            zh=f"高风险文件在状态为 {document.record.status} 前，{major}.x 版必须经过审批；"
            "当前没有。",
        ),
        fix=Text(
            en="Have it approved and add to “approvals”: "
            f'- {{date: YYYY-MM-DD, role: …, version: "{version}"}}',
            zh=f"请完成审批，并在“approvals”中补充："
            f'- {{date: YYYY-MM-DD, role: …, version: "{version}"}}',
        ),
    )
