"""What does the built site link to, and from which of its pages?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from sopkb.catalog import normal
from sopkb.link_check.page_links import PageLinks, read_page_links

WEB_SCHEMES = frozenset({"http", "https"})
TEXT_DIRECTIVE = ":~:"
SLASHES_OF_A_HOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a link leads to.

    On the site: the path below its address and the place on that page; elsewhere: the address.
    """

    address: str
    place: str = ""
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """A page that holds a link: its path below the site's address, and how the link is written."""

    page: str
    written: str
    in_text: bool


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """All links of a built site by what they lead to, and the places of each page."""

    address: str
    folder: Path
    places: Mapping[str, frozenset[str]]
    holders: Mapping[Target, tuple[Holder, ...]]
    unreadable: Mapping[str, tuple[Holder, ...]]

    @property
    def internal(self) -> frozenset[str]:
        """Give the different paths below the site's address, pages without any link among them."""
        named = {each.address for each in self.holders if not each.is_external}
        return frozenset(named | set(self.places))

    @property
    def external(self) -> frozenset[str]:
        """Give the different addresses elsewhere."""
        return frozenset(each.address for each in self.holders if each.is_external)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    meaning: Callable[[str, str], Target | None]
    address: str
    holders: dict[Target, list[Holder]] = field(default_factory=dict)
    unreadable: dict[str, list[Holder]] = field(default_factory=dict)
    places: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, page: str, found: PageLinks) -> None:
        """Note the links and places of one page."""
        self.places[page] = found.places
        base = urljoin(self.address + page, found.base)
        for link in found.links:
            holder = Holder(page, link.target, link.in_text)
            try:
                target = self.meaning(*_shortened(base, link.target))
            except ValueError:
                self.unreadable.setdefault(link.target, []).append(holder)
                continue
            if target:
                self.holders.setdefault(target, []).append(holder)


def read_site(folder: Path, address: str) -> BuiltSite:
    """Read every HTML page of a folder; `address` is where the site will stand, with a slash."""
    root = urlsplit(address)
    meaning = lru_cache(maxsize=262_144)(partial(_meaning, root))
    reading = _Reading(meaning=meaning, address=address)
    for file, page in _pages(folder):
        text = file.read_text(encoding="utf-8", errors="replace")
        reading.add(page, read_page_links(text))
    return BuiltSite(
        address=address,
        folder=folder,
        places=reading.places,
        holders={target: tuple(held) for target, held in reading.holders.items()},
        unreadable={written: tuple(held) for written, held in reading.unreadable.items()},
    )


def _shortened(base: str, written: str) -> tuple[str, str]:
    """Go up from the page as far as the link does: what many pages name becomes one question."""
    if not written or written[0] in "#?":
        return base, written
    folder = base[: base.rfind("/") + 1]
    while written.startswith("../") and folder.count("/") > SLASHES_OF_A_HOST:
        folder = folder[: folder.rfind("/", 0, -1) + 1]
        written = written[3:]
    return folder, written or "."


def _meaning(root: SplitResult, base: str, written: str) -> Target | None:
    """Tell what a link means; None for mail, telephone and the like. `%2e` is a dot to browsers.

    Raises ValueError where it cannot be read as an address.
    """
    url = urljoin(base, written.replace("%2e", ".").replace("%2E", "."))
    parts = urlsplit(url)
    if parts.scheme not in WEB_SCHEMES:
        return None
    if not parts.hostname or (parts.port or 0) < 0:
        raise ValueError("an address needs a host")
    if parts.netloc != root.netloc or not parts.path.startswith(root.path):
        return Target(address=url.partition("#")[0], is_external=True)
    path = normal(unquote(parts.path.removeprefix(root.path)))
    return Target(address=path, place=unquote(parts.fragment).partition(TEXT_DIRECTIVE)[0])


def _pages(folder: Path) -> Iterator[tuple[Path, str]]:
    for file in sorted(folder.rglob("*.html")):
        path = normal(file.relative_to(folder).as_posix())
        yield file, path[: -len("index.html")] if _is_index(path) else path


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")
