"""Which files are below a root, and is each of them read by something?"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sopkb import load_messages
from sopkb.catalog import normal
from sopkb.findings import Problem
from sopkb.nearest import nearest

RECORDS = "data/documents/"
YAML_SUFFIXES = (".yml", ".yaml")
OTHER_PAGE_SUFFIXES = (".markdown", ".mdown", ".MD")


def paths(root: Path, folder: str, suffix: str) -> Iterator[str]:
    """Yield paths from the root, sorted, hidden files and folders left out."""
    base = root / folder
    for path in sorted(base.rglob(f"*{suffix}")) if base.is_dir() else ():
        relative = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix()


def is_record(path: str) -> bool:
    """Tell whether a path is that of a record of a document."""
    return path.startswith(RECORDS) and path.endswith(".yml")


def record_stem(path: str) -> str:
    """Give the path of a record below its folder without suffix: that of its pages in docs/."""
    return path.removeprefix(RECORDS).removesuffix(".yml")


def asset_paths(root: Path) -> frozenset[str]:
    """Give the paths of the files below docs/ that are no pages."""
    files = (path for path in (root / "docs").rglob("*") if path.suffix != ".md")
    return frozenset(normal(path.relative_to(root).as_posix()) for path in files if path.is_file())


def ignored_files(
    root: Path, registers: Iterable[str], folders: Iterable[str], tables: Iterable[str]
) -> Iterator[Problem]:
    """Yield the files that look like records, registers, tables or pages but nothing reads."""
    known = {f"data/{name}.yml" for name in registers}
    read = (RECORDS, *(f"data/{name}/" for name in folders))
    for suffix in YAML_SUFFIXES:
        for path in paths(root, "data", suffix):
            if suffix == ".yaml" or not (_is_read(path, read) or path in known):
                yield load_messages.ignored(path, _expected_name(path, known, read))
    known_tables = {f"data/{name}.csv" for name in tables}
    for path in paths(root, "data", ".csv"):
        if path not in known_tables:
            yield load_messages.ignored(path, _expected_name(path, known_tables, read))
    for suffix in OTHER_PAGE_SUFFIXES:
        for path in paths(root, "docs", suffix):
            yield load_messages.ignored(path, path.removesuffix(suffix) + ".md")


def _is_read(path: str, folders: tuple[str, ...]) -> bool:
    """Tell whether a path is that of a record, or of a row with a file of its own."""
    return path.startswith(RECORDS) or (path.startswith(folders) and path.count("/") == 2)


def _expected_name(path: str, known: Iterable[str], folders: tuple[str, ...]) -> str:
    if path.startswith(folders) and path.endswith(".yaml"):
        return path.removesuffix(".yaml") + ".yml"
    return nearest(path, known) or "as a register of the data model"
