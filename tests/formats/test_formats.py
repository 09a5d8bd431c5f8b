"""Does every format say what it must?

The golden files hold the expected output of one fixed report; `make bless` writes them anew.
"""

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from sopkb.findings import LANGUAGES, Language, Location, Report, Severity, Text
from sopkb.formats import FORMATS
from sopkb.formats.markdown import MOST_FINDINGS
from sopkb.formats.sarif import fingerprint
from tests.formats.parsed import SARIF, mark_of, read_junit, read_sarif, results_in
from tests.formats.sample import CLEAN, NOTHING_JUDGED, SAMPLE, a_finding, a_report

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
ENDINGS = {
    "text": "txt",
    "github": "txt",
    "json": "json",
    "sarif": "json",
    "junit": "xml",
    "markdown": "md",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_the_output_is_the_golden_file(name: str, language: Language) -> None:
    golden = GOLDEN / f"{name}.{language}.{ENDINGS[name]}"
    output = FORMATS[name](SAMPLE, language)
    if os.environ.get("SOPKB_BLESS") == "1":
        golden.write_text(output, encoding="utf-8", newline="\n")
    expected = golden.read_bytes().decode("utf-8") if golden.exists() else None
    assert output == expected, f"{golden.name} differs; if that is meant, run: make bless"


def test_every_golden_file_belongs_to_a_format() -> None:
    expected = {f"{name}.{language}.{ENDINGS[name]}" for name in FORMATS for language in LANGUAGES}
    assert {path.name for path in GOLDEN.iterdir()} == expected


class TestText:
    def test_a_finding_is_a_place_a_message_and_a_fix(self) -> None:
        output = FORMATS["text"](SAMPLE, "en")
        assert output.startswith(
            "data/documents/sops/buyer/refund-request.yml:7:8: error owner-unknown\n"
            "    “owner” must be in data/owners.yml; seen: nobody_here.\n"
            "    → Write the role of an owner.\n"
        )

    def test_the_last_line_sums_up(self) -> None:
        en, zh = (FORMATS["text"](SAMPLE, language).splitlines()[-1] for language in LANGUAGES)
        judged = "2 documents and 4 pages judged as of 2026-11-22 (Asia/Shanghai)."
        assert en == f"4 errors, 2 warnings, 2 notes. {judged}"
        assert zh == (
            "错误 4 个，警告 2 个，提示 2 个。"
            "已检查 2 篇文件、4 个页面，截至 2026-11-22（Asia/Shanghai）。"
        )

    def test_one_is_not_plural(self) -> None:
        report = a_report(SAMPLE.findings[0], documents=1, pages=1)
        last = FORMATS["text"](report, "en").splitlines()[-1]
        assert last.startswith("1 error, 0 warnings, 0 notes. 1 document and 1 page judged")

    def test_more_lines_of_a_fix_stand_below_its_first(self) -> None:
        assert "    → Correct one date:\n      last or next.\n" in FORMATS["text"](SAMPLE, "en")

    def test_nothing_found_is_said_but_only_if_something_was_judged(self) -> None:
        assert FORMATS["text"](CLEAN, "en").startswith("Nothing to mend. 2 documents and 4 pages")
        assert FORMATS["text"](CLEAN, "zh").startswith("没有需要处理的问题。已检查 2 篇文件")
        assert FORMATS["text"](NOTHING_JUDGED, "en").startswith("Nothing was judged")


class TestGithub:
    def test_every_mark_with_a_meaning_is_escaped(self) -> None:
        at = Location(path="a,b:c%\r\n.md", line=3, column=4)
        report = a_report(
            a_finding(
                "x-y", Severity.INFO, at, Text(en="50%: a, b", zh=""), Text(en="Mend\r\nit", zh="")
            )
        )
        assert FORMATS["github"](report, "en") == (
            "::notice file=a%2Cb%3Ac%25%0D%0A.md,line=3,col=4,title=x-y"
            "::50%25: a, b%0AMend%0D%0Ait\n"
        )

    def test_nothing_found_prints_nothing(self) -> None:
        assert FORMATS["github"](CLEAN, "en") == ""


class TestJson:
    def test_the_keys_are_the_promised_ones(self) -> None:
        content = json.loads(FORMATS["json"](SAMPLE, "en"))
        assert list(content) == [
            "version",
            "as_of",
            "counts",
            "timezone",
            "documents",
            "pages",
            "findings",
        ]
        assert (content["version"], content["as_of"]) == (1, "2026-11-22")
        assert content["counts"] == {"error": 4, "warning": 2, "info": 2}
        assert content["findings"][2] == {
            "code": "date-order",
            "severity": "warning",
            "path": "data/documents/sops/buyer/refund-request.yml",
            "line": 12,
            "column": 1,
            "message": "The next review must follow the last.",
            "fix": "Correct one date:\nlast or next.",
        }

    def test_chinese_stays_readable(self) -> None:
        assert "docs/sops/买家/退款 申请.zh.md" in FORMATS["json"](SAMPLE, "en")


class TestSarif:
    def test_the_sample_is_valid(self) -> None:
        SARIF.validate(read_sarif(SAMPLE, "zh"))
        SARIF.validate(read_sarif(CLEAN, "en"))

    def test_rules_come_from_the_report_and_from_its_findings(self) -> None:
        run = read_sarif(SAMPLE, "zh")["runs"][0]
        rules = run["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == [
            "date-order",
            "link-target-missing",
            "owner-unknown",
            "wording-vague",
        ]
        assert rules[2]["shortDescription"] == {"text": "责任人必须在登记表中。"}
        assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])

    def test_levels_are_those_of_sarif(self) -> None:
        levels = Counter(result["level"] for result in results_in(SAMPLE))
        assert levels == {"error": 4, "warning": 2, "note": 2}

    def test_a_fingerprint_does_not_know_the_line_and_collisions_are_numbered(self) -> None:
        first = SAMPLE.findings[0]
        later = replace(first, at=replace(first.at, line=99))
        assert fingerprint(first) == fingerprint(later)
        marks = [mark_of(result) for result in results_in(a_report(first, later))]
        assert marks == [fingerprint(first), fingerprint(first) + ":2"]

    def test_keys_and_paths_make_fingerprints_differ(self) -> None:
        owner, backup = SAMPLE.findings[:2]
        assert fingerprint(owner) != fingerprint(backup)


