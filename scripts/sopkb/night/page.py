"""What does the Health page of the site show? The figures of the report, as of the build."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.findings import Language
from sopkb.night.feeds import feed_names
from sopkb.night.files import file_name
from sopkb.night.health import health_on
from sopkb.night.labels import phrase
from sopkb.night.view import HealthView, health_view


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPage:
    """The figures, the pages of the documents that they name, and the files to be followed.

    `followed` names calendar and feeds with their paths from the root of the site.
    """

    figures: HealthView
    stems: Mapping[str, str]
    followed: Mapping[str, str]
    default_locale: str


def health_page(catalog: Catalog, language: str, today: date) -> HealthPage:
    """Put the health of the knowledge base into words for a page of the site."""
    reader: Language = "zh" if language == "zh" else "en"
    judged = health_on(catalog, today)
    view = health_view(judged, reader)
    named = {item.id for item in view.items if item.id}
    calendar = f"calendar/{file_name('reviews', reader, 'ics')}"
    feeds = {title: f"feeds/{name}" for name, title, _ in feed_names(judged, reader)}
    return HealthPage(
        figures=view,
        stems={id_: catalog.documents[id_].stem for id_ in sorted(named)},
        followed={phrase("calendar-followed", reader): calendar, **feeds},
        default_locale=catalog.default_locale,
    )
