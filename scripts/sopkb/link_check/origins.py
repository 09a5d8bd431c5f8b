"""Which line of which source holds a link of the built site?

Looked for in this order: the links of the page's Markdown, its calls of `doc` and `term`, the
address as it stands in the record, a register, the configuration or a template, and a macro that
makes lists. What nobody wrote by hand belongs to the navigation, which mkdocs.yml configures.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

from sopkb.catalog import Catalog, Page, normal
from sopkb.findings import Location, Problem
from sopkb.link_check.built_site import BuiltSite, Holder, Target
from sopkb.macro_calls import MacroCall
from sopkb.markdown import Link
from sopkb.site_address import page_path, pages_at
from sopkb.site_settings import SETTINGS_FILE
from sopkb.source import SourceFile, read
from sopkb.targets import Kind, kind_of, resolve, target_page

GLOSSARY = "reference/glossary"
WITHIN_TEXT = frozenset({"doc", "term", "value", "owner"})
"""Macros that make at most one link, each found by what it leads to."""
EXEMPTIONS = "link_exemptions"
"""The register whose addresses are no links."""
TEMPLATE_FOLDERS = ("overrides", "macros/templates")
STYLE_FOLDERS = ("docs", "overrides")
ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Origins:
    """The sources of one site's links."""

    def __init__(self, catalog: Catalog, site: BuiltSite) -> None:
        """Read the configuration and the templates; pages were read with the catalog."""
        self.catalog = catalog
        self.site = site
        self.settings = _file(catalog.root, SETTINGS_FILE)
        self.templates = tuple(_templates(catalog.root))
        self._around = lru_cache(maxsize=None)(self._around_texts)

    def of(self, target: Target, holder: Holder) -> tuple[Location, ...]:
        """Give the lines that hold a link of a page."""
        page = self.page(holder.page)
        if page is None or not holder.in_text:
            return (self._around(target, holder.written),)
        written = (*self._in_markdown(page, target, holder), *self._by_macro(page, target))
        return written or (self._elsewhere(page, target, holder),)

    def of_style(self, style: str, address: str) -> Location:
        """Give the line of a style sheet, by its path below the site's address."""
        name = address.rpartition("/")[2]
        for folder in STYLE_FOLDERS:
            file = _file(self.catalog.root, f"{folder}/{style}")
            if file:
                return _line_with(file, name) or file.at(1)
        return Location(path=SETTINGS_FILE)

    @lru_cache(maxsize=65536)  # noqa: B019 the origins live as long as the command
    def page(self, address: str) -> Page | None:
        """Give the page whose text stands at an address, in another language where it must."""
        for stem, locale in pages_at(self.catalog, address):
            page = target_page(self.catalog, normal(stem), locale)
            if page:
                return page
        return None

    def _in_markdown(self, page: Page, target: Target, holder: Holder) -> Iterator[Location]:
        for link in page.outline.links:
            if unescape(link.target) == holder.written or self._means(page, link, target, holder):
                yield link.at

    def _means(self, page: Page, link: Link, target: Target, holder: Holder) -> bool:
        """Tell whether a link of the Markdown becomes the link of the built page."""
        if target.is_external or kind_of(link.target) is not Kind.FILE:
            return _same(urljoin(self.site.address + holder.page, link.target), self._url(target))
        meant = resolve(page, link.target)
        if meant.anchor != target.place:
            return False
        if not meant.path.endswith(".md"):
            return meant.path == target.address.removeprefix(f"{self._locale(holder)}/")
        return self._address(meant.stem, holder) == target.address

    def _by_macro(self, page: Page, target: Target) -> Iterator[Location]:
        for call in page.outline.macro_calls:
            stem, place = self._leads_to(call)
            if stem and place == target.place and target.address in self._addresses(stem):
                yield call.at

    def _addresses(self, stem: str) -> set[str]:
        return {page_path(self.catalog, stem, locale) for locale in self.catalog.locales}

    def _leads_to(self, call: MacroCall) -> tuple[str, str]:
        name = call.argument or call.keywords.get("name", "")
        if call.name == "doc" and name in self.catalog.documents:
            return self.catalog.documents[name].stem, call.keywords.get("section", "")
        return (GLOSSARY, f"term-{name}") if call.name == "term" else ("", "")

    def _elsewhere(self, page: Page, target: Target, holder: Holder) -> Location:
        document = self.catalog.document_of(page)
        in_record = document and _line_with(document.file, holder.written)
        known = in_record or self._literal(target, holder.written)
        if known:
            return known
        lists = (call for call in page.outline.macro_calls if call.name not in WITHIN_TEXT)
        call = next(lists, None)
        return call.at if call else page.file.at(1)

    def _around_texts(self, target: Target, written: str) -> Location:
        return self._literal(target, written) or Location(path=SETTINGS_FILE)

    def _literal(self, target: Target, written: str) -> Location | None:
        """Find where an address is written as it is, or with placeholders in the configuration."""
        if not target.is_external and not written.startswith("/"):
            return None
        registers = self.catalog.register_files.items()
        held = (file for name, file in registers if name != EXEMPTIONS)
        files = (*held, *self._own_files())
        found = (_line_with(file, written) for file in files)
        return next((at for at in found if at), None) or self._filled(target.address)

    def _filled(self, address: str) -> Location | None:
        for number, line in enumerate(self.settings.lines if self.settings else (), 1):
            for match in ADDRESS.finditer(line):
                pattern = ".*".join(map(re.escape, PLACEHOLDER.split(match[0])))
                if self.settings and "{" in match[0] and re.fullmatch(pattern, address, re.S):
                    return self.settings.at(number, match.start() + 1)
        return None

    def _own_files(self) -> Iterator[SourceFile]:
        yield from (self.settings,) if self.settings else ()
        yield from self.templates

    def _address(self, stem: str, holder: Holder) -> str:
        return page_path(self.catalog, stem, self._locale(holder))

    def _locale(self, holder: Holder) -> str:
        places = pages_at(self.catalog, holder.page)
        return next(places, ("", self.catalog.default_locale))[1]

    def _url(self, target: Target) -> str:
        place = f"#{target.place}" if target.place else ""
        host = "" if target.is_external else self.site.address
        return host + target.address + place


def _same(one: str, other: str) -> bool:
    return normal(unquote(one)) == normal(unquote(other))


def _line_with(file: SourceFile, text: str) -> Location | None:
    """Find an address that is not merely the beginning of a longer one."""
    match = re.search(re.escape(text) + r"(?![\w/-])", file.text) if text else None
    return file.position(match.start()) if match else None


def _templates(root: Path) -> Iterator[SourceFile]:
    for folder in TEMPLATE_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".html", ".j2", ".css", ".js"):
                file = _file(root, path.relative_to(root).as_posix())
                yield from (file,) if file else ()


def _file(root: Path, path: str) -> SourceFile | None:
    if not (root / path).is_file():
        return None
    file = read(root, path)
    return None if isinstance(file, Problem) else file
