"""How is a report written for a person at a terminal?"""

import re
from itertools import groupby

from sopkb.findings import Finding, Language, Report
from sopkb.formats.words import judged_in_words, outcome_in_words, severity_in_words
from sopkb.harmless import lines, one_line

INDENT = "    "
# A CI runner obeys a line that starts with `::`, and `##[…]` or `##name[…]` anywhere in a line.
COMMAND_AT_START = re.compile(r"^([^\S\n]*):(?=:)", re.M)
COMMAND_ANYWHERE = re.compile(r"#(?=#\w*\[)")


def render(report: Report, language: Language) -> str:
    """Write the findings, a blank line between files, and a line that sums up."""
    groups = groupby(report.findings, key=lambda finding: finding.at.path)
    blocks = ["".join(_finding(each, language) for each in group) for _, group in groups]
    return "\n".join([*map(_not_a_command, blocks), _summary(report, language)])


def _finding(finding: Finding, language: Language) -> str:
    at = finding.at
    severity = severity_in_words(finding.severity, language)
    return (
        f"{one_line(at.path)}:{at.line}:{at.column}: {severity} {one_line(finding.code)}\n"
        + _indented(finding.message.in_language(language))
        + _indented(finding.fix.in_language(language), mark="→ ")
    )


def _indented(text: str, mark: str = "") -> str:
    first, *rest = lines(text)
    shown = [mark + first, *(" " * len(mark) + line for line in rest)]
    return "".join(f"{INDENT}{line}".rstrip() + "\n" for line in shown)


def _summary(report: Report, language: Language) -> str:
    gap = "" if language == "zh" else " "
    parts = (outcome_in_words(report, language), judged_in_words(report, language))
    return one_line(gap.join(parts)) + "\n"


def _not_a_command(text: str) -> str:
    return COMMAND_ANYWHERE.sub(r"\\x23", COMMAND_AT_START.sub(r"\1\\x3a", text))
