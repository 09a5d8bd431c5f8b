"""How is a report written as SARIF 2.1.0, the form that code scanning services read?"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from sopkb.findings import Finding, Language, Location, Report, RuleInfo, Severity, Text
from sopkb.harmless import encodable

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "sopkb/v1"
LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def render(report: Report, language: Language) -> str:
    """Write one run with its rules and its results."""
    rules = _rules(report)
    run = {
        "tool": {
            "driver": {"name": "sopkb", "rules": [_rule(rule, language) for rule in rules.values()]}
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "properties": {"as_of": report.as_of.isoformat(), "timezone": report.timezone},
        "results": list(_results(report, list(rules), language)),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return encodable(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def fingerprint(finding: Finding) -> str:
    """Hash what stays the same when lines move: the rule, the path and the key path."""
    identity = "\x00".join((finding.code, finding.at.path, finding.at.key))
    return sha256(encodable(identity).encode("utf-8")).hexdigest()


def _rules(report: Report) -> dict[str, RuleInfo]:
    """Give the rules by code: those of the report, and any other that a finding names."""
    named = {
        finding.code: RuleInfo(
            code=finding.code,
            severity=finding.severity,
            must=Text(en=finding.code, zh=finding.code),
        )
        for finding in report.findings
    }
    rules = named | {rule.code: rule for rule in report.rules}
    return dict(sorted(rules.items()))


def _rule(rule: RuleInfo, language: Language) -> dict[str, Any]:
    must = {"text": rule.must.in_language(language) or rule.code}
    return {
        "id": rule.code,
        "shortDescription": must,
        "fullDescription": must,
        "help": must,
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _results(report: Report, codes: list[str], language: Language) -> Iterator[dict[str, Any]]:
    seen = Counter[str]()
    for finding in report.findings:
        mark = fingerprint(finding)
        seen[mark] += 1
        ordinal = f":{seen[mark]}" if seen[mark] > 1 else ""
        yield {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": LEVELS[finding.severity],
            "message": {"text": _message(finding, language)},
            "locations": [{"physicalLocation": _place(finding.at)}],
            "partialFingerprints": {FINGERPRINT: mark + ordinal},
        }


def _message(finding: Finding, language: Language) -> str:
    return f"{finding.message.in_language(language)}\n{finding.fix.in_language(language)}"


def _place(at: Location) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(encodable(at.path)), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": at.line, "startColumn": at.column},
    }
