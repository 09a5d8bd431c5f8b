"""What differs between two versions of a document? (`sopkb what-changed`)"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from sopkb.catalog import Catalog, Document
from sopkb.change_view import PairView, known_versions, pair_view, text_locale
from sopkb.cli.attest import document_in
from sopkb.cli.common import lang_option, load, root_option, write
from sopkb.cli.refusals import CannotJudge, Misused, hint
from sopkb.document_history import Reach, history_of
from sopkb.findings import Language, Text
from sopkb.harmless import one_line
from sopkb.what_changed import Kind, Paragraph, SectionDifference

MARKS = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
LEGEND = Text(
    en="[-removed-] {+added+}; “…” stands for what is the same.",
    zh="[-删除-] {+新增+}；“…”表示省略的相同内容。",
)
SECTIONS = {
    Kind.SAME: Text(en="", zh=""),
    Kind.ADDED: Text(en=" (new section)", zh="（新增章节）"),
    Kind.REMOVED: Text(en=" (section removed)", zh="（已删除的章节）"),
}
WHY = {
    Reach.NONE: Text(
        en="There is no Git history here: only the current version, {known}, is known.",
        zh="此处没有 Git 历史记录，仅有当前的 {known} 版。",
    ),
    Reach.SHALLOW: Text(
        en="This clone holds a part of the history only; run: git fetch --unshallow. "
        "Known: {known}.",
        zh="此副本仅含部分历史记录，请运行 git fetch --unshallow。现有版本：{known}。",
    ),
    Reach.FULL: Text(
        en="It has a change note, but its text was never committed. Known: {known}.",
        zh="该版本有变更说明，但其文本从未提交。现有版本：{known}。",
    ),
}


@click.command("what-changed")
@click.argument("id_", metavar="ID")
@click.option("--from", "older", metavar="V", help="Version; default: the one before --to.")
@click.option("--to", "newer", metavar="V", help="Version; default: the current one.")
@root_option
@lang_option
def what_changed(
    id_: str, older: str | None, newer: str | None, root: Path, lang: Language
) -> None:
    """Print what differs between any two recorded versions, in the language of --lang."""
    catalog = load(root)
    document = document_in(catalog, id_)
    versions = [change.version for change in document.record.changes]
    last = _recorded(newer, versions, "--to") if newer else document.record.version
    first = _recorded(older, versions, "--from") if older else _before(last, versions)
    if versions.index(first) >= versions.index(last):
        raise Misused(
            Text(
                en=f"--from must be before --to; seen: {first} and {last}.",
                zh=f"--from 必须早于 --to；当前为 {first} 和 {last}。",
            )
        )
    _must_be_known(catalog, document, (first, last), lang)
    view = pair_view(catalog, document, (first, last), lang)
    write("\n".join(_lines(catalog, document, view, lang)) + "\n", None)


def _recorded(version: str, versions: list[str], option: str) -> str:
    if version not in versions:
        end = hint(version, versions)
        raise Misused(
            Text(
                en=f"{option}: “{version}” is not a recorded version{end.en} "
                f"Recorded: {', '.join(versions)}.",
                zh=f"{option}：变更记录中没有“{version}”版{end.zh}已有版本：{'、'.join(versions)}。",
            )
        )
    return version


def _before(version: str, versions: list[str]) -> str:
    place = versions.index(version)
    if place == 0:
        raise Misused(
            Text(
                en=f"{version} is the first version; nothing is before it.",
                zh=f"{version} 是最初的版本，之前没有其他版本。",
            )
        )
    return versions[place - 1]


def _must_be_known(
    catalog: Catalog, document: Document, pair: tuple[str, str], lang: Language
) -> None:
    known = known_versions(catalog, document, text_locale(document, lang))
    for version in pair:
        if version not in known:
            why = _why(history_of(catalog).reach, known)
            raise CannotJudge(
                Text(
                    en=f"The text of version {version} of {document.id} is not in the history of "
                    f"this knowledge base. {why.en}",
                    zh=f"本知识库的历史记录中没有 {document.id} {version} 版的文本。{why.zh}",
                )
            )


def _why(reach: Reach, known: Iterable[str]) -> Text:
    why = WHY[reach]
    return Text(en=why.en.format(known=", ".join(known)), zh=why.zh.format(known="、".join(known)))


def _lines(catalog: Catalog, document: Document, view: PairView, lang: Language) -> Iterator[str]:
    yield one_line(f"{document.id} {document.title(lang)}: {view.older} → {view.newer}")
    if not view.sections:
        yield catalog.word("interface", "diff-none", lang)
        return
    yield LEGEND.in_language(lang)
    for section in view.sections:
        yield from _section(catalog, section, lang)


def _section(catalog: Catalog, section: SectionDifference, lang: Language) -> Iterator[str]:
    title = section.title or catalog.word("interface", "introduction", lang)
    yield f"\n## {one_line(title)}{SECTIONS[section.kind].in_language(lang)}"
    for paragraph in section.paragraphs:
        yield f"{'… ' if paragraph.after_gap else ''}{one_line(_marked(paragraph))}"


def _marked(paragraph: Paragraph) -> str:
    return "".join(MARKS[run.kind].format(run.text) for run in paragraph.runs)
