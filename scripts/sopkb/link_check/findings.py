"""How are the results of a link check told: as findings on a line, in both languages?"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from sopkb.catalog import Catalog
from sopkb.findings import Finding, Location, RuleInfo, Severity, Text, in_order
from sopkb.link_check.check import Outcome
from sopkb.link_results import LinkProblem

SITE_LINK_BROKEN = RuleInfo(
    code="site-link-broken",
    severity=Severity.ERROR,
    must=Text(
        en="A link of the built site must lead to a page, a file or a section that the site has.",
        zh="网站中的链接必须指向网站已有的页面、文件或章节。",
    ),
)
EXTERNAL_LINK_BROKEN = RuleInfo(
    code="external-link-broken",
    severity=Severity.WARNING,
    must=Text(
        en="A link to another site must answer; it is broken after failing on two days.",
        zh="外部链接必须可用；在两个不同日期检查失败即视为失效。",
    ),
)
EXTERNAL_LINK_FAILING = RuleInfo(
    code="external-link-failing",
    severity=Severity.INFO,
    must=Text(
        en="A link to another site must answer; this one failed for the first time.",
        zh="外部链接必须可用；此链接首次检查失败。",
    ),
)
LINK_EXEMPTION_UNUSED = RuleInfo(
    code="link-exemption-unused",
    severity=Severity.WARNING,
    must=Text(
        en="A “do not check” entry must match a link of the site.",
        zh="“不检查链接”条目必须对应网站中的链接。",
    ),
)
RULES = (
    SITE_LINK_BROKEN,
    EXTERNAL_LINK_BROKEN,
    EXTERNAL_LINK_FAILING,
    LINK_EXEMPTION_UNUSED,
)
SHOWN = 3
LONGEST = 200


def findings_of(catalog: Catalog, outcome: Outcome) -> tuple[Finding, ...]:
    """Give the findings of a run in order: one for each kind of fault and source line."""
    problems = sorted(outcome.results.problems, key=_place)
    of_lines = (_finding(tuple(same)) for _, same in groupby(problems, key=_place))
    return in_order((*of_lines, *_unused(catalog, outcome.unused_exemptions)))


def _place(problem: LinkProblem) -> tuple[str, int, str]:
    return problem.path, problem.line, _rule(problem).code


def _rule(problem: LinkProblem) -> RuleInfo:
    if not problem.external:
        return SITE_LINK_BROKEN
    return EXTERNAL_LINK_BROKEN if problem.is_broken else EXTERNAL_LINK_FAILING


def _finding(problems: tuple[LinkProblem, ...]) -> Finding:
    first = problems[0]
    rule = _rule(first)
    seen = _seen(problems)
    page = f"/{first.page}"
    days = ", ".join(map(str, first.nights[-SHOWN:]))
    if not first.external:
        message = Text(
            en=f"A link of the site must lead somewhere; on {page}: {seen.en}.",
            zh=f"网站中的链接必须有效；页面 {page}：{seen.zh}。",
        )
    elif first.is_broken:
        message = Text(
            en=f"A link to another site must answer; failed on {days}: {seen.en}.",
            zh=f"外部链接必须可用；以下链接在 {days} 检查失败：{seen.zh}。",
        )
    else:
        message = Text(
            en=f"A link to another site must answer; failed for the first time: {seen.en}.",
            zh=f"外部链接必须可用；以下链接首次检查失败：{seen.zh}。",
        )
    at = Location(path=first.path, line=first.line)
    return Finding(code=rule.code, severity=rule.severity, at=at, message=message, fix=_fix(first))


def _fix(problem: LinkProblem) -> Text:
    if not problem.external:
        return Text(
            en="Correct the link on this line, or what makes it.",
            zh="更正本行的链接，或生成该链接的内容。",
        )
    if not problem.is_broken:
        return Text(
            en="Nothing yet: it counts as broken if it fails on another day.",
            zh="暂不处理：如在另一日期再次失败，将视为失效。",
        )
    return Text(
        en="Correct or remove the link; or exempt it in data/link_exemptions.yml with a reason.",
        zh="更正或删除该链接；或在 data/link_exemptions.yml 中写明理由后设为不检查。",
    )


def _seen(problems: tuple[LinkProblem, ...]) -> Text:
    """List the first addresses with how they failed, and count the others."""
    by_url = {problem.url: problem for problem in problems}
    shown = [f"“{_short(url)}” ({each.status})" for url, each in by_url.items()][:SHOWN]
    shown_zh = [f"“{_short(url)}”（{each.status}）" for url, each in by_url.items()][:SHOWN]
    more = len(by_url) - len(shown)
    return Text(
        en=", ".join(shown) + (f" and {more} more" if more else ""),
        zh="、".join(shown_zh) + (f"，另有 {more} 个" if more else ""),
    )


def _short(url: str) -> str:
    return url if len(url) <= LONGEST else f"{url[: LONGEST - 1]}…"


def _unused(catalog: Catalog, patterns: Iterable[str]) -> Iterator[Finding]:
    for pattern in patterns:
        yield Finding(
            code=LINK_EXEMPTION_UNUSED.code,
            severity=LINK_EXEMPTION_UNUSED.severity,
            at=catalog.locate("link_exemptions", (pattern,)),
            message=Text(
                en=f"A “do not check” entry must match a link; no link is like “{pattern}”.",
                zh=f"“不检查链接”条目必须对应网站中的链接；没有与“{pattern}”相符的链接。",
            ),
            fix=Text(en="Delete the entry, or correct it.", zh="删除该条目，或更正其内容。"),
        )
