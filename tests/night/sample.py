"""The night that every form of the report is tested with: hostile words, and something of all."""

from pathlib import Path

from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.model.base import LocalizedText
from sopkb.night.health import health
from sopkb.night.model import NightReport
from sopkb.night.report import night_report
from tests.night.bases import add, change, days_ago, empty, review
from tests.trees import AS_OF

HOSTILE = "=1+1 </script><b>bold</b> | “a” & ]]> ::error::owned"
AS_WRITTEN = HOSTILE.replace("&", "&amp;").replace("<", "&lt;")


def sample_base(target: Path) -> Catalog:
    """Make a knowledge base with a document in each state, one of them with a hostile title."""
    root = empty(target)
    add(
        root,
        1,
        title=AS_WRITTEN,
        risk="high",
        reviews=[review(days_ago(130), note=None)],
    )
    add(root, 2, risk="medium", reviews=[review(days_ago(190))], owner="buyer-returns")
    add(root, 3, reviews=[review(days_ago(353))], markets=["us"])
    add(root, 4, reviews=[])
    add(root, 5, area="SEL", review_exempt={"reason": "Frozen.", "until": AS_OF})
    add(root, 6, translations={}, changes=[change(days_ago(200))])
    add(root, 7, version="1.1", changes=[change(days_ago(90)), change(days_ago(2), "1.1")])
    (root / "mkdocs.yml").write_text("site_url: https://kb.example.com/\n", "utf-8")
    return load(root)


def sample(target: Path) -> tuple[Catalog, NightReport]:
    """Make the night, compared with one on which the last document was the only one to do."""
    catalog = sample_base(target)
    known = health(catalog, AS_OF)
    before = night_report(
        catalog,
        known.model_copy(update={"as_of": days_ago(1), "items": known.items[-1:]}),
        tool_version="0.1.0",
    )
    report = night_report(
        catalog,
        known,
        previous=before,
        commit="0123456789abcdef0123456789abcdef01234567",
        tool_version="0.1.0",
        could_not_judge=(LocalizedText(en="<i>Links</i> were not read.", zh="未读取链接。"),),
    )
    return catalog, report
