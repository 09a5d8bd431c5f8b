"""Does everything that needs a role have somebody who answers for it today?"""

from collections.abc import Container, Iterator
from datetime import date

from sopkb.catalog import Catalog
from sopkb.claims import markers
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.model.documents import OUT_OF_USE
from sopkb.model.registers import Owner, Row
from sopkb.responsibility import real_role
from sopkb.rules.cycles import cycles
from sopkb.rules.engine import Context, rule

JUDGED_APART = frozenset({"owners", "centers"})
"""Registers in which an idle role may be named: other roles are judged by rules of their own."""


@rule(Severity.WARNING)
def owner_inactive(context: Context) -> Iterator[Problem]:
    """A role that answers for a document, a center or a row of a register must be active today.

    文件、交付中心和登记表各条目的责任岗位当前必须处于启用状态。

    Bad: owner: seller-finance, whose active_until was 2026-06-30
    Good: owner: seller-policy, which has no active_until
    """
    roles = context.catalog.owners
    idle = {role.id: role for role in roles.values() if not role.is_active(context.today)}
    for name, at in _in_charge(context, idle) if idle else ():
        yield _inactive(context.catalog, idle[name], context.today, at)


@rule(Severity.ERROR)
def owner_backup_missing(context: Context) -> Iterator[Problem]:
    """Every active role must have a backup that acts in its place.

    每个启用的岗位都必须有备份责任人。

    Bad: seller-finance without backup
    Good: backup: seller-policy
    """
    for role in _own_roles(context):
        if role.backup is None:
            yield Problem(
                at=context.catalog.locate("owners", (role.id,)),
                message=Text(
                    en=f"Every role must have a backup; {role.id} has none.",
                    zh=f"每个岗位都必须有备份责任人，{role.id} 没有。",
                ),
                fix=Text(
                    en="Add “backup:” with a role of the same field.",
                    zh="补充“backup:”，填写同领域的岗位。",
                ),
            )


@rule(Severity.ERROR)
def owner_backup_self(context: Context) -> Iterator[Problem]:
    """The backup of a role must be another role.

    岗位的备份责任人不得是该岗位自身。

    Bad: seller-finance with backup: seller-finance
    Good: seller-finance with backup: seller-policy
    """
    catalog = context.catalog
    for role in catalog.owners.values():
        if role.backup and real_role(catalog, role.backup) == real_role(catalog, role.id):
            yield Problem(
                at=catalog.locate("owners", (role.id, "backup")),
                message=Text(
                    en=f"A backup must be another role; {role.backup} is {role.id} itself.",
                    zh=f"备份责任人必须是其他岗位；{role.backup} 就是 {role.id} 自身。",
                ),
                fix=Text(en="Name another role.", zh="请填写其他岗位。"),
            )


@rule(Severity.ERROR)
def owner_escalation_cycle(context: Context) -> Iterator[Problem]:
    """Following “escalates_to” from role to role must come to an end.

    沿“escalates_to”逐级向上必须有终点，不得循环。

    Bad: a with escalates_to: b, and b with escalates_to: a
    Good: a with escalates_to: b, and b without escalates_to
    """
    catalog = context.catalog
    for cycle in cycles({role.id: role.escalates_to for role in catalog.owners.values()}):
        way = " → ".join((*cycle, cycle[0]))
        yield Problem(
            at=catalog.locate("owners", (cycle[0], "escalates_to")),
            message=Text(
                en=f"An escalation must come to an end; this one goes round: {way}.",
                zh=f"升级关系必须有终点，当前形成循环：{way}。",
            ),
            fix=Text(
                en="Remove “escalates_to” from the highest of these roles.",
                zh="删除其中最高一级岗位的“escalates_to”。",
            ),
        )


@rule(Severity.WARNING)
def owner_forge_team_missing(context: Context) -> Iterator[Problem]:
    """Every active role must have the team that is asked to review its changes.

    每个启用的岗位都应填写 forge_team，用于指派变更审阅。

    Bad: seller-finance without forge_team
    Good: forge_team: "@example/seller-support"
    """
    for role in _own_roles(context):
        if not role.forge_team:
            yield Problem(
                at=context.catalog.locate("owners", (role.id,)),
                message=Text(
                    en=f"Every role must have a “forge_team”, or nobody is asked to review its "
                    f"changes; {role.id} has none.",
                    zh=f"每个岗位都应有“forge_team”，否则变更无人审阅；{role.id} 没有。",
                ),
                fix=Text(
                    en='Add forge_team: "@organisation/team".',
                    zh='补充 forge_team: "@组织/团队"。',
                ),
            )


