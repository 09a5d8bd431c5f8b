"""The reports that every format is tested with."""

from datetime import date

from sopkb.findings import Finding, Location, Report, RuleInfo, Severity, Text, in_order

RECORD = "data/documents/sops/buyer/refund-request.yml"
PAGE = "docs/sops/买家/退款 申请.zh.md"
HOSTILE = (
    "100%0A ::error::owned </script> ]]> <!-- @octocat fixes #1 GH-2 `a|b` [x](https://evil.test)"
    " $a$ $b$ ##[error]no \x00\x1b[31m \u202egnp\u2028next 🧾"
)


def a_finding(
    code: str,
    severity: Severity,
    at: Location,
    message: Text,
    fix: Text | None = None,
) -> Finding:
    """Make a finding; the fix matters only to some."""
    return Finding(
        code=code,
        severity=severity,
        at=at,
        message=message,
        fix=fix or Text(en="Write the role of an owner.", zh="请填写责任人的角色。"),
    )


def a_report(*findings: Finding, documents: int = 2, pages: int = 4) -> Report:
    """Make a report of a fixed day with two rules, one of which is named by findings."""
    return Report(
        as_of=date(2026, 11, 22),
        timezone="Asia/Shanghai",
        findings=in_order(findings),
        documents=documents,
        pages=pages,
        rules=(OWNER_UNKNOWN, DATE_ORDER),
    )


OWNER_UNKNOWN = RuleInfo(
    code="owner-unknown",
    severity=Severity.ERROR,
    must=Text(en="Every owner must be in the register.", zh="责任人必须在登记表中。"),
)
DATE_ORDER = RuleInfo(
    code="date-order",
    severity=Severity.WARNING,
    must=Text(en="Dates must follow each other.", zh="日期必须先后有序。"),
)
UNKNOWN = Text(
    en="“owner” must be in data/owners.yml; seen: nobody_here.",
    zh="“owner”必须在 data/owners.yml 中，当前为：nobody_here。",
)

SAMPLE = a_report(
    a_finding(
        "owner-unknown",
        Severity.ERROR,
        Location(path=RECORD, line=7, column=8, key="owner"),
        UNKNOWN,
    ),
    a_finding(
        "owner-unknown",
        Severity.ERROR,
        Location(path=RECORD, line=9, column=3, key="backup"),
        UNKNOWN,
    ),
    a_finding(
        "date-order",
        Severity.WARNING,
        Location(path=RECORD, line=12, key="review.next"),
        Text(en="The next review must follow the last.", zh="下次复审必须晚于上次复审。"),
        Text(en="Correct one date:\nlast or next.", zh="请更正其中一个日期：\n上次或下次。"),
    ),
    a_finding(
        "link-target-missing",
        Severity.ERROR,
        Location(path=PAGE, line=3, column=14),
        Text(en=f"The target must exist; seen: {HOSTILE}", zh=f"目标必须存在，当前为：{HOSTILE}"),
    ),
    a_finding(
        "link-target-missing",
        Severity.ERROR,
        Location(path=PAGE, line=5),
        Text(en="::stop-commands::x\r\n::error::second line", zh="::stop-commands::x\r\n第二行"),
    ),
    a_finding(
        "wording-vague",
        Severity.INFO,
        Location(path=PAGE, line=8, column=2),
        Text(en="“soon” must be a number of days.", zh="“尽快”必须写成天数。"),
    ),
    a_finding(
        "link-target-missing",
        Severity.WARNING,
        Location(path="docs/a,b:c|d`e<f>@g#1\n::error::.md", line=1),
        Text(en="A path may be hostile too.", zh="路径也可能含有恶意内容。"),
    ),
    a_finding(
        "wording-vague",
        Severity.INFO,
        Location(path="docs/index.md", line=2),
        Text(en="Very long: " + "x" * 3000, zh="很长：" + "长" * 3000),
    ),
)
CLEAN = a_report()
NOTHING_JUDGED = a_report(documents=0, pages=0)
