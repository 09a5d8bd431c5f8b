"""A repository with a history: the refund request in 1.1, in 1.2, translated later, and in 1.3."""

from pathlib import Path

from tests.repositories import commit, start

ID = "SOP-BUY-001"
PAGE, PAGE_ZH = "docs/sops/buyer/refund-request.md", "docs/sops/buyer/refund-request.zh.md"
RECORD = "data/documents/sops/buyer/refund-request.yml"


def grow_history(root: Path) -> Path:
    """Commit 1.1, 1.2, its translation; leave 1.3 in the working folder."""
    start(root)
    commit(root, "1.1")
    replace_in(root, PAGE, "Refund", "Pay back")
    raise_version(root, "1.1", "1.2", "2026-10-01")
    commit(root, "1.2")
    replace_in(root, PAGE_ZH, "退款", "退还款项")
    commit(root, "translate 1.2")
    replace_in(root, PAGE, "Pay back", "Return <b>{{ value('refund-window') }}</b>")
    raise_version(root, "1.2", "1.3", "2026-11-18")
    return root


def replace_in(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a file that must hold it."""
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def raise_version(root: Path, old: str, new: str, day: str) -> None:
    """Raise the version of the record with a change note."""
    replace_in(root, RECORD, f'\nversion: "{old}"', f'\nversion: "{new}"')
    note = "note: {en: Clearer., zh: 更清楚。}"
    with (root / RECORD).open("a", encoding="utf-8") as file:
        file.write(f'\n  - {{version: "{new}", date: {day}, kind: minor, {note}}}')
