"""Does every link of the built site lead back to the line that holds it, and do old addresses work?

The miniature is really built once, with faults of every kind that MkDocs lets pass.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from sopkb.link_check.check import Outcome
from sopkb.link_check.findings import findings_of
from sopkb.loading import load
from tests.conftest import build_site, plant_site, serve
from tests.links.sites import outcome_of
from tests.trees import MINIATURE

SITE_TESTS = MINIATURE.parent / "site"
PAGE = "docs/sops/buyer/refund-request.md"
PAGE_BEHIND = "docs/sops/buyer/refund-request.zh.md"
FAULTS = """

[a page](../gone.md) and [a part](parcel-not-received.md#nowhere) and ![an image](gone.png)

{{ doc('SOP-BUY-003', section='nowhere') }}

<a href="../../../raw/">raw</a>

[twice](../gone.md)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    overlays = (SITE_TESTS / "behind", SITE_TESTS / "announced")
    root = plant_site(tmp_path_factory.mktemp("origins") / "kb", *overlays)
    for path in (PAGE, PAGE_BEHIND):
        with (root / path).open("a", encoding="utf-8") as page:
            page.write(FAULTS)
    (root / "data/redirects.yml").write_text(
        "sops/buyer/refund: {to: 'SOP-BUY-001#limits', reason: Renamed, until: 2027-11-30}\n"
        "sops/旧 页面: {to: sops/buyer/refund, reason: Renamed, until: 2027-11-30}\n",
        "utf-8",
    )
    header = root / "overrides/partials/kb-actions.html"
    header.write_text(header.read_text("utf-8") + '\n<a href="/no-such-page/">x</a>\n', "utf-8")
    done = build_site(root, root / "site", "--no-strict")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def outcome(built: Path) -> Outcome:
    return outcome_of(load(built), built / "site")


def line_of(root: Path, path: str, text: str, nth: int = 0) -> int:
    lines = (root / path).read_text("utf-8").split("\n")
    return [number for number, line in enumerate(lines, 1) if text in line][nth]


def test_each_fault_is_told_on_the_line_of_its_source(built: Path, outcome: Outcome) -> None:
    places = {(each.path, each.line) for each in outcome.results.problems}
    wanted = {
        (PAGE, line_of(built, PAGE, "[a page]")),
        (PAGE, line_of(built, PAGE, "section='nowhere'")),
        (PAGE, line_of(built, PAGE, "raw")),
        (PAGE, line_of(built, PAGE, "[twice]")),
        (
            "overrides/partials/kb-actions.html",
            line_of(built, "overrides/partials/kb-actions.html", "/no-such-page/"),
        ),
    }
    assert places == wanted
    assert all(each.is_broken and not each.external for each in outcome.results.problems)
    on_first_line = {each.url for each in outcome.results.problems if each.line == min(wanted)[1]}
    assert len(on_first_line) == 3


def test_a_template_is_told_once_and_not_for_each_page(built: Path, outcome: Outcome) -> None:
    findings = findings_of(load(built), outcome)
    assert len(findings) == 5
    assert sum(finding.at.path.startswith("overrides/") for finding in findings) == 1


def test_links_from_a_page_that_is_behind_wait_for_its_translation(outcome: Outcome) -> None:
    assert not any(each.path.endswith(".zh.md") for each in outcome.results.problems)


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    yield from serve(built / "site")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sops/buyer/refund/", "sops/buyer/refund-request/#limits"),
        ("sops/buyer/refund/#steps", "sops/buyer/refund-request/#steps"),
        ("zh/sops/buyer/refund/", "zh/sops/buyer/refund-request/#limits"),
        ("zh/sops/%E6%97%A7%20%E9%A1%B5%E9%9D%A2/", "zh/sops/buyer/refund-request/#limits"),
    ],
)
def test_an_old_address_leads_on_and_keeps_the_section(
    browser: Browser, address: str, old: str, new: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{old}")
    page.wait_for_url(f"{address}/{new}")
    page.close()


def test_an_old_address_leads_on_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sops/buyer/refund/")
    page.wait_for_url(urljoin(address, "/sops/buyer/refund-request/#limits"))
    context.close()


def test_the_page_at_an_old_address_holds_no_script_of_its_own(built: Path) -> None:
    html = (built / "site/sops/buyer/refund/index.html").read_text("utf-8")
    assert "></script>" in html
    assert html.count("<script") == 1
    assert 'rel="canonical" href="https://kb.example.com/sops/buyer/refund-request/"' in html
