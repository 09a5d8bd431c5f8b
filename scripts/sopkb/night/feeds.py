"""How are changes of documents and stale documents followed? As Atom feeds, per language."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from html import escape

from feedgenerator import Atom1Feed

from sopkb.catalog import Catalog, Document
from sopkb.findings import Language
from sopkb.harmless import one_line
from sopkb.model.documents import Change, Status
from sopkb.night.counting import role_name
from sopkb.night.labels import phrase
from sopkb.night.model import Health, Item, ItemKind
from sopkb.site_address import SiteAddress

MOST_ENTRIES, MOST_STALE = 50, 500
STALE = (ItemKind.REVIEW_EXPIRED, ItemKind.REVIEW_OVERDUE)
SHOWN = (Status.EFFECTIVE, Status.SUSPENDED, Status.SUPERSEDED, Status.RETIRED)


class DatedFeed(Atom1Feed):  # type: ignore[misc]
    """A feed that, without entries, was updated on a day, not at the moment it is written."""

    def __init__(self, day: date, *arguments: object, **keywords: object) -> None:
        """Remember the day."""
        super().__init__(*arguments, **keywords)
        self.day = day

    def latest_post_date(self) -> datetime:
        """Give the newest moment of the entries, else the start of the day."""
        newest: datetime = super().latest_post_date()
        return newest if self.items else _moment(self.day)


def feeds(catalog: Catalog, health: Health, language: Language) -> Iterator[tuple[str, str]]:
    """Yield name and text of each feed: the changes of every area, and what is stale."""
    site = SiteAddress(catalog)
    for name, title, area in feed_names(health, language):
        feed = _feed(site, health, name, title, language)
        if area:
            for document, change in _changes(catalog, area, health.as_of):
                _add_change(feed, catalog, site, document, change, language)
        else:
            for item in _stale(health):
                _add_stale(feed, catalog, site, item, language)
        yield name, feed.writeString("utf-8") + "\n"


def feed_names(health: Health, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield file, title and area of each feed; what is stale belongs to no area."""
    suffix = ".zh" if language == "zh" else ""
    yield f"stale{suffix}.xml", phrase("feed-stale", language), ""
    for group in health.by_area:
        title = phrase("feed-changes", language, area=group.name.in_language(language))
        yield f"changes-{group.id.lower()}{suffix}.xml", title, group.id


def _feed(
    site: SiteAddress, health: Health, name: str, title: str, language: Language
) -> DatedFeed:
    address = site.file(f"feeds/{name}")
    return DatedFeed(
        health.as_of,
        title=one_line(title),
        link=site.page("index", language),
        description=phrase("title", language),
        language=language,
        feed_url=address,
        feed_guid=address,
    )


def _stale(health: Health) -> Iterable[Item]:
    """Give what has become stale last, the newest first."""
    found = [item for item in health.items if item.kind in STALE]
    return sorted(found, key=lambda item: (item.age or 0, item.key))[:MOST_STALE]


def _changes(catalog: Catalog, area: str, today: date) -> Iterable[tuple[Document, Change]]:
    """Give the newest changes of an area that have come into force."""
    found = [
        (document, change)
        for document in catalog.documents.values()
        if document.record.area == area and document.record.status in SHOWN
        for change in document.record.changes
        if change.date <= today
    ]
    found.sort(key=lambda pair: pair[0].id)
    found.sort(key=lambda pair: pair[1].date, reverse=True)
    return found[:MOST_ENTRIES]


def _add_change(
    feed: DatedFeed,
    catalog: Catalog,
    site: SiteAddress,
    document: Document,
    change: Change,
    language: Language,
) -> None:
    address = site.page(document.stem, language)
    feed.add_item(
        title=one_line(f"{document.id} {document.title(language)} · {change.version}"),
        link=address,
        description=escape(one_line(change.note.in_language(language))),
        author_name=_owner(catalog, document, language),
        pubdate=_moment(change.date),
        updateddate=_moment(change.date),
        unique_id=f"{address}#{change.version}",
    )


def _add_stale(
    feed: DatedFeed,
    catalog: Catalog,
    site: SiteAddress,
    item: Item,
    language: Language,
) -> None:
    document = catalog.documents[item.document or ""]
    address = site.page(document.stem, language)
    day = _moment(item.due or feed.day)
    feed.add_item(
        title=one_line(f"{item.document} {item.title.in_language(language)}"),
        link=address,
        description=escape(one_line(item.message.in_language(language))),
        author_name=_owner(catalog, document, language),
        pubdate=day,
        updateddate=day,
        unique_id=f"{address}#stale-{day:%Y-%m-%d}",
    )


def _owner(catalog: Catalog, document: Document, language: Language) -> str:
    return one_line(role_name(catalog, document.record.owner).in_language(language))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
