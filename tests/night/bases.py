"""Small knowledge bases for tests of the night: documents whose days are given."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.translation import pair_mark, section_hashes
from tests.trees import AS_OF, MINIATURE, plant

TITLE = re.compile(r"^# .*$", re.M)
PAGES = {"en": "refund-request.md", "zh": "refund-request.zh.md"}


class Plain(yaml.SafeDumper):
    """Writes every value where it stands; records know no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write no anchor."""
        return True


def days_ago(days: int) -> date:
    """Give the day so many days before the fixed one."""
    return AS_OF - timedelta(days=days)


def review(day: date, **given: Any) -> dict[str, Any]:
    """Make a review with a note."""
    made = {
        "date": day,
        "by": "buyer-refunds",
        "method": "walkthrough",
        "outcome": "confirmed",
        "version": "1.0",
        "note": "Ten cases.",
    }
    return {**made, **given}


def change(day: date, version: str = "1.0") -> dict[str, Any]:
    """Make an entry of the revision history."""
    note = {"en": "As decided.", "zh": "按决定修改。"}
    return {"version": version, "date": day, "kind": "major", "note": note}


def add(root: Path, number: int, area: str = "BUY", title: str = "", **given: Any) -> str:
    """Add an effective, translated document of low risk, reviewed on the day; give its id."""
    stem = f"sops/buyer/document-{area.lower()}-{number:03}"
    pages = _write_pages(root, stem, title)
    id_ = f"SOP-{area}-{number:03}"
    record: dict[str, Any] = {
        "id": id_,
        "owner": "buyer-refunds",
        "backup": "buyer-returns",
        "status": "effective",
        "version": "1.0",
        "effective": days_ago(400),
        "risk": "low",
        "source_language": "en",
        "audience": ["agent-l1"],
        "markets": ["all"],
        "reviews": [review(AS_OF)],
        "translations": {"zh": _translation(pages)},
        "changes": [change(days_ago(400))],
    }
    path = root / "data" / "documents" / f"{stem}.yml"
    path.write_text(yaml.dump({**record, **given}, Dumper=Plain, allow_unicode=True), "utf-8")
    return id_


def empty(target: Path) -> Path:
    """Plant the miniature without its documents."""
    root = plant(target)
    for path in [*root.glob("docs/sops/buyer/*.md"), *root.glob("data/documents/sops/buyer/*.yml")]:
        path.unlink()
    return root


def base(target: Path, *documents: Mapping[str, Any]) -> Catalog:
    """Make a knowledge base of documents that differ from the usual as given."""
    root = empty(target)
    for number, given in enumerate(documents, 1):
        add(root, number, **given)
    return load(root)


def _write_pages(root: Path, stem: str, title: str) -> dict[str, str]:
    pages = {}
    for language, name in PAGES.items():
        page = (MINIATURE / "docs/sops/buyer" / name).read_text("utf-8")
        pages[language] = TITLE.sub(lambda _: f"# {title}", page, count=1) if title else page
        suffix = "" if language == "en" else ".zh"
        (root / "docs" / f"{stem}{suffix}.md").write_text(pages[language], "utf-8")
    return pages


def _translation(pages: Mapping[str, str]) -> dict[str, Any]:
    return {
        "version": "1.0",
        "date": days_ago(399),
        "translator": "programme-lead",
        "sections": section_hashes(pages["en"]),
        "pair": pair_mark(pages["en"], pages["zh"]),
    }
