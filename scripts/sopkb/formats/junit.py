"""How is a report written as JUnit XML, the form that most CI systems show as tests?"""

from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from sopkb.findings import Finding, Language, Report, Severity
from sopkb.formats.words import judged_anything, outcome_in_words, severity_in_words
from sopkb.harmless import lines, one_line

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(report: Report, language: Language) -> str:
    """Write a test case per rule and path that has findings, or one that passes if all is well."""
    cases = [_case(group, language) for group in _by_rule_and_path(report)]
    if not cases and judged_anything(report):
        name = outcome_in_words(report, language)
        cases = [ET.Element("testcase", classname="sopkb", name=name)]
    suites = _suites(cases, report)
    ET.indent(suites)
    return DECLARATION + ET.tostring(suites, encoding="unicode") + "\n"


def _by_rule_and_path(report: Report) -> list[list[Finding]]:
    def key(finding: Finding) -> tuple[str, str]:
        return (finding.at.path, finding.code)

    return [list(group) for _, group in groupby(sorted(report.findings, key=key), key=key)]


def _suites(cases: list[ET.Element], report: Report) -> ET.Element:
    failures = sum(1 for case in cases if case.find("failure") is not None)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "sopkb", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "sopkb", **counts, "skipped": "0"})
    properties = ET.SubElement(suite, "properties")
    for name, value in (("as_of", report.as_of.isoformat()), ("timezone", report.timezone)):
        ET.SubElement(properties, "property", name=name, value=one_line(value))
    suite.extend(cases)
    return suites


def _case(findings: list[Finding], language: Language) -> ET.Element:
    """Fail for errors and warnings; a note alone is printed by a test that passes."""
    first = findings[0]
    case = ET.Element("testcase", classname=one_line(first.code), name=one_line(first.at.path))
    failing = [each for each in findings if each.severity is not Severity.INFO]
    notes = [each for each in findings if each.severity is Severity.INFO]
    if failing:
        message = one_line(failing[0].message.in_language(language))
        kind = min((each.severity for each in failing), key=list(Severity).index)
        failure = ET.SubElement(case, "failure", message=message, type=kind.value)
        failure.text = _written(failing, language)
    if notes:
        ET.SubElement(case, "system-out").text = _written(notes, language)
    return case


def _written(findings: Iterable[Finding], language: Language) -> str:
    return "\n".join(line for finding in findings for line in _lines(finding, language))


def _lines(finding: Finding, language: Language) -> list[str]:
    at = finding.at
    severity = severity_in_words(finding.severity, language)
    return [
        f"{one_line(at.path)}:{at.line}:{at.column}: {severity}",
        *lines(finding.message.in_language(language)),
        *lines("→ " + finding.fix.in_language(language)),
    ]
