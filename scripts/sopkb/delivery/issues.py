"""What does a night say in each owner's rolling issue, and what must be done to the issue?

One issue per owner, found by its label and the hidden mark at the start of its text, never by its
title. It is written over in place; closed when nothing is left to do, unless the night could not
judge everything; opened again when there is something.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, unquote

from sopkb.catalog import Catalog
from sopkb.delivery.plan import Message, language_of
from sopkb.night.digest import owners_with_items
from sopkb.night.message import MARKDOWN
from sopkb.night.model import NightReport

LABEL = "knowledge-base-night"
TOKEN = "GITHUB_TOKEN"
# GitHub takes 65,536 characters; the rest is for the mark.
LIMIT = 65_000
MARK = re.compile(r"<!-- sopkb-night owner=(?P<owner>\S+) -->\n")


class Step(StrEnum):
    """What is done to an issue."""

    CREATE = "create"
    UPDATE = "update"
    REOPEN = "reopen"
    CLOSE = "close"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """An issue as it stands on the forge."""

    number: int
    owner: str
    title: str
    body: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What one owner's issue must say, and what is done for that; a new one has no number."""

    owner: str
    step: Step
    title: str
    body: str
    number: int | None = None


def owner_in(body: str) -> str | None:
    """Read the mark of an issue's text; None if it is no rolling issue."""
    found = MARK.match(body.replace("\r\n", "\n"))
    return unquote(found["owner"]) if found else None


def tasks_of(report: NightReport, catalog: Catalog, existing: Iterable[Existing]) -> Iterator[Task]:
    """Yield what is to be done for each owner who has something to do, or has an issue."""
    by_owner = _one_per_owner(existing)
    waiting = owners_with_items(report)
    for owner in sorted({*waiting, *by_owner}):
        message = _message(report, catalog, owner)
        title = message.title()
        body = f"{_mark(owner)}\n{message.body(MARKDOWN)}"
        issue = by_owner.get(owner)
        is_done = owner not in waiting and not report.could_not_judge
        yield Task(
            owner=owner,
            step=_step(issue, title, body, is_done=is_done),
            title=title,
            body=body,
            number=issue.number if issue else None,
        )


def _step(issue: Existing | None, title: str, body: str, *, is_done: bool) -> Step:
    if issue is None:
        return Step.CREATE
    if not issue.is_open:
        return Step.LEAVE if is_done else Step.REOPEN
    if is_done:
        return Step.CLOSE
    same = (issue.title, issue.body.replace("\r\n", "\n").strip()) == (title, body.strip())
    return Step.LEAVE if same else Step.UPDATE


def _one_per_owner(existing: Iterable[Existing]) -> Mapping[str, Existing]:
    """Take the open one of several, then the oldest."""
    ranked = sorted(existing, key=lambda issue: (not issue.is_open, issue.number), reverse=True)
    return {issue.owner: issue for issue in ranked}


def _message(report: NightReport, catalog: Catalog, owner: str) -> Message:
    return Message(
        report=report,
        channel=LABEL,
        recipient=owner,
        url_from=TOKEN,
        language=language_of(catalog, owner),
        limit=LIMIT,
    )


def _mark(owner: str) -> str:
    return f"<!-- sopkb-night owner={quote(owner, safe='')} -->"
