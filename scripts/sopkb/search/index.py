"""How is the index made? Each entry becomes a small page of words, and Pagefind makes the index.

One index per language, in `pagefind/<language>/`, with its lexicon. The text is already cut into
words, so Pagefind must not cut it again: it is told that all of it is English, which also gives
English words in Chinese pages their stems.

Pagefind would show the words that it has indexed, and index all that it shows. So what a result
shows is written into its fragments afterwards; the places of the headings among the words stay.
"""

import gzip
import json
import subprocess
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from sopkb.search.entries import Entry
from sopkb.search.lexicon import Lexicon
from sopkb.search.searched import searched_html
from sopkb.search.shown import Shown, shown
from sopkb.search.spelling import pairs
from sopkb.templates import Templates

KEPT = ("pagefind.js", "pagefind-entry.json", "wasm.en.pagefind")
LEXICON = "lexicon.json"
SIGNATURE = b"pagefind_dcd"
DIGITS = 16


class NotIndexed(Exception):
    """Pagefind could not make the index; the text says why."""


def write_index(
    entries: Iterable[Entry], lexicon: Lexicon, templates: Templates, target: Path
) -> None:
    """Write the index of one language's entries and its lexicon into a folder."""
    with TemporaryDirectory(prefix="sopkb-search-") as name:
        pages = dict(
            _write_page(entry, templates, Path(name), number)
            for number, entry in enumerate(entries)
        )
        _run(Path(name), target)
    for fragment in (target / "fragment").iterdir():
        _write_what_is_shown(fragment, pages)
    _drop_what_is_not_used(target)
    (target / LEXICON).write_text(lexicon.model_dump_json(), encoding="utf-8", newline="\n")


def _write_page(entry: Entry, templates: Templates, folder: Path, number: int) -> tuple[str, Shown]:
    """Write the words of an entry; the name tells what it shows: a fragment is called by both."""
    held = shown(entry)
    name = f"{number:06}-{sha256(held.model_dump_json().encode()).hexdigest()[:DIGITS]}.html"
    page = templates.render("search-entry", entry=entry, pairs=pairs, searched_html=searched_html)
    (folder / name).write_text(page, encoding="utf-8", newline="\n")
    return f"/{name}", held


def _write_what_is_shown(fragment: Path, pages: Mapping[str, Shown]) -> None:
    """Write what is shown of an entry, and where its headings stand among the words."""
    made = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(SIGNATURE))
    held = pages[made["url"]]
    places = {each["id"]: each for each in made["anchors"]}
    sections = []
    for section in held.sections:
        anchor = places.get(section.id, {"location": 0, "text": ""})
        at = {"from": anchor["location"], "words": len(anchor["text"].split())}
        sections.append({**section.model_dump(), **at})
    known = {"url": "", "content": "", "word_count": made["word_count"], "filters": {}}
    found = {**known, "meta": held.facts, "anchors": [], "sections": sections}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    fragment.write_bytes(gzip.compress(SIGNATURE + text.encode(), mtime=0))


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
