"""How is a report written for programs?"""

import json

from sopkb.findings import Finding, Language, Report
from sopkb.harmless import encodable

VERSION = 1


def render(report: Report, language: Language) -> str:
    """Write one JSON object; `version` rises when a key changes its meaning or goes away."""
    content = {
        "version": VERSION,
        "as_of": report.as_of.isoformat(),
        "counts": {severity.value: count for severity, count in report.counts.items()},
        "timezone": report.timezone,
        "documents": report.documents,
        "pages": report.pages,
        "findings": [_finding(finding, language) for finding in report.findings],
    }
    return encodable(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _finding(finding: Finding, language: Language) -> dict[str, str | int]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.at.path,
        "line": finding.at.line,
        "column": finding.at.column,
        "message": finding.message.in_language(language),
        "fix": finding.fix.in_language(language),
    }
