"""How do reviews get into a calendar? As days of iCalendar, for all roles and for each."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from sopkb.findings import Language
from sopkb.forecast import PlannedReview
from sopkb.harmless import one_line
from sopkb.night.labels import phrase
from sopkb.night.model import Health

PRODUCT = "-//sopkb//reviews//"
END = "END:VCALENDAR\r\n"


def calendars(health: Health, language: Language) -> Iterator[tuple[str | None, str]]:
    """Yield the calendar of all reviews of the forecast, then that of each role, by id.

    A review keeps its identity from night to night, so that a calendar moves it. Stamps are those
    of the day reported, so that the same report gives the same bytes.
    """
    written = [(review.owner, _written(health, review, language)) for review in health.forecast]
    yield None, _calendar(health, language, None, [text for _, text in written])
    for owner in sorted({owner for owner, _ in written}):
        own = [text for role, text in written if role == owner]
        yield owner, _calendar(health, language, owner, own)


def _calendar(health: Health, language: Language, owner: str | None, events: list[str]) -> str:
    """Put events that are written already into a calendar; each stands in two of them."""
    result = Calendar()
    result.add("prodid", f"{PRODUCT}{language}")
    result.add("version", "2.0")
    result.add("method", "PUBLISH")
    result.add("x-wr-calname", _name(health, language, owner))
    return _text(result).removesuffix(END) + "".join(events) + END


def _name(health: Health, language: Language, owner: str | None) -> str:
    name = phrase("calendar", language)
    return f"{name} · {health.name(owner).in_language(language)}" if owner else name


def _written(health: Health, review: PlannedReview, language: Language) -> str:
    """Write the due day of a review, and the day proposed instead."""
    events = [_event(health, review, "due", review.due, language)]
    if review.proposed:
        events.append(_event(health, review, "proposed", review.proposed, language))
    return "".join(_text(event) for event in events)


def _event(
    health: Health, review: PlannedReview, kind: str, day: date, language: Language
) -> Event:
    title = f"{review.document} {health.name(review.document).in_language(language)}"
    event = Event()
    event.add("uid", f"{review.document}-{kind}@sopkb")
    event.add("dtstamp", datetime.combine(health.as_of, time(), UTC))
    event.add("dtstart", day)
    event.add("summary", one_line(phrase(f"calendar-{kind}", language, title=title)))
    event.add("description", one_line(health.name(review.owner).in_language(language)))
    event.add("transp", "TRANSPARENT")
    return event


def _text(component: Calendar | Event) -> str:
    written: bytes = component.to_ical()
    return written.decode("utf-8")
