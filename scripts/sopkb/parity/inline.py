"""Which links, images, code spans and macro calls stand in lines of text, and what prose is left?

One pass of one regular expression over the text of a part; what it takes out is no prose.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

TARGET = r"(?:<[^<>\n]*>|(?:\{\{[^{}]*\}\}|[^\s()<>]|\([^\s()]*\))*)"
TITLE = r"(?:[ \n]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
INLINE = re.compile(
    r"(?=[`{\\<!\[\]h-])(?:(?<!`)(?P<ticks>`{1,3})(?!`)(?P<code>[^`\n]+(?:\n[^`\n]+)*|(?:[^`\n]|(?<!`)`(?!`))+)"
    r"(?<!`)(?P=ticks)(?!`)"
    r"|(?P<macro>\{\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\}|\{%[^%{}\n]*%\})"
    r"|(?P<attributes>\{:?[ ]?[#.][^{}\n]*\}|\{:?[ ]*[\w-]+=[^{}\n]*\})"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|<(?P<autolink>(?:https?://|mailto:)[^<>\s]+)>"
    r"|(?P<tag></?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>)"
    rf"|\](?:\([ \n]*(?P<target>{TARGET}){TITLE}[ \n]*\)|\[(?P<label>[^\[\]\n]*)\])"
    r"|(?P<opens>!?\[)(?P<footnote>\^[^\]\n]+\]:?)?"
    r"|\](?P<definition>:[ ]*(?P<defined>\S+).*)?"
    r"|(?P<url>https?://[!#-&*-;=?-Z_a-z~]+)"
    r"|^(?P<snippet>-{1,}8<-{1,}[^\n]*))",
    re.M,
)
SPECIAL = re.compile(r"[`{\\<\[\]]|://|8<")
RAW_TARGET = re.compile(
    r"<(?P<tag>a|img|source|video|iframe)\b[^>]*?\s:?(?P<name>href|src)=[\"'](?P<target>[^\"']*)",
    re.I,
)
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?P<label>(?!\^)[^\[\]\n]+)\]:[ ]*<?(?P<target>[^\s<>]+)", re.M
)
SPACES = re.compile(r"\s+")


class Marks(NamedTuple):
    """What one text holds besides prose: (value as written, offset) by kind; and the prose.

    The prose has as many lines as the text; offsets of marks are those of the text.
    """

    links: list[tuple[str, int]]
    images: list[tuple[str, int]]
    codes: list[tuple[str, int]]
    macros: list[tuple[str, int]]
    prose: str


def read_definitions(text: str) -> dict[str, str]:
    """Give the targets of reference links by their label: `[label]: target`."""
    if "]:" not in text:
        return {}
    return {match["label"].lower(): match["target"] for match in DEFINITION.finditer(text)}


def read_marks(text: str, definitions: Mapping[str, str]) -> Marks:
    """Read the marks of a text and leave its prose."""
    if not SPECIAL.search(text):
        return Marks([], [], [], [], text)
    reader = _Reader(definitions)
    prose = INLINE.sub(reader.take, text)
    return Marks(reader.links, reader.images, reader.codes, reader.macros, prose)


class _Reader:
    """Collects marks while the regular expression walks over the text."""

    def __init__(self, definitions: Mapping[str, str]) -> None:
        self.definitions = definitions
        self.links: list[tuple[str, int]] = []
        self.images: list[tuple[str, int]] = []
        self.codes: list[tuple[str, int]] = []
        self.macros: list[tuple[str, int]] = []
        self.openings: list[tuple[str, int]] = []

    def take(self, match: re.Match[str]) -> str:
        """Note what was matched and give what stays in its place: space, with its line ends."""
        whole = match[0]
        if match["code"] is not None:
            self.codes.append((SPACES.sub(" ", match["code"].strip()), match.start()))
        elif match["macro"] is not None:
            self.macros.append((whole, match.start()))
        elif match["snippet"] is not None:
            self.macros.append((whole.strip(), match.start()))
        elif match["tag"] is not None:
            self._take_tag(whole, match.start())
        elif match["autolink"] is not None:
            self.links.append((match["autolink"], match.start()))
        elif match["url"] is not None:
            self.links.append((match["url"].rstrip(".,;:!?*_~"), match.start()))
        elif match["escape"] is not None:
            return whole[1] if whole[1] in "$%" else " "
        elif whole[0] == "]" or match["opens"]:
            return self._take_bracket(match)
        return _blank(whole)

    def _take_bracket(self, match: re.Match[str]) -> str:
        if match["opens"]:
            if not match["footnote"]:
                self.openings.append((match["opens"], match.start()))
            return _blank(match[0])
        opening, start = self.openings.pop() if self.openings else ("", match.start())
        if not opening:
            return " " * 1 if match[0] == "]" else match[0]
        target = match["target"]
        if target is None and match["label"] is not None:
            target = self._defined(match, start)
        if target is None and match["definition"] is None:
            label = match.string[start + len(opening) : match.start()]
            target = self.definitions.get(label.lower()) if self.definitions else None
        if target is not None:
            kind = self.images if opening == "![" else self.links
            kind.append((target.strip("<>"), start))
        return _blank(match[0])

    def _defined(self, match: re.Match[str], start: int) -> str | None:
        label = match["label"] or match.string[start + 1 : match.start()]
        return self.definitions.get(label.lower(), match["label"] or None)

    def _take_tag(self, tag: str, start: int) -> None:
        raw = RAW_TARGET.match(tag)
        if raw:
            is_link = raw["name"].lower() == "href"
            kind = self.links if is_link else self.images
            kind.append((raw["target"], start))


def _blank(text: str) -> str:
    return " " + "\n" * text.count("\n")
