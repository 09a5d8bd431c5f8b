"""How is the index made? Each entry becomes a small page, of which Pagefind makes the index.

One index per language, in `pagefind/<language>/`, with its lexicon. The text is already cut into
words, so Pagefind must not cut it again: it is told that all of it is English, which also gives
English words in Chinese pages their stems.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from sopkb.search.entries import Entry
from sopkb.search.lexicon import Lexicon
from sopkb.search.spelling import pairs, pairs_in_html
from sopkb.templates import Templates

KEPT = ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind")
LEXICON = "lexicon.json"


class NotIndexed(Exception):
    """Pagefind could not make the index; the text says why."""


def write_index(
    entries: Iterable[Entry], lexicon: Lexicon, templates: Templates, target: Path
) -> None:
    """Write the index of one language's entries and its lexicon into a folder."""
    with TemporaryDirectory(prefix="sopkb-search-") as name:
        folder = Path(name) / "pages"
        for number, entry in enumerate(entries):
            _write_page(entry, templates, folder / f"{number:06}.html")
        _run(folder, target)
    _drop_what_is_not_used(target)
    (target / LEXICON).write_text(lexicon.model_dump_json(), encoding="utf-8", newline="\n")


def _write_page(entry: Entry, templates: Templates, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    page = templates.render("search-entry", entry=entry, pairs=pairs, pairs_in_html=pairs_in_html)
    path.write_text(page, encoding="utf-8", newline="\n")


def _run(folder: Path, target: Path) -> None:
    """Run Pagefind, whose program comes with its Python package."""
    program = get_executable()
    if program is None:
        raise NotIndexed("The program of Pagefind is not installed. Run: make setup")
    options = ("--site", folder, "--output-path", target, "--force-language", "en", "--quiet")
    done = subprocess.run([program, *options], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotIndexed(f"Pagefind ended with {done.returncode}: {done.stderr or done.stdout}")


def _drop_what_is_not_used(target: Path) -> None:
    """Remove the ready-made interfaces that Pagefind lays beside the index."""
    for path in target.iterdir():
        if path.is_file() and path.name not in KEPT and path.suffix != ".pf_meta":
            path.unlink()
