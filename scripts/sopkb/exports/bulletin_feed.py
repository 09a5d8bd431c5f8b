"""How are bulletins followed from outside the site? As an Atom feed in each language."""

from datetime import UTC, date, datetime, time
from html import escape

from sopkb.bulletin_view import FEEDS, PAGE, BulletinView, bulletin_news
from sopkb.catalog import Catalog
from sopkb.findings import Language
from sopkb.harmless import one_line
from sopkb.night.feeds import DatedFeed
from sopkb.site_address import SiteAddress


def bulletin_feed(language: Language, catalog: Catalog, today: date) -> str:
    """Write the feed: what is in force or coming up, dated by the day from which it holds."""
    site = SiteAddress(catalog)
    page = site.page(PAGE, language)
    title = catalog.word("interface", "bulletins", language)
    address = site.file(FEEDS[language])
    feed = DatedFeed(
        today,
        title=one_line(title),
        link=page,
        description=one_line(title),
        language=language,
        feed_url=address,
        feed_guid=address,
    )
    for row in bulletin_news(catalog, language, today):
        _add(feed, catalog, row, page, language)
    return f"{feed.writeString('utf-8')}\n"


def _add(
    feed: DatedFeed, catalog: Catalog, row: BulletinView, page: str, language: Language
) -> None:
    colon = catalog.word("interface", "colon", language)
    day = datetime.combine(date.fromisoformat(row.effective.iso), time(), UTC)
    feed.add_item(
        title=one_line(f"{row.severity_label}{colon}{row.title}"),
        link=f"{page}#{row.anchor}",
        description=escape(one_line(f"{row.do_now} {row.what_changed}")),
        pubdate=day,
        updateddate=day,
        unique_id=f"{page}#{row.anchor}",
    )
