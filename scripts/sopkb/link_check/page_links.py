"""Which links does a built page hold, and which places can a link name in it?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

ATTRIBUTES = r"(?:[^\"'>]++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)"
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    rf"|<(?P<raw>script|style|textarea)\b(?P<raw_attributes>{ATTRIBUTES}).*?(?:</(?P=raw)\s*>|\Z)"
    r"|(?P<text_end></article\b)"
    rf"|<(?P<name>[a-z][^\s/>]*+)(?P<attributes>{ATTRIBUTES})",
    re.I | re.S,
)
"""What is not closed goes to the end of the page, as browsers read it, and in linear time."""
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'>/=]+)\s*=\s*"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>][^\s>]*))"
)
REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*url\s*=\s*[\"']?(?P<target>[^\"']+)", re.I)
STYLE_ADDRESS = re.compile(r"url\(\s*(?P<quote>[\"']?)(?P<target>[^\"')]+)(?P=quote)\s*\)", re.I)
LINK_ATTRIBUTES = frozenset(
    {"href", "xlink:href", "src", "poster", "cite", "background", "longdesc", "formaction"}
)
PLACE_ATTRIBUTES = {"a": ("id", "name")}
ONLY_CONNECTS = frozenset({"preconnect", "dns-prefetch"})


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link as it is written; `in_text` is False in what the theme puts around each text."""

    target: str
    in_text: bool


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The different links of a page, its places, and its own base address if it names one."""

    links: frozenset[PageLink]
    places: frozenset[str]
    base: str


@dataclass(frozen=True, slots=True)
class _Tag:
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    base: str = ""
    is_text: bool = False


def read_page_links(html: str) -> PageLinks:
    """Read a page of HTML as a browser without scripts does; any text gives an answer."""
    links, places, base, depth = set[PageLink](), set[str](), "", 0
    for token in TOKEN.finditer(html):
        raw, raw_attributes, text_end, name, attributes = token.groups()
        if text_end:
            depth -= 1
        elif name or raw:
            tag = _read((name or raw).lower(), attributes or raw_attributes)
            depth += tag.is_text
            base = base or tag.base
            places.update(tag.places)
            for target in tag.targets:
                links.add(PageLink(target, depth > 0))
    return PageLinks(frozenset(links), frozenset(places), base)


@lru_cache(maxsize=65536)
def _read(name: str, written: str) -> _Tag:
    """Read one tag; most tags of a site stand on many of its pages."""
    is_text = name == "article"
    if "=" not in written or not written.endswith(">"):
        return _Tag(is_text=is_text)
    attributes = {
        match["name"].lower(): unescape(match["double"] or match["single"] or match["bare"] or "")
        for match in reversed(list(ATTRIBUTE.finditer(written)))
    }
    if name == "base":
        return _Tag(base=attributes.get("href", ""))
    places = (attributes.get(key, "") for key in PLACE_ATTRIBUTES.get(name, ("id",)))
    targets = tuple(target.strip() for target in _targets(name, attributes))
    return _Tag(targets, tuple(filter(None, places)), is_text=is_text)


def _targets(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if name == "link" and ONLY_CONNECTS & set(attributes.get("rel", "").lower().split()):
        return
    yield from (attributes[key] for key in attributes if key in LINK_ATTRIBUTES)
    if name == "object" and "data" in attributes:
        yield attributes["data"]
    if name == "form" and attributes.get("method", "get").lower() != "post":
        yield from (attributes[key] for key in ("action",) if key in attributes)
    if name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        match = REFRESH.match(attributes.get("content", ""))
        yield from (match["target"],) if match else ()
    for candidate in attributes.get("srcset", "").split(","):
        yield from candidate.split()[:1]
    yield from (match["target"] for match in STYLE_ADDRESS.finditer(attributes.get("style", "")))
