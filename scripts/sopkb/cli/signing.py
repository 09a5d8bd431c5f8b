"""How does a document get a review or an approval? (`sopkb reviewed`, `sopkb approved`)

Each writes one entry, bound to the text that stands there now, and touches nothing else.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import click

from sopkb.approval import approval_status
from sopkb.attested_text import last_review, text_hash_of
from sopkb.catalog import Catalog, Document
from sopkb.cli.attest import document_in, edited_text, must_be_active, one_line, write_record
from sopkb.cli.common import (
    DayType,
    as_of_option,
    lang_option,
    load,
    root_option,
    today,
)
from sopkb.cli.next_steps import after_approval
from sopkb.cli.refusals import Misused, source_unreadable
from sopkb.findings import Language, Text
from sopkb.freshness import freshness
from sopkb.model.documents import Approval, Review, ReviewMethod, ReviewOutcome
from sopkb.record_entries import with_approval, with_review
from sopkb.rules.history import is_in_future
from sopkb.rules.reviews import FIRST_DAY

version_option = click.option(
    "--version", help="The version that was read; refused if it is not the current one."
)


@click.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option("--by", required=True, help="Role of data/owners.yml that has read the text.")
@click.option("--method", required=True, type=click.Choice([each.value for each in ReviewMethod]))
@click.option("--outcome", required=True, type=click.Choice([each.value for each in ReviewOutcome]))
@click.option("--note", "notes", multiple=True, help="What was done; one for each of several IDs.")
@click.option("--date", "on", type=DayType(), help="Day of the review; default: today.")
@version_option
@root_option
@as_of_option
@lang_option
def reviewed(
    ids: tuple[str, ...],
    by: str,
    method: str,
    outcome: str,
    notes: tuple[str, ...],
    on: date | None,
    version: str | None,
    root: Path,
    as_of: date | None,
    lang: Language,
) -> None:
    """Stamp a review: this role has read exactly the text that stands there now."""
    catalog = load(root)
    now = as_of or today(catalog)
    day = _review_day(on or now, now)
    must_be_active(catalog, by, day, "--by")
    noted = _notes_by_id(ids, notes)
    reviews = {}
    for id_ in ids:
        document = document_in(catalog, id_)
        _must_be_current(document, version)
        reviews[id_] = Review(
            date=day,
            by=by,
            method=ReviewMethod(method),
            outcome=ReviewOutcome(outcome),
            version=document.record.version,
            text=_text_of(document),
            note=noted[id_],
        )
        _must_be_new(document, reviews[id_])
        edited_text(root, document.file.path, partial(with_review, review=reviews[id_]))
    for id_, review in reviews.items():
        due = _write_review(root, catalog, catalog.documents[id_], review)
        click.echo(_reviewed_in_words(catalog.documents[id_], review, due).in_language(lang))


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--role", required=True, help="Role of data/owners.yml that approves the text.")
@version_option
@root_option
@as_of_option
@lang_option
def approved(
    id_: str, role: str, version: str | None, root: Path, as_of: date | None, lang: Language
) -> None:
    """Stamp an approval of exactly the text that stands there now."""
    catalog = load(root)
    day = as_of or today(catalog)
    document = document_in(catalog, id_)
    must_be_active(catalog, role, day, "--role")
    _must_be_current(document, version)
    record = document.record
    approval = Approval(date=day, role=role, version=record.version, text=_text_of(document))
    for known in record.approvals:
        if (known.role, known.version, known.text) == (role, approval.version, approval.text):
            raise Misused(
                Text(
                    en=f"{role} has approved this text already, on {known.date}.",
                    zh=f"{role} 已于 {known.date} 审批过当前正文。",
                )
            )
    write_record(root, document.file.path, partial(with_approval, approval=approval))
    now = record.model_copy(update={"approvals": (*record.approvals, approval)})
    status = approval_status(replace(document, record=now), catalog.policy.risk[record.risk])
    click.echo(f"{document.file.path}: {approval.version}, {day}, {role}, {approval.text}")
    click.echo(after_approval(document, status).in_language(lang))


def _notes_by_id(ids: tuple[str, ...], notes: tuple[str, ...]) -> Mapping[str, str | None]:
    """Give each document its own note, in the order of the IDs; one alone may go without."""
    if len(set(ids)) != len(ids):
        raise Misused(Text(en="An ID is given twice.", zh="同一编号出现了两次。"))
    if len(notes) != len(ids) and (len(ids), len(notes)) != (1, 0):
        raise Misused(
            Text(
                en=f"{len(ids)} IDs need {len(ids)} notes, one --note for each in the same order: "
                f"what was done for it? Given: {len(notes)}.",
                zh=f"{len(ids)} 个编号需要 {len(ids)} 条说明：请按相同顺序为每个编号写一个 --note，"
                f"说明做了什么。当前有 {len(notes)} 条。",
            )
        )
    wanted = notes or (None,)
    return {id_: one_line(note, "--note") for id_, note in zip(ids, wanted, strict=True)}


def _review_day(day: date, now: date) -> date:
    if is_in_future(day, now):
        raise Misused(
            Text(
                en=f"--date: {day} is after today, {now}.", zh=f"--date：{day} 晚于今天（{now}）。"
            )
        )
    if day < FIRST_DAY:
        raise Misused(
            Text(
                en=f"--date: {day} is before {FIRST_DAY}; is the year right?",
                zh=f"--date：{day} 早于 {FIRST_DAY}；年份是否正确？",
            )
        )
    return day


def _must_be_current(document: Document, version: str | None) -> None:
    seen = document.record.version
    if version is not None and version != seen:
        raise Misused(
            Text(
                en=f"--version: {document.id} is at {seen}, not {version}; read the text that "
                "stands there now.",
                zh=f"--version：{document.id} 当前为 {seen} 版，不是 {version} 版；"
                "请阅读当前正文。",
            )
        )


def _text_of(document: Document) -> str:
    text = text_hash_of(document)
    if text is None:
        raise source_unreadable(document.id)
    return text


def _must_be_new(document: Document, review: Review) -> None:
    """Refuse a review that is older than the last one, or the same again."""
    last = last_review(document)
    if last and review.date < last.date:
        raise Misused(
            Text(
                en=f"--date: {document.id} was reviewed after {review.date} already, "
                f"on {last.date}.",
                zh=f"--date：{document.id} 在 {review.date} 之后已有复审（{last.date}）。",
            )
        )
    same = last and (last.date, last.by, last.text) == (review.date, review.by, review.text)
    if same:
        raise Misused(
            Text(
                en=f"{document.id} was reviewed by {review.by} on {review.date} already, in this "
                "text.",
                zh=f"{review.by} 已于 {review.date} 按当前正文复审过 {document.id}。",
            )
        )


def _write_review(root: Path, catalog: Catalog, document: Document, review: Review) -> date | None:
    """Write a review and give the day by which the next one is due."""
    write_record(root, document.file.path, partial(with_review, review=review))
    record = document.record.model_copy(update={"reviews": (*document.record.reviews, review)})
    return freshness(record, catalog.policy, review.date).due


def _reviewed_in_words(document: Document, review: Review, due: date | None) -> Text:
    written = f"{document.file.path}: {review.version}, {review.date}, {review.by}, {review.text}"
    return Text(en=f"{written}; next review: {due}", zh=f"{written}；下次复审：{due}")
