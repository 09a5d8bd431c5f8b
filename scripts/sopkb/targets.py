"""Which page or file does a link of a page lead to, read as MkDocs reads it?"""

import html
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from urllib.parse import unquote

from sopkb.catalog import Catalog, Page, normal
from sopkb.markdown import Link
from sopkb.nearest import nearest

SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
UNSAFE = re.compile(r"(?:javascript|vbscript|data|file):|[a-z]:[\\/]|.*\\", re.I)
IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20]+")
WEB_PAGE = (".html", ".htm")


class Kind(StrEnum):
    """What a link's target is, as far as its first characters tell."""

    PLACE = "place"
    FILE = "file"
    RAW = "raw"
    ABSOLUTE = "absolute"
    WEB = "web"
    UNSAFE = "unsafe"
    COMPUTED = "computed"


class Form(StrEnum):
    """How well a relative target names a file of the knowledge base."""

    GOOD = "good"
    LOCALE_SUFFIX = "locale_suffix"
    NOT_MARKDOWN = "not_markdown"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Target:
    """A relative target: its path from docs/, what follows `#`, whether it names a folder."""

    path: str
    anchor: str
    is_folder: bool

    @property
    def stem(self) -> str:
        """Give the path without the suffix of a page."""
        return self.path.removesuffix(".md")


@dataclass(frozen=True, slots=True)
class Places:
    """What a link can lead to: pages by their path without locale and suffix, other files."""

    stems: frozenset[str]
    assets: frozenset[str]
    locales: frozenset[str]

    @property
    def files(self) -> frozenset[str]:
        """Give the pages and other files as a link writes them."""
        return frozenset(f"{stem}.md" for stem in self.stems) | self.assets


@lru_cache(maxsize=65536)
def links_of(page: Page) -> Mapping[Kind, tuple[Link, ...]]:
    """Give the links and images of a page by kind."""
    found: dict[Kind, list[Link]] = {kind: [] for kind in Kind}
    for link in page.outline.links:
        kind = kind_of(link.target)
        found[Kind.RAW if kind is Kind.FILE and _is_raw(page, link) else kind].append(link)
    return {kind: tuple(links) for kind, links in found.items()}


@lru_cache(maxsize=65536)
def kind_of(target: str) -> Kind:
    """Tell what a target is."""
    bare = IGNORED_BY_BROWSERS.sub("", html.unescape(target))
    if not bare or "{{" in bare or "{%" in bare or bare.startswith("?"):
        return Kind.COMPUTED
    if UNSAFE.match(bare):
        return Kind.UNSAFE
    if SCHEME.match(bare):
        return Kind.WEB
    first = {"#": Kind.PLACE, "/": Kind.ABSOLUTE}
    return first.get(bare[0], Kind.FILE)


def places(catalog: Catalog) -> Places:
    """Collect what links can lead to; a page that could not be read is there nevertheless."""
    unreadable = (item.problem.at.path for item in catalog.problems)
    broken = {
        normal(path.removeprefix("docs/").removesuffix(".md"))
        for path in unreadable
        if path.endswith(".md")
    }
    return Places(
        stems=frozenset({page.stem for page in catalog.pages.values()} | broken),
        assets=frozenset(path.removeprefix("docs/") for path in catalog.asset_paths),
        locales=frozenset(catalog.locales),
    )


def resolve(page: Page, target: str) -> Target:
    """Read a relative target from the folder of the page."""
    written, _, anchor = html.unescape(target).partition("#")
    path = unquote(written.partition("?")[0])
    folder = posixpath.dirname(page.stem)
    joined = posixpath.normpath(posixpath.join(folder, path)) if path else f"{page.stem}.md"
    is_folder = path.endswith("/") or posixpath.basename(path) in (".", "..")
    return Target(normal(joined), normal(unquote(anchor)), is_folder)


def form_of(known: Places, target: Target) -> Form:
    """Judge how a relative target names its file."""
    if target.path.endswith(".md"):
        if without_locale(known, target.stem) != target.stem:
            return Form.LOCALE_SUFFIX
        return Form.GOOD if target.stem in known.stems else Form.MISSING
    if target.path in known.assets:
        return Form.GOOD
    is_web_page = target.path.endswith(WEB_PAGE)
    if target.is_folder or is_web_page or meant_page(known, target.path):
        return Form.NOT_MARKDOWN
    return Form.MISSING


def without_locale(known: Places, stem: str) -> str:
    """Drop the locale from `refund-request.zh`."""
    name, _, suffix = stem.rpartition(".")
    return name if name and suffix in known.locales else stem


def meant_page(known: Places, path: str) -> str | None:
    """Give the page that an address of the site, or a folder, stands for."""
    stem = posixpath.normpath(path.strip("/") or ".")
    for end in (".md", *WEB_PAGE):
        stem = stem.removesuffix(end)
    first, _, rest = stem.partition("/")
    for candidate in (stem, rest if first in known.locales else stem):
        bare = without_locale(known, candidate)
        for wanted in (bare, posixpath.normpath(posixpath.join(bare, "index"))):
            if wanted in known.stems:
                return f"{wanted}.md"
    return None


def target_page(catalog: Catalog, stem: str, locale: str) -> Page | None:
    """Give the page that a reader of a locale gets to see."""
    order = (locale, catalog.default_locale, *sorted(catalog.locales))
    pages = (catalog.page_of(stem, code) for code in order)
    return next((page for page in pages if page), None)


@lru_cache(maxsize=4096)
def alike(path: str, known: frozenset[str]) -> str | None:
    """Give the file that was probably meant: of that name elsewhere, else of the likest path."""
    name = posixpath.basename(path)
    same_name = [each for each in known if posixpath.basename(each) == name]
    return same_name[0] if len(same_name) == 1 else nearest(path, known)


def relative(page: Page, path: str) -> str:
    """Write a path from docs/ as a link of the page must write it."""
    return posixpath.relpath(path, posixpath.dirname(page.stem) or ".").replace(" ", "%20")


def _is_raw(page: Page, link: Link) -> bool:
    """Tell whether a target stands in an HTML tag, which MkDocs leaves as it is."""
    if "href=" not in page.file.text and "src=" not in page.file.text:
        return False
    line = page.file.lines[link.at.line - 1]
    return line[: link.at.column - 1].endswith(('="', "='"))
