"""What has to happen after a change, in the words of whoever made it?"""

from collections.abc import Iterator
from datetime import date

from sopkb.approval import ApprovalStatus
from sopkb.catalog import Document
from sopkb.findings import Text
from sopkb.model.documents import Change, ChangeKind, Status
from sopkb.rules.engine import Context
from sopkb.rules.history import roles_in_words
from sopkb.rules.translated import pairs_of
from sopkb.translation import TranslationState


def after_change(
    context: Context, document: Document, change: Change, *, pinned: str | None
) -> Iterator[Text]:
    """Yield what a new version asks for; `pinned` is the translation that it leaves as it is."""
    if change.date > context.today and document.record.status is Status.EFFECTIVE:
        yield _not_yet_effective(change.date)
    if change.kind is ChangeKind.MAJOR:
        yield from _after_major(context, document, change)
    else:
        yield from _after_minor(context, document)
    for pair in pairs_of(context, document):
        if pair.state is not TranslationState.IN_SYNC and pair.locale != pinned:
            yield Text(
                en=f"Bring the {pair.name.en} page in step, then run: {pair.command}",
                zh=f"同步{pair.name.zh}页面后运行：{pair.command}",
            )
    yield Text(en="Then run: make check", zh="最后运行：make check")


def after_approval(document: Document, status: ApprovalStatus) -> Text:
    """Say how far the approvals of a document have got."""
    roles = ", ".join(status.roles)
    if status.is_enough:
        return Text(
            en=f"Approved as its risk asks ({status.needed}), by: {roles}.",
            zh=f"已满足该风险等级的审批要求（{status.needed} 个岗位）：{roles}。",
        )
    return Text(
        en=f"A document of {document.record.risk} risk needs approvals by "
        f"{roles_in_words(status.needed)}, not by its owner alone; so far: {roles}.",
        zh=f"风险等级为 {document.record.risk} 的文件须由 {status.needed} 个岗位审批，"
        f"且不得仅由责任人审批；目前：{roles}。",
    )


def _not_yet_effective(day: date) -> Text:
    return Text(
        en=f"{day} is still to come: write “status: approved” in the record until then.",
        zh=f"{day} 尚未到来：在此之前请将记录改为“status: approved”。",
    )


def _after_minor(context: Context, document: Document) -> Iterator[Text]:
    yield Text(
        en="The last review stays; readers see that the text has changed since.",
        zh="上一次复审继续有效；读者会看到“复审后有改动”的提示。",
    )
    if context.catalog.policy.risk[document.record.risk].approvals:
        yield Text(
            en="The approvals of this major version stay too; have the new words approved: "
            f"sopkb approved {document.id} --role …",
            zh="本主版本的审批继续有效；请安排一个岗位审批新的表述："
            f"sopkb approved {document.id} --role …",
        )


def _after_major(context: Context, document: Document, change: Change) -> Iterator[Text]:
    needed = context.catalog.policy.risk[document.record.risk].approvals
    if needed:
        yield Text(
            en=f"The approvals of older versions are void for {change.version}; it needs "
            f"{roles_in_words(needed)}, each by: sopkb approved {document.id} --role …",
            zh=f"旧版本的审批对 {change.version} 无效；须由 {needed} 个岗位审批，"
            f"各自运行：sopkb approved {document.id} --role …",
        )
    yield Text(
        en="Somebody must review exactly this text: "
        f"sopkb reviewed {document.id} --by {document.record.owner} --method … --outcome …",
        zh="必须有人按当前正文复审："
        f"sopkb reviewed {document.id} --by {document.record.owner} --method … --outcome …",
    )
    yield Text(
        en="Train the agents whose work changes before it is effective.",
        zh="生效前须完成相关客服专员的培训。",
    )
