"""How is a translation stamped, compared, and found in the queue?"""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click

from sopkb.catalog import Catalog, Document
from sopkb.cli.attest import document_in, one_line, write_record
from sopkb.cli.common import (
    CannotJudge,
    as_of_option,
    hint,
    lang_option,
    load,
    must_be_known,
    report_option,
    root_option,
    target,
    today,
    write,
)
from sopkb.findings import LANGUAGES, Finding, Language, Problem, Report, Text, in_order
from sopkb.formats import FORMATS
from sopkb.formats.table import as_table
from sopkb.model.documents import ChangeKind, Translation
from sopkb.parity import compare as compare_pages
from sopkb.rules.engine import Context, Rule
from sopkb.rules.translated import Pair, differences, pairs_of
from sopkb.rules.translation import (
    different,
    missing,
    parity_different,
    stub,
    translation_missing,
    translation_stub,
)
from sopkb.source import SourceFile
from sopkb.stamping import stamped
from sopkb.translation import TranslationState, pair_mark, section_hashes
from sopkb.translation_view import TranslationRow, Translations

LARGEST = 20_000_000
TOO_LARGE = Text(
    en="{path} has more than {most:,} bytes; more cannot be compared.",
    zh="{path} 超过 {most:,} 字节，无法比较。",
)
UNREADABLE = Text(
    en="{path} cannot be read: {error.strerror}.", zh="无法读取 {path}：{error.strerror}。"
)
NOT_UTF_8 = Text(
    en="{path} is not UTF-8: byte {place:,} is wrong; save it as UTF-8.",
    zh="{path} 不是 UTF-8 编码：第 {place:,} 个字节有误，请另存为 UTF-8。",
)


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--locale", required=True, help="Language that was translated into, such as zh.")
@click.option("--translator", help="Role of data/owners.yml that translated and attests it.")
@click.option("--reviewer", help="Role of data/owners.yml that has read the translation.")
@click.option(
    "--unaffected", is_flag=True, help="A minor version that leaves the translation as it is."
)
@click.option("--note", help="One line; with --unaffected: why the translation stays right.")
@root_option
@as_of_option
@lang_option
def translated(
    id_: str,
    locale: str,
    translator: str | None,
    reviewer: str | None,
    unaffected: bool,
    note: str | None,
    root: Path,
    as_of: date | None,
    lang: Language,
) -> None:
    """Stamp a translation: its sections say what the sections of the source say now."""
    catalog = load(root)
    day = as_of or today(catalog)
    document = document_in(catalog, id_)
    target_locale(catalog, document, locale)
    for option, role in (("--translator", translator), ("--reviewer", reviewer)):
        if role is not None:
            must_be_known(catalog, "owners", role, option)
    known = document.record.translations.get(locale)
    if unaffected:
        translator, earlier = kept(document, locale, note)
        reviewer = reviewer or earlier
    elif translator is None:
        raise click.UsageError("--translator is missing: which role attests the translation?")
    attested = attestation(
        Context(catalog=catalog, today=day),
        document,
        locale,
        version=document.record.version,
        translator=translator,
        reviewer=reviewer,
        note=one_line(note),
        lang=lang,
    )
    write_record(root, document.file.path, partial(stamped, locale=locale, translation=attested))
    held = known.sections if known else {}
    renewed = sum(held.get(key) != pin for key, pin in attested.sections.items())
    click.echo(f"{document.file.path}: {locale} {attested.version}, {day}, {attested.translator}")
    click.echo(f"{renewed} of {len(attested.sections)} sections pinned anew")


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("translation", metavar="TARGET", type=click.Path(path_type=Path))
@click.option("--source-language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--target-language", type=click.Choice(LANGUAGES), default="zh", show_default=True)
@report_option
@lang_option
def compare(
    source: Path,
    translation: Path,
    source_language: Language,
    target_language: Language,
    outputs: tuple[str, ...],
    lang: Language,
) -> None:
    """Tell where a page and its translation differ; any two files, no record is needed."""
    targets = [target(output) for output in outputs]
    files = _read(source, lang), _read(translation, lang)
    found = compare_pages(*files, source_language, target_language)
    problems = (different(files[0].path, files[1].path, each) for each in found)
    findings = in_order(_finding(parity_different, each) for each in problems)
    report = _report(datetime.now(UTC).date(), "UTC", findings, documents=0)
    for format_name, file in targets:
        write(FORMATS[format_name](report, lang), file)
    raise click.exceptions.Exit(1 if findings else 0)


@click.command()
@root_option
@as_of_option
@lang_option
def translations(root: Path, as_of: date | None, lang: Language) -> None:
    """Print the translations that need work, the most urgent first."""
    catalog = load(root)
    day = as_of or today(catalog)
    rows = Translations(catalog, day).queue(lang)
    waiting = [row for row in rows if row.view.state is not TranslationState.IN_SYNC]
    if waiting:
        head = HEADINGS_ZH if lang == "zh" else HEADINGS
        click.echo(as_table(head, [_cells(row, lang) for row in waiting]), nl=False)
        click.echo()
    click.echo(_sum(len(waiting), len(rows), day, catalog.policy.timezone, lang))


