"""Is every accepted finding still there, still accepted, and of a rule that exists?"""

from collections.abc import Iterator

from sopkb.findings import Problem, Severity, Text
from sopkb.nearest import nearest
from sopkb.rules.engine import Context, rule


@rule(Severity.ERROR)
def exception_rule_unknown(context: Context) -> Iterator[Problem]:
    """An exception must be from a rule that exists.

    例外条目必须对应现有的检查规则。

    Bad: rule: owner-backup
    Good: rule: owner-backup-missing
    """
    codes = _codes()
    for index, entry in enumerate(context.catalog.exceptions):
        if entry.rule not in codes:
            guess = nearest(entry.rule, codes)
            yield Problem(
                at=context.catalog.locate("exceptions", (index, "rule")),
                message=Text(
                    en=f"An exception must name a rule; there is no rule {entry.rule}.",
                    zh=f"例外条目必须填写现有规则，规则 {entry.rule} 不存在。",
                ),
                fix=Text(
                    en=f"Did you mean “{guess}”?" if guess else "`sopkb rules` lists all codes.",
                    zh=f"是否应为“{guess}”？" if guess else "`sopkb rules` 会列出全部代码。",
                ),
            )


@rule(Severity.WARNING)
def exception_unused(context: Context) -> Iterator[Problem]:
    """An exception must excuse a finding; one that excuses nothing must go.

    例外条目必须对应实际存在的检查结果；不再需要的应删除。

    Bad: an exception for a page that has been mended
    Good: the exception deleted together with the mend
    """
    codes = _codes()
    for index in sorted(context.unused_exceptions):
        entry = context.catalog.exceptions[index]
        if entry.rule in codes:
            yield Problem(
                at=context.catalog.locate("exceptions", (index,)),
                message=Text(
                    en=f"An exception must excuse something; there is no {entry.rule} at "
                    f"{entry.path}.",
                    zh=f"例外条目必须对应检查结果；{entry.path} 没有 {entry.rule}。",
                ),
                fix=Text(
                    en="Delete the entry, or correct its path.",
                    zh="删除该条目，或更正其路径。",
                ),
            )


@rule(Severity.WARNING)
def exception_expired(context: Context) -> Iterator[Problem]:
    """An exception must not have run out: mend the finding or decide again.

    例外条目不得过期：应解决问题，或重新决定。

    Bad: until: 2026-03-31 in November 2026
    Good: until: 2027-03-31 in November 2026
    """
    codes = _codes()
    for index, entry in enumerate(context.catalog.exceptions):
        is_idle = index in context.unused_exceptions or entry.rule not in codes
        if entry.until < context.today and not is_idle:
            yield Problem(
                at=context.catalog.locate("exceptions", (index, "until")),
                message=Text(
                    en=f"An exception must still hold; this one ended on {entry.until}.",
                    zh=f"例外条目必须仍在有效期内，本条已于 {entry.until} 到期。",
                ),
                fix=Text(
                    en="Mend what it excuses and delete it, or give a new day with the reason.",
                    zh="解决对应问题后删除本条，或写明理由后重新设定日期。",
                ),
            )


def _codes() -> frozenset[str]:
    from sopkb.rules import RULES

    return frozenset(each.code for each in RULES)
