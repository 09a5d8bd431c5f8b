"""What does one night report: the knowledge base, its links, what is new since the last night?"""

from collections.abc import Iterable, Iterator
from datetime import date

from sopkb.catalog import Catalog
from sopkb.findings import Finding, Location
from sopkb.link_results import LinkProblem, LinkResults
from sopkb.model.base import LocalizedText
from sopkb.model.documents import Risk
from sopkb.night import item_words as words
from sopkb.night.counting import with_roles
from sopkb.night.feedback import Message, feedback_items, open_messages
from sopkb.night.health import names_of
from sopkb.night.items import item_at
from sopkb.night.lines import most_urgent_first
from sopkb.night.model import Health, Item, ItemKind, NightReport
from sopkb.responsibility import acting
from sopkb.site_address import SiteAddress
from sopkb.translation_view import translations_on

JUDGED_BY_ITSELF = (
    *("translation-", "parity-"),
    *("script-outdated", "guide-outdated", "training-outdated", "bulletin-outdated"),
    "training-late",
)
"""Findings of these families and codes are items of the knowledge base already."""


def night_report(
    catalog: Catalog,
    health: Health,
    *,
    links: LinkResults | None = None,
    feedback: tuple[Message, ...] | None = None,
    findings: Iterable[Finding] = (),
    previous: NightReport | None = None,
    commit: str | None = None,
    tool_version: str,
    could_not_judge: tuple[LocalizedText, ...] = (),
) -> NightReport:
    """Add to the knowledge base what only a night knows, and compare it with the last night."""
    today = health.as_of
    messages = open_messages(catalog, feedback or ())
    added = (
        *_link_items(catalog, links, today),
        *feedback_items(catalog, messages, today),
        *_finding_items(catalog, health, findings),
    )
    compared, known = _night_before(previous, today) if previous else (None, None)
    site = SiteAddress(catalog)
    items = most_urgent_first(
        _as_of_night(catalog, site, item, known, today) for item in (*health.items, *added)
    )
    return NightReport(
        tool_version=tool_version,
        commit=commit,
        previous=compared,
        links_checked=links.checked_on if links else None,
        broken_links=sum(item.kind is ItemKind.LINK_BROKEN for item in items) if links else None,
        feedback=_counts(messages) if feedback is not None else None,
        site=site.root if site.is_known else "",
        could_not_judge=could_not_judge,
        health=_with_items(catalog, health, items),
        resolved=tuple(sorted((known or frozenset()) - {item.key for item in items})),
    )


def _night_before(previous: NightReport, today: date) -> tuple[date | None, frozenset[str] | None]:
    """Give day and items of the night before; a report of today is of this night, run before."""
    items = previous.health.items
    if previous.health.as_of != today:
        return previous.health.as_of, frozenset(item.key for item in items)
    if previous.previous is None:
        return None, None
    kept = {item.key for item in items if not item.is_new}
    return previous.previous, frozenset(kept | set(previous.resolved))


def _counts(messages: dict[str, list[date]]) -> dict[str, int]:
    return {name: len(days) for name, days in messages.items()}


def _with_items(catalog: Catalog, health: Health, items: tuple[Item, ...]) -> Health:
    return health.model_copy(
        update={
            "items": items,
            "by_owner": with_roles(catalog, health.by_owner, _roles(items)),
            "names": health.names | names_of(catalog, items),
        }
    )


def _roles(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield from (item.owner, item.escalated_to or "")


def _as_of_night(
    catalog: Catalog, site: SiteAddress, item: Item, known: frozenset[str] | None, today: date
) -> Item:
    """Say where an item's page is, whether the last night had it, whether it waited too long."""
    return item.model_copy(
        update={
            "address": _address(catalog, site, item),
            "is_new": known is not None and item.key not in known,
            "escalated_to": _escalated_to(catalog, item, today),
        }
    )


def _address(catalog: Catalog, site: SiteAddress, item: Item) -> str:
    """Give the address of an item's page on the site of the default language."""
    document, page = catalog.documents.get(item.document or ""), catalog.pages.get(item.path)
    shown = document or page
    return site.page(shown.stem, catalog.default_locale) if shown and site.is_known else ""


def _escalated_to(catalog: Catalog, item: Item, today: date) -> str | None:
    """Give who is told too, once the policy's days have passed; without a risk, those of low."""
    days = catalog.policy.risk[item.risk or Risk.LOW].escalate_after
    owner = catalog.owners.get(item.owner)
    if owner is None or owner.escalates_to is None or item.age is None or item.age <= days:
        return None
    told = acting(catalog, owner.escalates_to, today)
    return told if told != item.owner else None


def _link_items(catalog: Catalog, links: LinkResults | None, today: date) -> Iterator[Item]:
    translations = translations_on(catalog, today)
    for problem in links.problems if links else ():
        page = catalog.pages.get(problem.path)
        if problem.is_broken and not (page and translations.is_behind(page)):
            yield _link_item(catalog, problem, today)


def _link_item(catalog: Catalog, problem: LinkProblem, today: date) -> Item:
    at = Location(path=problem.path, line=problem.line)
    key = f"{ItemKind.LINK_BROKEN}:{problem.path}:{problem.url}"
    since = min(problem.nights, default=None)
    return item_at(catalog, ItemKind.LINK_BROKEN, key, at, words.link(problem), today, due=since)


def _finding_items(catalog: Catalog, health: Health, findings: Iterable[Finding]) -> Iterator[Item]:
    """Yield what the check found, but for what is an item of its own."""
    told = {(item.path, item.line) for item in health.items if item.kind is ItemKind.DAMAGED}
    keys = dict[str, int]()
    for each in findings:
        at = each.at
        if each.code.startswith(JUDGED_BY_ITSELF) or (at.path, at.line) in told:
            continue
        key = f"{ItemKind.FINDING}:{each.code}:{at.path}:{at.key}"
        keys[key] = keys.get(key, 0) + 1
        numbered = key if keys[key] == 1 else f"{key}:{keys[key]}"
        message = words.both(each.message, each.fix)
        yield item_at(catalog, ItemKind.FINDING, numbered, at, message, health.as_of)
