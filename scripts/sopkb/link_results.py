"""What did a check of the built site's links find? The file between two nights and the report."""

from datetime import date
from typing import Literal

from sopkb.model.base import Model


class LinkProblem(Model):
    """One link that did not lead where it should.

    `page` is the address of the page on the site, `path` and `line` the Markdown that holds the
    link. `nights` lists the days on which it failed; an external link is broken from the second
    on (`is_broken`), an internal one at once.
    """

    url: str
    page: str
    path: str
    line: int
    external: bool
    status: str
    nights: tuple[date, ...]
    is_broken: bool


class LinkAnswer(Model):
    """An address of another site that answered well, and when it did last."""

    url: str
    answered_on: date


class LinkResults(Model):
    """All results of one run; `complete` is False where time or network ended it early.

    `answers` spares the next nights what answered well a few days ago.
    """

    schema_version: Literal[1] = 1
    checked_on: date
    external: bool
    complete: bool
    checked: int
    problems: tuple[LinkProblem, ...]
    answers: tuple[LinkAnswer, ...] = ()
