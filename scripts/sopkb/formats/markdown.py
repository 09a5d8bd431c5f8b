"""How is a report written as a comment of a pull request?"""

import re
from itertools import accumulate

from sopkb.findings import Finding, Language, Report, Text
from sopkb.formats.words import judged_in_words, outcome_in_words, severity_in_words
from sopkb.harmless import lines, one_line

HEADING = Text(en="Knowledge base check", zh="知识库检查")
TABLE = Text(
    en="| severity | place | what and how to mend |",
    zh="| 级别 | 位置 | 问题与处理办法 |",
)
MORE = Text(
    en="… and {count} more, not shown here; the other report formats hold all of them.",
    zh="……另有 {count} 项未在此列出；完整内容见其他格式的报告。",
)
MOST_FINDINGS = 200
# GitHub refuses a comment of more than 65,536 characters; the rest is for the lines around.
MOST_CHARACTERS = 60_000
LONGEST_TEXT = 1_000

ZERO_WIDTH_SPACE = "&#8203;"
ESCAPES = str.maketrans(
    {mark: f"&#{ord(mark)};" for mark in "&<>|`*_[]~\\$"}
    | {mark: mark + ZERO_WIDTH_SPACE for mark in "@#"}
)
# Addresses and `GH-1` become links of their own accord; a link to an issue notifies its people.
LINK_BY_ITSELF = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-\d)", re.I)


def render(report: Report, language: Language) -> str:
    """Write a heading, the counts and a table; of very many findings only the first."""
    judged = neutral(judged_in_words(report, language))
    parts = [
        f"### {HEADING.in_language(language)}",
        f"**{outcome_in_words(report, language)}** {judged}",
    ]
    rows = _rows_that_fit(report, language)
    if rows:
        parts.append("\n".join([TABLE.in_language(language), "| --- | --- | --- |", *rows]))
    if len(rows) < len(report.findings):
        parts.append(MORE.in_language(language).format(count=len(report.findings) - len(rows)))
    return "\n\n".join(parts) + "\n"


def _rows_that_fit(report: Report, language: Language) -> list[str]:
    rows = [_row(finding, language) for finding in report.findings[:MOST_FINDINGS]]
    sizes = accumulate(len(row) + 1 for row in rows)
    return [row for row, size in zip(rows, sizes, strict=True) if size <= MOST_CHARACTERS]


def _row(finding: Finding, language: Language) -> str:
    at = finding.at
    severity = severity_in_words(finding.severity, language)
    place = neutral(one_line(f"{at.path}:{at.line}"))
    message = _cell(finding.message.in_language(language))
    fix = _cell("→ " + finding.fix.in_language(language))
    code = neutral(one_line(finding.code))
    return f"| {severity}<br><code>{code}</code> | <code>{place}</code> | {message}<br>{fix} |"


def _cell(text: str) -> str:
    shown = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"
    return "<br>".join(neutral(line.replace("\t", " ")) for line in lines(shown))


def neutral(text: str) -> str:
    """Write text so that neither Markdown nor GitHub reads anything into it."""
    return LINK_BY_ITSELF.sub(ZERO_WIDTH_SPACE, text.translate(ESCAPES))
