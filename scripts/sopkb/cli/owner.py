"""What does a role hold, and which reviews are coming for whom?"""

from collections import Counter
from datetime import date
from pathlib import Path

import click

from sopkb.catalog import Catalog
from sopkb.cli.common import (
    as_of_option,
    lang_option,
    load,
    must_be_known,
    root_option,
    sheet_option,
    today,
    write_sheet,
)
from sopkb.cli.refusals import CannotJudge
from sopkb.findings import Language, Text
from sopkb.forecast import PlannedReview
from sopkb.forecast import forecast as planned_reviews
from sopkb.formats.sheet import Column, Sheet
from sopkb.holdings import Holding, holdings
from sopkb.model.registers import Owner
from sopkb.responsibility import acting

REGISTER_WORDS = {
    "documents": Text(en="document", zh="文件"),
    "claims": Text(en="statement", zh="待核实说法"),
    "owners": Text(en="role", zh="岗位"),
    "values": Text(en="value", zh="业务数值"),
    "centers": Text(en="center", zh="交付中心"),
    "scripts": Text(en="reply script", zh="话术"),
    "guides": Text(en="guide", zh="决策树"),
    "bulletins": Text(en="bulletin", zh="业务公告"),
    "training": Text(en="training", zh="培训"),
    "escalation": Text(en="escalation", zh="升级矩阵"),
    "actions": Text(en="action", zh="行动项"),
}
KEY_WORDS = {
    "owner": Text(en="owner", zh="责任人"),
    "backup": Text(en="backup", zh="备份责任人"),
    "translations.translator": Text(en="translator", zh="译者"),
    "translations.reviewer": Text(en="reviewer of the translation", zh="译文审校"),
    "lead": Text(en="lead", zh="负责人"),
    "escalates_to": Text(en="escalates to it", zh="升级对象"),
    "alias_of": Text(en="alias of it", zh="其别名"),
    "delegates.to": Text(en="delegates to it", zh="受托岗位"),
    "levels.to": Text(en="is escalated to", zh="升级对象"),
    "document": Text(en="of its document", zh="隶属其文件"),
    "documents.id": Text(en="of its document", zh="隶属其文件"),
}
HOLDING_COLUMNS = (
    Column(key="register", head=Text(en="WHAT", zh="类别"), words=REGISTER_WORDS),
    Column(key="key", head=Text(en="AS", zh="身份"), words=KEY_WORDS),
    Column(key="id", head=Text(en="ID", zh="编号")),
    Column(key="title", head=Text(en="TITLE", zh="标题")),
    Column(key="due", head=Text(en="DUE", zh="到期日")),
    Column(key="path", head=Text(en="FILE", zh="文件")),
    Column(key="line", head=Text(en="LINE", zh="行")),
)
REVIEW_COLUMNS = (
    Column(key="owner", head=Text(en="OWNER", zh="责任人")),
    Column(key="week", head=Text(en="WEEK", zh="所在周")),
    Column(key="in_week", head=Text(en="IN WEEK", zh="当周份数")),
    Column(key="document", head=Text(en="DOCUMENT", zh="文件")),
    Column(key="title", head=Text(en="TITLE", zh="标题")),
    Column(key="due", head=Text(en="DUE", zh="到期日")),
    Column(key="proposed", head=Text(en="PROPOSED", zh="建议日期")),
)


@click.command()
@click.argument("role")
@root_option
@sheet_option
@lang_option
@as_of_option
def owner(
    role: str, root: Path, outputs: tuple[str, ...], lang: Language, as_of: date | None
) -> None:
    """List everything that a role holds, with the days by which it is due."""
    catalog = load(root)
    day = as_of or today(catalog)
    must_be_known(catalog, "owners", role, "ROLE")
    row = catalog.owners.get(role)
    if row is None:
        raise CannotJudge(
            Text(
                en=f"The row of {role} cannot be taken as it is; run: sopkb check",
                zh=f"{role} 的登记内容有误，无法采用，请运行：sopkb check",
            )
        )
    rows = tuple(_held(each, lang) for each in holdings(catalog, role, day))
    sheet = Sheet(
        as_of=day,
        timezone=catalog.policy.timezone,
        columns=HOLDING_COLUMNS,
        rows=rows,
        above=(_who(catalog, row, day),),
        below=(_held_in_words(len(rows), day, catalog.policy.timezone),),
    )
    write_sheet(sheet, outputs, lang)


@click.command()
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help="How many days to look ahead.",
)
@root_option
@sheet_option
@lang_option
@as_of_option
def forecast(
    days: int, root: Path, outputs: tuple[str, ...], lang: Language, as_of: date | None
) -> None:
    """List the reviews to come per owner and week; propose earlier days where they pile up."""
    catalog = load(root)
    day = as_of or today(catalog)
    planned = planned_reviews(catalog, day, days)
    load_of = Counter((review.owner, review.week) for review in planned)
    ordered = sorted(planned, key=lambda each: (each.owner, each.due, each.document))
    sheet = Sheet(
        as_of=day,
        timezone=catalog.policy.timezone,
        columns=REVIEW_COLUMNS,
        rows=tuple(
            _planned(catalog, each, load_of[each.owner, each.week], lang) for each in ordered
        ),
        below=(_planned_in_words(catalog, planned, day, days),),
    )
    write_sheet(sheet, outputs, lang)


def _held(held: Holding, lang: Language) -> tuple[str | int | None, ...]:
    return (
        held.register,
        held.key,
        held.id,
        held.title.in_language(lang),
        held.due.isoformat() if held.due else None,
        held.at.path,
        held.at.line,
    )


def _who(catalog: Catalog, row: Owner, day: date) -> Text:
    """Say who the role is, until when, and who acts for it."""
    acts = acting(catalog, row.id, day)
    until = row.active_until
    en = [f"{row.id}: {row.title.en}"]
    zh = [f"{row.id}：{row.title.zh}"]
    if until:
        en.append(f"active until {until}")
        zh.append(f"启用至 {until}")
    if acts != row.id:
        en.append(f"{acts} acts for it on {day}")
        zh.append(f"{day} 由 {acts} 代行")
    return Text(en="; ".join(en) + ".", zh="；".join(zh) + "。")


def _held_in_words(count: int, day: date, zone: str) -> Text:
    entries = "entry" if count == 1 else "entries"
    return Text(
        en=f"{count} {entries} as of {day} ({zone}).", zh=f"共 {count} 项，截至 {day}（{zone}）。"
    )


def _planned(
    catalog: Catalog, review: PlannedReview, in_week: int, lang: Language
) -> tuple[str | int | None, ...]:
    return (
        review.owner,
        review.week.isoformat(),
        in_week,
        review.document,
        catalog.documents[review.document].title(lang),
        review.due.isoformat(),
        review.proposed.isoformat() if review.proposed else None,
    )


def _planned_in_words(
    catalog: Catalog, planned: tuple[PlannedReview, ...], day: date, days: int
) -> Text:
    moved = sum(1 for review in planned if review.proposed)
    most, zone = catalog.policy.reviews_per_week, catalog.policy.timezone
    reviews = "review" if len(planned) == 1 else "reviews"
    return Text(
        en=f"{len(planned)} {reviews} due within {days} days as of {day} ({zone}); "
        f"{moved} proposed earlier, to keep each owner to {most} in a week where possible.",
        zh=f"自 {day}（{zone}）起 {days} 天内有 {len(planned)} 份文件到期复审，"
        f"建议提前 {moved} 份，尽量使每位责任人每周不超过 {most} 份。",
    )
