"""Does `sopkb coverage` print the same map as the site, and refuse in one sentence?"""

import json
from pathlib import Path

import pytest

from sopkb.exports.api_registers import coverage_map
from sopkb.loading import load
from tests import trees
from tests.commands import AS_OF, edit, run, sentence

RECORD = "data/documents/sops/buyer/refund-request.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    planted = trees.plant(tmp_path / "kb")
    edit(planted, RECORD, "markets: [all]", "markets: [us]")
    edit(planted, RECORD.replace("refund-request", "parcel-not-received"), "[all]", "[us]")
    return planted


def test_it_prints_a_line_for_each_gap_with_its_markets(root: Path) -> None:
    lines = run("coverage", "--root", root, "--as-of", AS_OF).output.splitlines()
    assert lines[0].split() == ["CONTACT", "REASON", "RISK", "RANK", "STATE", "MARKETS", "LACKS"]
    assert lines[1].split() == ["refund-request", "High", "1", "Missing", "gb", "-"]
    assert lines[3] == (
        "1 of 2 cells have a gap (contact reason and market) as of 2026-11-22 (Asia/Shanghai)."
    )
    assert lines[4] == "Not kept yet, so neither counted nor a gap: Training."


def test_it_speaks_mandarin(root: Path) -> None:
    output = run("coverage", "--root", root, "--as-of", AS_OF, "--lang", "zh").output
    assert "缺文件" in output
    assert "共 2 格（进线原因与市场），其中 1 格有缺口" in output


def test_without_a_gap_it_prints_no_table(tmp_path: Path) -> None:
    root = trees.plant(tmp_path / "kb")
    output = run("coverage", "--root", root, "--as-of", AS_OF).output
    assert output.startswith("0 of 2 cells have a gap")


def test_the_json_is_that_of_the_site(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "coverage.json"
    run("coverage", "--root", root, "--as-of", AS_OF, "--report", f"json:{file}")
    assert file.read_text("utf-8") == coverage_map(load(root), trees.AS_OF)
    assert json.loads(file.read_text("utf-8"))["coverage"]["counts"]["uncovered"] == 1


def test_an_unknown_format_is_refused_with_the_nearest(root: Path) -> None:
    refused = run("coverage", "--root", root, "--report", "jsn", expect=2)
    assert "did you mean “json”?" in sentence(refused)
