"""The knowledge base that the files of the site are tested with: every state, hostile words."""

from pathlib import Path

from sopkb.catalog import Catalog
from sopkb.loading import load
from tests.trees import ROOT, plant

SITES = ROOT / "tests" / "site"
SETTINGS = "site_name: Test\nsite_url: https://kb.example.com/\n"


def plant_catalog(target: Path) -> Catalog:
    """Plant the miniature with documents behind, in every status and of hostile words."""
    root = plant(target, SITES / "behind", SITES / "odd")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "docs/sops/buyer/suspended.zh.md").unlink()
    return load(root)
