"""What do the rules on changes, reviews and approvals have in common?"""

from datetime import date, timedelta

from sopkb.catalog import Document
from sopkb.findings import Problem, Text
from sopkb.model.documents import ChangeKind, version_number
from sopkb.rules.engine import Context
from sopkb.yaml_source import KeyPath

CLOCK_TOLERANCE = timedelta(days=1)
"""A role east of the governance time zone may sign while it is still yesterday there."""


def next_version(version: str, kind: ChangeKind) -> str:
    """Give the version after one: 2.4 after 2.3 for a minor change, 3.0 for a major one."""
    major, minor = version_number(version)
    return f"{major + 1}.0" if kind is ChangeKind.MAJOR else f"{major}.{minor + 1}"


def versions_of(document: Document) -> frozenset[str]:
    """Give the versions that a review or an approval may name."""
    record = document.record
    return frozenset({record.version, *(change.version for change in record.changes)})


def roles_in_words(count: int) -> str:
    """Count roles in English."""
    return "1 role" if count == 1 else f"{count} roles"


def is_in_future(day: date, today: date) -> bool:
    """Tell whether a signature bears a day that has come in no time zone."""
    return day > today + CLOCK_TOLERANCE


def version_unknown(document: Document, key_path: KeyPath, seen: str) -> Problem:
    """Say that a signature is for a version that was never there."""
    versions = ", ".join(sorted(versions_of(document), key=version_number))
    return Problem(
        at=document.locate(key_path),
        message=Text(
            en=f"The version must stand in “changes” ({versions}); seen: {seen}.",
            zh=f"版本必须出现在“changes”中（{versions}），当前为：{seen}。",
        ),
        fix=Text(
            en="Write the version that was read, or add the missing change.",
            zh="填写当时所审阅的版本，或补充缺少的变更记录。",
        ),
    )


def day_not_come(context: Context, document: Document, key_path: KeyPath, seen: date) -> Problem:
    """Say that a signature bears a day that has not come."""
    return Problem(
        at=document.locate(key_path),
        message=Text(
            en=f"The day must not be after today, {context.today}; seen: {seen}.",
            zh=f"日期不得晚于今天（{context.today}），当前为：{seen}。",
        ),
        fix=Text(
            en="Write the day on which it was done.",
            zh="请填写实际完成的日期。",
        ),
    )
