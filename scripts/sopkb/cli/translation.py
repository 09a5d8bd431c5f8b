"""How is a translation stamped, compared, and found in the queue?"""

from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click

from sopkb.catalog import Document
from sopkb.cli.attest import document_in, kept, one_line, target_locale, write_record
from sopkb.cli.common import (
    as_of_option,
    lang_option,
    load,
    must_be_known,
    report_option,
    root_option,
    target,
    today,
    write,
)
from sopkb.cli.refusals import CannotJudge, Misused, source_unreadable, unreadable
from sopkb.findings import LANGUAGES, Finding, Language, Problem, Report, Text, in_order
from sopkb.formats import FORMATS
from sopkb.formats.table import as_table
from sopkb.model.documents import Translation
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
NO_TRANSLATOR = Text(
    en="--translator is missing: which role attests the translation?",
    zh="缺少 --translator：由哪个岗位确认译文？",
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
        raise Misused(NO_TRANSLATOR)
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
    click.echo(_renewed_in_words(renewed, len(attested.sections)).in_language(lang))


def _renewed_in_words(renewed: int, count: int) -> Text:
    return Text(
        en=f"{renewed} of {count} sections pinned anew",
        zh=f"共 {count} 个章节，其中 {renewed} 个已重新确认",
    )


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
    files = _read(source), _read(translation)
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


def _pair(context: Context, document: Document, locale: str) -> Pair:
    for pair in pairs_of(context, document):
        if pair.locale == locale:
            return pair
    raise source_unreadable(document.id)


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


def _read(path: Path) -> SourceFile:
    """Read any file as UTF-8, or say in a sentence why not; a device has no size but an end."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _too_large(path)
        return SourceFile(path.as_posix(), data.decode("utf-8-sig"))
    except OSError as error:
        raise unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise _not_utf_8(path, error.start + 1) from error


def _too_large(path: Path) -> CannotJudge:
    return CannotJudge(
        Text(
            en=f"{path} has more than {LARGEST:,} bytes; more cannot be compared.",
            zh=f"{path} 超过 {LARGEST:,} 字节，无法比较。",
        )
    )


def _not_utf_8(path: Path, place: int) -> CannotJudge:
    return CannotJudge(
        Text(
            en=f"{path} is not UTF-8: byte {place:,} is wrong; save it as UTF-8.",
            zh=f"{path} 不是 UTF-8 编码：第 {place:,} 个字节有误，请另存为 UTF-8。",
        )
    )


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
