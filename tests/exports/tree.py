"""The knowledge base that tests the files of the site: every state, hostile words, training."""

from pathlib import Path

from sopkb.catalog import Catalog
from sopkb.loading import load
from tests.trees import CASES, ROOT, plant

SITES = ROOT / "tests" / "site"
TRAINING = CASES / "training-late" / "newer-counts-are-complete"
SETTINGS = "site_name: Test\nsite_url: https://kb.example.com/\n"


def plant_catalog(target: Path) -> Catalog:
    """Plant the miniature with documents behind, in every status and of hostile words."""
    root = plant(target, TRAINING, SITES / "behind", SITES / "odd")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (root / "docs/sops/buyer/suspended.zh.md").unlink()
    return load(root)
