"""What does the escalation finder show, and a procedure of its situation?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import get_timezone_location

from sopkb.catalog import Catalog
from sopkb.document_view import RoleView, role_view
from sopkb.escalation import WEEKDAYS, Opening, opening_in, rows_of
from sopkb.model.documents import ALL_MARKETS
from sopkb.model.floor import Escalation, EscalationLevel
from sopkb.wording import value_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursView:
    """When a role can be reached, on its own clock and in UTC; the browser judges the moment."""

    zone: str
    place: str
    start: str
    end: str
    days: str
    text: str
    utc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """One step up; `then` is who is asked where no answer comes in time."""

    level: str
    label: str
    when: str
    role: RoleView
    channel: str
    response_time: str
    hours: HoursView | None
    attach: str
    do_not: str
    then_level: str
    then: RoleView | None
    backup: RoleView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """The levels of a situation in a market, or in all that have none of their own."""

    situation: str
    situation_label: str
    market: str
    market_label: str
    is_for_all: bool
    levels: tuple[LevelView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationView:
    """A situation with its paths, the one for all markets first."""

    id: str
    label: str
    paths: tuple[PathView, ...]

    @property
    def search_text(self) -> str:
        """Give what the tables say, without markup."""
        levels = [level for path in self.paths for level in path.levels]
        texts = ((each.level, each.when, each.role.title, each.attach) for each in levels)
        return " ".join([self.label, *(word for text in texts for word in text if word)])


@dataclass(frozen=True, slots=True, kw_only=True)
class FinderView:
    """All situations, and the markets to choose from."""

    situations: tuple[SituationView, ...]
    markets: tuple[tuple[str, str], ...]


def finder_view(catalog: Catalog, language: str, today: date) -> FinderView:
    """Show all situations, in the order of the vocabulary."""
    names = catalog.vocabulary.get("situation", {})
    return FinderView(
        situations=tuple(situation_view(catalog, language, today, name) for name in names),
        markets=tuple(
            (key, row.name.in_language(language)) for key, row in catalog.markets.items()
        ),
    )


def situation_view(catalog: Catalog, language: str, today: date, name: str) -> SituationView:
    """Show the paths of a situation."""
    return SituationView(
        id=name,
        label=catalog.word("situation", name, language),
        paths=tuple(_path(catalog, row, language, today) for row in rows_of(catalog, name)),
    )


def days_in_words(catalog: Catalog, days: tuple[str, ...], language: str) -> str:
    """Name days of the week, those in a row as a range: Monday–Friday, 周一至周五."""
    if len(set(days)) == len(WEEKDAYS):
        return catalog.word("interface", "every-day", language)
    indexes = [index for index, name in enumerate(WEEKDAYS) if name in days]
    runs = [[index] for index in indexes[:1]]
    for before, index in pairwise(indexes):
        if index == before + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    comma = catalog.word("interface", "list-comma", language)
    return comma.join(_run(catalog, run, language) for run in runs)


def _run(catalog: Catalog, run: list[int], language: str) -> str:
    first, last = (catalog.word("weekday", WEEKDAYS[at], language) for at in (run[0], run[-1]))
    if len(run) == 1:
        return first
    pattern = catalog.word("interface", "range", language)
    return pattern.replace("{from}", first).replace("{to}", last)


def _path(catalog: Catalog, row: Escalation, language: str, today: date) -> PathView:
    market = catalog.markets.get(row.market)
    everywhere = catalog.word("interface", "all-markets", language)
    return PathView(
        situation=row.situation,
        situation_label=catalog.word("situation", row.situation, language),
        market=row.market,
        market_label=market.name.in_language(language) if market else everywhere,
        is_for_all=row.market == ALL_MARKETS,
        levels=tuple(_levels(catalog, row, language, today)),
    )


def _levels(catalog: Catalog, row: Escalation, language: str, today: date) -> Iterator[LevelView]:
    for index, each in enumerate(row.levels):
        owner = catalog.owners.get(each.to)
        above = next((up for up in row.levels[index + 1 :] if up.level > each.level), None)
        then = above.to if above else owner and owner.escalates_to
        backup = owner.backup if owner else None
        yield LevelView(
            level=each.level,
            label=catalog.word("level", each.level, language),
            when=each.when.in_language(language) if each.when else "",
            role=role_view(catalog, each.to, language),
            channel=catalog.word("escalation_channel", each.channel, language),
            response_time=_response_time(catalog, each, row.market, language),
            hours=_hours(catalog, each, language, today),
            attach=each.attach.in_language(language),
            do_not=each.do_not.in_language(language) if each.do_not else "",
            then_level=above.level if above else "",
            then=role_view(catalog, then, language) if then else None,
            backup=role_view(catalog, backup, language) if backup else None,
        )


def _response_time(catalog: Catalog, level: EscalationLevel, market: str, language: str) -> str:
    value = catalog.values.get(level.response_time)
    if value is None:
        return level.response_time
    return value_in_words(value, catalog.markets.get(market), catalog.policy, language)


def _hours(
    catalog: Catalog, level: EscalationLevel, language: str, today: date
) -> HoursView | None:
    owner = catalog.owners.get(level.to)
    if level.hours is None or owner is None:
        return None
    try:
        zone = ZoneInfo(owner.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    hours = level.hours
    here = Opening(start=hours.start, end=hours.end, days=hours.days)
    return HoursView(
        zone=owner.timezone,
        place=get_timezone_location(owner.timezone, locale=language, return_city=True),
        start=hours.start,
        end=hours.end,
        days=" ".join(hours.days),
        text=_opening(catalog, here, language),
        utc=_opening(catalog, opening_in(hours, zone, UTC, today), language),
    )


def _opening(catalog: Catalog, opening: Opening, language: str) -> str:
    days = days_in_words(catalog, opening.days, language)
    return f"{days} {opening.start}–{opening.end}"
