"""Is a catalog for fewer readers free of all that belongs to the documents hidden from them?"""

from pathlib import Path

import pytest

from sopkb.access import assets_of, hidden_stems, may_read, visible
from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.model.documents import Access
from tests.trees import CASES, plant

OVERLAY = CASES.parent / "site" / "access"
HIDDEN = "sops/buyer/fraud-thresholds"


@pytest.fixture
def whole(tmp_path: Path) -> Catalog:
    return load(plant(tmp_path, OVERLAY))


@pytest.mark.parametrize(
    ("audience", "readable"),
    [
        (Access.INTERNAL, {Access.INTERNAL, Access.CENTER, Access.PUBLIC}),
        (Access.CENTER, {Access.CENTER, Access.PUBLIC}),
        (Access.PUBLIC, {Access.PUBLIC}),
    ],
)
def test_an_audience_reads_its_level_and_those_below(
    audience: Access, readable: set[Access]
) -> None:
    assert {access for access in Access if may_read(audience, access)} == readable


def test_those_within_the_house_see_all(whole: Catalog) -> None:
    assert whole.problems == ()
    assert visible(whole, Access.INTERNAL) is whole


def test_all_that_belongs_to_a_hidden_document_is_gone(whole: Catalog) -> None:
    seen = visible(whole, Access.CENTER)
    assert set(seen.documents) == {"SOP-BUY-001", "SOP-BUY-003"}
    assert HIDDEN not in {page.stem for page in seen.pages.values()}
    assert set(seen.scripts) == {"SCR-BUY-001"}
    assert set(seen.bulletins) == {"BUL-BUY-001"}
    assert set(seen.guides) == {"GDE-BUY-001"}
    assert seen.redirects == {}
    assert seen.asset_paths == whole.asset_paths - {"docs/assets/fraud-desk.svg"}
    assert "SOP-BUY-077" not in (seen.known("documents") or ())


def test_what_stays_names_nothing_that_is_hidden(whole: Catalog) -> None:
    seen = visible(whole, Access.CENTER)
    assert whole.documents["SOP-BUY-001"].record.scripts == ("SCR-BUY-001", "SCR-BUY-077")
    assert seen.documents["SOP-BUY-001"].record.scripts == ("SCR-BUY-001",)
    rows = (row for held in seen.rows.values() for row in held.values())
    assert [row for row in rows if "077" in row.model_dump_json()] == []
    assert seen.documents["SOP-BUY-003"] == whole.documents["SOP-BUY-003"]


def test_the_public_sees_no_document_of_the_centers(whole: Catalog) -> None:
    seen = visible(whole, Access.PUBLIC)
    assert (seen.documents, seen.scripts, seen.guides) == ({}, {}, {})
    assert {page.stem for page in seen.pages.values()} == {"index", "reference/register"}


def test_a_page_whose_record_cannot_be_read_is_hidden(tmp_path: Path) -> None:
    root = plant(tmp_path)
    (root / "data/documents/sops/buyer/refund-request.yml").write_text("access: [", "utf-8")
    catalog = load(root)
    assert hidden_stems(catalog, Access.CENTER) == {"sops/buyer/refund-request"}
    assert hidden_stems(catalog, Access.INTERNAL) == frozenset()


def test_an_image_that_another_page_uses_too_stays(whole: Catalog) -> None:
    assert assets_of(whole, frozenset({HIDDEN})) == {"docs/assets/fraud-desk.svg"}
    both = frozenset({HIDDEN, "sops/buyer/refund-request"})
    assert assets_of(whole, frozenset({"sops/buyer/refund-request"})) == frozenset()
    assert assets_of(whole, both) == {"docs/assets/fraud-desk.svg"}
