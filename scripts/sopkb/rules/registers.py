"""Do the rows of the registers agree with each other and with the world?"""

from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import available_timezones

from babel.numbers import list_currencies

from sopkb.catalog import Catalog
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.nearest import nearest
from sopkb.rules.cycles import cycles
from sopkb.rules.damage import NEEDED_LOCALES, is_register_damaged
from sopkb.rules.engine import Context, rule
from sopkb.yaml_source import KeyPath

COMMON_TIMEZONES = {"Asia/Beijing": "Asia/Shanghai"}
"""Names that people write and the list does not hold."""

Place = tuple[str, KeyPath]


@rule(Severity.ERROR)
def contact_reason_cycle(context: Context) -> Iterator[Problem]:
    """Following “parent” from contact reason to contact reason must come to an end.

    沿“parent”逐级向上必须有终点，不得循环。

    Bad: refund-request with parent: refund-request
    Good: refund-request with parent: buyer-after-sales
    """
    catalog = context.catalog
    for cycle in cycles({row.id: row.parent for row in catalog.contact_reasons.values()}):
        way = " → ".join((*cycle, cycle[0]))
        yield Problem(
            at=catalog.locate("contact_reasons", (cycle[0], "parent")),
            message=Text(
                en=f"The parents of a contact reason must come to an end; these go round: {way}.",
                zh=f"进线原因的上级必须有终点，当前形成循环：{way}。",
            ),
            fix=Text(
                en="Remove “parent” from the widest of them, or name another.",
                zh="删除其中最上级的“parent”，或改为其他上级。",
            ),
        )


@rule(Severity.ERROR)
def contact_reason_rank_duplicate(context: Context) -> Iterator[Problem]:
    """A volume rank must be given to one contact reason only.

    进线量排名不得重复。

    Bad: volume_rank: 1 for refund-status and for refund-request
    Good: volume_rank: 1 for refund-status, 2 for refund-request
    """
    catalog = context.catalog
    first: dict[int, str] = {}
    for row in catalog.contact_reasons.values():
        if row.volume_rank is None:
            continue
        other = first.setdefault(row.volume_rank, row.id)
        if other != row.id:
            yield _rank_duplicate(catalog, row.id, row.volume_rank, other)


@rule(Severity.ERROR)
def timezone_unknown(context: Context) -> Iterator[Problem]:
    """Every time zone must have its name of the world's list (IANA).

    时区必须使用 IANA 时区名称。

    Bad: timezone: Asia/Beijing
    Good: timezone: Asia/Shanghai
    """
    catalog = context.catalog
    for place, seen in _timezones(catalog):
        if seen not in _known_timezones():
            yield Problem(
                at=catalog.locate(*place),
                message=Text(
                    en=f"A time zone must be a name such as Asia/Shanghai; seen: {seen}.",
                    zh=f"时区必须是如 Asia/Shanghai 的名称，当前为：{seen}。",
                ),
                fix=_name_timezone(seen),
            )


@rule(Severity.ERROR)
def currency_unknown(context: Context) -> Iterator[Problem]:
    """Every currency must have its code of the world's list (ISO 4217).

    币种必须使用 ISO 4217 代码。

    Bad: currency: RMB
    Good: currency: CNY
    """
    catalog = context.catalog
    for place, seen in _currencies(catalog):
        if seen not in _known_currencies():
            yield Problem(
                at=catalog.locate(*place),
                message=Text(
                    en=f"A currency must be a code such as USD or CNY; seen: {seen}.",
                    zh=f"币种必须是如 USD、CNY 的代码，当前为：{seen}。",
                ),
                fix=Text(
                    en="Write the three letters of the list, such as CNY (not RMB) or GBP.",
                    zh="请填写标准三位代码，如人民币为 CNY（不是 RMB）。",
                ),
            )


@rule(Severity.ERROR)
def locale_default_wrong(context: Context) -> Iterator[Problem]:
    """English and Chinese must both be languages of the site, and exactly one the default.

    站点语言必须包含 en 和 zh，且只能有一种默认语言。

    Bad: default: true for en and for zh
    Good: default: true for en, false for zh
    """
    catalog = context.catalog
    if is_register_damaged(catalog, "locales"):
        return
    for code in sorted(NEEDED_LOCALES - set(catalog.locales)):
        yield _locale_missing(catalog, code)
    defaults = [code for code, locale in catalog.locales.items() if locale.default]
    if len(defaults) != 1:
        yield _defaults_wrong(catalog, defaults)


