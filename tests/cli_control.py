"""Documents and runs for the tests of `sopkb changed`, `reviewed` and `approved`."""

from pathlib import Path
from typing import Any

import yaml
from click.testing import Result

from sopkb.catalog import Document
from sopkb.loading import load
from tests.commands import AS_OF, RECORD, run
from tests.repositories import git

EN, ZH = "docs/sops/buyer/refund-request.md", "docs/sops/buyer/refund-request.zh.md"
ID, OTHER_ID = "SOP-BUY-001", "SOP-BUY-003"
OTHER_RECORD = "data/documents/sops/buyer/parcel-not-received.yml"
NOTES = ("--note", "Spelling.", "--note-zh", "改正错别字。")
TYPO = ("- Promise a day.", "- Promise any day.")
REVIEW = ("--by", "buyer-refunds", "--method", "walkthrough", "--outcome", "confirmed")


def call(command: str, root: Path, *arguments: object, expect: int = 0) -> Result:
    """Run a command of the document control as of the fixed day."""
    return run(command, "--root", root, "--as-of", AS_OF, *arguments, expect=expect)


def record(root: Path, path: str = RECORD) -> dict[str, Any]:
    """Read a record as it stands."""
    held: dict[str, Any] = yaml.safe_load((root / path).read_text("utf-8"))
    return held


def document(root: Path, id_: str = ID) -> Document:
    """Load a document of the tree."""
    return load(root).documents[id_]


def git_diff(root: Path, path: str) -> list[str]:
    """Give the lines of a file that the last command took away or added."""
    lines = git(root, "diff", "--unified=0", "--", path).splitlines()
    return [line for line in lines if line[:1] in "+-" and line[1:3] != line[:2]]
