"""What does a result show? The facts of its entry, and text of the section that fits best."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from sopkb.model.base import Model
from sopkb.search.entries import Entry
from sopkb.search.spelling import TAG, without_inline_tags

HEADING = re.compile(r"<(?P<name>h[2-6])\b(?P<attributes>[^>]*)>(?P<title>.*?)</(?P=name)>", re.S)
ID = re.compile(r'\bid="([^"]*)"')
SENTENCE_ENDS = tuple(".!?:;。！？：；")


class ShownSection(Model):
    """A section with its plain text; what stands before the first heading has no title."""

    id: str = ""
    title: str = ""
    text: str = ""


class Shown(Model):
    """What is shown of an entry; facts without a value are left out."""

    facts: Mapping[str, str]
    sections: tuple[ShownSection, ...]


def shown(entry: Entry) -> Shown:
    """Give what a result of an entry shows."""
    held = {name: str(value) for name, value in _facts(entry) if value}
    html = "" if entry.is_gone else without_inline_tags(entry.html)
    return Shown(facts=held, sections=tuple(_sections(html)))


def _facts(entry: Entry) -> Iterator[tuple[str, object]]:
    yield "address", entry.address
    yield "title", entry.title
    yield "summary", entry.summary
    yield "kind", entry.kind
    yield "label", entry.label
    yield "id", entry.tool_id
    if entry.document:
        document, due = entry.document, entry.document.freshness.due
        yield "id", document.id
        yield "version", document.version
        yield "status", document.status
        yield "status_label", document.status_label
        yield "markets", " · ".join(document.markets)
        yield "channels", " · ".join(document.channels)
        yield "text_language", document.text_language
        yield "freshness", document.freshness.state
        yield "due", due.iso if due else ""
        yield "window", document.freshness.window
        yield "grace", document.freshness.grace
        yield "exempt_until", document.freshness.exempt_until


def _sections(html: str) -> Iterator[ShownSection]:
    place, id, title = 0, "", ""
    for heading in HEADING.finditer(html):
        yield ShownSection(id=id, title=title, text=_text(html[place : heading.start()]))
        named = ID.search(heading["attributes"])
        place, id, title = heading.end(), named[1] if named else "", _text(heading["title"])
    yield ShownSection(id=id, title=title, text=_text(html[place:]))


def _text(html: str) -> str:
    """Give the text of HTML in one line; a block that is no sentence is set off by a dot."""
    lines = [" ".join(unescape(line).split()) for line in TAG.sub("\n", html).split("\n")]
    held = [line for line in lines if line]
    parts = (line if line.endswith(SENTENCE_ENDS) else f"{line} ·" for line in held[:-1])
    return " ".join([*parts, *held[-1:]])
