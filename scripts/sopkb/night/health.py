"""How does the knowledge base stand on a day? One function for the report and the Health page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from sopkb.catalog import Catalog
from sopkb.forecast import PlannedReview, forecast
from sopkb.model.base import LocalizedText
from sopkb.night import counting, history
from sopkb.night.counting import Judged, role_name
from sopkb.night.floor_items import floor_items
from sopkb.night.items import items_of, title_of
from sopkb.night.lines import most_urgent_first
from sopkb.night.model import Health, Item
from sopkb.translation import URGENCY, TranslationState
from sopkb.translation_view import Translations, translations_on


def health(catalog: Catalog, today: date, translations: Translations | None = None) -> Health:
    """Judge all that a person may have to see or to do; `translations` judged before are used."""
    states = translations or translations_on(catalog, today)
    rows = counting.judged(catalog, today)
    items = most_urgent_first(
        (*items_of(catalog, rows, states, today), *floor_items(catalog, today))
    )
    planned = forecast(catalog, today)
    return Health(
        as_of=today,
        timezone=catalog.policy.timezone,
        documents=len(catalog.documents),
        total=counting.count_of(rows),
        by_owner=counting.with_roles(
            catalog, counting.by_owner(catalog, rows), (item.owner for item in items)
        ),
        by_risk=counting.by_risk(catalog, rows),
        by_area=counting.by_area(catalog, rows),
        by_market=counting.by_market(catalog, rows),
        by_center=counting.by_center(catalog, rows, today),
        translations=_translations(catalog, rows, states),
        overdue_by_age=counting.overdue_by_age(rows, today),
        due_within=counting.due_within(rows, today),
        quality=history.quality(catalog, today),
        trend=history.trend(catalog, today),
        forecast=planned,
        items=items,
        names=names_of(catalog, items, planned),
    )


def health_on(catalog: Catalog, today: date) -> Health:
    """Give the health of a day, judged once for whatever asks of this catalog."""
    key = ("health", today)
    if key not in catalog.remembered:
        catalog.remembered[key] = health(catalog, today)
    judged_once: Health = catalog.remembered[key]
    return judged_once


def names_of(
    catalog: Catalog, items: Iterable[Item], planned: Iterable[PlannedReview] = ()
) -> dict[str, LocalizedText]:
    """Give the titles of all roles and documents that are named by id."""
    named = {*_named(items), *(id_ for each in planned for id_ in (each.owner, each.document))}
    return {
        id_: title_of(catalog.documents[id_])
        if id_ in catalog.documents
        else role_name(catalog, id_)
        for id_ in sorted(named)
    }


def _named(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield from filter(None, (item.owner, item.escalated_to, item.document))


def _translations(catalog: Catalog, rows: Iterable[Judged], states: Translations) -> dict[str, int]:
    """Count the translations of effective documents by state, the worst state first."""
    counted = Counter[TranslationState](
        states.status(row.document, locale).state
        for row in rows
        for locale in catalog.locales
        if locale != row.document.record.source_language
    )
    return {state.value: counted[state] for state in URGENCY}
