"""What does a night tell one owner, and what everybody, in one message?"""

from sopkb.findings import Language
from sopkb.night.lines import Lines, most_urgent_first
from sopkb.night.message import MARKDOWN, Form, Section, fitted
from sopkb.night.model import NightReport
from sopkb.night.words import (
    BY_OWNER,
    KNOWLEDGE_BASE,
    MOST_URGENT,
    count_in_words,
    rate_in_words,
    resolved_in_words,
)

MOST_IN_SUMMARY = 10


def owners_with_items(report: NightReport) -> tuple[str, ...]:
    """Give the roles that have something to do or are told because of age, by id."""
    items = report.health.items
    roles = {role for item in items for role in (item.owner, item.escalated_to) if role}
    return tuple(sorted(roles))


def digest_text(
    report: NightReport,
    owner: str,
    language: Language,
    limit: int | None = None,
    form: Form = MARKDOWN,
) -> str:
    """Tell one role all that it has to do, the most urgent first, in at most `limit` bytes.

    Items of other roles that are told to this one because of their age stand last.
    """
    lines = Lines(report, language, form)
    own = [item for item in report.health.items if item.owner == owner]
    told = [item for item in report.health.items if item.escalated_to == owner != item.owner]
    name = f"{KNOWLEDGE_BASE.in_language(language)} · {lines.owner(owner)}"
    title = lines.labelled(name, lines.totals([*own, *told]))
    sections = [*lines.by_kind(own), *lines.escalated(told)]
    return fitted(lines.head(title), sections, limit, language)


def summary_text(
    report: NightReport, language: Language, limit: int | None = None, form: Form = MARKDOWN
) -> str:
    """Tell everybody how the knowledge base stands, in at most `limit` bytes.

    First what this night could not judge, then rates and totals, the most urgent items, and how
    much each role has to do.
    """
    lines = Lines(report, language, form)
    health = report.health
    rate = rate_in_words(health.total.rate, language)
    title = lines.labelled(KNOWLEDGE_BASE.in_language(language), rate)
    figures = [count_in_words(health.documents, health.total, language)]
    if health.items:
        figures += [lines.totals(health.items), lines.each_kind()]
    if report.resolved:
        figures.append(resolved_in_words(len(report.resolved), language))
    head = [*lines.head(title), *figures]
    return fitted(head, _lists(lines) if health.items else (), limit, language)


def _lists(lines: Lines) -> tuple[Section, ...]:
    top = most_urgent_first(lines.report.health.items)[:MOST_IN_SUMMARY]
    most_urgent = MOST_URGENT.in_language(lines.language)
    by_owner = BY_OWNER.in_language(lines.language)
    return (
        Section(
            heading=lines.form.heading(most_urgent),
            lines=tuple(lines.item(each, with_owner=True) for each in top),
        ),
        Section(heading=lines.form.heading(by_owner), lines=lines.each_owner()),
    )
