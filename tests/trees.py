"""Trees for tests: the miniature repository, laid over with a case."""

import re
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sopkb.findings import Finding
from sopkb.loading import load
from sopkb.rules import RULES
from sopkb.rules.engine import Before, Context, run
from sopkb.scope import touched

ROOT = Path(__file__).resolve().parent.parent
MINIATURE = ROOT / "tests" / "miniature"
CASES = ROOT / "tests" / "cases"
AS_OF = date(2026, 11, 22)

YAML_MARK = re.compile(r"[ \t]*# expect: (?P<codes>[\w, -]+?)[ \t]*$", re.M)
PAGE_MARK = re.compile(r"[ \t]*<!-- expect: (?P<codes>[\w, -]+?) -->[ \t]*$", re.M)
CONTROL_FILES = {"expect.txt", "remove.txt", "as_of.txt", "changed.txt"}
BEFORE = "before"


@dataclass(frozen=True, order=True)
class Expected:
    """A finding that must be reported: path, line and code."""

    path: str
    line: int
    code: str


def plant(target: Path, *overlays: Path) -> Path:
    """Write the miniature with the real words and sections, then each overlay, into a folder."""
    shutil.copytree(MINIATURE, target, dirs_exist_ok=True)
    for name in ("vocabulary.yml", "sections.yml"):
        shutil.copy(ROOT / "data" / name, target / "data" / name)
    for overlay in overlays:
        _lay_over(overlay, target)
    return target


def expected_in(case: Path) -> list[Expected]:
    """Read what a case expects: marks on the guilty lines, and the lines of expect.txt."""
    found = []
    for path in sorted(case.rglob("*")):
        if _is_content(path, case):
            found += _marked(path, path.relative_to(case).as_posix())
    listed = case / "expect.txt"
    for line in listed.read_text("utf-8").splitlines() if listed.exists() else []:
        place, code = line.rsplit(" ", 1)
        path_text, line_text = place.rsplit(":", 1)
        found.append(Expected(path_text, int(line_text), code))
    return sorted(found)


def findings_in(
    root: Path,
    as_of: date = AS_OF,
    without: Collection[str] = (),
    changed: frozenset[str] | None = None,
    before: Before | None = None,
) -> tuple[Finding, ...]:
    """Run every rule over a tree, or all but those of some families, or over a change."""
    chosen = [rule for rule in RULES if rule.family not in without]
    catalog = load(root)
    scope = touched(catalog, changed, before) if changed and before else changed
    context = Context(catalog=catalog, today=as_of, scope=scope, changed=changed, before=before)
    return run(context, chosen)


def as_of_in(case: Path) -> date:
    """Read the day a case is judged on."""
    file = case / "as_of.txt"
    return date.fromisoformat(file.read_text("utf-8").strip()) if file.exists() else AS_OF


def changed_in(case: Path) -> frozenset[str] | None:
    """Read the paths that a case is a change of; None where all is judged."""
    file = case / "changed.txt"
    return frozenset(file.read_text("utf-8").split()) if file.exists() else None


def before_in(case: Path) -> Before:
    """Read the files before a change: those of the folder `before`, else of the miniature."""

    def text_of(path: str) -> str | None:
        for folder in (case / BEFORE, MINIATURE):
            if (folder / path).is_file():
                return (folder / path).read_text("utf-8")
        return None

    return text_of


def _lay_over(overlay: Path, target: Path) -> None:
    removals = overlay / "remove.txt"
    for line in removals.read_text("utf-8").split() if removals.exists() else []:
        (target / line).unlink()
    for path in sorted(overlay.rglob("*")):
        if _is_content(path, overlay):
            copy = target / path.relative_to(overlay)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(_without_marks(path))


def _is_content(path: Path, overlay: Path) -> bool:
    """Tell whether a file of an overlay belongs into the tree."""
    is_control = path.name in CONTROL_FILES or path.is_relative_to(overlay / BEFORE)
    return path.is_file() and not is_control


def _without_marks(path: Path) -> bytes:
    data = path.read_bytes()
    mark = _mark_of(path)
    if mark is None or b"expect:" not in data:
        return data
    return mark.sub("", data.decode("utf-8")).encode("utf-8")


def _marked(path: Path, relative: str) -> list[Expected]:
    mark = _mark_of(path)
    data = path.read_bytes()
    if mark is None or b"expect:" not in data:
        return []
    return [
        Expected(relative, number, code.strip())
        for number, line in enumerate(data.decode("utf-8").split("\n"), 1)
        for match in mark.finditer(line)
        for code in match["codes"].split(",")
    ]


def _mark_of(path: Path) -> re.Pattern[str] | None:
    return {".yml": YAML_MARK, ".md": PAGE_MARK}.get(path.suffix)
