"""Do two links of two languages lead to the same place?

A target is brought into a form that knows neither its language nor its spelling: `../zh/a.zh.md`,
`../a/` and `../a.md` are one.
"""

import re
from functools import lru_cache
from posixpath import normpath

LOCALE = (
    r"(?:zh|cn|en|zh[-_](?:cn|hans|hant|tw|hk|sg)|zh[-_]hans[-_]cn|en[-_](?:us|gb)"
    r"|chinese|english|docs-cn)"
)
LOCALE_FOLDER = re.compile(rf"(?:^|(?<=/))(?:(?:lang|locale)/)?{LOCALE}(?:/|$)", re.I)
LOCALE_SUFFIX = re.compile(rf"[._-]{LOCALE}(?=\.\w+$|$|/)", re.I)
LOCALE_HOST = re.compile(
    r"^(?:www\.)?(?:(?:zh|cn|en|zh-hans|zh-cn)\.)?(?P<host>.+?)(?:\.cn)?$", re.I
)
LOCALE_QUERY = re.compile(rf"[?&](?:hl|lang|locale|language)={LOCALE}(?=&|$)", re.I)
SCHEME = re.compile(r"^(?P<scheme>[a-z][a-z0-9+.-]*):(?://)?", re.I)
PAGE_END = re.compile(
    r"(?:(?:^|/)(?:index|readme|_index)(?:\.(?:md|mdx|html?))?|\.(?:md|mdx|html?)|/)$", re.I
)
GENERATED = re.compile(
    r"^(?:_\d+|section-?\d+|.*[^\x00-\x7f].*|.*%[0-9a-f]{2}.*|(?=.*\d)(?=.*(?-i:[A-Z]))[\w+/=-]{40,})$",
    re.I,
)
"""Anchors made from a translated heading, and the code that a playground holds in its address."""
UPWARDS = re.compile(r"^(?:\.\./)+")
BRANCH = re.compile(r"/(?:blob|tree|raw)/[^/]+/")


@lru_cache(maxsize=65_536)
def canonical(target: str) -> str:
    """Give the form in which targets are compared."""
    scheme = SCHEME.match(target)
    if scheme and scheme["scheme"].lower() in ("http", "https"):
        return "//" + _web(target[scheme.end() :])
    if scheme:
        return target
    address, mark, fragment = target.partition("#")
    if not address:
        return "#" + LOCALE_FOLDER.sub("", fragment)
    return _neutral(normpath(address)) + mark + fragment


def same_place(one: str, other: str) -> bool:
    """Tell whether two different canonical targets may still name one place.

    So it is with a page of an outside site in the reader's language, with an anchor made from a
    translated heading, with another number of `../` (translations often lie a folder deeper), and
    with an absolute and a relative spelling of one path.
    """
    address, _, fragment = one.partition("#")
    other_address, _, other_fragment = other.partition("#")
    if address.startswith("//") and other_address.startswith("//"):
        one_lacks_it = not fragment or not other_fragment
        same = one_lacks_it or same_fragment(fragment, other_fragment)
        return same and _same_web_place(address, other_address)
    return same_fragment(fragment, other_fragment) and _same_end(address, other_address)


def same_fragment(one: str, other: str) -> bool:
    """Tell whether two anchors may be of one heading: one made from its text says nothing."""
    return one == other or bool(GENERATED.match(one) or GENERATED.match(other))


def _web(address: str) -> str:
    address = LOCALE_QUERY.sub("", address)
    host, _, rest = address.partition("/")
    found = LOCALE_HOST.match(host)
    return _neutral(f"{found['host'].lower() if found else host}/{rest}")


def _neutral(path: str) -> str:
    """Drop the marks of a language and the ways to spell a page."""
    address, mark, fragment = path.partition("#")
    address = LOCALE_SUFFIX.sub("", LOCALE_FOLDER.sub("", address))
    return PAGE_END.sub("", address) + mark + LOCALE_FOLDER.sub("", fragment)


def _same_web_place(one: str, other: str) -> bool:
    if BRANCH.sub("/", one) == BRANCH.sub("/", other):
        return True
    host, other_host = one[2:].partition("/")[0], other[2:].partition("/")[0]
    return host == other_host and "wikipedia." in host


def _same_end(one: str, other: str) -> bool:
    """Compare two paths without the steps upwards that they begin with."""
    paths = [UPWARDS.sub("", address) for address in (one, other)]
    if paths[0] == paths[1]:
        return True
    if one.startswith("/") == other.startswith("/"):
        return False
    absolute, relative = paths if one.startswith("/") else paths[::-1]
    return bool(relative) and absolute.endswith("/" + relative)
