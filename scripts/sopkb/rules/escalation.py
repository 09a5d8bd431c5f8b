"""Does every situation have a way up in every market, one only, and one that leads upwards?"""

from collections.abc import Iterator

from sopkb.catalog import Catalog
from sopkb.escalation import markets_without
from sopkb.findings import Problem, Severity, Text
from sopkb.model.floor import Escalation
from sopkb.rules.damage import is_register_damaged
from sopkb.rules.engine import Context, rule


@rule(Severity.WARNING)
def escalation_gap(context: Context) -> Iterator[Problem]:
    """Every situation should have a row in data/escalation.yml for every market, or one for all.

    每种情形在每个市场都应在 data/escalation.yml 中有升级路径，或有一条适用于所有市场的路径。

    Bad: no row for refund-failed in us
    Good: refund-failed: {situation: refund-failed, market: all, levels: […]}
    """
    catalog = context.catalog
    is_damaged = any(is_register_damaged(catalog, name) for name in ("escalation", "markets"))
    if is_damaged or "escalation" not in catalog.register_files:
        return
    for situation in catalog.vocabulary.get("situation", {}):
        missing = markets_without(catalog, situation)
        if missing:
            yield _gap(catalog, situation, missing)


@rule(Severity.ERROR)
def escalation_level_order(context: Context) -> Iterator[Problem]:
    """The levels of a path must rise from row to row, or stay while there are several roles.

    升级路径的级别须逐行升高；同一级别有多个岗位时可以相同。

    Bad: L3 before L2
    Good: L2, L2, L3, L4
    """
    for row in context.catalog.escalation.values():
        for index in range(1, len(row.levels)):
            if row.levels[index].level < row.levels[index - 1].level:
                yield _falls(context.catalog, row, index)


@rule(Severity.ERROR)
def escalation_duplicate(context: Context) -> Iterator[Problem]:
    """A situation must have one row for a market.

    同一情形在同一市场只能有一行。

    Bad: two rows with situation: refund-dispute, market: us
    Good: one row with all its levels
    """
    first: dict[tuple[str, str], str] = {}
    for row in context.catalog.escalation.values():
        key = (row.situation, row.market)
        if key in first:
            yield _twice(context.catalog, row, first[key])
        first.setdefault(key, row.id)


def _gap(catalog: Catalog, situation: str, missing: tuple[str, ...]) -> Problem:
    is_everywhere = len(missing) == len(catalog.markets)
    market = "all" if is_everywhere else missing[0]
    listed = "all" if is_everywhere else ", ".join(missing)
    return Problem(
        at=catalog.locate("vocabulary", ("situation", situation)),
        message=Text(
            en="Every situation should have a way up in every market; "
            f"“{situation}” has none in: {listed}.",
            zh=f"每种情形在每个市场都应有升级路径；“{situation}”缺少：{listed}。",
        ),
        fix=Text(
            en=f"Add “{{situation: {situation}, market: {market}, levels: …}}” to "
            "data/escalation.yml.",
            zh=f"在 data/escalation.yml 中添加“{{situation: {situation}, market: {market}, "
            "levels: …}”。",
        ),
    )


def _falls(catalog: Catalog, row: Escalation, index: int) -> Problem:
    before, level = row.levels[index - 1].level, row.levels[index].level
    return Problem(
        at=catalog.locate("escalation", (row.id, "levels", index, "level")),
        message=Text(
            en=f"The levels of a path must rise; {level} follows {before}.",
            zh=f"升级路径的级别须逐行升高，当前 {level} 在 {before} 之后。",
        ),
        fix=Text(
            en=f"Move {level} before {before}.",
            zh=f"把 {level} 移到 {before} 之前。",
        ),
    )


def _twice(catalog: Catalog, row: Escalation, first: str) -> Problem:
    return Problem(
        at=catalog.locate("escalation", (row.id,)),
        message=Text(
            en=f"A situation must have one row for a market; “{first}” is already the row of "
            f"“{row.situation}” for “{row.market}”.",
            zh=f"同一情形在同一市场只能有一行；“{row.situation}”在“{row.market}”的行已有“{first}”。",
        ),
        fix=Text(
            en=f"Move the levels into “{first}”, or name another market.",
            zh=f"请把级别并入“{first}”，或改为其他市场。",
        ),
    )
