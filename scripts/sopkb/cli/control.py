"""How does a document get a new version? (`sopkb changed`)"""

import re
from datetime import date
from functools import partial
from pathlib import Path

import click

from sopkb import git
from sopkb.catalog import Catalog, Document
from sopkb.cli.attest import Edit, document_in, kept, one_line, target_locale, write_record
from sopkb.cli.common import (
    DayType,
    as_of_option,
    lang_option,
    load,
    root_option,
    today,
)
from sopkb.cli.next_steps import after_change
from sopkb.cli.refusals import Misused
from sopkb.cli.translation import attestation
from sopkb.findings import Language, Text
from sopkb.model.base import LocalizedText
from sopkb.model.documents import (
    Change,
    ChangeKind,
    version_number,
)
from sopkb.record_entries import with_change
from sopkb.rules.change_control import version_in
from sopkb.rules.engine import Context
from sopkb.rules.history import next_version
from sopkb.stamping import stamped
from sopkb.translation import section_hashes

CAUSE = re.compile(r"RCA-[0-9]{4}-[0-9]{3}", re.ASCII)
LOCALE_ALONE = Text(
    en="--locale is for --unaffected only.", zh="--locale 只能与 --unaffected 一起使用。"
)
EITHER_KIND = Text(
    en="Say either --minor (only the words are clearer) or --major (agents act differently).",
    zh="请在 --minor（仅表述更清楚）和 --major（客服专员的操作有变）中选择一个。",
)
NOT_AFTER_MAJOR = Text(
    en="--unaffected is for minor versions; after a major one: translate.",
    zh="--unaffected 只适用于次版本；主版本变更后须重新翻译。",
)
HAN = re.compile(r"[\u3400-\u9fff]")


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--minor", is_flag=True, help="Only the words are clearer: 2.3 becomes 2.4.")
@click.option("--major", is_flag=True, help="Agents act differently: 2.3 becomes 3.0.")
@click.option("--note", help="What has changed, in English, one line.")
@click.option("--note-zh", help="What has changed, in Mandarin, one line.")
@click.option("--effective", type=DayType(), help="First day it applies; default: today.")
@click.option("--cause", metavar="RCA-…", help="The root cause analysis that asked for it.")
@click.option("--unaffected", is_flag=True, help="The translation stays right: pin it again.")
@click.option("--locale", help="With --unaffected: which translation, where there are several.")
@root_option
@as_of_option
@lang_option
def changed(
    id_: str,
    minor: bool,
    major: bool,
    note: str | None,
    note_zh: str | None,
    effective: date | None,
    cause: str | None,
    unaffected: bool,
    locale: str | None,
    root: Path,
    as_of: date | None,
    lang: Language,
) -> None:
    """Raise the version of a document and say what has changed."""
    catalog = load(root)
    day = as_of or today(catalog)
    document = document_in(catalog, id_)
    kind = _kind(minor=minor, major=major, unaffected=unaffected)
    if cause is not None and not CAUSE.fullmatch(cause):
        raise Misused(
            Text(
                en=f"--cause must be an id such as RCA-2026-004; seen: “{cause}”.",
                zh=f"--cause 必须是 RCA-2026-004 这样的编号；当前为“{cause}”。",
            )
        )
    if locale is not None and not unaffected:
        raise Misused(LOCALE_ALONE)
    _must_be_first_raise(root, document)
    change = Change(
        version=next_version(document.record.version, kind),
        date=_effective(document, effective or day),
        kind=kind,
        note=_notes(note, note_zh),
        cause=cause,
    )
    context = Context(catalog=catalog, today=day)
    edits: list[Edit] = [partial(with_change, change=change)]
    if unaffected:
        locale = target_locale(catalog, document, locale or _only_locale(catalog, document))
        _must_be_in_step(root, document, locale)
        edits.append(_pinned(context, document, locale, change, lang))
    write_record(root, document.file.path, *edits)
    raised = f"{document.record.version} → {change.version} ({kind}), {change.date}"
    click.echo(f"{document.file.path}: {raised}")
    if unaffected:
        click.echo(f"{document.file.path}: {locale} {change.version}, {day}")
    for step in after_change(context, document, change, pinned=locale):
        click.echo(f"- {step.in_language(lang)}")


