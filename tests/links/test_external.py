"""Are links to other sites judged over nights, politely, and never when nothing can be told?"""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sopkb.catalog import Catalog
from sopkb.link_check.check import Outcome
from sopkb.link_check.findings import findings_of
from sopkb.link_results import LinkResults
from sopkb.loading import load
from tests.links.sites import AGENT, HANGS, OtherSite, failed, other_site, outcome_of, planted
from tests.links.sites import write_site as write
from tests.trees import AS_OF

TOMORROW = AS_OF + timedelta(days=1)


def linking(folder: Path, other: OtherSite, *paths: str) -> Path:
    """Write a site that links to paths of another site."""
    return write(folder, index="".join(f"<a href='{other.address}/{path}'>x</a>" for path in paths))


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return planted(tmp_path / "kb")


def night(
    catalog: Catalog, site: Path, today: date = AS_OF, previous: Outcome | None = None
) -> Outcome:
    """Let a night pass; what the one before found goes through its file."""
    text = previous.results.model_dump_json() if previous else ""
    before = LinkResults.model_validate_json(text) if text else None
    return outcome_of(catalog, site, agent=AGENT, previous=before, today=today)


def codes(catalog: Catalog, outcome: Outcome) -> list[str]:
    return [finding.code for finding in findings_of(catalog, outcome)]


def test_a_link_is_broken_when_it_fails_on_two_days(catalog: Catalog, tmp_path: Path) -> None:
    with other_site(good=[200], gone=[404], flaky=[500, 200]) as other:
        site = linking(tmp_path / "site", other, "good#part", "gone", "flaky")
        first = night(catalog, site)
        second = night(catalog, site, TOMORROW, first)
        counts = {path: other.count(f"/{path}") for path in ("gone", "good", "flaky")}
        agents = {agent for path, agent in other.asked if path != "/robots.txt"}
    assert failed(first) == failed(second) == [f"{other.address}/gone"]
    assert codes(catalog, first) == ["external-link-failing"]
    assert codes(catalog, second) == ["external-link-broken"]
    assert counts == {"gone": 6, "good": 1, "flaky": 2}
    assert agents == {AGENT}
    assert first.results.complete


def test_who_asks_for_patience_forbids_robots_or_is_exempt_is_not_called_broken(
    tmp_path: Path,
) -> None:
    with other_site(busy=[429], private=[404], good=[200], past=[404]) as other:
        other.robots = "User-agent: *\nDisallow: /private\n"
        catalog = with_exemptions(tmp_path / "kb", other)
        paths = ("busy", "private", "good", "past", "login?next=a")
        outcome = night(catalog, linking(tmp_path / "site", other, *paths))
        asked = [path for path in ("/private", "/login?next=a") if other.count(path)]
    assert asked == []
    assert failed(outcome) == [f"{other.address}/past"]
    assert [answer.url for answer in outcome.results.answers] == [f"{other.address}/good"]
    told = {(each.code, each.at.path, each.at.line) for each in findings_of(catalog, outcome)}
    assert told == {
        ("external-link-failing", "mkdocs.yml", 1),
        ("link-exemption-unused", "data/link_exemptions.yml", 2),
    }


def with_exemptions(root: Path, other: OtherSite) -> Catalog:
    """Exempt some addresses; the entry for `past` has run out, that for `never` matches nothing."""
    planted(root)
    entries = {"login*": "2027-01-31", "never/*": "2027-01-31", "past": "2026-11-21"}
    text = "".join(
        f'"{other.address}/{name}": {{reason: It asks for a login, until: {until}}}\n'
        for name, until in entries.items()
    )
    (root / "data/link_exemptions.yml").write_text(text, "utf-8")
    return load(root)


def test_without_a_network_nothing_is_judged(catalog: Catalog, tmp_path: Path) -> None:
    with other_site() as other:
        site = linking(tmp_path / "site", other, "gone", "good")
    outcome = night(catalog, site)
    assert outcome.is_offline
    assert not outcome.results.complete
    assert failed(outcome) == []


def test_the_time_is_bounded_though_a_site_hangs(catalog: Catalog, tmp_path: Path) -> None:
    with other_site(hangs=[HANGS], good=[200]) as other:
        site = linking(tmp_path / "site", other, "hangs", "good")
        outcome = outcome_of(catalog, site, agent=AGENT, seconds=8)
    assert outcome.not_reached == 1
    assert not outcome.results.complete
    assert failed(outcome) == []
    assert [answer.url for answer in outcome.results.answers] == [f"{other.address}/good"]
