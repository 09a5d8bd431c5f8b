"""Does the revision history agree with itself, with the version and with the day?"""

from collections.abc import Iterator
from itertools import pairwise

from sopkb.catalog import Document
from sopkb.findings import LANGUAGES, Language, Problem, Severity, Text
from sopkb.model.documents import Change, ChangeKind, Status, version_number
from sopkb.rules.engine import Context, rule


@rule(Severity.ERROR)
def version_not_in_changes(context: Context) -> Iterator[Problem]:
    """The version and the effective day of a record must be those of its newest change.

    记录的版本号和生效日期必须与最新一条变更一致。

    Bad: version: "2.4" with "2.3" as the last of changes
    Good: version: "2.3" with "2.3" as the last of changes
    """
    for document in context.documents:
        record = document.record
        newest = max(record.changes, key=lambda change: version_number(change.version))
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
            if version_number(newer.version) <= version_number(older.version):
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
            now = version_number(change.version)
            expected = ChangeKind.MAJOR if now[0] > before[0] else ChangeKind.MINOR
            if now > before and change.kind is not expected:
                yield _kind_wrong(document, index, change, expected)
            before = now


@rule(Severity.ERROR)
def change_note_empty(context: Context) -> Iterator[Problem]:
    """A change must say in both languages what has changed.

    每条变更都必须用两种语言写明改了什么。

    Bad: note: {en: "…", zh: "…"}
    Good: note: {en: Clearer limits., zh: 额度表述更清楚。}
    """
    for document in context.documents:
        for index, change in enumerate(document.record.changes):
            for language in LANGUAGES:
                if not any(sign.isalnum() for sign in change.note.in_language(language)):
                    yield _note_empty(document, index, language)


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


def _note_empty(document: Document, index: int, language: Language) -> Problem:
    seen = document.record.changes[index].note.in_language(language)
    return Problem(
        at=document.locate(("changes", index, "note", language)),
        message=Text(
            en=f"A note must say what has changed; seen: “{seen}”.",
            zh=f"变更说明必须写明改了什么，当前为：“{seen}”。",
        ),
        fix=Text(
            en="Write one sentence: what is different for whoever follows the document?",
            zh="用一句话写明：按本文件操作的人会看到什么不同。",
        ),
    )


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
