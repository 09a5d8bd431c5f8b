"""The site's macros: a thin door from MkDocs to `sopkb`; markup is in `macros/templates/`."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property, partial, wraps
from html import escape
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote

from mkdocs.exceptions import Abort

try:
    from sopkb import lookup
    from sopkb.access import hidden_document
    from sopkb.catalog import Catalog, Document
    from sopkb.directory import directory
    from sopkb.document_view import DayView, DocumentView, document_view, role_view
    from sopkb.macro_calls import expand_plain_calls
    from sopkb.macro_names import FIRST_ARGUMENT
    from sopkb.night.html import TEMPLATES
    from sopkb.page_blocks import BLOCKS, ITEM_BLOCKS, page_parts
    from sopkb.pieces import Pieces
    from sopkb.redirects import short_stem
    from sopkb.site_address import filled, page_path
    from sopkb.templates import Templates
    from sopkb.translation_view import SectionView, translations_on, with_marks
    from sopkb.value_view import ValueView, value_view
except ImportError as error:  # mkdocs-macros would only say that it cannot find this file
    raise Abort(f"The package sopkb is not usable here ({error}). Run: make setup") from error

log = logging.getLogger("mkdocs.plugins.sopkb")
COMPARISON, GLOSSARY = "reference/compare", "reference/glossary"


def define_env(env: Any) -> None:
    """Register the macros; mkdocs-macros calls this once per language."""
    site = Site(env)
    env.kb_site = site
    for macro in (site.value, site.doc, site.owner, site.term, site.documents, site.register):
        env.macro(site.reporting(macro, macro.__name__), macro.__name__)
    for name in BLOCKS:
        env.macro(partial(site.block, name), name)
    for name in ITEM_BLOCKS:
        env.macro(site.reporting(partial(site.item_block, name), name), name)


def on_pre_page_macros(env: Any) -> None:
    """Give the templates what they show, as `page.meta.kb`, and call the plain macros.

    A page whose calls are all plain needs no template of its own, which is what costs most.
    """
    site = env.kb_site
    env.page.meta["kb"] = site.page_view()
    env.markdown = expand_plain_calls(site.with_source_sections(env.markdown), env.macros)


class Site:
    """The build of one language: the catalog, today, and the macros of the page in hand."""

    def __init__(self, env: Any) -> None:
        """Take what `macros/catalog.py` has loaded, once for all languages."""
        self.env = env
        root = Path(env.project_dir)
        shared = env.conf.extra["kb_shared"]
        self.catalog: Catalog = shared["catalog"]
        self.hidden: frozenset[str] = shared["hidden"]
        self.today: date = shared["today"]
        self.states = translations_on(self.catalog, self.today)
        self.borrowed_language: str | None = None
        self.templates = Templates(root / "macros" / "templates", root / "overrides", TEMPLATES)

    @property
    def language(self) -> str:
        """Give the language of the site being built, which is the reader's."""
        return self.env.conf.plugins["i18n"].current_language or self.catalog.default_locale

    @property
    def text_language(self) -> str:
        """Give the language of the text in hand; it differs on fallback pages."""
        of_file: str = getattr(self.env.page.file, "locale", self.language)
        return self.borrowed_language or of_file

    @cached_property
    def as_of(self) -> DayView:
        """Give the day the site is built for, in the reader's language."""
        return DayView.of(self.today, self.language)

    def value(self, name: str, market: str | None = None) -> str:
        """Write a business value in the language of the text."""
        row = lookup.find_value(self.catalog, name)
        place = lookup.find_market(self.catalog, market) if market else None
        view = value_view(self.catalog, row, place, self.text_language)
        shown: dict[str, ValueView] = self.env.page.meta["kb"]["values"]
        shown.setdefault(view.anchor, view)
        return self._render("value", view.text, id=name, anchor=view.anchor, text=view.text)

    def doc(self, name: str, section: str | None = None) -> str:
        """Link to a document by id, with its title in the language of the text.

        One that the readers of this build must not see is neither linked nor named.
        """
        if name in self.hidden:
            return hidden_document(self.catalog, self.text_language)
        document = lookup.find_document(self.catalog, name)
        title = f"{document.id} {document.title(self.text_language)}"
        text = self._pieces.keep(escape(title), title)
        here = dirname(self.env.page.file.src_uri)
        target = quote(relpath(f"{document.stem}.md", here or "."))
        return f"[{text}]({target}{f'#{section}' if section else ''})"

    def owner(self, name: str) -> str:
        """Name a role with its contact."""
        lookup.find_owner(self.catalog, name)
        role = role_view(self.catalog, name, self.text_language)
        return self._render("owner", f"{role.title} {role.chat}", role=role)

    def term(self, name: str) -> str:
        """Write a term with its definition at hand."""
        row = lookup.find_term(self.catalog, name)
        words = row.in_language(self.text_language)
        definition = row.definition.in_language(self.text_language)
        page = self._url(GLOSSARY)
        url = f"{page}#term-{name}" if page else ""
        return self._render(
            "term", words, text=words, tip=definition, url=url, more=self._word("glossary")
        )

    def documents(
        self, area: str | None = None, audience: str | None = None, market: str | None = None
    ) -> str:
        """List the documents of an area, an audience, a market."""
        for register, name in (("area", area), ("audience", audience), ("markets", market)):
            if name:
                lookup.check_id(self.catalog, register, name)
        rows = directory(
            self.catalog, self.language, self.today, area=area, audience=audience, market=market
        )
        return self._render_block("documents", rows=rows)

    def register(self) -> str:
        """Show the document register with sort and filter."""
        rows = directory(self.catalog, self.language, self.today)
        markets = {
            key: row.name.in_language(self.language) for key, row in self.catalog.markets.items()
        }
        return self._render_block("register", rows=rows, markets=markets)

    def block(self, name: str) -> str:
        """Show what a macro without arguments shows; its template is called as it is."""
        view = BLOCKS[name](self.catalog, self.language, self.today)
        return self._render_block(name, view=view, language=self.language)

    def item_block(self, macro: str, name: str) -> str:
        """Show what a macro shows of one row, which its argument names."""
        lookup.check_id(self.catalog, FIRST_ARGUMENT[macro] or "", name)
        view = ITEM_BLOCKS[macro](self.catalog, self.language, self.today, name)
        return self._render_block(macro, view.search_text, view=view, language=self.language)

    def with_source_sections(self, markdown: str) -> str:
        """Mark each section that does not say what its source says; `hooks` fills the marks."""
        kb = self.env.page.meta["kb"]
        if not kb["translation"]:
            return markdown
        return with_marks(markdown, kb["translation"].sections, self._source_section)

    def page_view(self) -> dict[str, Any]:
        """Give the theme's templates the document of the page, the words, and today."""
        stem = self.env.page.file.norm_src_uri.removesuffix(".md")
        document = self.catalog.documents_by_stem.get(stem)
        view = document and document_view(self.catalog, document, self.language, self.today)
        states = self.states.views(document, self.language) if document else ()
        own = (each for each in states if each.locale == self.language == self.text_language)
        return {
            "document": view,
            "translations": states,
            "translation": next(own, None),
            "source_sections": [],
            "values": {},
            "stem": stem,
            "short_address": self._short_address(document) if document else "",
            "source_url": self._url(stem, document.record.source_language) if document else "",
            "compare_url": self._url(COMPARISON),
            "urls": self._urls(view) if view else {},
            "edit_url": self._filled("edit_url", document),
            "suggest_url": self._filled("suggest_url", document),
            "url": self._url,
            **page_parts(self.catalog, document, self.language, self.today),
            "text_language": self.text_language,
            "language": self.language,
            "as_of": self.as_of,
            "timezone": self.catalog.policy.timezone,
            "t": self._word,
            "words": self._words,
            "pieces": Pieces(),
        }

    def reporting(self, macro: Callable[..., str], name: str) -> Callable[..., str]:
        """Wrap a macro so that an unknown id is told with its page and does not hide the next."""

        @wraps(macro)
        def reported(*arguments: Any, **keywords: Any) -> str:
            try:
                return macro(*arguments, **keywords)
            except lookup.UnknownId as error:
                message = f"docs/{self.env.page.file.src_uri}: {name}(): {error}"
                log.error(message)
                return self._pieces.keep(f"<strong>{escape(message)}</strong>", message)

        return reported

    def _word(self, key: str, group: str = "interface") -> str:
        """Give a word of the vocabulary; an unknown key fails the build."""
        return self.catalog.vocabulary[group][key].in_language(self.language)

    def _words(self, group: str) -> dict[str, str]:
        return {
            key: text.in_language(self.language)
            for key, text in self.catalog.vocabulary[group].items()
        }

    @property
    def _pieces(self) -> Pieces:
        pieces: Pieces = self.env.page.meta["kb"]["pieces"]
        return pieces

    def _render(self, template: str, shown: str, **context: Any) -> str:
        """Render a template within a text; Markdown sees only the mark of the piece.

        `shown` is its text without markup, for search and titles.
        """
        return self._pieces.keep(self.templates.render_once(template, **context), shown)

    def _render_block(self, template: str, shown: str = "", /, **context: Any) -> str:
        """Render a template that stands as a paragraph of its own; a search finds what is shown."""
        context |= {"t": self._word, "words": self._words, "url": self._url, "as_of": self.as_of}
        context["compare_url"] = self._url(COMPARISON)
        return self._pieces.keep_block(self.templates.render(template, **context), shown)

    def _url(self, stem: str, locale: str = "") -> str:
        """Give the address of a page, in a locale or the site's, relative to the page in hand."""
        target = self.env.variables["files"].get_file_from_path(f"{stem}.md")
        target = target and target.alternates.get(locale, target)
        return str(target.url_relative_to(self.env.page.file)) if target else ""

    def _urls(self, view: DocumentView) -> dict[str, str]:
        """Give the addresses of what stands around this document, and of its guides, by id."""
        known = self.catalog.documents
        names = (*view.supersedes, *view.replaced_by, *view.trainings)
        documents = {name: self._url(known[name].stem) for name in names if name in known}
        return documents | {guide.id: self._url(guide.stem) for guide in view.guides}

    def _source_section(self, section: SectionView) -> str:
        """Leave a mark for a section's source text, whose macros speak its own language."""
        kb = self.env.page.meta["kb"]
        with self._speaking(kb["translation"].source_locale):
            text = expand_plain_calls(section.source_text, self.env.macros)
            if "{{" in text and "{%" not in text:
                text = self.env.env.from_string(text).render(self.env.variables)
        context = {"section": section, "translation": kb["translation"], "t": self._word}
        framed = partial(self.templates.render, "source-section", **context)
        kb["source_sections"].append((len(self._pieces.markup), text, framed))
        return self._pieces.keep("", "")

    @contextmanager
    def _speaking(self, language: str) -> Iterator[None]:
        self.borrowed_language = language
        try:
            yield
        finally:
            self.borrowed_language = None

    def _short_address(self, document: Document) -> str:
        return page_path(self.catalog, short_stem(document.id), self.language)

    def _filled(self, key: str, document: Document | None) -> str:
        """Fill an address of `extra` with what describes the page."""
        parts = {
            "path": f"docs/{self.env.page.file.edit_uri}",
            "id": document.id if document else "",
            "title": self.env.page.title or "",
            "version": document.record.version if document else "",
            "language": self.text_language,
            "url": self.env.page.canonical_url or "",
        }
        return filled(self.env.conf.extra.get(key) or "", parts)
