"""Addresses that lead on, in every language: of pages that moved, and of documents by their id."""

import logging
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs.plugins import event_priority

from sopkb.catalog import Catalog
from sopkb.published import published
from sopkb.redirects import Destination, live_redirects, short_stem
from sopkb.site_address import page_path, relative
from sopkb.templates import Templates

log = logging.getLogger("mkdocs.plugins.sopkb")
AFTER_I18N = -200


@event_priority(AFTER_I18N)
def on_post_build(config: Any) -> None:
    """Write a page at each such address, once, when the last language has been built."""
    if config.plugins["i18n"].building:
        return
    catalog: Catalog = config.extra["kb_shared"]["catalog"]
    templates = Templates(Path(config.config_file_path).parent / "macros" / "templates")
    live = dict(live_redirects(catalog))
    for old in catalog.redirects.keys() - live.keys():
        log.warning(f"data/redirects.yml: “{old}” leads nowhere; run: sopkb check")
    for locale in catalog.locales:
        for old, found in live.items():
            _write(config, catalog, templates, old, found, locale)
        for document in published(catalog):
            found = Destination(document.stem, "")
            title = f"{document.id} {document.title(locale)}"
            _write(config, catalog, templates, short_stem(document.id), found, locale, title)


def _write(
    config: Any,
    catalog: Catalog,
    templates: Templates,
    old: str,
    found: Destination,
    locale: str,
    title: str = "",
) -> None:
    """Write one page; without a title it says that the page has moved."""
    here = page_path(catalog, old, locale)
    target = page_path(catalog, found.stem, locale)
    place = f"#{quote(found.place)}" if found.place else ""
    words = catalog.vocabulary["interface"]
    html = templates.render(
        "redirect",
        language=locale,
        title=title or words["page-moved"].in_language(locale),
        text=words["page-moved-text"].in_language(locale),
        to=relative(target, here) + place,
        canonical=f"{config.site_url}{quote(target)}" if config.site_url else "",
        script=relative("assets/kb-redirect.js", here),
    )
    file = Path(config.site_dir, here, "index.html")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        log.error(f"The address “{old}” cannot be written: {error.strerror}")
