"""Does any text at all leave every format whole?"""

import json
import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sopkb.findings import LANGUAGES, Language, Location, Report, Severity, Text
from sopkb.formats import FORMATS
from tests.formats.parsed import SARIF, mark_of, read_junit, read_sarif
from tests.formats.sample import HOSTILE, a_finding, a_report

COMMAND = re.compile(
    r"::(?P<name>error|warning|notice) file=(?P<file>[^:,\r\n]*),line=(?P<line>\d+),"
    r"col=(?P<col>\d+),title=(?P<title>[^:,\r\n]*)::(?P<message>[^\r\n]*)"
)
OBEYED = re.compile(r"^\s*::|##\w*\[", re.M)

any_text = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    [HOSTILE, "\udcff", "\r", "a\r\n::error::b", "]]>", "|", "\\|", "\ufffe", "x" * 5_000]
)
any_finding = st.builds(
    a_finding,
    code=st.sampled_from(["owner-unknown", "link-target-missing", "internal-error"]),
    severity=st.sampled_from(Severity),
    at=st.builds(
        Location,
        path=any_text,
        line=st.integers(1, 10**6),
        column=st.integers(1, 10**4),
        key=any_text,
    ),
    message=st.builds(Text, en=any_text, zh=any_text),
    fix=st.builds(Text, en=any_text, zh=any_text),
)
any_report = st.lists(any_finding, max_size=6).map(lambda findings: a_report(*findings))
any_language = st.sampled_from(LANGUAGES)


@given(report=any_report, language=any_language)
def test_every_format_gives_utf8_lines_that_end(report: Report, language: Language) -> None:
    for render in FORMATS.values():
        output = render(report, language)
        assert output == render(report, language)
        assert b"\r" not in output.encode("utf-8")
        assert output == "" or output.endswith("\n")


@given(report=any_report, language=any_language)
def test_text_shows_no_false_finding_and_commands_no_runner(
    report: Report, language: Language
) -> None:
    output = FORMATS["text"](report, language)
    heads = [line for line in output.splitlines() if line and not line.startswith("    ")]
    assert len(heads) <= len(report.findings) + 1
    assert not OBEYED.search(output)
    assert "\x1b" not in output


@given(report=any_report, language=any_language)
def test_github_has_one_line_a_finding(report: Report, language: Language) -> None:
    lines = FORMATS["github"](report, language).splitlines()
    assert len(lines) == len(report.findings)
    for line, finding in zip(lines, report.findings, strict=True):
        match = COMMAND.fullmatch(line)
        assert match is not None
        assert int(match["line"]) == finding.at.line
        assert match["message"].count("%0A") >= 1


@given(report=any_report, language=any_language)
def test_json_gives_any_text_back(report: Report, language: Language) -> None:
    content = json.loads(FORMATS["json"](report, language))
    for row, finding in zip(content["findings"], report.findings, strict=True):
        assert row["path"] == _without_half_pairs(finding.at.path)
        assert row["message"] == _without_half_pairs(finding.message.in_language(language))


@given(report=any_report, language=any_language)
def test_sarif_is_valid_and_gives_every_place_back(report: Report, language: Language) -> None:
    log = read_sarif(report, language)
    SARIF.validate(log)
    results = log["runs"][0]["results"]
    assert len({mark_of(result) for result in results}) == len(report.findings)
    for result, finding in zip(results, report.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert unquote(place["uri"]) == _without_half_pairs(finding.at.path)


@given(report=any_report, language=any_language)
def test_junit_is_valid_and_counts(report: Report, language: Language) -> None:
    suites = read_junit(report, language)
    failing = {
        (each.at.path, each.code) for each in report.findings if each.severity is not Severity.INFO
    }
    suite = suites.find("testsuite")
    assert suite is not None
    assert suite.get("failures") == suites.get("failures") == str(len(failing))
    assert len(list(suites.iter("failure"))) == len(failing)
    assert len(list(suites.iter("testcase"))) == int(suites.get("tests") or "")


@given(report=any_report, language=any_language)
def test_markdown_lets_no_text_become_markup(report: Report, language: Language) -> None:
    output = FORMATS["markdown"](report, language)
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(output)
    inline = [child for token in tokens for child in token.children or []]
    kinds = {child.type for child in inline}
    html = {child.content for child in inline if child.type == "html_inline"}
    assert sum(token.type == "tr_open" for token in tokens) == bool(report.findings) + len(
        report.findings
    )
    assert kinds <= {"text", "text_special", "html_inline", "strong_open", "strong_close"}
    assert html <= {"<br>", "<code>", "</code>"}


@given(report=any_report, language=any_language)
def test_markdown_calls_no_person_and_no_issue(report: Report, language: Language) -> None:
    tokens = MarkdownIt("commonmark").parse(FORMATS["markdown"](report, language))
    shown = "".join(
        child.content for token in tokens for child in token.children or [] if child.content
    )
    assert not re.search(r"@\w|(?<!#)#\d|\bGH-\d|://|\bwww\.", shown)


def _without_half_pairs(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