class TestJunit:
    def test_a_case_is_a_rule_and_a_path(self) -> None:
        suites = read_junit(SAMPLE, "en")
        assert suites.attrib == {"name": "sopkb", "tests": "6", "failures": "4", "errors": "0"}
        cases = {
            (case.get("classname"), case.get("name")): case for case in suites.iter("testcase")
        }
        owner = cases["owner-unknown", "data/documents/sops/buyer/refund-request.yml"]
        failure = owner.find("failure")
        assert failure is not None
        assert failure.get("type") == "error"
        assert (failure.text or "").count("→ Write the role of an owner.") == 2

    def test_a_note_passes_and_is_printed(self) -> None:
        case = read_junit(SAMPLE, "en").find(".//testcase[@classname='wording-vague']")
        assert case is not None
        assert case.find("failure") is None
        assert "Very long" in (case.findtext("system-out") or "")

    def test_all_well_is_one_case_that_passes_and_nothing_judged_is_none(self) -> None:
        clean = read_junit(CLEAN, "en")
        assert [case.get("name") for case in clean.iter("testcase")] == ["Nothing to mend."]
        assert clean.get("failures") == "0"
        assert read_junit(NOTHING_JUDGED, "en").get("tests") == "0"


class TestMarkdown:
    def test_all_well_is_said(self) -> None:
        output = FORMATS["markdown"](CLEAN, "zh")
        assert output.startswith("### 知识库检查\n\n**没有需要处理的问题。** 已检查")
        assert "|" not in output

    def test_of_very_many_findings_the_first_are_shown_and_the_rest_counted(self) -> None:
        report = _many(MOST_FINDINGS + 5)
        output = FORMATS["markdown"](report, "en")
        assert output.count("owner-unknown") == MOST_FINDINGS
        assert "… and 5 more, not shown here" in output
        assert "more, not shown" not in FORMATS["markdown"](_many(MOST_FINDINGS), "en")

    def test_a_comment_is_never_too_long_for_github(self) -> None:
        output = FORMATS["markdown"](_many(150, message="<" * 900), "en")
        shown = output.count("owner-unknown")
        assert len(output) < 65_536
        assert 0 < shown < 150
        assert f"… and {150 - shown} more" in output


def _many(count: int, message: str = "It must be known.") -> Report:
    text = Text(en=message, zh=message)
    return a_report(
        *(
            a_finding("owner-unknown", Severity.ERROR, Location(path="data/a.yml", line=line), text)
            for line in range(1, count + 1)
        )
    )
