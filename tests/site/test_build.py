"""Does the real site build strictly, and does a broken one fail with a plain word?"""

import subprocess
from pathlib import Path

import pytest

from sopkb.exports.site_files import SITE_FILES
from tests.conftest import build_site, plant_site
from tests.trees import ROOT

PAGE = "docs/sops/buyer/refund-request.md"


def test_the_whole_site_builds_without_a_warning(
    whole_build: subprocess.CompletedProcess[str],
) -> None:
    assert whole_build.returncode == 0, whole_build.stderr
    assert "WARNING" not in whole_build.stderr
    assert "ERROR" not in whole_build.stderr


def test_the_miniature_builds_without_a_warning(tmp_path: Path) -> None:
    done = build_site(plant_site(tmp_path / "kb"), tmp_path / "site")
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize(
    ("call", "nearest"),
    [
        ("value('refnd-window')", "refund-window"),
        ("value('refund-window', market='gbr')", "gb"),
        ("doc('SOP-BUY-0001')", "SOP-BUY-001"),
        ("owner('buyer-refund')", "buyer-refunds"),
        ("term('refunds')", "refund"),
        ("guide('GDE-BUY-0001')", "GDE-BUY-001"),
        ("script('SCR-BUY-0001')", "SCR-BUY-001"),
        ("escalation('refund-disputes')", "refund-dispute"),
        ("documents(area='BUI')", "BUY"),
        ("documents(audience='agent-l11')", "agent-l1"),
    ],
)
def test_an_unknown_id_fails_the_build_with_page_id_and_nearest(
    tmp_path: Path, call: str, nearest: str
) -> None:
    root = plant_site(tmp_path / "kb")
    with (root / PAGE).open("a", encoding="utf-8") as page:
        page.write(f"\n{{{{ {call} }}}}\n")
    done = build_site(root, tmp_path / "site")
    assert done.returncode != 0
    told = next(line for line in done.stderr.splitlines() if "did you mean" in line)
    assert PAGE in told
    assert call.split("'")[1] in told or call.split("'")[3] in told
    assert f"'{nearest}'" in told
    assert "Traceback" not in done.stderr


def test_every_unknown_id_of_both_languages_is_told_in_one_run(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb")
    for name, wrong in (("refund-request.md", "one"), ("parcel-not-received.zh.md", "two")):
        with (root / "docs/sops/buyer" / name).open("a", encoding="utf-8") as page:
            page.write(f"\n{{{{ value('{wrong}') }}}}\n")
    done = build_site(root, tmp_path / "site")
    assert done.returncode != 0
    assert "refund-request.md" in done.stderr
    assert "parcel-not-received.zh.md" in done.stderr


def test_a_damaged_record_is_told_with_file_and_line_and_fails_the_build(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb")
    record = root / "data/documents/sops/buyer/refund-request.yml"
    record.write_text(record.read_text("utf-8").replace("risk: high", "risk: hihg"), "utf-8")
    done = build_site(root, tmp_path / "site")
    assert done.returncode != 0
    assert "data/documents/sops/buyer/refund-request.yml:7:" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_anchor_fails_the_build(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb")
    with (root / PAGE).open("a", encoding="utf-8") as page:
        page.write("\n[there](parcel-not-received.md#nowhere)\n")
    done = build_site(root, tmp_path / "site")
    assert done.returncode != 0
    assert "#nowhere" in done.stderr


def test_two_builds_of_the_same_day_are_the_same_bytes(tmp_path: Path) -> None:
    root = plant_site(tmp_path / "kb")
    for site in ("one", "two"):
        assert build_site(root, tmp_path / site).returncode == 0
    one, two = tmp_path / "one", tmp_path / "two"
    pages = {path.relative_to(one) for path in one.rglob("*.html")}
    for path in sorted(pages | {Path(name) for name in SITE_FILES}):
        assert (one / path).read_bytes() == (two / path).read_bytes()


def test_no_page_of_the_site_names_this_machine(
    whole_build: subprocess.CompletedProcess[str],
) -> None:
    site: Path = whole_build.args
    guilty = [page for page in site.rglob("*.html") if str(ROOT) in page.read_text("utf-8")]
    assert guilty == []
