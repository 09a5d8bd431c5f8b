"""Who must be trained by when, and what do imported counts say of it, on any day?"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.training_matrix import (
    STALE_DAYS,
    CenterRequirement,
    TrainingState,
    in_force_from,
    outdated,
    requirements,
)
from tests.trees import AS_OF, CASES, plant

MODULE = CASES / "training-late" / "newer-counts-are-complete"
RENEWED = CASES / "training-late" / "the-module-must-be-renewed-first"
RECORD = "data/documents/training/refunds.yml"
MATRIX = "data/training_matrix.yml"
STATUS = "data/training_status.csv"
HEAD = "center,training,version,required,completed,as_of\n"
PROCEDURE_IN_FORCE = date(2026, 6, 1)
MODULE_IN_FORCE = date(2026, 6, 15)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path, MODULE)


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def count(root: Path, *rows: str) -> None:
    (root / STATUS).write_text(HEAD + "".join(f"manila,TRN-BUY-001,{row}\n" for row in rows))


def manila(root: Path, today: date = AS_OF) -> CenterRequirement:
    (found,) = requirements(load(root), today)
    (center,) = found.centers
    assert center.center == "manila"
    return center


def catalog_of(root: Path) -> Catalog:
    found = load(root)
    assert found.problems == ()
    return found


def test_a_requirement_names_audience_document_and_the_day_of_its_major_version(root: Path) -> None:
    (found,) = requirements(catalog_of(root), AS_OF)
    told = (found.audience, found.training, found.document, found.version, found.effective)
    assert told == ("agent-l1", "TRN-BUY-001", "SOP-BUY-001", "1.1", PROCEDURE_IN_FORCE)


def test_nobody_needs_a_module_before_it_is_there(root: Path) -> None:
    assert manila(root).required_by == MODULE_IN_FORCE


@pytest.mark.parametrize(
    ("assignment", "days"),
    [("days_before: 3", 3), ("days_before: 0", 0), ("days_before: 3, centers: {manila: 9}", 9)],
)
def test_it_must_be_complete_so_many_days_before_the_effective_day(
    root: Path, assignment: str, days: int
) -> None:
    change(root, RECORD, "2026-06-15", "2026-01-12")
    change(root, MATRIX, "days_before: 3", assignment)
    assert manila(root).required_by == PROCEDURE_IN_FORCE - timedelta(days=days)


@pytest.mark.parametrize(
    ("completed", "today", "state"),
    [
        (39, MODULE_IN_FORCE - timedelta(days=1), TrainingState.OPEN),
        (39, MODULE_IN_FORCE, TrainingState.OPEN),
        (39, MODULE_IN_FORCE + timedelta(days=1), TrainingState.LATE),
        (40, MODULE_IN_FORCE + timedelta(days=1), TrainingState.DONE),
        (0, MODULE_IN_FORCE + timedelta(days=1), TrainingState.LATE),
    ],
)
def test_the_required_day_itself_still_counts(
    root: Path, completed: int, today: date, state: TrainingState
) -> None:
    count(root, f"1.0,40,{completed},2026-06-10")
    assert manila(root, today).state is state


def test_without_counts_nothing_is_said_of_a_center(root: Path) -> None:
    (root / STATUS).unlink()
    center = manila(root)
    assert (center.state, center.counts) == (TrainingState.UNREPORTED, None)


def test_the_newest_counts_hold_and_of_one_day_the_last_line(root: Path) -> None:
    count(root, "1.0,40,40,2026-11-20", "1.0,42,41,2026-11-20", "1.0,40,12,2026-11-01")
    counts = manila(root).counts
    assert counts is not None
    assert (counts.line, counts.required, counts.completed) == (3, 42, 41)


@pytest.mark.parametrize(("version", "holds"), [("1.0", True), ("1.7", True), ("2.0", False)])
def test_counts_of_another_major_version_of_the_module_do_not_hold(
    root: Path, version: str, holds: bool
) -> None:
    count(root, f"{version},40,40,2026-11-20")
    assert (manila(root).counts is not None) is holds


def test_a_new_major_version_of_the_document_reopens_the_requirement(tmp_path: Path) -> None:
    catalog = catalog_of(plant(tmp_path, RENEWED))
    (found,) = requirements(catalog, AS_OF)
    assert found.effective == date(2026, 10, 12)
    assert [each.state for each in found.centers] == [TrainingState.OUTDATED]
    flagged = [
        (index, each.id) for index, each in outdated(catalog, catalog.training["TRN-BUY-001"])
    ]
    assert flagged == [(0, "SOP-BUY-001")]


@pytest.mark.parametrize(("days", "is_stale"), [(STALE_DAYS, False), (STALE_DAYS + 1, True)])
def test_counts_are_old_after_two_weeks(root: Path, days: int, is_stale: bool) -> None:
    count(root, f"1.0,40,40,{AS_OF - timedelta(days=days)}")
    assert manila(root).is_stale is is_stale


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("go_live: 2024-04-15", "go_live: 2026-12-01"),
        ("go_live: 2024-04-15", "go_live: 2024-04-15\n  exit: 2026-11-21"),
    ],
)
def test_a_center_that_is_not_at_work_owes_nothing(root: Path, old: str, new: str) -> None:
    change(root, "data/centers.yml", old, new)
    (found,) = requirements(load(root), AS_OF)
    assert found.centers == ()


def test_a_center_without_the_market_of_the_document_owes_nothing(root: Path) -> None:
    change(root, "data/documents/sops/buyer/refund-request.yml", "markets: [all]", "markets: [de]")
    (found,) = requirements(load(root), AS_OF)
    assert found.centers == ()


def test_a_document_out_of_use_needs_no_training(root: Path) -> None:
    record = "data/documents/sops/buyer/refund-request.yml"
    change(root, record, "status: effective", "status: retired")
    assert list(requirements(load(root), AS_OF)) == []


def test_unknown_names_are_left_to_the_rules(root: Path) -> None:
    change(root, MATRIX, "TRN-BUY-001", "TRN-BUY-009")
    assert list(requirements(load(root), AS_OF)) == []


def test_a_record_without_a_major_change_is_in_force_from_its_effective_day(root: Path) -> None:
    change(root, "data/documents/sops/buyer/refund-request.yml", "kind: major", "kind: minor")
    record = load(root).documents["SOP-BUY-001"].record
    assert in_force_from(record) == date(2026, 9, 1)


def test_two_answers_to_a_question_are_refused_in_plain_words(tmp_path: Path) -> None:
    case = CASES / "register-invalid" / "two-answers"
    (found,) = load(plant(tmp_path, case)).problems
    assert "the number of the one right option" in found.problem.message.en
    assert "唯一正确选项" in found.problem.message.zh
    assert found.problem.at.key == "questions.0.answer"
