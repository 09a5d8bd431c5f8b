"""Each document whose history is known has a page that compares its versions, in each language."""

from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

from sopkb.catalog import Catalog, Document
from sopkb.change_view import comparable, versions_view
from sopkb.published import published
from sopkb.site_address import page_path, relative, versions_path
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
    path = versions_path(catalog, document.id, language)
    words = catalog.vocabulary["interface"]

    def url(stem: str) -> str:
        return relative(page_path(catalog, stem, language), path)

    html = templates.render(
        "versions",
        view=versions_view(catalog, document, language),
        language=language,
        styles=[relative(style, path) for style in styles],
        icon=relative("assets/images/favicon.png", path),
        script=relative("assets/kb-versions.js", path),
        url=url,
        t=lambda key: words[key].in_language(language),
    )
    target = site / path / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, encoding="utf-8", newline="\n")
