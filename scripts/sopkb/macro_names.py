"""Which macros are there, and in which register must the ids stand that they name?"""

from collections.abc import Iterator, Mapping

from jinja2.defaults import DEFAULT_NAMESPACE

from sopkb.macro_calls import MacroCall

FIRST_ARGUMENT: Mapping[str, str | None] = {
    "value": "values",
    "doc": "documents",
    "owner": "owners",
    "term": "glossary",
    "documents": "area",
    "register": None,
    "translations": None,
    "compare": None,
    "glossary": None,
    "health": None,
    "coverage": None,
    "guides": None,
    "bulletins": None,
    "bulletin_news": None,
    "changes": None,
    "guide": "guides",
    "trainings": None,
    "matrix": None,
    "quiz": "training",
    "script": "scripts",
    "escalation": "situation",
    "scripts": None,
    "escalation_finder": None,
    "home": None,
}
"""Every macro of a page with the register, or group of words, of its first argument."""

ID_NEEDED = frozenset({"value", "doc", "owner", "term", "guide", "quiz", "script", "escalation"})

KEYWORDS: Mapping[tuple[str, str], str] = {
    ("value", "market"): "markets",
    ("documents", "area"): "area",
    ("documents", "audience"): "audience",
    ("documents", "market"): "markets",
}
"""The register, or group of words, of a macro's other arguments."""

BUILT_IN = frozenset(DEFAULT_NAMESPACE) | {
    *("caller", "kwargs", "loop", "self", "super", "varargs"),
    *("config", "environment", "extra", "files", "git", "kb_site", "navigation", "page", "plugin"),
    *("context", "filters", "filters_builtin", "fix_url", "macros", "macros_info", "now"),
    *("pretty", "relative_url", "render_file"),
}
"""Names that Jinja and mkdocs-macros bring along."""


def named_id(call: MacroCall) -> str | None:
    """Give the id that a call names first, by position or as `name=`."""
    return call.argument or call.keywords.get("name") or None


def named_ids(call: MacroCall) -> Iterator[tuple[str, str]]:
    """Yield the register and the id of everything that a call names."""
    register, name = FIRST_ARGUMENT.get(call.name), named_id(call)
    if register and name:
        yield register, name
    for keyword, word in call.keywords.items():
        group = KEYWORDS.get((call.name, keyword))
        if group and word:
            yield group, word
