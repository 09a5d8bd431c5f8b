"""Is every business value a thing that its unit can measure, for every market, since when?"""

import math
from collections.abc import Iterator
from itertools import pairwise

from sopkb.catalog import Catalog
from sopkb.findings import Problem, Severity, Text
from sopkb.model.base import LocalizedText
from sopkb.model.registers import Amount, Unit, Value
from sopkb.rules.damage import is_register_damaged
from sopkb.rules.engine import Context, rule
from sopkb.yaml_source import KeyPath

WHOLE_UNITS = frozenset({Unit.DAYS, Unit.BUSINESS_DAYS, Unit.HOURS, Unit.MINUTES, Unit.COUNT})
Content = Amount | LocalizedText


@rule(Severity.ERROR)
def value_kind_wrong(context: Context) -> Iterator[Problem]:
    """A value must suit its unit: texts in both languages, percent 0 to 100, whole days.

    业务数值必须与单位相符：文本须有中英文，百分比为 0–100，天数等为整数。

    Bad: unit: percent with default: 250
    Good: unit: percent with default: 25
    """
    for value in context.catalog.values.values():
        for key_path, content in _contents(value):
            wanted = _wanted(value.unit, content)
            if wanted is not None:
                yield _kind_wrong(context.catalog, value, key_path, content, wanted)


@rule(Severity.WARNING)
def value_currency_incomplete(context: Context) -> Iterator[Problem]:
    """An amount of money must be given for every market or for none.

    金额类数值必须逐个市场填写，或全部不填。

    Bad: per_market: {us: 50} where gb is a market too
    Good: per_market: {us: 50, gb: 40}
    """
    catalog = context.catalog
    if is_register_damaged(catalog, "markets"):
        return
    for value in catalog.values.values():
        missing = [market for market in catalog.markets if market not in value.per_market]
        if value.unit is Unit.CURRENCY and value.per_market and missing:
            yield _incomplete(catalog, value, missing)


@rule(Severity.ERROR)
def value_history_wrong(context: Context) -> Iterator[Problem]:
    """Earlier values must stand oldest first and end before the present one begins.

    历史数值必须由旧到新排列，且在现行数值生效之前截止。

    Bad: effective: 2026-09-01 with previous until: 2026-09-30
    Good: effective: 2026-09-01 with previous until: 2026-08-31
    """
    for value in context.catalog.values.values():
        for index, (older, newer) in enumerate(pairwise(value.previous), 1):
            if newer.until <= older.until:
                yield _history_falls(context.catalog, value, index)
        for index, previous in enumerate(value.previous):
            if previous.until >= value.effective:
                yield _history_overlaps(context.catalog, value, index)


def _contents(value: Value) -> Iterator[tuple[KeyPath, Content]]:
    yield ("default",), value.default
    for market, amount in value.per_market.items():
        yield ("per_market", market), amount
    for index, previous in enumerate(value.previous):
        yield ("previous", index, "value"), previous.value


def _wanted(unit: Unit, content: Content) -> Text | None:
    """Say what a unit asks for where the content is something else."""
    if unit is Unit.TEXT:
        is_text = isinstance(content, LocalizedText)
        return None if is_text else Text(en="{en: …, zh: …}", zh=" {en: …, zh: …}")
    if isinstance(content, LocalizedText) or not math.isfinite(content):
        return Text(en="a number", zh="数字")
    if unit is Unit.PERCENT and not 0 <= content <= 100:
        return Text(en="a number from 0 to 100", zh=" 0 到 100 之间的数字")
    if unit in WHOLE_UNITS and (content < 0 or content % 1):
        return Text(en="a whole number, 0 or more", zh="不小于 0 的整数")
    return Text(en="0 or more", zh="不小于 0 的数字") if content < 0 else None


def _kind_wrong(
    catalog: Catalog, value: Value, key_path: KeyPath, content: Content, wanted: Text
) -> Problem:
    is_text = isinstance(content, LocalizedText)
    seen = Text(en="text", zh="文本") if is_text else Text(en=f"{content}", zh=f"{content}")
    unit = value.unit
    return Problem(
        at=catalog.locate("values", (value.id, *key_path)),
        message=Text(
            en=f"With the unit {unit} the value must be {wanted.en}; seen: {seen.en}.",
            zh=f"单位为 {unit} 时，数值必须是{wanted.zh}，当前为：{seen.zh}。",
        ),
        fix=Text(
            en=f"Correct the value, or the unit of {value.id}.",
            zh=f"请更正该数值，或更正 {value.id} 的单位。",
        ),
    )


def _incomplete(catalog: Catalog, value: Value, missing: list[str]) -> Problem:
    names = ", ".join(missing)
    currencies = ", ".join(
        f"{market}: … ({catalog.markets[market].currency})" for market in missing
    )
    return Problem(
        at=catalog.locate("values", (value.id, "per_market")),
        message=Text(
            en=f"{value.id} must have an amount for every market; missing: {names}.",
            zh=f"{value.id} 必须逐个市场填写金额，缺少：{names}。",
        ),
        fix=Text(
            en=f"Add {currencies}, or delete “per_market” to use the default everywhere.",
            zh=f"补充 {currencies}；或删除“per_market”，统一使用默认值。",
        ),
    )


def _history_falls(catalog: Catalog, value: Value, index: int) -> Problem:
    older, newer = value.previous[index - 1], value.previous[index]
    return Problem(
        at=catalog.locate("values", (value.id, "previous", index, "until")),
        message=Text(
            en=f"Earlier values must stand oldest first; {newer.until} stands after {older.until}.",
            zh=f"历史数值必须由旧到新排列；{newer.until} 排在 {older.until} 之后。",
        ),
        fix=Text(en="Put the oldest first, or correct the day.", zh="请调整顺序，或更正日期。"),
    )


def _history_overlaps(catalog: Catalog, value: Value, index: int) -> Problem:
    until = value.previous[index].until
    return Problem(
        at=catalog.locate("values", (value.id, "previous", index, "until")),
        message=Text(
            en=f"An earlier value must end before the present one begins on {value.effective}; "
            f"seen: {until}.",
            zh=f"历史数值必须在现行数值生效日（{value.effective}）之前截止，当前为：{until}。",
        ),
        fix=Text(
            en="Write the last day on which the earlier value held.",
            zh="请填写该历史数值的最后有效日期。",
        ),
    )
