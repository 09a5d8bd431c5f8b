"""What do the page of the bulletins, the home page and a document's page show of bulletins?

The state is that of the build; the browser judges it again from the days given here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sopkb.bulletins import BulletinState, alarms_of, in_page_order, not_expired, state_on
from sopkb.catalog import Catalog
from sopkb.change_view import difference_address
from sopkb.document_view import DayView
from sopkb.findings import Language
from sopkb.model.documents import ALL_MARKETS
from sopkb.model.floor import Bulletin, ChangedDocument
from sopkb.sections import INTRO, split_sections
from sopkb.wording import text_in_words

PAGE = "bulletins/index"
"""The page of the bulletins, as a path in docs/ without suffix."""

FEEDS: Mapping[Language, str] = {"en": "feeds/bulletins.xml", "zh": "feeds/bulletins.zh.xml"}
"""The feed of each language, as a path in the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedView:
    """A document that a bulletin speaks of; `place` is the section's title, empty for all of it.

    `difference` is where the site compares the version with the one before it, or empty.
    """

    id: str
    title: str
    stem: str
    section: str
    place: str
    version: str
    difference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinView:
    """One bulletin in words; `centers` are ids, none of them for all centers."""

    id: str
    title: str
    severity: str
    severity_label: str
    state: BulletinState
    effective: DayView
    expires: DayView
    audience: tuple[str, ...]
    audience_names: tuple[str, ...]
    markets: tuple[str, ...]
    market_names: tuple[str, ...]
    centers: tuple[str, ...]
    center_names: tuple[str, ...]
    what_changed: str
    do_now: str
    documents: tuple[ChangedView, ...]
    must_read: bool

    @property
    def anchor(self) -> str:
        """Give the id of the bulletin's place on the page."""
        return self.id.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletinsView:
    """All bulletins by state, and what they can be chosen by."""

    groups: Mapping[BulletinState, tuple[BulletinView, ...]]
    feed: str
    default_locale: str
    markets: Mapping[str, str]
    centers: Mapping[str, str]


def bulletins_view(catalog: Catalog, language: str, today: date) -> BulletinsView:
    """Show all bulletins."""
    views = [_view(catalog, each, language, today) for each in in_page_order(catalog, today)]
    return BulletinsView(
        groups={
            state: tuple(each for each in views if each.state is state) for state in BulletinState
        },
        feed=FEEDS["zh" if language == "zh" else "en"],
        default_locale=catalog.default_locale,
        markets={key: row.name.in_language(language) for key, row in catalog.markets.items()},
        centers={key: row.name.in_language(language) for key, row in catalog.centers.items()},
    )


def bulletin_news(catalog: Catalog, language: str, today: date) -> tuple[BulletinView, ...]:
    """Show the bulletins that are in force somewhere or will be, found once for all pages."""
    key = ("bulletin_news", language, today)
    if key not in catalog.remembered:
        catalog.remembered[key] = _views(catalog, not_expired(catalog, today), language, today)
    news: tuple[BulletinView, ...] = catalog.remembered[key]
    return news


def document_alarms(
    catalog: Catalog, document: str, language: str, today: date
) -> tuple[BulletinView, ...]:
    """Show the urgent bulletins that concern a document."""
    return _views(catalog, alarms_of(catalog, document, today), language, today)


def timezones_of_centers(catalog: Catalog) -> dict[str, str]:
    """Give the time zone of every center, by its id."""
    return {key: row.timezone for key, row in catalog.centers.items()}


def _views(
    catalog: Catalog, rows: Iterable[Bulletin], language: str, today: date
) -> tuple[BulletinView, ...]:
    return tuple(_view(catalog, each, language, today) for each in rows)


def _view(catalog: Catalog, row: Bulletin, language: str, today: date) -> BulletinView:
    return BulletinView(
        id=row.id,
        title=text_in_words(catalog, row.title, language),
        severity=row.severity,
        severity_label=catalog.word("bulletin_severity", row.severity, language),
        state=state_on(row, today),
        effective=DayView.of(row.effective, language),
        expires=DayView.of(row.expires, language),
        audience=row.audience,
        audience_names=tuple(catalog.word("audience", each, language) for each in row.audience),
        markets=row.markets,
        market_names=_market_names(catalog, row, language),
        centers=row.centers,
        center_names=_center_names(catalog, row, language),
        what_changed=text_in_words(catalog, row.what_changed, language),
        do_now=text_in_words(catalog, row.do_now, language),
        documents=tuple(
            _changed(catalog, each, language)
            for each in row.documents
            if each.id in catalog.documents
        ),
        must_read=row.must_read,
    )


def _changed(catalog: Catalog, changed: ChangedDocument, language: str) -> ChangedView:
    document = catalog.documents[changed.id]
    return ChangedView(
        id=changed.id,
        title=document.title(language),
        stem=document.stem,
        section=changed.section or "",
        place=section_title(catalog, changed.id, changed.section or "", language),
        version=changed.version,
        difference=difference_address(catalog, document, changed.version, language),
    )


def section_title(catalog: Catalog, document: str, section: str, language: str) -> str:
    """Give the title of a section, or of a smaller heading, in the reader's language."""
    page = catalog.documents[document].page(language)
    if page is None or not section:
        return ""
    if section == INTRO:
        return catalog.word("interface", "introduction", language)
    headings = (each for each in page.outline.headings if each.id == section)
    titles = (each.title for each in split_sections(page.file.text) if each.id == section)
    return next(titles, next((each.text for each in headings), section))


def _market_names(catalog: Catalog, row: Bulletin, language: str) -> tuple[str, ...]:
    if ALL_MARKETS in row.markets:
        return (catalog.word("interface", "all-markets", language),)
    found = ((key, catalog.markets.get(key)) for key in row.markets)
    return tuple(market.name.in_language(language) if market else key for key, market in found)


def _center_names(catalog: Catalog, row: Bulletin, language: str) -> tuple[str, ...]:
    if not row.centers:
        return (catalog.word("interface", "all-centers", language),)
    found = ((key, catalog.centers.get(key)) for key in row.centers)
    return tuple(center.name.in_language(language) if center else key for key, center in found)
