"""Which files does a report consist of? Path below the folder, and text."""

from collections.abc import Iterator
from urllib.parse import quote

from sopkb.catalog import Catalog
from sopkb.findings import LANGUAGES, Language
from sopkb.night import RENDERERS
from sopkb.night.calendar import calendars
from sopkb.night.digest import digest_text, owners_with_items
from sopkb.night.feeds import feeds
from sopkb.night.model import Health, NightReport

BOTH_LANGUAGES = ("report.json",)
NO_OWNER = "no-owner"
FOLDERS = ("digests", "calendar", "feeds")
"""Folders that hold only what a report writes; what it does not write any more is taken away."""

Files = Iterator[tuple[str, str]]


def report_files(catalog: Catalog, report: NightReport) -> Files:
    """Yield all files, the one for programs last: where it stands, the others stand too."""
    for language in LANGUAGES:
        for owner in owners_with_items(report):
            name = file_name(owner or NO_OWNER, language, "md")
            yield f"digests/{name}", digest_text(report, owner, language, None)
        yield from followed(catalog, report.health, language)
        for name, render in RENDERERS.items():
            if name not in BOTH_LANGUAGES:
                stem, _, suffix = name.partition(".")
                yield file_name(stem, language, suffix), render(report, language)
    for name in BOTH_LANGUAGES:
        yield name, RENDERERS[name](report, "en")


def followed(catalog: Catalog, health: Health, language: Language) -> Files:
    """Yield the calendars and feeds, which the site has as well."""
    for owner, text in calendars(health, language):
        name = f"owner-{owner}" if owner else "reviews"
        yield f"calendar/{file_name(name, language, 'ics')}", text
    for name, text in feeds(catalog, health, language):
        yield f"feeds/{name}", text


def file_name(stem: str, language: Language, suffix: str) -> str:
    """Name a file of one language; whatever a role is called, it stays in its folder."""
    middle = ".zh" if language == "zh" else ""
    return f"{quote(stem, safe='')}{middle}.{suffix}"
