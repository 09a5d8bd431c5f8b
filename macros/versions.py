"""Each document whose history is known has a page that compares its versions, in each language."""

from pathlib import Path
from posixpath import relpath
from typing import Any
from urllib.parse import quote

from mkdocs.plugins import event_priority

from sopkb.built_path import page_address
from sopkb.catalog import Catalog, Document
from sopkb.change_view import comparable, versions_view
from sopkb.page_address import versions_path
from sopkb.published import published
from sopkb.templates import Templates

AFTER_I18N = -200
THEME_STYLES = "assets/stylesheets/*.css"


@event_priority(AFTER_I18N)
def on_post_build(config: Any) -> None:
    """Write the pages once, when the last language has been built."""
    if config.plugins["i18n"].building:
        return
    catalog: Catalog = config.extra["kb_shared"]["catalog"]
    templates = Templates(Path(config.config_file_path).parent / "macros" / "templates")
    styles = sorted(Path(config.site_dir).glob(THEME_STYLES))
    paths = [each.relative_to(config.site_dir).as_posix() for each in styles]
    for document in published(catalog):
        for language in catalog.locales:
            page = document.page(language)
            if page and comparable(catalog, document, page.locale):
                shown = [*paths, *config.extra_css]
                _write(Path(config.site_dir), catalog, templates, document, language, shown)


def _write(
    site: Path,
    catalog: Catalog,
    templates: Templates,
    document: Document,
    language: str,
    styles: list[str],
) -> None:
    path = versions_path(document.id, language, catalog.default_locale)
    words = catalog.vocabulary["interface"]

    def url(stem: str) -> str:
        return _relative(page_address(stem, language, catalog.default_locale), path)

    html = templates.render(
        "versions",
        view=versions_view(catalog, document, language),
        language=language,
        styles=[_relative(style, path) for style in styles],
        icon=_relative("assets/images/favicon.png", path),
        script=_relative("assets/kb-versions.js", path),
        url=url,
        t=lambda key: words[key].in_language(language),
    )
    target = site / path / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, encoding="utf-8", newline="\n")


def _relative(target: str, here: str) -> str:
    end = "/" if target.endswith("/") or not target else ""
    return quote(relpath(target or ".", here)) + end
