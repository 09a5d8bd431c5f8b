"""Are the faults of a built site found, all of them and no others, as LinkChecker finds them?"""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sopkb.link_check.built_site import Target, read_site
from sopkb.link_check.checker import Manners, check
from sopkb.link_check.local_server import AddressList, serving
from tests.links.sites import failed, outcome_of, planted, write_site

FAULTY = {
    "index": """
        <link rel="stylesheet" href="style.css"><link rel="canonical" href="https://kb.example.com/">
        <script src="gone.js"></script><script src="here.js"></script>
        <a href="good/">good</a> <a href="good/#there">there</a> <a href="good/#nowhere">nowhere</a>
        <a href="gone/">gone</a> <a href="no-index/">a folder without index</a>
        <a href="https://kb.example.com/also-gone/">the site by its own address</a>
        <a href="old/#there">moved</a> <a href="/good/#top">top</a> <a href="#here">here</a>
        <a href="mailto:nobody@example.com">mail</a> <a href="%E9%80%80%E6%AC%BE/">退款</a>
        <img src="gone.png"> <img src="here.png"> <a href="good">no slash</a> <p id="here">here</p>
    """,
    "good": "<h2 id='there'>x</h2> <a href='../gone/'>gone</a> <a href='#missing'>m</a>",
    "old": "<meta http-equiv='refresh' content='0; url=../removed/'><p id='there'>",
    "退款": "<a href='../good/#there'>x</a>",
    "no-index__inside": "<a href='../../'>home</a>",
}
CONFIGURATION = """\
[AnchorCheck]
[output]
log=csv
status=0
[csv]
parts=warningstring,valid,url
"""
EXPECTED = [
    "also-gone/",
    "gone.js",
    "gone.png",
    "gone/",
    "good/#missing",
    "good/#nowhere",
    "no-index/",
    "removed/",
    "under/gone.svg",
]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = write_site(tmp_path_factory.mktemp("faulty"), **FAULTY)
    for name in ("here.js", "here.png"):
        (site / name).write_bytes(b"x")
    (site / "style.css").write_text(".a{background:url(under/gone.svg)} .b{src:url('here.png')}")
    return site


def test_every_seeded_fault_is_found_and_nothing_else(faulty: Path, tmp_path: Path) -> None:
    outcome = outcome_of(planted(tmp_path), faulty)
    assert failed(outcome) == EXPECTED
    assert outcome.results.complete
    assert not any(problem.external for problem in outcome.results.problems)


def test_linkchecker_alone_finds_no_fault_that_we_miss(faulty: Path, tmp_path: Path) -> None:
    """Let LinkChecker crawl the same site with its check of anchors on: the same links fail.

    Left out are links by the site's public address, which it cannot know to be the site, and
    `#top`, which leads to the top of every page and which it takes for a fault.
    """
    ours = set(failed(outcome_of(planted(tmp_path), faulty))) - {"also-gone/"}
    configuration = tmp_path / "rc"
    configuration.write_text(
        "[AnchorCheck]\n[output]\nlog=csv\nstatus=0\n[csv]\nparts=warningstring,valid,url\n",
        "utf-8",
    )
    with serving(faulty, "/", AddressList(())) as host:
        command = [sys.executable, "-m", "linkcheck", "--config", str(configuration), f"{host}/"]
        environment = {**os.environ, "NO_PROXY": "127.0.0.1", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, check=False, cwd=tmp_path
        )
    rows = csv.DictReader(io.StringIO(done.stdout), delimiter=";")
    theirs = {
        row["url"].removeprefix(f"{host}/")
        for row in rows
        if row["valid"] == "False" or re.search("Anchor .* not found", row["warningstring"])
    }
    assert theirs - {"good/#top"} == ours


def test_a_site_below_a_path_is_served_there(tmp_path: Path) -> None:
    page = "<a href='/kb/other/'>x</a> <a href='/outside/'>another site</a> <a href='/kb/no/'>n</a>"
    site = write_site(tmp_path / "site", index=page, other="<a href='../'>home</a>")
    catalog = planted(tmp_path / "kb", "site_url: https://org.example.com/kb/\n")
    assert failed(outcome_of(catalog, site)) == ["no/"]


def test_no_other_site_is_asked_without_leave(tmp_path: Path) -> None:
    page = "<link rel='stylesheet' href='style.css'><a href='http://203.0.113.7/'>other</a>"
    site = write_site(tmp_path / "site", index=page)
    (site / "style.css").write_text("a{background:url(http://203.0.113.7/a.png)}")
    assert failed(outcome_of(planted(tmp_path / "kb"), site, seconds=30)) == []


def test_hostile_addresses_are_judged_or_told(tmp_path: Path) -> None:
    page = """
        <a href="http://[::1">a</a> <a href="http://host:port/">b</a> <a href="http://">c</a>
        <a href="javascript:alert(1)">d</a> <a href="data:text/html,x">e</a> <a href="">f</a>
        <a href="../../../../etc/passwd">g</a> <a href="a%0d%0ab/">h</a> <a href="a\nb">i</a>
        <a href="%00/">j</a> <a href="%2e%2e/%2e%2e/etc/passwd">k</a> <a href="#">l</a>
        <a href=";DROP">n</a> <a href='"quoted"'>o</a>
        <a href="# no">p</a> <a href="?q=<b>">q</a>
    """
    site = write_site(tmp_path / "site", index=page)
    told = failed(outcome_of(planted(tmp_path / "kb"), site))
    for bad in ("http://[::1", "http://host:port/", "http://", "etc/passwd", ";DROP", '"quoted"'):
        assert bad in told
    assert "../../etc/passwd" not in told
    for good in ("javascript:alert(1)", "data:text/html,x", "", "#"):
        assert good not in told
    assert "# no" in " ".join(told)


def test_when_the_time_is_over_nothing_is_called_good(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", other="x")
    outcome = outcome_of(planted(tmp_path / "kb"), site, seconds=0)
    assert (outcome.missed, outcome.results.complete) == (2, False)


def test_addresses_that_go_up_mean_what_they_mean_to_a_browser(tmp_path: Path) -> None:
    links = "<a href='../'>1</a><a href='..'>2</a><a href='../../'>3</a><a href='../../../x'>4</a>"
    site = write_site(tmp_path, a__b=f"{links}<a href='../#p'>5</a><a href='./c/'>6</a>")
    held = read_site(site, "https://kb.example.com/").holders
    expected = {("a/", ""), ("", ""), ("x", ""), ("a/", "p"), ("a/b/c/", "")}
    assert {(each.address, each.place) for each in held} == expected


def test_a_base_address_counts(tmp_path: Path) -> None:
    site = write_site(tmp_path, a="<base href='/b/'><a href='c/'>x</a>")
    assert Target(address="b/c/") in read_site(site, "https://kb.example.com/").holders


def test_a_missing_linkchecker_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sopkb.link_check.checker import LinkCheckerFailed

    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    manners = Manners(agent="x", threads=1, rate=1, timeout=1, heeds_robots=True, only_site=True)
    with pytest.raises(LinkCheckerFailed):
        list(check(tmp_path, "/", ("/",), manners, lambda: 30))
