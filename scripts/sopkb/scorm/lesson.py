"""How does the text of a module look outside of the site: one HTML text that needs nothing else?

Macros become words and links to the site; nothing of the text is taken for markup of ours.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from jinja2 import TemplateNotFound
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sopkb import lookup
from sopkb.catalog import Catalog, Document, Page
from sopkb.findings import Refusal, Text
from sopkb.loading import split_locale
from sopkb.macro_calls import expand_plain_calls
from sopkb.macro_names import FIRST_ARGUMENT
from sopkb.page_blocks import ITEM_BLOCKS
from sopkb.pieces import Pieces
from sopkb.scorm.folds import Fold, parts
from sopkb.site_address import SiteAddress
from sopkb.templates import Templates
from sopkb.wording import day_in_words, value_in_words

HEADING_ID = re.compile(r"\s*\{ #(?P<id>[\w-]+) \}\s*$")


class Unpackable(Refusal):
    """A module cannot be packed; the reason names the path of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """The text as HTML, and the images in it: name in the package to path from the root."""

    html: str
    images: Mapping[str, str]


def read_lesson(
    catalog: Catalog,
    document: Document,
    language: str,
    today: date,
    templates: Templates,
    other_words: Mapping[str, str],
) -> Lesson:
    """Read the page of a module in one language; `other_words` replaces words of the interface."""
    page = document.pages[language]
    text = "\n".join(page.file.lines[page.outline.front_matter.line_count :])
    speaker = _Speaker(catalog, page, today, templates, other_words)
    try:
        marked = expand_plain_calls(text, speaker.macros())
    except (lookup.UnknownId, TypeError, TemplateNotFound) as error:
        raise Unpackable(_not_expanded(page.path, error)) from error
    if "{{" in marked or "{%" in marked:
        raise Unpackable(
            Text(
                en=f"{page.path}: a macro that is no plain call cannot be packed.",
                zh=f"{page.path}：只能打包简单的宏调用，此页面含有其他写法。",
            )
        )
    html = "".join(speaker.shown(part) for part in parts(marked))
    return Lesson(html=speaker.pieces.put_back(html), images=speaker.images)


def _not_expanded(path: str, error: Exception) -> Text:
    why = error.reason if isinstance(error, Refusal) else Text(en=str(error), zh=str(error))
    return Text(en=f"{path}: {why.en}.", zh=f"{path}：{why.zh}。")


@dataclass(slots=True)
class _Speaker:
    """Says in plain HTML what macros and Markdown of a page say on the site."""

    catalog: Catalog
    page: Page
    today: date
    templates: Templates
    other_words: Mapping[str, str]
    pieces: Pieces = field(default_factory=Pieces)
    images: dict[str, str] = field(default_factory=dict)

    def macros(self) -> Mapping[str, Callable[..., str]]:
        blocks = {name: self._block(name) for name in ITEM_BLOCKS}
        words = {"value": self.value, "doc": self.doc, "owner": self.owner, "term": self.term}
        return words | blocks

    def value(self, name: str, market: str | None = None) -> str:
        row = lookup.find_value(self.catalog, name)
        place = lookup.find_market(self.catalog, market) if market else None
        return self._plain(value_in_words(row, place, self.catalog.policy, self._language))

    def doc(self, name: str, section: str | None = None) -> str:
        document = lookup.find_document(self.catalog, name)
        text = f"{document.id} {document.title(self._language)}"
        fragment = f"#{section}" if section else ""
        url = f"{self._url(document.stem)}{fragment}"
        return self.pieces.keep(self.templates.render("link", url=url, text=text), text)

    def owner(self, name: str) -> str:
        row = lookup.find_owner(self.catalog, name)
        return self._plain(f"{row.title.in_language(self._language)} ({row.contact.email})")

    def term(self, name: str) -> str:
        return self._plain(lookup.find_term(self.catalog, name).in_language(self._language))

    def shown(self, part: str | Fold) -> str:
        """Give the HTML of a part of the page."""
        if isinstance(part, str):
            return self._converted(part)
        inner = "".join(self.shown(each) for each in part.parts)
        title = self._converted_line(part.title)
        return self.templates.render("fold", fold=part, title=title, html=inner)

    @property
    def _language(self) -> str:
        return self.page.locale

    def _plain(self, text: str) -> str:
        return self.pieces.keep(self.templates.render("text", text=text), text)

    def _block(self, macro: str) -> Callable[[str], str]:
        def block(name: str) -> str:
            lookup.check_id(self.catalog, FIRST_ARGUMENT[macro] or "", name)
            view = ITEM_BLOCKS[macro](self.catalog, self._language, self.today, name)
            context = {"view": view, "language": self._language, "t": self._word}
            context |= {"words": self._words, "url": self._url, "as_of": self._as_of()}
            return self.pieces.keep_block(self.templates.render(macro, **context), view.search_text)

        return block

    def _word(self, key: str, group: str = "interface") -> str:
        return self.catalog.word(group, self.other_words.get(key, key), self._language)

    def _words(self, group: str) -> dict[str, str]:
        held = self.catalog.vocabulary.get(group, {})
        return {key: text.in_language(self._language) for key, text in held.items()}

    def _as_of(self) -> Mapping[str, str]:
        return {"iso": self.today.isoformat(), "text": day_in_words(self.today, self._language)}

    def _url(self, stem: str) -> str:
        return SiteAddress(self.catalog).page(stem, self._language)

    def _converted(self, markdown: str) -> str:
        """Convert Markdown; HTML in it is shown as text."""
        parser = _parser()
        tokens = parser.parse(markdown)
        for place, token in enumerate(tokens):
            if token.type == "heading_open":
                _name(token, tokens[place + 1])
            for inner in (token, *(token.children or ())):
                self._lead_somewhere(inner)
        return str(parser.renderer.render(tokens, parser.options, {}))

    def _converted_line(self, markdown: str) -> str:
        return str(_parser().renderInline(markdown))

    def _lead_somewhere(self, token: Token) -> None:
        """Let links lead to the site and images into the package."""
        if token.type == "link_open":
            token.attrSet("href", self._address(str(token.attrGet("href"))))
        elif token.type == "image":
            token.attrSet("src", quote(self._packed(str(token.attrGet("src")))))

    def _packed(self, source: str) -> str:
        """Note an image of the docs for the package and give its name there."""
        path = normpath(join("docs", dirname(self.page.stem), unquote(source)))
        if urlsplit(source).scheme or not path.startswith("docs/"):
            raise Unpackable(
                Text(
                    en=f"{self.page.path}: the image {source} is no file below docs/.",
                    zh=f"{self.page.path}：图片 {source} 不是 docs/ 下的文件。",
                )
            )
        name = path.replace("docs/", "images/", 1)
        self.images[name] = path
        return name

    def _address(self, link: str) -> str:
        split = urlsplit(link)
        if split.scheme or split.netloc or not split.path.endswith(".md"):
            return link
        path = normpath(join(dirname(self.page.stem), unquote(split.path)))
        stem, _ = split_locale(path, self.catalog.locales, self.catalog.default_locale)
        return f"{self._url(stem)}#{split.fragment}" if split.fragment else self._url(stem)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _name(opening: Token, inline: Token) -> None:
    """Give a heading the id that stands in braces behind its text."""
    last = inline.children[-1] if inline.children else None
    found = HEADING_ID.search(last.content) if last and last.type == "text" else None
    if last and found:
        opening.attrSet("id", found["id"])
        last.content = last.content[: found.start()]
