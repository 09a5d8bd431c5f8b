"""What is a rule, and how are all rules run over a catalog?"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch

from sopkb.catalog import Catalog, Document, Page
from sopkb.findings import Finding, Location, Problem, RuleInfo, Severity, Text, in_order

Before = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The one argument of every rule.

    `scope` holds the paths that a change touches, None for the whole repository; `changed` those
    that it holds itself, without what refers to them; `before` gives a file's text before the
    change, None where it was not there; `unused_exceptions` the indexes of `exceptions.yml` that
    excused nothing in this run.
    """

    catalog: Catalog
    today: date
    scope: frozenset[str] | None = None
    changed: frozenset[str] | None = None
    before: Before | None = None
    unused_exceptions: frozenset[int] = frozenset()

    def covers(self, path: str) -> bool:
        """Tell whether findings at a path are asked for."""
        return self.scope is None or path in self.scope

    @property
    def pages(self) -> Iterator[Page]:
        """Yield the pages that are asked for."""
        return (page for page in self.catalog.pages.values() if self.covers(page.path))

    @property
    def documents(self) -> Iterator[Document]:
        """Yield the documents whose record is asked for."""
        return (doc for doc in self.catalog.documents.values() if self.covers(doc.file.path))

    def met_while_loading(self, code: str) -> Iterator[Problem]:
        """Yield the problems that loading met under a rule's code."""
        return (item.problem for item in self.catalog.problems if item.code == code)


Find = Callable[[Context], Iterable[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """A rule explained: what must be true, with a bad and a good example."""

    must: Text
    bad: str
    good: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check: its code, how badly its findings hurt, what finds them, its manual."""

    code: str
    severity: Severity
    find: Find
    manual: Manual

    @property
    def family(self) -> str:
        """Give the first word of the code."""
        return self.code.split("-")[0]

    @property
    def info(self) -> RuleInfo:
        """Give what a report says of the rule."""
        return RuleInfo(code=self.code, severity=self.severity, must=self.manual.must)


def rule(severity: Severity) -> Callable[[Find], Rule]:
    """Make a rule of a generator function; its name is the code, its docstring the manual."""

    def make(find: Find) -> Rule:
        name = getattr(find, "__name__", "")
        return Rule(
            code=name.replace("_", "-"),
            severity=severity,
            find=find,
            manual=_manual(inspect.getdoc(find) or ""),
        )

    return make


def run(
    context: Context,
    rules: Iterable[Rule],
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
) -> tuple[Finding, ...]:
    """Run rules, excuse what `exceptions.yml` excuses, and give the findings in order.

    `select` and `ignore` are codes or families; a rule that crashes becomes a finding.
    """
    chosen = [each for each in rules if _is_chosen(each, select, ignore)]
    ordinary = [each for each in chosen if each.family != "exception"]
    findings = [finding for each in ordinary for finding in _findings(each, context)]
    kept, unused = _excuse(findings, context)
    if select or ignore or context.scope is not None:
        unused = frozenset()
    after = replace(context, unused_exceptions=unused)
    for each in chosen:
        if each.family == "exception":
            kept += _findings(each, after)
    return in_order(finding for finding in kept if context.covers(finding.at.path))


def _is_chosen(each: Rule, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    names = {each.code, each.family}
    return (not select or bool(names & set(select))) and not names & set(ignore)


def _findings(each: Rule, context: Context) -> Iterator[Finding]:
    severity = context.catalog.policy.severity.get(each.code, each.severity)
    try:
        for problem in each.find(context):
            yield Finding(
                code=each.code,
                severity=severity,
                at=problem.at,
                message=problem.message,
                fix=problem.fix,
            )
    except Exception as error:
        yield _internal_error(each, error)


def _internal_error(each: Rule, error: Exception) -> Finding:
    """Name the rule that crashed; the other rules still speak."""
    traceback = error.__traceback__
    while traceback and traceback.tb_next:
        traceback = traceback.tb_next
    place = f"{traceback.tb_frame.f_code.co_name}:{traceback.tb_lineno}" if traceback else "?"
    return Finding(
        code="internal-error",
        severity=Severity.ERROR,
        at=Location(path="."),
        message=Text(
            en=f"The rule {each.code} could not judge: {type(error).__name__}: {error} ({place}).",
            zh=f"规则 {each.code} 未能完成判断：{type(error).__name__}：{error}（{place}）。",
        ),
        fix=Text(
            en="This is a fault of the tool, not of your change: report it with this line.",
            zh="这是工具自身的故障，与你的修改无关：请附上本行内容报告。",
        ),
    )


def _excuse(findings: list[Finding], context: Context) -> tuple[list[Finding], frozenset[int]]:
    entries = context.catalog.exceptions
    used = set[int]()
    kept = []
    for finding in findings:
        excuses = [
            index
            for index, entry in enumerate(entries)
            if entry.rule == finding.code and fnmatch(finding.at.path, entry.path)
        ]
        used.update(excuses)
        if not excuses:
            kept.append(finding)
    return kept, frozenset(range(len(entries))) - used


def _manual(docstring: str) -> Manual:
    """Read a docstring: English sentence, Mandarin sentence, `Bad:` and `Good:` lines."""
    examples = {
        name.lower(): text for name, text in re.findall(r"^(Bad|Good): (.+)$", docstring, re.M)
    }
    paragraphs = [
        " ".join(part.split())
        for part in re.split(r"\n\s*\n", docstring)
        if not part.startswith(("Bad:", "Good:"))
    ]
    en, zh = (*paragraphs, "", "")[:2]
    return Manual(
        must=Text(en=en, zh=zh), bad=examples.get("bad", ""), good=examples.get("good", "")
    )
