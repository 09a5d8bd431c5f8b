"""How is the markup that macros make kept away from Markdown?

A macro leaves a mark in the text, two private-use characters around a number; Markdown carries
it along untouched wherever it stands, and the finished HTML gets the piece in its place. So no
text of the data can start markup, end a table's cell or be taken for Markdown.
"""

import re
from dataclasses import dataclass, field
from html import escape

MARK = re.compile("\ue000(?P<number>\\d+)\ue001")
BLOCK_MARK = re.compile("<p>\ue000(?P<number>\\d+)\ue001</p>")


@dataclass(slots=True)
class Pieces:
    """The pieces of one page: each as markup, and as the text that a search or a title shows."""

    markup: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    blocks: set[int] = field(default_factory=set)

    def keep(self, markup: str, text: str) -> str:
        """Keep a piece and give the mark to write in its place; without text it is a block."""
        number = len(self.markup)
        self.markup.append(markup)
        self.texts.append(text)
        if not text:
            self.blocks.add(number)
        return f"\ue000{number}\ue001"

    def keep_block(self, markup: str, text: str) -> str:
        """Keep a piece that stands as a paragraph of its own, though it has a text."""
        self.blocks.add(len(self.markup))
        return self.keep(markup, text)

    def put_back(self, html: str) -> str:
        """Put the pieces into the HTML of the page."""
        html = BLOCK_MARK.sub(self._block, html)
        return MARK.sub(lambda match: _at(self.markup, match), html)

    def put_back_as_html_text(self, html: str) -> str:
        """Put only the text of the pieces into the HTML of the page, for a search."""
        return MARK.sub(lambda match: escape(_at(self.texts, match)), html)

    def put_back_as_text(self, title: str) -> str:
        """Put the text of the pieces into a title."""
        return MARK.sub(lambda match: _at(self.texts, match), title)

    def _block(self, match: re.Match[str]) -> str:
        is_block = int(match["number"]) in self.blocks
        return _at(self.markup, match) if is_block else match[0]


def _at(held: list[str], match: re.Match[str]) -> str:
    """Give what a mark stands for; a stranger's mark stands for nothing."""
    number = int(match["number"])
    return held[number] if number < len(held) else ""
