"""What do report and Health page show, in the reader's language? Words are chosen here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sopkb.findings import Language
from sopkb.forecast import PlannedReview
from sopkb.night import charts
from sopkb.night.cards import Card, health_cards, night_cards
from sopkb.night.labels import STATES, TRANSLATIONS, WORDS, phrase, share_in_words
from sopkb.night.model import Count, Group, Health, Item, NightReport
from sopkb.night.words import kind_in_words
from sopkb.wording import day_in_words

MOST_ITEMS = 200
MOST_PLANNED = 50
GROUPS = ("by_risk", "by_area", "by_owner", "by_market", "by_center")
DRAWN_GROUPS = ("by_risk", "by_area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table; `share` from 0 to 1 is drawn behind the first number."""

    name: str
    cells: tuple[str, ...]
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures with their names; `chart` shows the same ones, `more` counts rows left out."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    chart: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One thing to do, in words; `id` is its document's, `url` leads to its page."""

    kind: str
    label: str
    id: str
    title: str
    url: str
    message: str
    owner: str
    due: str
    is_new: bool
    escalated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthView:
    """Everything shown, from the most to the least urgent."""

    language: Language
    title: str
    as_of: str
    states: Mapping[str, str]
    cards: tuple[Card, ...]
    items: tuple[ItemView, ...]
    more_items: str
    trend: Table
    groups: tuple[Table, ...]
    small: tuple[Table, ...]
    forecast: Table
    words: Mapping[str, str]


def health_view(health: Health, language: Language) -> HealthView:
    """Put the health of the knowledge base into words."""
    return _view(health, language, (), {})


def report_view(report: NightReport, language: Language) -> HealthView:
    """Put a night's report into words: its health with links, and with what is new."""
    cards = night_cards(report, language)
    urls = {item.key: report.url(item, language) for item in report.health.items}
    return _view(report.health, language, cards, urls)


def summary_line(report: NightReport, language: Language) -> str:
    """Sum a night up in one line."""
    view = report_view(report, language)
    colon = "：" if language == "zh" else ": "
    comma = "，" if language == "zh" else ", "
    shown = {card.id: f"{card.label}{colon}{card.value}" for card in view.cards}
    names = ("rate", "effective", "stale", "items")
    return f"{comma.join(shown[name] for name in names)} · {view.as_of}"


def _view(
    health: Health, language: Language, added: tuple[Card, ...], urls: Mapping[str, str]
) -> HealthView:
    shown = health.items[:MOST_ITEMS]
    day = day_in_words(health.as_of, language)
    total = len(health.items)
    rest = phrase("more-items", language, count=total - len(shown), total=total)
    return HealthView(
        language=language,
        title=phrase("title", language),
        as_of=phrase("as-of", language, date=day, zone=health.timezone),
        states={key: words.in_language(language) for key, words in STATES.items()},
        cards=(*health_cards(health, language), *added),
        items=tuple(_item(health, item, language, urls.get(item.key, "")) for item in shown),
        more_items=rest if total > len(shown) else "",
        trend=_trend(health, language),
        groups=tuple(_group_table(health, name, language) for name in GROUPS),
        small=_small_tables(health, language),
        forecast=_forecast(health, language),
        words={key: words.in_language(language) for key, words in WORDS.items()},
    )


def _item(health: Health, item: Item, language: Language, url: str) -> ItemView:
    escalated = item.escalated_to and health.name(item.escalated_to).in_language(language)
    owner = health.name(item.owner) if item.owner else WORDS["no-owner"]
    return ItemView(
        kind=item.kind,
        label=kind_in_words(item.kind, language),
        id=item.document or "",
        title=item.title.in_language(language),
        url=url,
        message=item.message.in_language(language),
        owner=owner.in_language(language),
        due=_day(item.due, language),
        is_new=item.is_new,
        escalated=phrase("escalated", language, role=escalated) if escalated else "",
    )


def _trend(health: Health, language: Language) -> Table:
    points = [(point.day, point.count) for point in health.trend]
    if not points or points[-1][0] != health.as_of:
        points.append((health.as_of, health.total))
    rows = tuple(_count_row(_day(day, language), count) for day, count in points)
    title = phrase("trend", language)
    labels = [day.isoformat()[2:7] for day, _ in points]
    counts = [count for _, count in points]
    return Table(
        id="trend",
        title=title,
        head=_count_head("month-end", language),
        rows=rows,
        note=phrase("trend-note", language),
        chart=charts.columns("health-trend", title, labels, counts, language),
    )


def _group_table(health: Health, name: str, language: Language) -> Table:
    groups: tuple[Group, ...] = getattr(health, name)
    title = phrase(name, language)
    names = [group.name.in_language(language) for group in groups]
    chart = ""
    if name in DRAWN_GROUPS and groups:
        counts = (group.count for group in groups)
        chart = charts.bars(f"health-{name}", title, names, counts, language)
    return Table(
        id=name,
        title=title,
        head=_count_head(f"column-{name}", language),
        rows=tuple(map(_count_row, names, (group.count for group in groups))),
        note=phrase("group-note", language) if name in ("by_market", "by_center") else "",
        chart=chart,
    )


def _small_tables(health: Health, language: Language) -> tuple[Table, ...]:
    states = {TRANSLATIONS[key].in_language(language): n for key, n in health.translations.items()}
    return (
        _small("by-age", "days-overdue", health.overdue_by_age, language),
        _small("due-ahead", "within-days", health.due_within, language),
        _small("by-translation", "state", states, language),
    )


def _small(
    name: str, column: str, figures: Mapping[str, int] | Mapping[int, int], language: Language
) -> Table:
    head = (phrase(column, language), phrase("number", language))
    rows = tuple(Row(name=str(key), cells=(str(number),)) for key, number in figures.items())
    return Table(id=name, title=phrase(name, language), head=head, rows=rows)


def _forecast(health: Health, language: Language) -> Table:
    left = len(health.forecast) - MOST_PLANNED
    rows = (_planned(health, review, language) for review in health.forecast)
    return Table(
        id="forecast",
        title=phrase("forecast", language),
        head=tuple(phrase(key, language) for key in ("document", "owner", "due-day", "proposed")),
        rows=tuple(islice(rows, MOST_PLANNED)),
        note=phrase("forecast-note", language),
        more=phrase("more-rows", language, count=left) if left > 0 else "",
    )


def _planned(health: Health, review: PlannedReview, language: Language) -> Row:
    title = health.name(review.document).in_language(language)
    owner = health.name(review.owner).in_language(language)
    days = _day(review.due, language), _day(review.proposed, language)
    return Row(name=f"{review.document} {title}", cells=(owner, *days))


def _count_head(name: str, language: Language) -> tuple[str, ...]:
    first = (name, "documents", "rate")
    changed = phrase("column-changed", language)
    return (
        *(phrase(key, language) for key in first),
        *(words.in_language(language) for words in STATES.values()),
        changed,
    )


def _count_row(name: str, count: Count) -> Row:
    numbers = [getattr(count, state) for state in STATES]
    cells = (count.documents, share_in_words(count.rate), *numbers, count.changed_since_review)
    return Row(name=name, cells=tuple(str(cell) for cell in cells), share=count.rate)


def _day(day: date | None, language: Language) -> str:
    return day_in_words(day, language) if day else "–"
