"""Which figures stand at the head of report and Health page, and how do they look?"""

from dataclasses import dataclass

from sopkb.findings import Language
from sopkb.night.labels import WORDS, phrase, share_in_words
from sopkb.night.model import Health, NightReport
from sopkb.wording import day_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One figure; `state` is good, warn, stop or plain."""

    id: str
    label: str
    value: str
    note: str = ""
    state: str = "plain"


def health_cards(health: Health, language: Language) -> tuple[Card, ...]:
    """Give the figures of the knowledge base, the most important first."""
    total, quality = health.total, health.quality
    documents = str(total.documents)
    stale, valid = total.overdue + total.expired, total.current + total.due_soon
    waiting = sum(health.translations.values()) - health.translations.get("in_sync", 0)

    def card(id_: str, value: str, bad: object = 0, *, to: str = "warn", **parts: object) -> Card:
        note = phrase(f"{id_}-note", language, **parts) if f"{id_}-note" in WORDS else ""
        state = to if bad else "good"
        return Card(id=id_, label=phrase(id_, language), value=value, note=note, state=state)

    return (
        card(
            "rate",
            share_in_words(total.rate),
            total.rate is None or total.rate < 1,
            valid=valid,
            all=total.documents - total.exempt,
        ),
        card("effective", documents, not total.documents, to="stop", all=health.documents),
        card("stale", str(stale), stale, to="stop", expired=total.expired),
        card("unreviewed", str(total.unreviewed), total.unreviewed),
        card("changed", str(total.changed_since_review), total.changed_since_review),
        card(
            "due",
            str(health.due_within[14]),
            month=health.due_within[30],
            quarter=health.due_within[90],
        ),
        card("translations", str(waiting), waiting, all=sum(health.translations.values())),
        card(
            "bare",
            share_in_words(quality.bare_share),
            quality.bare,
            bare=quality.bare,
            all=quality.reviews,
        ),
        card("bulk", str(quality.bulk_days), quality.bulk_days),
    )


def night_cards(report: NightReport, language: Language) -> tuple[Card, ...]:
    """Give the figures that only a night knows: its links, and how much is new."""
    return _links(report, language), _items(report, language)


def _links(report: NightReport, language: Language) -> Card:
    label = phrase("links", language)
    if report.links_checked is None:
        return Card(id="links", label=label, value="–", note=phrase("links-unchecked", language))
    day = day_in_words(report.links_checked, language)
    return Card(
        id="links",
        label=label,
        value=str(report.broken_links),
        note=phrase("links-note", language, date=day),
        state="stop" if report.broken_links else "good",
    )


def _items(report: NightReport, language: Language) -> Card:
    items = report.health.items
    new, resolved = sum(item.is_new for item in items), len(report.resolved)
    note = phrase("items-note", language, new=new, resolved=resolved)
    return Card(
        id="items",
        label=phrase("items", language),
        value=str(len(items)),
        note=note if report.previous else phrase("items-no-previous", language),
        state="warn" if items else "good",
    )