HEADINGS = ("ID", "INTO", "STATE", "RISK", "AREA", "SINCE", "DAYS", "SECTIONS")
HEADINGS_ZH = ("编号", "译入", "状态", "风险", "领域", "起始日期", "天数", "章节")


def _cells(row: TranslationRow, lang: Language) -> tuple[str, ...]:
    view = row.view
    late = {"en": " (late)", "zh": "（超期）"}[lang] if view.is_late else ""
    return (
        row.id,
        view.locale,
        view.label,
        row.risk_label,
        row.area_label,
        view.since.iso if view.since else "-",
        "-" if view.age is None else f"{view.age}{late}",
        ", ".join(section.id for section in view.sections) or "-",
    )


def _sum(waiting: int, count: int, day: date, zone: str, lang: Language) -> str:
    if lang == "zh":
        return f"共 {count} 份译文，{waiting} 份待处理，截至 {day}（{zone}）。"
    noun = "translation" if count == 1 else "translations"
    verb = "needs" if waiting == 1 else "need"
    return f"{waiting} of {count} {noun} {verb} work as of {day} ({zone})."


def attestation(
    context: Context,
    document: Document,
    locale: str,
    *,
    version: str,
    translator: str,
    reviewer: str | None,
    note: str | None,
    lang: Language,
) -> Translation:
    """Attest that a translation says what its source says; leave with 1 where they differ."""
    pair = _pair(context, document, locale)
    _must_be_equal(context, pair, lang)
    return Translation(
        version=version,
        date=context.today,
        translator=translator,
        reviewer=reviewer,
        sections=section_hashes(pair.source.file.text),
        note=note,
        pair=_mark(pair),
    )


def target_locale(catalog: Catalog, document: Document, locale: str) -> str:
    """Refuse a locale that is no language of the site, or the source of a document."""
    if locale not in catalog.locales:
        raise click.UsageError(
            f"--locale: “{locale}” is not in data/locales.yml{hint(locale, catalog.locales)}"
        )
    if locale == document.record.source_language:
        raise click.UsageError(f"--locale: “{locale}” is the source language of {document.id}.")
    return locale


def kept(document: Document, locale: str, note: str | None) -> tuple[str, str | None]:
    """Give translator and reviewer of the attestation that stays right, or say why it cannot."""
    known = document.record.translations.get(locale)
    if not any(sign.isalnum() for sign in note or ""):
        raise click.UsageError("--unaffected needs --note: why does the translation stay right?")
    if known is None:
        raise click.UsageError(
            f"--unaffected: {document.id} has no translation into {locale} that was stamped before."
        )
    changes = document.record.changes
    versions = [change.version for change in changes]
    after = versions.index(known.version) + 1 if known.version in versions else 0
    for change in changes[after:] or changes[-1:]:
        if change.kind is ChangeKind.MAJOR:
            raise click.UsageError(
                f"--unaffected is for minor versions; {change.version} is major: translate it."
            )
    return known.translator, known.reviewer


def _pair(context: Context, document: Document, locale: str) -> Pair:
    for pair in pairs_of(context, document):
        if pair.locale == locale:
            return pair
    raise CannotJudge(f"The source page of {document.id} cannot be read; run: sopkb check")


def _must_be_equal(context: Context, pair: Pair, lang: Language) -> None:
    """Print what stands against stamping a pair, and leave with 1."""
    findings: tuple[Finding, ...]
    if pair.state is TranslationState.MISSING:
        findings = (_finding(translation_missing, missing(pair)),)
    elif pair.state is TranslationState.STUB:
        findings = (_finding(translation_stub, stub(pair)),)
    else:
        problems = (
            different(pair.source.path, pair.target_path, each) for each in differences(pair)
        )
        findings = in_order(_finding(parity_different, each) for each in problems)
    if findings:
        zone = context.catalog.policy.timezone
        write(FORMATS["text"](_report(context.today, zone, findings, documents=1), lang), None)
        raise click.exceptions.Exit(1)


def _read(path: Path, lang: Language) -> SourceFile:
    """Read any file as UTF-8, or say in a sentence why not; a device has no size but an end."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise CannotJudge(TOO_LARGE.in_language(lang).format(path=path, most=LARGEST))
        return SourceFile(path.as_posix(), data.decode("utf-8-sig"))
    except OSError as error:
        raise CannotJudge(UNREADABLE.in_language(lang).format(path=path, error=error)) from error
    except UnicodeDecodeError as error:
        place = error.start + 1
        raise CannotJudge(NOT_UTF_8.in_language(lang).format(path=path, place=place)) from error


def _finding(rule: Rule, problem: Problem) -> Finding:
    return Finding(
        code=rule.code,
        severity=rule.severity,
        at=problem.at,
        message=problem.message,
        fix=problem.fix,
    )


def _report(day: date, zone: str, findings: tuple[Finding, ...], *, documents: int) -> Report:
    infos = (translation_missing.info, translation_stub.info, parity_different.info)
    return Report(
        as_of=day, timezone=zone, findings=findings, documents=documents, pages=2, rules=infos
    )


def _mark(pair: Pair) -> str | None:
    return pair_mark(pair.source.file.text, pair.target.file.text) if pair.target else None
