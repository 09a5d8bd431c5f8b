"""How long does it take merely to parse the same files? `python -m tests.benchmark.floor FOLDER`.

PyYAML's C loader reads every YAML file and markdown-it-py parses every page; nothing is judged.
"""

import sys
from pathlib import Path

import yaml
from markdown_it import MarkdownIt


def read_plainly(root: Path) -> tuple[int, int]:
    """Parse all data and pages below a root and give the numbers of YAML files and pages."""
    records = sorted((root / "data").rglob("*.yml"))
    pages = sorted((root / "docs").rglob("*.md"))
    parser = MarkdownIt("commonmark").enable("table")
    for path in records:
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for path in pages:
        parser.parse(path.read_text(encoding="utf-8"))
    return len(records), len(pages)


if __name__ == "__main__":
    read_plainly(Path(sys.argv[1]))
