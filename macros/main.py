"""The site's macros: a thin door from MkDocs to `sopkb`; markup is in `macros/templates/`."""

import gc
import logging
import os
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property, wraps
from html import escape
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.exceptions import Abort

try:
    from sopkb import lookup
    from sopkb.catalog import Catalog, Document
    from sopkb.directory import directory
    from sopkb.document_view import DayView, DocumentView, document_view, role_view
    from sopkb.loading import load
    from sopkb.macro_calls import expand_plain_calls
    from sopkb.model.base import parse_day
    from sopkb.pieces import Pieces
    from sopkb.wording import day_in_words, value_in_words
except ImportError as error:  # mkdocs-macros would only say that it cannot find this file
    raise Abort(f"The package sopkb is not usable here ({error}). Run: make setup") from error

log = logging.getLogger("mkdocs.plugins.sopkb")


def define_env(env: Any) -> None:
    """Register the macros; mkdocs-macros calls this once per language."""
    site = Site(env)
    env.variables["kb_site"] = site
    for macro in (site.value, site.doc, site.owner, site.term, site.documents, site.register):
        env.macro(site.reporting(macro), macro.__name__)


def on_pre_page_macros(env: Any) -> None:
    """Give the templates what they show, as `page.meta.kb`, and call the plain macros.

    A page whose calls are all plain needs no template of its own, which is what costs most.
    """
    env.page.meta["kb"] = env.variables["kb_site"].page_view()
    env.markdown = expand_plain_calls(env.markdown, env.macros)


class Site:
    """The build of one language: the catalog, today, and the macros of the page in hand."""

    def __init__(self, env: Any) -> None:
        """Load the catalog and tell its problems; the first language does it for all."""
        self.env = env
        root = Path(env.project_dir)
        shared = env.conf.extra.setdefault("kb_shared", {})
        if not shared:
            shared |= {"catalog": load(root)}
            gc.freeze()  # the catalog stays for the whole build; no search for garbage in it
            _tell_problems(shared["catalog"])
        self.catalog: Catalog = shared["catalog"]
        self.today = _today(self.catalog)
        self.templates = _templates(root)
        self.rendered: dict[tuple[Any, ...], str] = {}

    @property
    def language(self) -> str:
        """Give the language of the site being built, which is the reader's."""
        return self.env.conf.plugins["i18n"].current_language or self.catalog.default_locale

    @property
    def text_language(self) -> str:
        """Give the language of the page's own text; it differs on fallback pages."""
        return getattr(self.env.page.file, "locale", self.language)

    @cached_property
    def as_of(self) -> DayView:
        """Give the day the site is built for, in the reader's language."""
        return DayView(iso=self.today.isoformat(), text=day_in_words(self.today, self.language))

    def value(self, name: str, market: str | None = None) -> str:
        """Write a business value in the language of the text."""
        row = lookup.find_value(self.catalog, name)
        place = lookup.find_market(self.catalog, market) if market else None
        words = value_in_words(row, place, self.catalog.policy, self.text_language)
        return self._render("value", words, id=name, text=words)

    def doc(self, name: str, section: str | None = None) -> str:
        """Link to a document by id, with its title in the language of the text."""
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
        return self._render("term", words, text=words, definition=definition)

    def documents(
        self, area: str | None = None, audience: str | None = None, market: str | None = None
    ) -> str:
        """List the documents of an area, an audience, a market."""
        if area:
            lookup.check_word(self.catalog, "area", area)
        if audience:
            lookup.check_word(self.catalog, "audience", audience)
        if market:
            lookup.find_market(self.catalog, market)
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

    def page_view(self) -> dict[str, Any]:
        """Give the theme's templates the document of the page, the words, and today."""
        stem = self.env.page.file.norm_src_uri.removesuffix(".md")
        document = self.catalog.documents_by_stem.get(stem)
        view = document and document_view(self.catalog, document, self.language, self.today)
        return {
            "document": view,
            "urls": self._urls(view) if view else {},
            "edit_url": self._filled("edit_url", document),
            "suggest_url": self._filled("suggest_url", document),
            "text_language": self.text_language,
            "language": self.language,
            "as_of": {
                "iso": self.today.isoformat(),
                "text": day_in_words(self.today, self.language),
            },
            "timezone": self.catalog.policy.timezone,
            "t": self._word,
            "words": self._words,
            "pieces": Pieces(),
        }

    def reporting(self, macro: Callable[..., str]) -> Callable[..., str]:
        """Wrap a macro so that an unknown id is told with its page and does not hide the next."""

        @wraps(macro)
        def reported(*arguments: Any, **keywords: Any) -> str:
            try:
                return macro(*arguments, **keywords)
            except lookup.UnknownId as error:
                message = f"docs/{self.env.page.file.src_uri}: {macro.__name__}(): {error}"
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
        key = (template, *context.values())
        if key not in self.rendered:
            markup = self.templates.get_template(f"{template}.html.j2").render(context)
            self.rendered[key] = markup
        return self._pieces.keep(self.rendered[key], shown)

    def _render_block(self, template: str, **context: Any) -> str:
        """Render a template that stands as a paragraph of its own; no search looks into it."""
        context |= {"t": self._word, "words": self._words, "url": self._url, "as_of": self.as_of}
        markup = self.templates.get_template(f"{template}.html.j2").render(context)
        return self._pieces.keep(markup, "")

    def _url(self, stem: str) -> str:
        """Give the address of a page relative to the page in hand."""
        target = self.env.variables["files"].get_file_from_path(f"{stem}.md")
        return str(target.url_relative_to(self.env.page.file)) if target else ""

    def _urls(self, view: DocumentView) -> dict[str, str]:
        """Give the addresses of the documents before and after this one, by id."""
        known = self.catalog.documents
        names = (*view.supersedes, *view.replaced_by)
        return {name: self._url(known[name].stem) for name in names if name in known}

    def _filled(self, key: str, document: Document | None) -> str:
        """Fill an address of `extra` with what describes the page; every part is quoted."""
        parts = {
            "path": f"docs/{self.env.page.file.edit_uri}",
            "id": document.id if document else "",
            "title": self.env.page.title or "",
            "version": document.record.version if document else "",
            "language": self.text_language,
            "url": self.env.page.canonical_url or "",
        }
        address = self.env.conf.extra.get(key) or ""
        for name, part in parts.items():
            address = address.replace(
                f"{{{name}}}", quote(part, safe="/" if name == "path" else "")
            )
        return address


def _tell_problems(catalog: Catalog) -> None:
    for item in catalog.problems:
        problem = item.problem
        log.warning(
            f"{problem.at.path}:{problem.at.line}: {problem.message.en} {problem.fix.en} "
            f"[{item.code}]"
        )


def _today(catalog: Catalog) -> date:
    """Give the day the site is built for: SOPKB_AS_OF, else today in the governance time zone."""
    fixed, zone = os.environ.get("SOPKB_AS_OF"), catalog.policy.timezone
    try:
        return parse_day(fixed) if fixed else datetime.now(ZoneInfo(zone)).date()
    except (ValueError, ZoneInfoNotFoundError, OSError) as error:
        raise Abort(f"The day cannot be told from “{fixed or zone}”: {error}") from error


def _templates(root: Path) -> Environment:
    """Give the templates of the macros; they share small pieces with those of the theme."""
    loader = FileSystemLoader([root / "macros" / "templates", root / "overrides"])
    return Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
