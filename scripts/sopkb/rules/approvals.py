"""Has every document been approved as its risk asks, by roles that exist, in exactly this text?"""

from collections.abc import Iterator

from sopkb.approval import ApprovalStatus, approval_status
from sopkb.catalog import Document
from sopkb.findings import Problem, Severity, Text
from sopkb.model.documents import Approval, Status, major_version
from sopkb.model.registers import Owner
from sopkb.rules.change_control import is_version_missing
from sopkb.rules.damage import is_page_damaged, is_register_damaged
from sopkb.rules.engine import Context, rule
from sopkb.rules.history import (
    day_not_come,
    is_in_future,
    roles_in_words,
    version_unknown,
    versions_of,
)

IN_FORCE = frozenset({Status.APPROVED, Status.EFFECTIVE})


@rule(Severity.ERROR)
def approval_version_unknown(context: Context) -> Iterator[Problem]:
    """An approval must name a version that stands in the changes.

    审批对应的版本必须出现在 changes 中。

    Bad: version: "3.2" where changes end with "2.3"
    Good: version: "2.3"
    """
    for document in context.documents:
        versions = versions_of(document)
        for index, approval in enumerate(document.record.approvals):
            if approval.version not in versions:
                yield version_unknown(document, ("approvals", index, "version"), approval.version)


@rule(Severity.ERROR)
def approval_date_future(context: Context) -> Iterator[Problem]:
    """The day of an approval must have come.

    审批日期不得晚于今天。

    Bad: {date: 2062-08-28, role: programme-lead, version: "2.3"}
    Good: {date: 2026-08-28, role: programme-lead, version: "2.3"}
    """
    for document in context.documents:
        for index, approval in enumerate(document.record.approvals):
            if is_in_future(approval.date, context.today):
                yield day_not_come(context, document, ("approvals", index, "date"), approval.date)


@rule(Severity.ERROR)
def approver_inactive(context: Context) -> Iterator[Problem]:
    """An approval must be by a role that was active on its day.

    审批人所在岗位在审批当日必须处于启用状态。

    Bad: {date: 2026-08-28, role: …} by a role with active_until: 2026-06-30
    Good: {date: 2026-06-01, role: …} by a role with active_until: 2026-06-30
    """
    for document in context.documents:
        for index, approval in enumerate(document.record.approvals):
            role = context.catalog.owners.get(approval.role)
            if role is not None and not role.is_active(approval.date):
                yield _approver_inactive(document, index, approval, role)


@rule(Severity.ERROR)
def approval_missing(context: Context) -> Iterator[Problem]:
    """As many roles as data/policy.yml asks for by risk must have approved the major version.

    当前主版本必须由 data/policy.yml 按风险等级规定数量的岗位审批。

    Bad: risk: high, version: "2.0" and approvals of "1.4" only
    Good: risk: high, version: "2.1" and approvals of "2.0" by two roles
    """
    for document, status in _judged(context):
        if not status.was_enough:
            yield _approval_missing(document, status)


@rule(Severity.ERROR)
def approval_void(context: Context) -> Iterator[Problem]:
    """The approvals that a document needs must be of the text that its version has now.

    文件所需的审批必须针对该版本的当前正文。

    Bad: a step changed after version "2.4" was approved, the version left as it is
    Good: sopkb changed SOP-BUY-001 --minor …, or sopkb approved SOP-BUY-001 --role …
    """
    for document, status in _judged(context):
        if status.was_enough and not status.is_enough:
            yield _approval_void(document, status)


@rule(Severity.WARNING)
def approval_of_older_text(context: Context) -> Iterator[Problem]:
    """Where approvals are bound to a text, a role should have approved the text of today.

    审批记录已与正文绑定的文件，当前正文应有岗位审批。

    Bad: version: "2.4" with approvals of the text of "2.3" only
    Good: version: "2.4" with an approval of its text too
    """
    for document, status in _judged(context):
        is_bound = any(approval.text for approval in status.holding)
        if status.needed and status.is_enough and is_bound and not status.of_this_text:
            yield _approval_of_older_text(document, status)