def _kind(*, minor: bool, major: bool, unaffected: bool) -> ChangeKind:
    if minor == major:
        raise Misused(EITHER_KIND)
    if major and unaffected:
        raise Misused(NOT_AFTER_MAJOR)
    return ChangeKind.MAJOR if major else ChangeKind.MINOR


def _notes(note: str | None, note_zh: str | None) -> LocalizedText:
    """Read the notes; an empty one, a placeholder or English in place of Mandarin is refused."""
    for option, text in (("--note", note), ("--note-zh", note_zh)):
        if text is None:
            raise Misused(
                Text(
                    en=f"{option} is missing: readers of both languages see the note.",
                    zh=f"缺少 {option}：两种语言的读者都会看到变更说明。",
                )
            )
        if not any(sign.isalnum() for sign in text):
            raise Misused(
                Text(
                    en=f"{option}: say in one line what has changed; seen: “{text}”.",
                    zh=f"{option}：请用一行文字说明改了什么；当前为“{text}”。",
                )
            )
    if not HAN.search(note_zh or ""):
        raise Misused(
            Text(
                en=f"--note-zh must be in Mandarin; seen: “{note_zh}”.",
                zh=f"--note-zh 必须用中文填写；当前为“{note_zh}”。",
            )
        )
    en, zh = one_line(note, "--note"), one_line(note_zh, "--note-zh")
    return LocalizedText(en=en or "", zh=zh or "")


def _effective(document: Document, day: date) -> date:
    newest = document.record.changes[-1].date
    if day < newest:
        raise Misused(
            Text(
                en=f"--effective: {day} is before the change before it, {newest}.",
                zh=f"--effective：{day} 早于上一次变更的日期 {newest}。",
            )
        )
    return day


def _must_be_first_raise(root: Path, document: Document) -> None:
    """Refuse a second version for the same uncommitted work; without Git nobody can tell."""
    try:
        committed = version_in(git.text_before(root, "HEAD", document.file.path))
    except git.GitUnavailable:
        return
    version = document.record.version
    if committed is not None and version_number(version) > version_number(committed):
        index = len(document.record.changes) - 1
        place = f"{document.file.path}:{document.locate(('changes', index)).line}"
        raise Misused(
            Text(
                en=f"{document.id} is at {version} already, {committed} is what was committed "
                f"last: no second version is needed. To say more, edit the note at {place}.",
                zh=f"{document.id} 已是 {version} 版，上次提交的是 {committed} 版，无需再升版本。"
                f"如需补充说明，请修改 {place} 处的变更说明。",
            )
        )


def _only_locale(catalog: Catalog, document: Document) -> str:
    others = [code for code in catalog.locales if code != document.record.source_language]
    if len(others) != 1:
        raise Misused(
            Text(
                en=f"--locale is missing: which of {', '.join(others) or 'none'}?",
                zh=f"缺少 --locale：请从中选择：{'、'.join(others) or '无'}。",
            )
        )
    return others[0]


def _must_be_in_step(root: Path, document: Document, locale: str) -> None:
    """Refuse to pin what was behind before this change: it is not this change that matters."""
    pins = document.record.translations.get(locale)
    if pins is None or pins.version == document.record.version:
        return
    try:
        page = document.pages[document.record.source_language]
        text = git.text_before(root, "HEAD", page.path)
    except (KeyError, git.GitUnavailable):
        text = None
    hashes = section_hashes(text) if text is not None else {}
    late = [key for key, pin in hashes.items() if pins.sections.get(key) != pin]
    if late or text is None:
        version = document.record.version
        raise Misused(
            Text(
                en=f"--unaffected: the {locale} page is of version {pins.version} and behind "
                f"{version} already ({', '.join(late) or 'any section'}): translate it first.",
                zh=f"--unaffected：{locale} 页面对应 {pins.version} 版，此前已落后于 {version} 版"
                f"（{'、'.join(late) or '任意章节'}）：请先翻译。",
            )
        )


def _pinned(
    context: Context, document: Document, locale: str, change: Change, lang: Language
) -> Edit:
    note = change.note.in_language("zh" if locale.startswith("zh") else "en")
    translator, reviewer = kept(document, locale, note)
    attested = attestation(
        context,
        document,
        locale,
        version=change.version,
        translator=translator,
        reviewer=reviewer,
        note=note,
        lang=lang,
    )
    return partial(stamped, locale=locale, translation=attested)
