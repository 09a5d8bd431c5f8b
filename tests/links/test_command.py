"""Does `sopkb links` say plainly what it found, and what it could not judge?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopkb.cli import main
from sopkb.link_results import LinkResults
from tests.links.sites import other_site, planted, write_site
from tests.trees import AS_OF


@pytest.fixture
def root(tmp_path: Path) -> Path:
    planted(tmp_path / "kb")
    return tmp_path / "kb"


def run(root: Path, *options: str) -> Result:
    command = ["links", "--root", str(root), "--as-of", AS_OF.isoformat(), *options]
    return CliRunner().invoke(main, command)


def test_a_broken_link_ends_with_1_and_all_reports_tell_it(root: Path) -> None:
    write_site(root / "site", index="<article><a href='gone/'>x</a></article>")
    done = run(root, "--report", "text", "--report", f"json:{root}/out.json", "--lang", "zh")
    assert done.exit_code == 1, done.output
    assert "docs/index.md:5:" in done.output
    assert "网站中的链接必须有效；页面 /：“gone/”（404 File not found）。" in done.output
    assert json.loads((root / "out.json").read_text("utf-8"))["findings"][0]["code"] == (
        "site-link-broken"
    )


def test_links_to_other_sites_are_asked_only_when_told_to(root: Path) -> None:
    policy = root / "data/policy.yml"
    policy.write_text(policy.read_text("utf-8") + "links: {contact: kb@example.com}\n", "utf-8")
    with other_site(good=[200]) as other:
        write_site(root / "site", index=f"<a href='{other.address}/good'>x</a>")
        assert run(root).exit_code == 0
        assert other.asked == []
        done = run(
            root, "--external", "--previous", f"{root}/l.json", "--results", f"{root}/l.json"
        )
        assert done.exit_code == 0, done.output
        assert "first night" in done.output
        assert other.count("/good") == 1
    results = LinkResults.model_validate_json((root / "l.json").read_bytes())
    assert (results.complete, results.external, results.checked) == (True, True, 2)


def test_what_cannot_be_judged_ends_with_2_and_a_sentence(root: Path) -> None:
    assert "make build" in run(root).output
    write_site(root / "site")
    (root / "damaged.json").write_text('{"schema_version": 1', "utf-8")
    policy = root / "data/policy.yml"
    without_contact = run(root, "--external")
    policy.write_text(policy.read_text("utf-8") + "links: {contact: kb@example.com}\n", "utf-8")
    for done, word in [
        (without_contact, "links.contact"),
        (run(root, "--external", "--previous", f"{root}/damaged.json"), "damaged.json"),
        (run(root, "--previous", "x.json"), "--external"),
        (run(root, "--minutes", "0"), "--minutes"),
        (run(root, "--minutes", "0.0001"), "could not be judged"),
    ]:
        assert done.exit_code == 2
        assert word in done.output
        assert "Traceback" not in done.output


def test_without_a_network_it_never_says_that_nothing_is_broken(root: Path) -> None:
    policy = root / "data/policy.yml"
    policy.write_text(policy.read_text("utf-8") + "links: {contact: kb@example.com}\n", "utf-8")
    with other_site() as other:
        write_site(root / "site", index=f"<a href='{other.address}/x'>x</a>")
    done = run(root, "--external", "--results", f"{root}/l.json")
    assert done.exit_code == 2
    assert "could not be judged" in done.output
    assert not LinkResults.model_validate_json((root / "l.json").read_bytes()).complete