def _judged(context: Context) -> Iterator[tuple[Document, ApprovalStatus]]:
    """Yield the documents that must be approved, with their approvals.

    A text that has changed without a new version is told as that: the version mends both.
    """
    catalog = context.catalog
    if is_register_damaged(catalog, "policy"):
        return
    for document in context.documents:
        record = document.record
        if record.status not in IN_FORCE or is_page_damaged(catalog, document.stem):
            continue
        if not is_version_missing(context, document):
            yield document, approval_status(document, catalog.policy.risk[record.risk])


def _approver_inactive(document: Document, index: int, approval: Approval, role: Owner) -> Problem:
    until = role.active_until or "…"
    return Problem(
        at=document.locate(("approvals", index, "role")),
        message=Text(
            en=f"An approver must be active on the day of the approval ({approval.date}); "
            f"{approval.role} is active from {role.active_from} until {until}.",
            zh=f"审批人在审批当日（{approval.date}）必须处于启用状态；{approval.role} 的启用期为 "
            f"{role.active_from} 至 {until}。",
        ),
        fix=Text(
            en="Have an active role approve it, or correct the days in data/owners.yml.",
            zh="请由启用中的岗位审批，或更正 data/owners.yml 中的启用日期。",
        ),
    )


def _approval_missing(document: Document, status: ApprovalStatus) -> Problem:
    record = document.record
    key = "approvals" if record.approvals else "status"
    major = major_version(record.version)
    roles = (*status.roles, *(approval.role for approval in status.void))
    alone = set(roles) == {status.owner} and len(roles) >= status.needed
    return Problem(
        at=document.locate((key,)),
        message=Text(
            en=f"A document of {record.risk} risk must have approvals of version {major}.x by "
            f"{roles_in_words(status.needed)}{_not_alone_en(alone)} before it is {record.status}; "
            f"seen: {', '.join(dict.fromkeys(roles)) or 'none'}.",
            zh=f"风险等级为 {record.risk} 的文件在状态为 {record.status} 前，{major}.x 版须由 "
            f"{status.needed} 个岗位审批{_not_alone_zh(alone)}；"
            f"当前：{'、'.join(dict.fromkeys(roles)) or '没有'}。",
        ),
        fix=_have_it_approved(document),
    )


def _not_alone_en(alone: bool) -> str:
    return ", not by its owner alone," if alone else ""


def _not_alone_zh(alone: bool) -> str:
    return "，且不得仅由责任人审批" if alone else ""


def _approval_void(document: Document, status: ApprovalStatus) -> Problem:
    index = document.record.approvals.index(status.void[-1])
    version = document.record.version
    roles = tuple(approval.role for approval in status.void)
    again = f"sopkb approved {document.id} --role {roles[-1]}"
    raised = f'sopkb changed {document.id} --minor --note "…" --note-zh "…"'
    return Problem(
        at=document.locate(("approvals", index)),
        message=Text(
            en=f"An approval must be of the text that version {version} has now; the text has "
            f"changed since {', '.join(roles)} approved it, so that is void.",
            zh=f"审批必须针对 {version} 版的当前正文；{'、'.join(roles)} 审批之后正文又有改动，"
            "该审批作废。",
        ),
        fix=Text(
            en=f"Have this text approved: {again} — or, if the text was in use already, raise the "
            f"version: {raised}",
            zh=f"请重新审批当前正文：{again}；如果原正文已投入使用，请提升版本：{raised}",
        ),
    )


def _approval_of_older_text(document: Document, status: ApprovalStatus) -> Problem:
    version, seen = document.record.version, status.holding[-1]
    index = document.record.approvals.index(seen)
    return Problem(
        at=document.locate(("approvals", index)),
        message=Text(
            en=f"A role should have approved the text of version {version}; the newest approval, "
            f"by {seen.role}, is of version {seen.version}.",
            zh=f"{version} 版的正文应经过审批；最新一条审批由 {seen.role} 作出，针对的是 "
            f"{seen.version} 版。",
        ),
        fix=_have_it_approved(document),
    )


def _have_it_approved(document: Document) -> Text:
    command = f"sopkb approved {document.id} --role …"
    return Text(
        en=f"Have it approved, then run: {command}",
        zh=f"完成审批后运行：{command}",
    )
