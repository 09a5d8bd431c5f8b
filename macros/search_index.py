"""The search's door from MkDocs: gathers what each page says, and has the index made at the end."""

import atexit
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from sopkb.search.entries import Entry, document_entry, page_entry, term_entry
from sopkb.search.index import NotIndexed, write_index
from sopkb.search.lexicon import lexicon
from sopkb.search.situations import situations
from sopkb.search.tools import tool_entries
from sopkb.templates import Templates

BEFORE_I18N = 100
FOLDER = "pagefind"
GLOSSARY = "reference/glossary"


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Keep what a page says until the last language has been built."""
    kb = page.meta["kb"]
    html = kb["pieces"].put_back_as_html_text(kb["marked"]).rpartition("</h1>")[2]
    document = _catalog(config).documents_by_stem.get(page.file.norm_src_uri.removesuffix(".md"))
    if document:
        said = _situations(config, kb["language"]).get(document.id, ())
        entry = document_entry(_catalog(config), document, kb["document"], page.url, html, said)
    else:
        entry = page_entry(page.url, str(page.title), html)
    _gathered(config).setdefault(kb["language"], []).append(entry)
    return context


@event_priority(BEFORE_I18N)
def on_post_build(config: Any) -> None:
    """Make the index when the last language has been built."""
    i18n = config.plugins["i18n"]
    if set(_gathered(config)) >= set(i18n.build_languages):
        _make_index(config, Path(config.site_dir))


def _make_index(config: Any, site: Path) -> None:
    """Make the index, in a preview only at its first build: it must not slow down each edit.

    A dirty build, which sees the changed pages only, finds an index there and leaves it.
    """
    if (site / FOLDER).exists():
        return
    kept = site.with_name(f"{site.name}-{FOLDER}") if _is_preview(site) else None
    if kept and kept.exists():
        shutil.copytree(kept, site / FOLDER)
        return
    made = datetime.now().astimezone().strftime("%H:%M") if kept else ""
    for language, entries in _gathered(config).items():
        _make_language(config, language, entries, made)
    if kept:
        shutil.copytree(site / FOLDER, kept)
        atexit.register(shutil.rmtree, kept, ignore_errors=True)


def _make_language(config: Any, language: str, entries: list[Entry], made: str) -> None:
    catalog, site = _catalog(config), Path(config.site_dir)
    templates = Templates(Path(config.config_file_path).parent / "macros" / "templates")
    tools = list(tool_entries(catalog, language, config.extra["kb_shared"]["today"]))
    shown = {each.address for each in tools}
    pages = sorted(entries, key=lambda entry: entry.address)
    every = [*(each for each in pages if each.address not in shown), *tools]
    every += _terms(config, language, entries)
    words = lexicon(catalog, every, language, preview=made)
    try:
        write_index(every, words, templates, site / FOLDER / language)
    except NotIndexed as error:
        raise Abort(str(error)) from error


def _terms(config: Any, language: str, entries: list[Entry]) -> list[Entry]:
    """Give an entry for each term, where the site has a glossary."""
    page = next((entry.address for entry in entries if GLOSSARY in entry.address), None)
    terms = _catalog(config).glossary.items() if page else ()
    return [term_entry(name, term, language, str(page)) for name, term in terms]


def _is_preview(site: Path) -> bool:
    """Tell whether `mkdocs serve` builds: it does so in a temporary folder of that name."""
    return site.parent == Path(tempfile.gettempdir()) and site.name.startswith("mkdocs_")


def _catalog(config: Any) -> Any:
    return config.extra["kb_shared"]["catalog"]


def _situations(config: Any, language: str) -> Any:
    """Give the situations of all documents in a language, gathered once."""
    held = config.extra["kb_shared"].setdefault("situations", {})
    if language not in held:
        held[language] = situations(_catalog(config), language)
    return held[language]


def _gathered(config: Any) -> dict[str, list[Entry]]:
    entries: dict[str, list[Entry]] = config.extra["kb_shared"].setdefault("search", {})
    return entries
