"""How is a message written that fits into a chat, and says truly what it leaves out?

A limit is counted in bytes of UTF-8: some services count so, and no service that counts characters
counts more of them than that.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from sopkb.findings import Language
from sopkb.harmless import one_line
from sopkb.night.words import shown_in_words

ZERO_WIDTH_SPACE = "\u200b"
# What people, channels, issues and addresses are called by in a chat or on a forge: `@name`,
# `<!channel>`, `<at id=…>`, `#12`, `GH-1`, `https://…`, `www.…`, marks that decode to them, and
# what a CI runner obeys: `::name`, `##[name]`.
CALLS = re.compile(
    r"(?<=@)|(?<=<)|(?<=#)(?=\d|#*\w*\[)|(?<=:)(?=//|:)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)"
    r"|(?<=&)(?=#?\w+;)",
    re.I,
)
MARKUP = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)")
SAFE_IN_ADDRESS = ":/?#@!$&'*+,;=%~-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a service wants its text: how a heading, a link and strong words are written."""

    heading: Callable[[str], str]
    link: Callable[[str, str], str]
    strong: Callable[[str], str]
    text: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, whole always, and lines of which the last may be left out."""

    heading: str
    lines: tuple[str, ...] = ()


def harmless(text: str, longest: int) -> str:
    """Write anybody's text as one line that calls nobody and links nowhere."""
    line = one_line(text)
    shown = line if len(line) <= longest else line[: longest - 1] + "…"
    return CALLS.sub(ZERO_WIDTH_SPACE, shown)


def web_address(address: str) -> str:
    """Give an address of the web, quoted so that it ends nowhere too early; else nothing."""
    if not address.startswith(("https://", "http://")):
        return ""
    return quote(address, safe=SAFE_IN_ADDRESS)


MARKDOWN = Form(
    heading=lambda text: f"### {text}",
    link=lambda text, address: f"[{text}]({address})",
    strong=lambda text: f"**{text}**",
    text=lambda text: MARKUP.sub(r"\\\g<0>", text),
)
PLAIN = Form(
    heading=lambda text: f"【{text}】",
    link=lambda text, address: f"{text} {address}",
    strong=lambda text: text,
    text=lambda text: text,
)


def fitted(
    head: Iterable[str], sections: Iterable[Section], limit: int | None, language: Language
) -> str:
    """Write the message; of too many lines as many of the first as fit into `limit` bytes.

    Then a line under the head says how many are shown of how many.
    """
    message = _Message(tuple(head), tuple(sections), language)
    count = message.count
    if limit is None or message.size(count) <= limit:
        return message.text(count)
    shown = bisect_right(range(count), limit, key=message.size) - 1
    return message.text(shown) if shown >= 0 else _cut(message.text(0), limit)


def _cut(text: str, limit: int) -> str:
    return text.encode()[: max(limit - len("…".encode()), 0)].decode(errors="ignore") + "…"


@dataclass(frozen=True, slots=True)
class _Message:
    head: tuple[str, ...]
    sections: tuple[Section, ...]
    language: Language

    @property
    def count(self) -> int:
        return sum(len(section.lines) for section in self.sections)

    def size(self, shown: int) -> int:
        return len(self.text(shown).encode())

    def text(self, shown: int) -> str:
        note = shown_in_words(shown, self.count, self.language)
        parts = [*self.head, *([note] if shown < self.count else [])]
        left = shown
        for section in self.sections:
            lines = section.lines[:left]
            parts += [section.heading, *(["\n".join(lines)] if lines else [])]
            left -= len(lines)
        return "\n\n".join(parts) + "\n"
