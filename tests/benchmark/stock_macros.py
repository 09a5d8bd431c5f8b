"""The six macros as a site without our code would have them: the baseline of the site build.

The pages must hold the same links, lists and tables; everything else is as short as it can be.
"""

from pathlib import Path
from posixpath import dirname, relpath
from typing import Any


def define_env(env: Any) -> None:
    """Register the macros; mkdocs-macros calls this once per language."""
    paths = _paths(Path(env.project_dir) / "data/documents")

    def link(name: str, section: str | None = None) -> str:
        here = dirname(env.page.file.src_uri) or "."
        return f"[{name}]({relpath(paths[name], here)}{f'#{section}' if section else ''})"

    def documents(area: str = "", audience: str = "", market: str = "") -> str:
        chosen = (name for name in paths if f"-{area}" in name)
        return "\n".join(f"- {link(name)}" for name in chosen)

    def register() -> str:
        rows = (f"| {name} | {link(name)} |" for name in paths)
        return "\n".join(["| ID | Title |", "| --- | --- |", *rows])

    env.macro(link, "doc")
    for macro in (value, owner, term, documents, register):
        env.macro(macro)


def value(name: str, market: str | None = None) -> str:
    """Write a value's name."""
    return f"{name} {market or ''}"


def owner(name: str) -> str:
    """Write a role's id."""
    return name


def term(name: str) -> str:
    """Write a term's id."""
    return name


def _paths(records: Path) -> dict[str, str]:
    """Give the pages of the documents by id; the id is the first line of a record."""
    return {
        record.read_text("utf-8").split("\n", 1)[0].removeprefix("id: "): str(
            record.relative_to(records).with_suffix(".md").as_posix()
        )
        for record in sorted(records.rglob("*.yml"))
    }
