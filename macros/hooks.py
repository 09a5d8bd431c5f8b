"""What MkDocs does by itself that a bilingual site of controlled documents needs otherwise."""

from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.nav import Section

from sopkb.anchors import GENERATED_SECTIONS

AFTER_I18N = -200
ANSWERS_OF_A_SERVER = ("404.html", "503.html")


@event_priority(AFTER_I18N)
def on_files(files: Any, config: Any) -> Any:
    """Show a page in the other language where the language being built has none.

    The i18n plugin falls back to the default language only; either language may be the source.
    """
    languages = config.plugins["i18n"].all_languages
    for locale in languages:
        for path in sorted(Path(config.docs_dir).rglob(f"*.{locale}.md")):
            name = path.relative_to(config.docs_dir).as_posix().removesuffix(f".{locale}.md")
            if files.get_file_from_path(f"{name}.md") is None:
                files.append(_fallback(f"{name}.md", path, locale, config))
    for file in files.documentation_pages():
        for language in set(languages) - set(file.alternates):
            file.alternates[language] = _in_language(file.norm_src_uri, language, config)
    return files


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Put the macros' pieces in their places; let links name the templates' sections.

    The search reads the page as it was before (`macros/search_index.py`).
    """
    kb = page.meta["kb"]
    kb["marked"] = html
    _title_items(page.toc, kb["pieces"])
    page.title = kb["pieces"].put_back_as_text(page.title)
    if kb["document"]:
        page.present_anchor_ids = {*page.present_anchor_ids, *GENERATED_SECTIONS}
    return str(kb["pieces"].put_back(html))


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Put each folder's index page first and call the folder as that page is called.

    Titles are known only now; the pages of a language other than the first are named
    `index.zh.md`, which sorts anywhere.
    """
    for file in files.documentation_pages():
        page = file.page
        if page and page.is_index and isinstance(page.parent, Section):
            page.parent.title = page.title
            page.parent.children.sort(key=lambda child: child is not page)
    return env


def on_post_template(output: str, template_name: str, config: Any) -> str:
    """Keep a server's answers as the default language has made them: one page for all addresses.

    Each language builds them to the same file, and MkDocs writes no empty one.
    """
    i18n = config.plugins["i18n"]
    is_second = i18n.current_language != i18n.default_language
    return "" if is_second and template_name in ANSWERS_OF_A_SERVER else output


def _fallback(src_uri: str, source: Path, locale: str, config: Any) -> Any:
    """Make the page that is missing out of the file of another language."""
    current = config.plugins["i18n"].current_language
    file = _in_language(src_uri, current, config)
    file.abs_src_path = str(source)
    file.edit_uri = source.relative_to(config.docs_dir).as_posix()
    file.locale = locale
    file.locale_alternate_of = current
    file.localization = None
    file.norm_src_uri = src_uri
    file.alternates = {current: file}
    return file


def _in_language(src_uri: str, language: str, config: Any) -> Any:
    """Give the file of a page as the site of a language has it, with its address there."""
    file = File(src_uri, config.docs_dir, config.site_dir, config.use_directory_urls)
    if language != config.plugins["i18n"].default_language:
        file.dest_uri = f"{language}/{file.dest_uri}"
    return file


def _title_items(items: Any, pieces: Any) -> None:
    for item in items:
        item.title = pieces.put_back_as_text(item.title)
        _title_items(item.children, pieces)
