"""The six macros as the shortest functions that let pages render: the baseline of the site."""

from typing import Any


def define_env(env: Any) -> None:
    """Register the macros; mkdocs-macros calls this once per language."""
    for macro in (value, doc, owner, term, documents, register):
        env.macro(macro)


def value(name: str, market: str | None = None) -> str:
    """Write a value's name."""
    return f"{name} {market or ''}"


def doc(name: str, section: str | None = None) -> str:
    """Write a document's id."""
    return f"{name} {section or ''}"


def owner(name: str) -> str:
    """Write a role's id."""
    return name


def term(name: str) -> str:
    """Write a term's id."""
    return name


def documents(
    area: str | None = None, audience: str | None = None, market: str | None = None
) -> str:
    """Write what was asked for."""
    return f"{area or ''} {audience or ''} {market or ''}"


def register() -> str:
    """Write a word."""
    return "Documents"
