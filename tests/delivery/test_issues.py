"""Has each owner exactly one issue, and does it say what the night says?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from sopkb.cli import main
from sopkb.delivery.issues import LABEL, MARK, owner_in
from sopkb.night.model import NightReport
from tests.forge import StandIn, stand_in
from tests.nights import item, night, text
from tests.receivers import closed_port, silent_receiver


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """Run the stand-in; the client does not wait between its writes."""
    monkeypatch.setattr("github.Requester.time.sleep", lambda seconds: None)
    with stand_in() as served:
        yield served


def issues(
    root: Path, report: NightReport, api: str, *options: str, token: str = "token-1"
) -> Result:
    folder = root.parent / "night"
    folder.mkdir(exist_ok=True)
    (folder / "report.json").write_text(report.model_dump_json(), "utf-8")
    arguments = ["issues", str(folder), "--root", str(root), "--repository", "example/kb"]
    environment = {"GITHUB_TOKEN": token, "GITHUB_REPOSITORY": None, "GITHUB_API_URL": None}
    return CliRunner().invoke(main, [*arguments, "--api", api, *options], env=environment)


def test_nothing_is_written_without_being_asked(root: Path, forge: StandIn) -> None:
    shown = issues(root, night(item(1)), forge.api)
    assert shown.exit_code == 0, shown.output
    assert "===== buyer-refunds · Knowledge base · Buyer refunds manager: 1 thing" in shown.output
    assert "Nothing was written" in shown.output
    assert (forge.tokens, forge.writes) == (set(), [])


def test_an_issue_is_made_left_renewed_closed_and_opened_again(root: Path, forge: StandIn) -> None:
    (forge.add(title="Knowledge base · Buyer refunds manager: 1 thing to do", labels=[LABEL]))
    steps = []
    for report in (
        night(item(1)),
        night(item(1)),
        night(item(1), item(2)),
        night(),
        night(),
        night(item(3)),
    ):
        done = issues(root, report, forge.api, "--send")
        assert done.exit_code == 0, done.output
        steps.append(done.output.strip())
    assert steps == [
        "buyer-refunds: #2 made",
        "buyer-refunds: #2 is as it must be",
        "buyer-refunds: #2 written over",
        "buyer-refunds: #2 closed, nothing is left to do",
        "buyer-refunds: #2 is as it must be",
        "buyer-refunds: #2 opened again",
    ]
    assert forge.writes == [("POST", 0), ("PATCH", 2), ("PATCH", 2), ("PATCH", 2)]
    assert forge.tokens == {"token token-1"}
    issue = forge.issues[1]
    assert issue["state"] == "open"
    assert "SOP-BUY-003" in issue["body"]
    assert owner_in(issue["body"]) == "buyer-refunds"
    assert forge.issues[0]["body"] == ""


def test_an_issue_stays_open_if_the_night_could_not_judge(root: Path, forge: StandIn) -> None:
    issues(root, night(item(1)), forge.api, "--send")
    issues(root, night(could_not_judge=(text("No links.", "无链接。"),)), forge.api, "--send")
    assert forge.issues[0]["state"] == "open"
    assert "could not judge: 1" in forge.issues[0]["body"]


def test_an_issue_is_found_on_any_page_of_the_list(root: Path, forge: StandIn) -> None:
    issues(root, night(item(1)), forge.api, "--send")
    for number in range(150):
        forge.add(title=f"Other {number}", labels=[LABEL], body="no mark")
    done = issues(root, night(item(1), item(2)), forge.api, "--send")
    assert done.output == "buyer-refunds: #1 written over\n"


def test_a_pull_request_and_a_mark_further_down_are_no_rolling_issue(
    root: Path, forge: StandIn
) -> None:
    mark = "<!-- sopkb-night owner=buyer-refunds -->\n"
    forge.add(title="A", labels=[LABEL], body=f"Quoted: {mark}")
    forge.add(title="B", labels=[LABEL], body=mark, html_url="https://github.com/example/kb/pull/2")
    forge.add(title="C", labels=["other"], body=mark)
    assert issues(root, night(item(1)), forge.api, "--send").output == "buyer-refunds: #4 made\n"


def test_line_ends_of_the_forge_make_no_difference(root: Path, forge: StandIn) -> None:
    issues(root, night(item(1)), forge.api, "--send")
    forge.issues[0]["body"] = forge.issues[0]["body"].replace("\n", "\r\n")
    assert "is as it must be" in issues(root, night(item(1)), forge.api, "--send").output


def test_one_issue_that_is_refused_stops_no_other(root: Path, forge: StandIn) -> None:
    forge.refusals = [502]
    report = night(item(1), item(2, owner="programme-lead"))
    done = issues(root, report, forge.api, "--send", "--lang", "zh")
    assert done.exit_code == 2
    assert done.output == (
        "buyer-refunds: 未写入：GitHub 返回 502；请重新运行\nprogramme-lead: #1 已新建\n"
    )
    again = issues(root, report, forge.api, "--send")
    assert again.exit_code == 0
    assert again.output == "buyer-refunds: #2 made\nprogramme-lead: #1 is as it must be\n"


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_issues_that_cannot_be_listed_are_not_made_twice(
    status: int, root: Path, forge: StandIn
) -> None:
    forge.refuses_to_list = status
    done = issues(root, night(item(1)), forge.api, "--send")
    assert done.exit_code == 2
    assert f"it answers {status}. Nothing was changed" in done.output
    assert forge.writes == []


def test_a_forge_that_is_not_there_is_told(root: Path) -> None:
    done = issues(root, night(item(1)), f"http://127.0.0.1:{closed_port()}", "--send")
    assert done.exit_code == 2
    assert "it cannot be reached" in done.output


def test_a_forge_that_hangs_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sopkb.delivery.forge.SECONDS_TO_ANSWER", 1)
    with silent_receiver() as port:
        done = issues(root, night(item(1)), f"http://127.0.0.1:{port}", "--send", "--lang", "zh")
    assert done.exit_code == 2
    assert "无法连接" in done.output


def test_a_long_digest_is_cut_where_it_is_counted(root: Path, forge: StandIn) -> None:
    report = night(*(item(number, title=text("退款" * 40)) for number in range(1, 900)))
    assert issues(root, report, forge.api, "--send").exit_code == 0
    body = forge.issues[0]["body"]
    count = body.count("[SOP-BUY-")
    assert 0 < count < 899
    assert f"showing {count} of 899 entries" in body
    assert "899 things to do" in forge.issues[0]["title"]


def test_a_hostile_title_mentions_nobody_and_hides_nothing(root: Path, forge: StandIn) -> None:
    hostile = "@octocat #1 <!-- --> <img src=x> ![x](https://evil.example/p.png) [y](z) a/kb#2"
    report = night(item(1, title=text(hostile), message=text(hostile)))
    issues(root, report, forge.api, "--send")
    body = forge.issues[0]["body"]
    shown = MARK.sub("", body)
    assert "@octocat" not in shown
    assert "#1" not in shown
    assert "kb#2" not in shown
    html = MarkdownIt("commonmark", {"html": True}).render(shown)
    assert "<img" not in html
    assert "<!--" not in html
    assert html.count("<a ") == 1


def test_an_owner_with_marks_in_its_name_is_found_again(root: Path, forge: StandIn) -> None:
    report = night(item(1, owner="a b --> 责任人"))
    issues(root, report, forge.api, "--send")
    assert "is as it must be" in issues(root, report, forge.api, "--send").output


@pytest.mark.parametrize(
    ("options", "token", "sentence"),
    [
        (("--send",), "", "GITHUB_TOKEN is not set"),
        (("--repository", "kb"), "t", "not of the form owner/name"),
        (("--api", "github.com"), "t", "no address such as"),
    ],
)
def test_what_is_missing_is_named(
    options: tuple[str, ...], token: str, sentence: str, root: Path
) -> None:
    done = issues(root, night(item(1)), "https://api.github.com", *options, token=token)
    assert done.exit_code == 2
    assert sentence in done.output
