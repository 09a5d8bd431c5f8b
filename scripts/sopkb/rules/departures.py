"""Who leaves, who acts in the meantime, and will somebody be there?"""

from collections.abc import Iterator
from itertools import combinations

from sopkb.catalog import Catalog
from sopkb.findings import Problem, Severity, Text
from sopkb.holdings import LEAVING_DAYS, holdings
from sopkb.model.registers import Delegation, Owner
from sopkb.responsibility import real_role
from sopkb.rules.engine import Context, rule


@rule(Severity.WARNING)
def owner_leaving(context: Context) -> Iterator[Problem]:
    """What a role holds must be in other hands before its last day; 30 days ahead it is told.

    岗位停用前，其名下事项必须完成移交；停用前 30 天开始提醒。

    Bad: active_until: 2026-12-01 while the role still owns three documents
    Good: active_until: 2026-12-01 after its documents were given to another role
    """
    catalog, today = context.catalog, context.today
    for role in catalog.owners.values():
        last = role.active_until
        if last is None or not 0 <= (last - today).days <= LEAVING_DAYS:
            continue
        held = sum(1 for _ in holdings(catalog, role.id, today))
        if held:
            yield Problem(
                at=catalog.locate("owners", (role.id, "active_until")),
                message=Text(
                    en=f"What {role.id} holds must be handed over by {last}; "
                    f"still in its hands: {held}.",
                    zh=f"{role.id} 名下事项须在 {last} 前移交，目前还有 {held} 项。",
                ),
                fix=Text(
                    en=f"See what it holds with: sopkb owner {role.id}. Name another role in each.",
                    zh=f"运行 sopkb owner {role.id} 查看全部事项，并逐项改为其他岗位。",
                ),
            )


@rule(Severity.WARNING)
def owner_backup_inactive(context: Context) -> Iterator[Problem]:
    """The backup of an active role, and the role it escalates to, must be active today.

    启用中岗位的备份责任人及其升级对象，当前必须处于启用状态。

    Bad: backup: seller-finance, whose active_until was 2026-06-30
    Good: backup: seller-policy, which has no active_until
    """
    catalog, today = context.catalog, context.today
    for role in catalog.owners.values():
        if role.alias_of or not role.is_active(today):
            continue
        for key in ("backup", "escalates_to"):
            named = catalog.owners.get(getattr(role, key) or "")
            if named and not named.is_active(today):
                yield Problem(
                    at=catalog.locate("owners", (role.id, key)),
                    message=Text(
                        en=f"“{key}” of {role.id} must be an active role; {named.id} is not.",
                        zh=f"{role.id} 的“{key}”必须是启用中的岗位，{named.id} 未启用。",
                    ),
                    fix=Text(en="Name an active role.", zh="请改为启用中的岗位。"),
                )


@rule(Severity.ERROR)
def owner_delegation_self(context: Context) -> Iterator[Problem]:
    """A role must delegate to another role than itself.

    岗位只能委托给其他岗位，不能委托给自身。

    Bad: seller-finance with delegates: [{to: seller-finance, …}]
    Good: seller-finance with delegates: [{to: seller-policy, …}]
    """
    for role, index, delegation in _delegations(context.catalog):
        if real_role(context.catalog, delegation.to) == real_role(context.catalog, role.id):
            yield Problem(
                at=context.catalog.locate("owners", (role.id, "delegates", index, "to")),
                message=Text(
                    en=f"A role must delegate to another one; {delegation.to} is {role.id} itself.",
                    zh=f"只能委托给其他岗位；{delegation.to} 就是 {role.id} 自身。",
                ),
                fix=Text(en="Name another role.", zh="请填写其他岗位。"),
            )


