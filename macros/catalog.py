"""What is the site built from, for whom and for which day? Loaded once, before all else.

`KB_AUDIENCE` is `internal` (all documents, the default), `center` or `public`: what its readers
must not see is taken out here, so that nothing after this can show it. `SOPKB_AS_OF` is the day,
by default today in the governance time zone.
"""

import gc
import logging
import os
import xml.etree.ElementTree as etree
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from sopkb.access import hidden_document, hidden_documents, stems_of, visible
from sopkb.catalog import Catalog, normal
from sopkb.loading import load, split_locale
from sopkb.model.base import parse_day
from sopkb.model.documents import Access

log = logging.getLogger("mkdocs.plugins.sopkb")
BEFORE_MACROS = 200
AFTER_FALLBACKS = -300
BEFORE_ADDRESSES = 5


@event_priority(BEFORE_MACROS)
def on_config(config: Any) -> Any:
    """Load the catalog as the audience may see it; the first language does it for all."""
    shared = config.extra.setdefault("kb_shared", {})
    if shared:
        return config
    whole, audience = load(Path(config.config_file_path).parent), _audience()
    catalog = visible(whole, audience)
    stems = stems_of(whole) - stems_of(catalog)
    links = HiddenLinks(catalog, stems)
    shared |= {
        "catalog": catalog,
        "today": _today(catalog),
        "hidden": frozenset(each.id for each in hidden_documents(whole, audience)),
        "hidden_stems": stems,
        "hidden_assets": whole.asset_paths - catalog.asset_paths,
        "hidden_links": links,
    }
    if stems:
        config.markdown_extensions.append(links)
    gc.freeze()  # the catalog stays for the whole build; no search for garbage in it
    _tell_problems(catalog)
    return config


@event_priority(AFTER_FALLBACKS)
def on_files(files: Any, config: Any) -> Any:
    """Leave out the pages that the readers must not see, and the images that only these use."""
    shared = config.extra["kb_shared"]
    stems, assets = shared["hidden_stems"], shared["hidden_assets"]
    for file in list(files):
        stem, _ = _split(shared["catalog"], file.src_uri)
        is_hidden = file.src_uri.endswith(".md") and stem in stems
        if is_hidden or normal(f"docs/{file.src_uri}") in assets:
            files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Tell the links from which page they start."""
    links = config.extra["kb_shared"]["hidden_links"]
    links.folder, links.language = dirname(page.file.src_uri), page.file.locale
    return markdown


class HiddenLinks(Extension):  # type: ignore[misc]
    """Markdown's links to pages that the readers must not see become words that name nothing."""

    def __init__(self, catalog: Catalog, stems: Collection[str]) -> None:
        """Know what is hidden; `folder` and `language` are those of the page in hand."""
        super().__init__()
        self.catalog, self.stems = catalog, stems
        self.folder, self.language = "", catalog.default_locale

    def extendMarkdown(self, md: Markdown) -> None:
        """Stand before MkDocs, which would look for the page."""
        md.treeprocessors.register(self, "kb_hidden_links", BEFORE_ADDRESSES)

    def run(self, root: etree.Element) -> None:
        """Change the tree."""
        for element in root.iter("a"):
            if self._is_hidden(element.get("href", "")):
                tail = element.tail
                element.clear()
                element.tag, element.tail = "span", tail
                element.text = hidden_document(self.catalog, self.language)

    def _is_hidden(self, link: str) -> bool:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path.endswith(".md"):
            return False
        path = normpath(join(self.folder, unquote(parts.path)))
        return _split(self.catalog, path)[0] in self.stems


def _split(catalog: Catalog, path: str) -> tuple[str, str]:
    stem, locale = split_locale(path, catalog.locales, catalog.default_locale)
    return normal(stem), locale


def _audience() -> Access:
    """Give the audience of the build: KB_AUDIENCE, else all who are within the house."""
    given = os.environ.get("KB_AUDIENCE") or Access.INTERNAL
    try:
        return Access(given)
    except ValueError:
        known = ", ".join(Access)
        raise Abort(f"KB_AUDIENCE must be one of {known}; it is “{given}”.") from None


def _today(catalog: Catalog) -> date:
    """Give the day the site is built for: SOPKB_AS_OF, else today in the governance time zone."""
    fixed, zone = os.environ.get("SOPKB_AS_OF"), catalog.policy.timezone
    try:
        return parse_day(fixed) if fixed else datetime.now(ZoneInfo(zone)).date()
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise Abort(f"The day cannot be told from “{fixed or zone}”: {error}") from error


def _tell_problems(catalog: Catalog) -> None:
    for item in catalog.problems:
        problem = item.problem
        log.warning(
            f"{problem.at.path}:{problem.at.line}: {problem.message.en} {problem.fix.en} "
            f"[{item.code}]"
        )
