"""How is a report written so that GitHub marks the lines of a pull request?

One workflow command a finding. GitHub shows at most ten errors and ten warnings of a step.
"""

from collections.abc import Mapping

from sopkb.findings import Finding, Language, Report, Severity
from sopkb.harmless import visible

COMMANDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
DATA_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY_ESCAPES = DATA_ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: Report, language: Language) -> str:
    """Write one workflow command a finding; nothing found gives nothing."""
    return "".join(_command(finding, language) for finding in report.findings)


def _command(finding: Finding, language: Language) -> str:
    at = finding.at
    place = {"file": at.path, "line": str(at.line), "col": str(at.column), "title": finding.code}
    properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
    message = f"{finding.message.in_language(language)}\n{finding.fix.in_language(language)}"
    return f"::{COMMANDS[finding.severity]} {properties}::{_data(message)}\n"


def _property(text: str) -> str:
    return visible(text).translate(PROPERTY_ESCAPES)


def _data(text: str) -> str:
    return visible(text).translate(DATA_ESCAPES)