@rule(Severity.ERROR)
def owner_delegation_reversed(context: Context) -> Iterator[Problem]:
    """A delegation must not end before it begins.

    委托的结束日期不得早于开始日期。

    Bad: {to: seller-policy, from: 2026-12-01, until: 2026-11-01, …}
    Good: {to: seller-policy, from: 2026-11-01, until: 2026-12-01, …}
    """
    for role, index, delegation in _delegations(context.catalog):
        if delegation.until < delegation.start:
            yield Problem(
                at=context.catalog.locate("owners", (role.id, "delegates", index, "until")),
                message=Text(
                    en=f"A delegation must not end before it begins; this one is from "
                    f"{delegation.start} until {delegation.until}.",
                    zh=f"委托的结束日期不得早于开始日期；当前为 {delegation.start} 至 "
                    f"{delegation.until}。",
                ),
                fix=Text(en="Correct one of the two days.", zh="请更正其中一个日期。"),
            )


@rule(Severity.ERROR)
def owner_delegation_overlapping(context: Context) -> Iterator[Problem]:
    """A role must have at most one delegate on any day.

    同一岗位在任何一天最多只能有一个受托岗位。

    Bad: two delegations of one role, until 2026-12-10 and from 2026-12-01
    Good: two delegations of one role, until 2026-11-30 and from 2026-12-01
    """
    for role in context.catalog.owners.values():
        for (_, one), (index, other) in combinations(enumerate(role.delegates), 2):
            if max(one.start, other.start) <= min(one.until, other.until):
                yield Problem(
                    at=context.catalog.locate("owners", (role.id, "delegates", index)),
                    message=Text(
                        en=f"{role.id} must have one delegate at a time; {one.to} and {other.to} "
                        f"both act on {max(one.start, other.start)}.",
                        zh=f"{role.id} 同一时间只能有一个受托岗位；{one.to} 与 {other.to} 在 "
                        f"{max(one.start, other.start)} 重叠。",
                    ),
                    fix=Text(
                        en="Let one end on the day before the other begins.",
                        zh="请使前一项在后一项开始的前一天结束。",
                    ),
                )


@rule(Severity.WARNING)
def owner_delegation_past(context: Context) -> Iterator[Problem]:
    """A delegation that has ended must be removed.

    已结束的委托必须删除。

    Bad: delegates: [{…, until: 2026-10-31, …}] in November
    Good: no “delegates” once the role acts for itself again
    """
    for role, index, delegation in _delegations(context.catalog):
        if delegation.start <= delegation.until < context.today:
            yield Problem(
                at=context.catalog.locate("owners", (role.id, "delegates", index, "until")),
                message=Text(
                    en=f"A delegation must last still; this one ended on {delegation.until}.",
                    zh=f"委托须在有效期内，此项已于 {delegation.until} 结束。",
                ),
                fix=Text(
                    en=f"Remove it, or set a later “until” if {delegation.to} still acts.",
                    zh=f"请删除；如仍由 {delegation.to} 代行，请延长“until”。",
                ),
            )


@rule(Severity.WARNING)
def owner_delegate_inactive(context: Context) -> Iterator[Problem]:
    """A delegate must be an active role on every day of the delegation that is still to come.

    委托期内（自今日起），受托岗位必须始终处于启用状态。

    Bad: {to: seller-policy, …, until: 2026-12-31, …}, whose active_until is 2026-12-15
    Good: {to: seller-policy, …, until: 2026-12-15, …}, whose active_until is 2026-12-15
    """
    catalog = context.catalog
    for role, index, delegation in _delegations(catalog):
        delegate = catalog.owners.get(delegation.to)
        first = max(delegation.start, context.today)
        if delegate is None or delegation.until < first:
            continue
        if not (delegate.is_active(first) and delegate.is_active(delegation.until)):
            yield Problem(
                at=catalog.locate("owners", (role.id, "delegates", index, "to")),
                message=Text(
                    en=f"A delegate must be active from {first} until {delegation.until}; "
                    f"{delegate.id} is not.",
                    zh=f"受托岗位在 {first} 至 {delegation.until} 期间必须启用，"
                    f"{delegate.id} 未全程启用。",
                ),
                fix=Text(
                    en="Name another role, or shorten the delegation.",
                    zh="请改为其他岗位，或缩短委托期。",
                ),
            )


def _delegations(catalog: Catalog) -> Iterator[tuple[Owner, int, Delegation]]:
    for role in catalog.owners.values():
        for index, delegation in enumerate(role.delegates):
            yield role, index, delegation