@rule(Severity.ERROR)
def policy_rule_unknown(context: Context) -> Iterator[Problem]:
    """A severity of the policy must be for the code of a rule that exists.

    政策中设定级别的代码必须是现有规则的代码。

    Bad: severity: {owner-backup: info}
    Good: severity: {owner-backup-missing: info}
    """
    from sopkb.rules import RULES

    codes = {each.code for each in RULES}
    for code in context.catalog.policy.severity:
        if code not in codes:
            guess = nearest(code, codes)
            yield Problem(
                at=context.catalog.locate("policy", ("severity", code)),
                message=Text(
                    en=f"A severity must be for the code of a rule; there is no rule {code}.",
                    zh=f"级别必须对应现有规则的代码，规则 {code} 不存在。",
                ),
                fix=Text(
                    en=f"Did you mean “{guess}”?" if guess else "`sopkb rules` lists all codes.",
                    zh=f"是否应为“{guess}”？" if guess else "`sopkb rules` 会列出全部代码。",
                ),
            )


@lru_cache(maxsize=1)
def _known_timezones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def _known_currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def _timezones(catalog: Catalog) -> Iterator[tuple[Place, str]]:
    yield ("policy", ("timezone",)), catalog.policy.timezone
    for owner in catalog.owners.values():
        yield ("owners", (owner.id, "timezone")), owner.timezone
    for market in catalog.markets.values():
        yield ("markets", (market.id, "timezone")), market.timezone
    for center in catalog.centers.values():
        yield ("centers", (center.id, "timezone")), center.timezone


def _currencies(catalog: Catalog) -> Iterator[tuple[Place, str]]:
    yield ("policy", ("base_currency",)), catalog.policy.base_currency
    for market in catalog.markets.values():
        yield ("markets", (market.id, "currency")), market.currency


def _name_timezone(seen: str) -> Text:
    """Name the nearest zone; an offset such as UTC+8 resembles none."""
    guess = COMMON_TIMEZONES.get(seen)
    if guess is None and "/" in seen:
        guess = nearest(seen, _known_timezones())
    if guess is None:
        return Text(
            en="Write continent and city of the zone, such as Asia/Manila or Europe/London.",
            zh="请填写时区的大洲和城市，如 Asia/Manila、Europe/London。",
        )
    return Text(en=f"Did you mean “{guess}”?", zh=f"是否应为“{guess}”？")


def _rank_duplicate(catalog: Catalog, reason: str, rank: int, other: str) -> Problem:
    return Problem(
        at=catalog.locate("contact_reasons", (reason, "volume_rank")),
        message=Text(
            en=f"A volume rank must be given once; {other} has {rank} already.",
            zh=f"进线量排名不得重复；{other} 的排名已是 {rank}。",
        ),
        fix=Text(
            en="Give the two different ranks, or delete one “volume_rank”.",
            zh="请为两者设定不同排名，或删除其中一个“volume_rank”。",
        ),
    )


def _locale_missing(catalog: Catalog, code: str) -> Problem:
    name = {"en": "English", "zh": "简体中文"}[code]
    return Problem(
        at=catalog.locate("locales", ()),
        message=Text(
            en=f"The site must have the language {code}; it is missing.",
            zh=f"站点语言必须包含 {code}，当前缺失。",
        ),
        fix=Text(
            en=f"Add {code}: {{name: {name}, default: false}}",
            zh=f"补充 {code}: {{name: {name}, default: false}}",
        ),
    )


def _defaults_wrong(catalog: Catalog, defaults: list[str]) -> Problem:
    seen = ", ".join(defaults)
    at: Location = catalog.locate("locales", (defaults[-1], "default") if defaults else ())
    return Problem(
        at=at,
        message=Text(
            en=f"Exactly one language must be the default; seen: {seen or 'none'}.",
            zh=f"必须且只能有一种默认语言，当前为：{seen or '无'}。",
        ),
        fix=Text(
            en="Write “default: true” for one language and “default: false” for the others.",
            zh="仅对一种语言写“default: true”，其余写“default: false”。",
        ),
    )