@rule(Severity.ERROR)
def owner_alias_invalid(context: Context) -> Iterator[Problem]:
    """An alias must stand for a role that is no alias itself.

    别名指向的岗位本身不得又是别名。

    Bad: old-name with alias_of: older-name, which is an alias too
    Good: old-name with alias_of: buyer-refunds
    """
    roles = context.catalog.owners
    for role in roles.values():
        target = roles.get(role.alias_of) if role.alias_of else None
        if target is not None and target.alias_of is not None:
            yield Problem(
                at=context.catalog.locate("owners", (role.id, "alias_of")),
                message=Text(
                    en=f"An alias must name a role that is no alias; {target.id} is one.",
                    zh=f"别名必须指向正式岗位；{target.id} 本身也是别名。",
                ),
                fix=_alias_fix(context.catalog, role),
            )


@rule(Severity.ERROR)
def record_backup_same(context: Context) -> Iterator[Problem]:
    """The backup of a document must be another role than its owner.

    文件的备份责任人不得与责任人相同。

    Bad: owner: buyer-refunds, backup: buyer-refunds
    Good: owner: buyer-refunds, backup: buyer-returns
    """
    roles = context.catalog.owners
    for document in context.documents:
        owner, backup = document.record.owner, document.record.backup
        if real_role(context.catalog, owner) == real_role(context.catalog, backup):
            guess = roles[owner].backup if owner in roles else None
            yield Problem(
                at=document.locate(("backup",)),
                message=Text(
                    en=f"The backup must be another role than the owner; {backup} is the owner.",
                    zh=f"备份责任人不得与责任人相同；{backup} 就是责任人。",
                ),
                fix=Text(
                    en=f"Write “backup: {guess}”." if guess else "Name another role.",
                    zh=f"改为“backup: {guess}”。" if guess else "请填写其他岗位。",
                ),
            )


def _own_roles(context: Context) -> Iterator[Owner]:
    """Yield the roles that answer for something themselves: neither aliases nor gone."""
    for role in context.catalog.owners.values():
        is_gone = role.active_until is not None and role.active_until < context.today
        if role.alias_of is None and not is_gone:
            yield role


def _in_charge(context: Context, idle: Container[str]) -> Iterator[tuple[str, Location]]:
    """Yield the idle roles that must act today for something in use, and where they are named."""
    catalog = context.catalog
    for document in context.documents:
        for key in ("owner", "backup"):
            name = getattr(document.record, key)
            if name in idle and document.record.status not in OUT_OF_USE:
                yield name, document.locate((key,))
    for center in catalog.centers.values():
        is_closed = center.exit is not None and center.exit < context.today
        if center.lead in idle and not is_closed:
            yield center.lead, catalog.locate("centers", (center.id, "lead"))
    for register in catalog.rows.keys() - JUDGED_APART:
        for row in catalog.rows[register].values():
            if getattr(row, "status", None) not in OUT_OF_USE:
                yield from _named_in(catalog, register, row, idle)
    yield from _verifying(context, idle)


def _named_in(
    catalog: Catalog, register: str, row: Row, idle: Container[str]
) -> Iterator[tuple[str, Location]]:
    for reference in row.references_by_register.get("owners", ()):
        if reference.id in idle:
            yield reference.id, catalog.locate(register, (row.id, *reference.key_path))


def _verifying(context: Context, idle: Container[str]) -> Iterator[tuple[str, Location]]:
    """Yield the idle roles that a marker names to verify a statement."""
    for page in context.pages:
        for marker in markers(context.catalog, page):
            if marker.owner and marker.owner in idle:
                yield marker.owner, marker.at


def _inactive(catalog: Catalog, role: Owner, today: date, at: Location) -> Problem:
    if role.active_from > today:
        en, zh = f"begins on {role.active_from}", f"自 {role.active_from} 起启用"
    else:
        en, zh = f"ended on {role.active_until}", f"已于 {role.active_until} 停用"
    backup = catalog.owners.get(role.backup) if role.backup else None
    guess = backup.id if backup and backup.is_active(today) else None
    return Problem(
        at=at,
        message=Text(
            en=f"The role in charge must be active; {role.id} {en}.",
            zh=f"责任岗位必须处于启用状态，{role.id} {zh}。",
        ),
        fix=Text(
            en=f"Name an active role, such as its backup {guess}."
            if guess
            else "Name an active role.",
            zh=f"改为启用中的岗位，如其备份责任人 {guess}。" if guess else "改为启用中的岗位。",
        ),
    )


def _alias_fix(catalog: Catalog, role: Owner) -> Text:
    real = real_role(catalog, role.alias_of or "")
    if real == role.id:
        return Text(en="Remove “alias_of” from one of the two.", zh="删除其中一个“alias_of”。")
    return Text(en=f"Write “alias_of: {real}”.", zh=f"改为“alias_of: {real}”。")
