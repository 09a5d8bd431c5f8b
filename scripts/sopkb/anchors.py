"""Which places of a page can a link lead to, and what would a heading's id be?"""

import re
import unicodedata
from collections.abc import Iterator

from sopkb.catalog import Page
from sopkb.markdown import Heading
from sopkb.titles import plain

GENERATED_SECTIONS = frozenset({"document-control", "revision-history"})
"""Sections that the site adds to every page of a document."""

STEP = re.compile(r"(?:[\w-]+-)?step-[1-9]\d*")
"""The address of a step; whether the page has so many steps, the strict build tells."""

NUMBERED = re.compile(r"(?P<base>.*)_(?P<count>\d+)")
GENERATED_PREFIXES = ("fn:", "fnref:", "__")


def slug(text: str) -> str:
    """Write a heading's id as the site does by itself: ASCII, lower case, hyphens."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^\w\s-]", "", ascii_text).strip().lower()
    return re.sub(r"[-\s]+", "-", words)


def kebab(text: str) -> str:
    """Write an id as it should be: ASCII words in lower case, joined by hyphens."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return slug(words.replace("_", "-").replace(".", "-")).strip("-")


def has_anchor(page: Page, anchor: str, *, of_document: bool) -> bool:
    """Tell whether a page holds a place that a link can name after `#`."""
    if anchor in page.outline.anchors or anchor.startswith(GENERATED_PREFIXES):
        return True
    if of_document and (anchor in GENERATED_SECTIONS or STEP.fullmatch(anchor)):
        return True
    return anchor in generated_ids(page.outline.headings) or _is_attribute(page, anchor)


def generated_ids(headings: tuple[Heading, ...]) -> frozenset[str]:
    """Give the ids that the site makes for headings without one.

    A heading with no Latin letter gets a mere number, which changes with the page: no anchor.
    """
    taken = {heading.id for heading in headings if heading.id}
    return frozenset(_generated(headings, taken))


def _generated(headings: tuple[Heading, ...], taken: set[str]) -> Iterator[str]:
    for heading in headings:
        wanted = slug(plain(heading.text))
        if heading.id is None and wanted:
            unique = _unique(wanted, taken)
            taken.add(unique)
            yield unique


def _unique(wanted: str, taken: set[str]) -> str:
    while wanted in taken:
        numbered = NUMBERED.fullmatch(wanted)
        base, count = (numbered["base"], int(numbered["count"])) if numbered else (wanted, 0)
        wanted = f"{base}_{count + 1}"
    return wanted


def _is_attribute(page: Page, anchor: str) -> bool:
    """Tell whether anything else on the page carries the id, such as `{ #id }` at a table."""
    wanted = r"\{[^{}\n]*#" + re.escape(anchor) + r"[\s}]"
    return f"#{anchor}" in page.file.text and re.search(wanted, page.file.text) is not None
