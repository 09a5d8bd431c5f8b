"""Does changes.json hold what a reader can have missed, and nothing that is not in effect?"""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from sopkb.exports.api_changes import DAYS, changes
from sopkb.loading import load
from tests.trees import plant

CHANGED = date(2026, 9, 1)
RECORDS = "data/documents/sops/buyer"


def told(root: Path, today: date) -> list[tuple[str, str]]:
    listed = json.loads(changes(load(root), today))["changes"]
    return [(each["id"], each["version"]) for each in listed]


@pytest.mark.parametrize(("days", "is_told"), [(0, True), (DAYS, True), (DAYS + 1, False)])
def test_a_change_is_told_for_ninety_days(tmp_path: Path, days: int, is_told: bool) -> None:
    found = told(plant(tmp_path), CHANGED + timedelta(days=days))
    assert (("SOP-BUY-001", "1.1") in found) == is_told


def test_the_newest_come_first(tmp_path: Path) -> None:
    found = told(plant(tmp_path), CHANGED)
    versions = [version for id, version in found if id == "SOP-BUY-001"]
    assert versions == ["1.1"]
    earlier = told(plant(tmp_path / "b"), CHANGED - timedelta(days=10))
    assert [version for id, version in earlier if id == "SOP-BUY-001"] == ["1.1", "1.0"]


def test_what_is_not_in_effect_is_not_told(tmp_path: Path) -> None:
    root = plant(tmp_path)
    record = root / f"{RECORDS}/refund-request.yml"
    held = yaml.safe_load(record.read_text("utf-8")) | {"status": "suspended"}
    record.write_text(yaml.safe_dump(held, allow_unicode=True), "utf-8")
    assert "SOP-BUY-001" not in dict(told(root, CHANGED))
