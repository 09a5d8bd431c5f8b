"""Does a build for fewer readers tell them nothing of the documents that they must not see?"""

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from sopkb.cli import main
from tests.conftest import build_site, plant_site
from tests.trees import AS_OF, CASES

OVERLAY = CASES.parent / "site" / "access"
SECRET = "Compare the mulberry score with the secret threshold of the quarter."
SECRET_ZH = "确定达到多少分时，退款必须转交总部的反欺诈小组处理，不得自行放行。"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant_site(tmp_path_factory.mktemp("access") / "kb", OVERLAY)


@pytest.fixture(scope="module")
def built(planted: Path) -> dict[str, Path]:
    """Build for everyone within the house, for centers and for the public, each strictly."""
    sites = {}
    for audience in ("internal", "center", "public"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KB_AUDIENCE", audience)
            sites[audience] = planted.parent / audience
            done = build_site(planted, sites[audience])
        assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    return sites


def told(root: Path, site: Path, audience: str, *options: str) -> tuple[int, str]:
    command = ["leaks", str(site), "--root", str(root), "--audience", audience]
    done = CliRunner().invoke(main, [*command, "--as-of", AS_OF.isoformat(), *options])
    return done.exit_code, done.output


@pytest.mark.parametrize("audience", ["internal", "center", "public"])
def test_the_build_for_an_audience_tells_nothing_above_it(
    planted: Path, built: dict[str, Path], audience: str
) -> None:
    assert told(planted, built[audience], audience)[0] == 0


def test_the_build_for_the_house_would_tell_a_center_in_every_kind_of_file(
    planted: Path, built: dict[str, Path]
) -> None:
    code, output = told(planted, built["internal"], "center")
    assert code == 1
    for path in ("index.html", "zh/index.html", "api/v1/documents.json", "llms.txt", "sitemap.xml"):
        assert f"{path}:" in output, path
    assert "sops/buyer/fraud-thresholds/index.html" in output


def test_the_hidden_page_and_its_image_are_not_there(built: dict[str, Path]) -> None:
    for name in ("sops/buyer/fraud-thresholds", "assets/fraud-desk.svg"):
        assert (built["internal"] / name).exists()
        assert not (built["center"] / name).exists()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("sops/buyer/refund-request", "an internal procedure"),
        ("zh/sops/buyer/refund-request", "内部程序"),
    ],
)
def test_a_link_to_a_hidden_document_becomes_words_without_a_link(
    built: dict[str, Path], page: str, words: str
) -> None:
    text = (built["center"] / page / "index.html").read_text("utf-8")
    assert f"<span>{words}</span>" in text
    assert text.count(words) > 1
    assert "fraud-thresholds" not in text
    assert words not in (built["internal"] / page / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("seeded.html", "<p>See <b>SOP</b>-BUY-077.</p>"),
        ("seeded.html", '<a title="MULBERRY&#32;fraud thresholds">x</a>'),
        ("seeded.html", SECRET.replace("mulberry", "<strong>mulberry</strong>")),
        ("seeded.json", SECRET_ZH.encode("unicode_escape").decode()),
        ("seeded.xml", "https://kb.example.com/sops/buyer/fraud-thresholds/"),
        ("seeded.map", SECRET.upper()),
        ("seeded.ics", "SUMMARY:sop buy 077"),
        ("sops/buyer/fraud-thresholds.css", ""),
    ],
)
def test_a_seeded_leak_is_found(
    planted: Path, built: dict[str, Path], path: str, text: str
) -> None:
    seeded = built["center"] / path
    seeded.write_text(text, "utf-8")
    code, output = told(planted, built["center"], "center")
    seeded.unlink()
    assert code == 1
    assert path in output
    assert "SOP-BUY-077" in output


def test_a_leak_in_a_packed_file_is_found_in_mandarin_too(
    planted: Path, built: dict[str, Path]
) -> None:
    seeded = built["center"] / "fragment.pf_fragment"
    seeded.write_bytes(gzip.compress(b'pagefind_dcd{"content":"' + SECRET_ZH.encode() + b'"}'))
    code, output = told(planted, built["center"], "center", "--lang", "zh")
    seeded.unlink()
    assert code == 1
    assert "该文件不得透露 SOP-BUY-077 的内容" in output


def test_what_readers_may_see_anyway_is_no_leak(planted: Path, built: dict[str, Path]) -> None:
    shared = built["center"] / "shared.html"
    texts = "Refund to the original method. Promise a day. United States, United Kingdom"
    shared.write_text(f"<p>{texts}</p>", "utf-8")
    code, output = told(planted, built["center"], "center")
    shared.unlink()
    assert (code, "shared" in output) == (0, False)


def test_an_unknown_audience_fails_the_build_with_a_plain_word(
    planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_AUDIENCE", "vendor")
    done = build_site(planted, planted.parent / "vendor")
    assert done.returncode != 0
    assert "KB_AUDIENCE must be one of internal, center, public; it is “vendor”." in done.stdout
    assert "Traceback" not in done.stderr


def test_no_site_and_no_readable_record_cannot_be_judged(planted: Path, tmp_path: Path) -> None:
    assert told(planted, tmp_path, "center")[0] == 2
