"""How many effective documents are in which review state: in all, and by what they belong to?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sopkb.attested_text import changed_since_review
from sopkb.catalog import Catalog, Document
from sopkb.freshness import Freshness, FreshnessState, freshness_of
from sopkb.model.base import LocalizedText
from sopkb.model.documents import ALL_MARKETS, Risk, Status
from sopkb.model.registers import Center
from sopkb.night.model import Count, Group
from sopkb.responsibility import acting

OVERDUE_AGES = {"1-7": 7, "8-30": 30, "31-90": 90}
OLDEST = "91+"
DUE_WITHIN = (14, 30, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An effective document, its review as of the day, and who acts for it."""

    document: Document
    freshness: Freshness
    owner: str
    is_changed: bool


def judged(catalog: Catalog, today: date) -> tuple[Judged, ...]:
    """Judge every effective document, by id."""
    return tuple(
        Judged(
            document=document,
            freshness=freshness_of(catalog, document.record, today),
            owner=acting(catalog, document.record.owner, today),
            is_changed=changed_since_review(document),
        )
        for document in catalog.documents.values()
        if document.record.status is Status.EFFECTIVE
    )


def count(states: Iterable[FreshnessState], changed: int) -> Count:
    """Count states; exempt documents are in neither number of the rate."""
    seen = Counter(states)
    asked = seen.total() - seen[FreshnessState.EXEMPT]
    valid = seen[FreshnessState.CURRENT] + seen[FreshnessState.DUE_SOON]
    return Count(
        **{state.value: seen[state] for state in FreshnessState},
        changed_since_review=changed,
        rate=round(valid / asked, 4) if asked else None,
    )


def count_of(rows: Iterable[Judged]) -> Count:
    """Count judged documents."""
    held = tuple(rows)
    return count((row.freshness.state for row in held), sum(row.is_changed for row in held))


def by_owner(catalog: Catalog, rows: tuple[Judged, ...]) -> tuple[Group, ...]:
    """Count by the role that acts for the owner."""
    names = {role: role_name(catalog, role) for role in sorted({row.owner for row in rows})}
    return _groups(names, rows, lambda row: (row.owner,))


def with_roles(
    catalog: Catalog, groups: Iterable[Group], roles: Iterable[str]
) -> tuple[Group, ...]:
    """Add the roles that have something to do without owning an effective document."""
    held = {group.id: group for group in groups}
    for role in filter(None, roles):
        held.setdefault(
            role, Group(id=role, name=role_name(catalog, role), count=count((), changed=0))
        )
    return tuple(held[role] for role in sorted(held))


def by_risk(catalog: Catalog, rows: tuple[Judged, ...]) -> tuple[Group, ...]:
    """Count by risk, the highest first."""
    names = {risk.value: word(catalog, "risk", risk) for risk in Risk}
    return _groups(names, rows, lambda row: (row.document.record.risk.value,))


def by_area(catalog: Catalog, rows: tuple[Judged, ...]) -> tuple[Group, ...]:
    """Count by area, as far as there are documents."""
    held = {row.document.record.area for row in rows}
    known = [area for area in catalog.vocabulary.get("area", {}) if area in held]
    order = dict.fromkeys([*known, *sorted(held)])
    names = {area: word(catalog, "area", area) for area in order}
    return _groups(names, rows, lambda row: (row.document.record.area,))


def by_market(catalog: Catalog, rows: tuple[Judged, ...]) -> tuple[Group, ...]:
    """Count by market; a document of all markets counts for each."""
    names = {key: market.name for key, market in catalog.markets.items()}
    return _groups(names, rows, lambda row: _markets(catalog, row))


def by_center(catalog: Catalog, rows: tuple[Judged, ...], today: date) -> tuple[Group, ...]:
    """Count by open center; a document counts where one of its markets is served."""
    centers = {key: row for key, row in catalog.centers.items() if _is_open(row, today)}
    served = defaultdict[str, list[str]](list)
    for key, center in centers.items():
        for market in center.markets:
            served[market].append(key)
    return _groups(
        {key: center.name for key, center in centers.items()},
        rows,
        lambda row: {key for market in _markets(catalog, row) for key in served.get(market, ())},
    )


def overdue_by_age(rows: Iterable[Judged], today: date) -> dict[str, int]:
    """Count overdue and expired documents by the days past their due day."""
    counted = dict.fromkeys((*OVERDUE_AGES, OLDEST), 0)
    for row in rows:
        if row.freshness.due and is_stale(row.freshness):
            days = (today - row.freshness.due).days
            bucket = next((name for name, most in OVERDUE_AGES.items() if days <= most), OLDEST)
            counted[bucket] += 1
    return counted


def due_within(rows: Iterable[Judged], today: date) -> dict[int, int]:
    """Count the documents whose due day comes within so many days, today among them."""
    states = (FreshnessState.CURRENT, FreshnessState.DUE_SOON)
    days = [
        (row.freshness.due - today).days
        for row in rows
        if row.freshness.due and row.freshness.state in states
    ]
    return {most: sum(each <= most for each in days) for most in DUE_WITHIN}


def is_stale(freshness: Freshness) -> bool:
    """Tell whether a review is overdue or expired."""
    return freshness.state in (FreshnessState.OVERDUE, FreshnessState.EXPIRED)


def role_name(catalog: Catalog, role: str) -> LocalizedText:
    """Give the title of a role; its id where it is unknown."""
    owner = catalog.owners.get(role)
    return owner.title if owner else LocalizedText(en=role, zh=role)


def word(catalog: Catalog, group: str, key: str) -> LocalizedText:
    """Give a word of the vocabulary in both languages; the key where it is missing."""
    return catalog.vocabulary.get(group, {}).get(key) or LocalizedText(en=key, zh=key)


def _groups(
    names: Mapping[str, LocalizedText],
    rows: Iterable[Judged],
    keys_of: Callable[[Judged], Iterable[str]],
) -> tuple[Group, ...]:
    held = defaultdict[str, list[Judged]](list)
    for row in rows:
        for key in keys_of(row):
            held[key].append(row)
    return tuple(Group(id=key, name=name, count=count_of(held[key])) for key, name in names.items())


def _markets(catalog: Catalog, row: Judged) -> Iterator[str]:
    markets = row.document.record.markets
    yield from catalog.markets if ALL_MARKETS in markets else markets


def _is_open(center: Center, today: date) -> bool:
    return center.exit is None or today <= center.exit
