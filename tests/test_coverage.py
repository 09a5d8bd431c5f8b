"""Is every gap of the coverage map found, named rightly, and put in its order?"""

from datetime import date
from pathlib import Path

import pytest
import yaml

from sopkb.coverage import Companion, Coverage, CoverageCell, CoverageState
from sopkb.coverage_view import coverage_on, coverage_view
from sopkb.loading import load
from sopkb.translation import TranslationState
from tests.trees import AS_OF, plant

UNCOVERED, UNTRANSLATED, INCOMPLETE, COVERED = CoverageState
RECORDS = "data/documents/sops/buyer"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One procedure, SOP-BUY-001, for the one contact reason of the miniature."""
    planted = plant(tmp_path)
    for path in (f"{RECORDS}/parcel-not-received.yml", *_pages(planted, "parcel-not-received")):
        (planted / path).unlink()
    return planted


def _pages(root: Path, name: str) -> list[str]:
    return [str(path.relative_to(root)) for path in root.glob(f"docs/sops/buyer/{name}.*")]


def change(root: Path, path: str, key: str, **fields: object) -> None:
    """Change keys of a row of a register, or of a record where `key` is empty."""
    file = root / path
    content = yaml.safe_load(file.read_text("utf-8"))
    (content[key] if key else content).update(fields)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def record(root: Path, **fields: object) -> None:
    change(root, f"{RECORDS}/refund-request.yml", "", **fields)


def found(root: Path, today: date = AS_OF) -> Coverage:
    catalog = load(root)
    assert catalog.problems == ()
    return coverage_on(catalog, today)


def cell(root: Path, market: str, today: date = AS_OF) -> CoverageCell:
    (row,) = (row for row in found(root, today).rows if row.id == "refund-request")
    return next(each for each in row.cells if each.market == market)


def test_a_reason_with_a_document_script_and_guide_is_covered(root: Path) -> None:
    held = cell(root, "us")
    assert (held.state, held.documents) == (COVERED, ("SOP-BUY-001",))
    assert held.companions[Companion.SCRIPTS] == ("SCR-BUY-001",)
    assert held.companions[Companion.GUIDES] == ("GDE-BUY-001",)


def test_what_is_not_kept_yet_is_no_gap_and_is_said(root: Path) -> None:
    assert cell(root, "us").companions[Companion.TRAINING] is None
    assert found(root).not_kept == (Companion.TRAINING,)
    assert coverage_view(load(root), "zh", AS_OF).not_kept == ("培训课程",)


@pytest.mark.parametrize("status", ["suspended", "superseded", "retired"])
def test_a_document_that_is_not_in_effect_covers_nothing(root: Path, status: str) -> None:
    record(root, status=status)
    held = cell(root, "us")
    assert (held.state, held.documents, held.planned) == (UNCOVERED, (), ())


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_a_document_that_is_not_yet_in_effect_is_planned(root: Path, status: str) -> None:
    record(root, status=status)
    held = cell(root, "us")
    assert (held.state, held.planned) == (UNCOVERED, ("SOP-BUY-001",))


def test_a_market_that_the_document_does_not_serve_is_a_gap(root: Path) -> None:
    record(root, markets=["us"])
    assert (cell(root, "us").state, cell(root, "gb").state) == (COVERED, UNCOVERED)


def test_a_document_for_a_reason_above_covers_those_below(root: Path) -> None:
    record(root, contact_reasons=["buyer-order"])
    assert cell(root, "us").state is COVERED
    assert [row.id for row in found(root).rows] == ["refund-request"]


def test_reasons_that_go_round_come_to_an_end(root: Path) -> None:
    reasons = yaml.safe_load((root / "data/contact_reasons.yml").read_text("utf-8"))
    name = {"en": "Buyer", "zh": "买家"}
    reasons["buyer"] = {"name": name, "persona": "buyer", "risk": "low", "parent": "buyer-order"}
    reasons["buyer-order"]["parent"] = "buyer"
    (root / "data/contact_reasons.yml").write_text(yaml.safe_dump(reasons), "utf-8")
    assert cell(root, "us").state is COVERED


def test_a_training_is_no_procedure(root: Path) -> None:
    for path in (f"{RECORDS}/refund-request.yml", *_pages(root, "refund-request")):
        moved = root / path.replace("sops/buyer", "training")
        moved.parent.mkdir(parents=True, exist_ok=True)
        (root / path).rename(moved)
    change(root, "data/documents/training/refund-request.yml", "", id="TRN-BUY-001")
    assert cell(root, "us").state is UNCOVERED


class TestTranslation:
    def test_a_language_of_a_center_that_serves_the_market_is_asked_for(self, root: Path) -> None:
        change(root, "data/centers.yml", "manila", languages=["en", "zh"])
        record(root, translations={})
        held = cell(root, "us")
        assert held.state is UNTRANSLATED
        assert held.translations == {
            "en": TranslationState.IN_SYNC,
            "zh": TranslationState.UNPINNED,
        }

    def test_a_translation_that_no_center_there_needs_is_not(self, root: Path) -> None:
        record(root, translations={})
        assert cell(root, "us").state is COVERED

    def test_a_language_that_the_site_lacks_is_told_and_is_no_gap(self, root: Path) -> None:
        change(root, "data/centers.yml", "manila", languages=["en", "th"])
        assert cell(root, "us").state is COVERED
        market = found(root).markets[0]
        assert (market.languages, market.other_languages) == (("en",), ("th",))
        assert coverage_view(load(root), "zh", AS_OF).markets[0].other_languages == ("泰语",)

    @pytest.mark.parametrize(
        ("today", "state"),
        [
            (date(2024, 4, 14), COVERED),
            (date(2024, 4, 15), UNTRANSLATED),
            (date(2026, 12, 31), UNTRANSLATED),
            (date(2027, 1, 1), COVERED),
        ],
    )
    def test_a_center_counts_from_its_first_day_to_its_last(
        self, root: Path, today: date, state: CoverageState
    ) -> None:
        change(root, "data/centers.yml", "manila", languages=["zh"], exit="2026-12-31")
        record(root, translations={})
        assert cell(root, "us", today).state is state

    def test_of_two_documents_the_worse_translation_counts(self, tmp_path: Path) -> None:
        root = plant(tmp_path)
        change(root, "data/centers.yml", "manila", languages=["zh"])
        (root / "docs/sops/buyer/parcel-not-received.zh.md").unlink()
        held = cell(root, "us")
        assert held.documents == ("SOP-BUY-001", "SOP-BUY-003")
        assert held.translations == {"zh": TranslationState.MISSING}


class TestCompanions:
    def test_a_script_for_another_market_leaves_a_gap(self, root: Path) -> None:
        change(root, "data/scripts/SCR-BUY-001.yml", "", markets=["gb"])
        assert cell(root, "gb").state is COVERED
        held = cell(root, "us")
        assert (held.state, held.companions[Companion.SCRIPTS]) == (INCOMPLETE, ())

    def test_a_script_that_is_not_in_effect_leaves_a_gap(self, root: Path) -> None:
        change(root, "data/scripts/SCR-BUY-001.yml", "", status="draft")
        assert cell(root, "us").state is INCOMPLETE

    def test_the_view_names_what_is_lacking(self, root: Path) -> None:
        change(root, "data/scripts/SCR-BUY-001.yml", "", status="draft")
        view = coverage_view(load(root), "zh", AS_OF)
        assert view.rows[0].cells[0].lacks == ("话术",)
        assert view.rows[0].states == ("incomplete", "gap")


def test_gaps_come_first_then_risk_then_volume(root: Path) -> None:
    reasons: dict[str, dict[str, object]] = {
        "covered": {"risk": "high", "volume_rank": 1},
        "rare": {"risk": "high", "volume_rank": 10},
        "common": {"risk": "high", "volume_rank": 9},
        "unranked": {"risk": "high"},
        "mild": {"risk": "low", "volume_rank": 2},
    }
    rows = {
        key: {"name": {"en": key, "zh": key}, "persona": "buyer", **fields}
        for key, fields in reasons.items()
    }
    (root / "data/contact_reasons.yml").write_text(yaml.safe_dump(rows), "utf-8")
    record(root, contact_reasons=["covered"])
    coverage = found(root)
    assert [row.id for row in coverage.rows] == ["common", "rare", "unranked", "mild", "covered"]
    assert coverage.counts == {UNCOVERED: 8, UNTRANSLATED: 0, INCOMPLETE: 0, COVERED: 2}
