"""Does a change of a document's text come with a version, a note and the right kind?

Asked of a change only (`--since`): the text before is compared with the text of today.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sopkb.catalog import Document, Page
from sopkb.findings import Language, Problem, Severity, Text
from sopkb.model.base import LocalizedText
from sopkb.model.documents import Change, ChangeKind, Status, major_version, version_number
from sopkb.normal_form import page_hash
from sopkb.parity import Difference, Kind, compare
from sopkb.parity.difference import NOUNS
from sopkb.record_entries import change_line
from sopkb.rules.engine import Context, rule
from sopkb.rules.history import next_version
from sopkb.source import SourceFile
from sopkb.translation import section_hashes
from sopkb.yaml_source import read_yaml

NOT_YET_IN_USE = frozenset({Status.DRAFT, Status.IN_REVIEW})
WHAT_AGENTS_DO = frozenset(
    {
        *(Kind.STEPS, Kind.ORDER, Kind.LIST_KIND, Kind.AMOUNT),
        *(Kind.TABLE, Kind.ROWS, Kind.COLUMNS),
    }
)
SECTIONS_OF_STEPS = frozenset({"steps", "decisions", "limits"})
LIMIT = "value("
MOST_NAMED = 3
SAMPLE = LocalizedText(en="…", zh="…")
WHY = {
    ChangeKind.MAJOR: Text(en="agents act differently", zh="客服专员的操作有变化"),
    ChangeKind.MINOR: Text(en="only the words are clearer", zh="只是表述更清楚"),
}
UNAFFECTED = Text(
    en=" Add --unaffected if the other language stays right as it is.",
    zh="另一种语言无需改动时加 --unaffected。",
)
VERSION = re.compile(r"[0-9]+\.[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedText:
    """A document whose source page says something else than before the change."""

    document: Document
    page: Page
    before: SourceFile
    version_before: str

    @property
    def is_version_raised(self) -> bool:
        """Tell whether the change has raised the version."""
        record = self.document.record
        return version_number(record.version) > version_number(self.version_before)


@rule(Severity.ERROR)
def version_not_raised(context: Context) -> Iterator[Problem]:
    """A change of a document's text must come with a new version and a note of what has changed.

    修改文件正文时，必须同时提升版本号并写明变更说明。

    Bad: a step changed in the source page, the record left at version: "2.3"
    Good: a step changed, version: "2.4" and an entry for it in changes
    """
    for changed in _changed_texts(context):
        if not changed.is_version_raised:
            yield _version_not_raised(context, changed)


@rule(Severity.WARNING)
def minor_changes_steps(context: Context) -> Iterator[Problem]:
    """A minor version must not change steps, numbers or limits: agents would act differently.

    次版本不得改变步骤、数字或额度：客服专员的操作会因此不同。

    Bad: version "2.4" after "2.3" with one step more
    Good: version "3.0" after "2.3" with one step more
    """
    for changed in _changed_texts(context):
        majors = {
            major_version(changed.document.record.version),
            major_version(changed.version_before),
        }
        found = _differences(changed) if changed.is_version_raised and len(majors) == 1 else []
        if found:
            yield _minor_changes_steps(changed, found)


def is_version_missing(context: Context, document: Document) -> bool:
    """Tell whether a change has given a document another text under the same version."""
    changed = _changed_text(context, document)
    return changed is not None and not changed.is_version_raised


def changed_command(document: Document, kind: ChangeKind = ChangeKind.MINOR) -> str:
    """Give the command that raises the version of a document."""
    return f'sopkb changed {document.id} --{kind} --note "{SAMPLE.en}" --note-zh "{SAMPLE.zh}"'


def version_in(record: str | None) -> str | None:
    """Give the version of a record's text; None where it holds none that can be compared."""
    value = read_yaml(SourceFile("", record)).value if record is not None else None
    version = value.get("version") if isinstance(value, dict) else None
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        return None
    return version


def _changed_texts(context: Context) -> Iterator[ChangedText]:
    if context.before is not None:
        for document in context.documents:
            changed = _changed_text(context, document)
            if changed is not None:
                yield changed


def _changed_text(context: Context, document: Document) -> ChangedText | None:
    """Compare the source page with what it was; wrapping, emphasis, link targets are no change."""
    page = document.pages.get(document.record.source_language)
    if context.before is None or page is None or document.record.status in NOT_YET_IN_USE:
        return None
    if page.path not in (context.changed or ()):
        return None
    text, record = context.before(page.path), context.before(document.file.path)
    version = version_in(record)
    if text is None or version is None or page_hash(text) == page_hash(page.file.text):
        return None
    before = SourceFile(page.path, text)
    return ChangedText(document=document, page=page, before=before, version_before=version)


def _differences(changed: ChangedText) -> list[Difference]:
    language: Language = "zh" if changed.page.locale.startswith("zh") else "en"
    found = compare(changed.before, changed.page.file, language, language)
    return [difference for difference in found if _is_about_acting(difference)]


def _is_about_acting(difference: Difference) -> bool:
    """Tell whether agents would act differently, rather than read other words."""
    if difference.kind is Kind.MACRO:
        return LIMIT in difference.source.value + difference.target.value
    if difference.kind is Kind.SECTION:
        return difference.section in SECTIONS_OF_STEPS
    return difference.kind in WHAT_AGENTS_DO


def _version_not_raised(context: Context, changed: ChangedText) -> Problem:
    document, path = changed.document, changed.document.file.path
    version, sections = changed.version_before, _changed_sections(changed)
    kind, other = ChangeKind.MINOR, ChangeKind.MAJOR
    if _differences(changed):
        kind, other = other, kind
    wanted = Change(version=next_version(version, kind), date=context.today, kind=kind, note=SAMPLE)
    command = changed_command(document, kind)
    why = WHY[other]
    newest = document.locate(("changes", len(document.record.changes) - 1))
    entry = change_line(wanted, max(0, newest.column - len("- ") - 1))
    lines = f'version: "{wanted.version}"\neffective: {wanted.date}\n{entry}'
    unaffected = UNAFFECTED if kind is ChangeKind.MINOR else Text(en="", zh="")
    return Problem(
        at=document.locate(("version",)),
        message=Text(
            en=f"The text of {changed.page.path} has changed ({', '.join(sections)}), so the "
            f"version must be above {version}, with a note of what has changed; "
            f"seen: {document.record.version}.",
            zh=f"{changed.page.path} 的正文有改动（{'、'.join(sections)}），版本号必须高于 "
            f"{version} 并写明变更说明；当前为：{document.record.version}。",
        ),
        fix=Text(
            en=f"Run: {command}\nWrite --{other} in place of --{kind} if {why.en}.{unaffected.en}\n"
            f"Or write these lines in {path}, the last one at the end of “changes”:\n{lines}",
            zh=f"运行：{command}\n{why.zh}时用 --{other} 代替 --{kind}。{unaffected.zh}\n"
            f"或在 {path} 中写入以下各行，最后一行放在“changes”末尾：\n{lines}",
        ),
    )


def _changed_sections(changed: ChangedText) -> list[str]:
    then, now = section_hashes(changed.before.text), section_hashes(changed.page.file.text)
    keys = dict.fromkeys((*now, *then))
    return [key for key in keys if then.get(key) != now.get(key)] or list(now)


def _minor_changes_steps(changed: ChangedText, found: list[Difference]) -> Problem:
    document = changed.document
    index = len(document.record.changes) - 1
    version = document.record.version
    major = next_version(changed.version_before, ChangeKind.MAJOR)
    named, more = found[:MOST_NAMED], len(found) - MOST_NAMED
    path = changed.page.path
    en = "; ".join(_difference_en(path, each) for each in named)
    zh = "；".join(_difference_zh(path, each) for each in named)
    return Problem(
        at=document.locate(("changes", index, "kind")),
        message=Text(
            en=f"Version {version} is minor, so steps, numbers and limits must stay as they were "
            f"in {changed.version_before}; changed: "
            f"{en}{f'; and {more} more' if more > 0 else ''}.",
            zh=f"{version} 是次版本，步骤、数字和额度必须与 {changed.version_before} 相同；"
            f"已改动：{zh}{f'；另有 {more} 处' if more > 0 else ''}。",
        ),
        fix=Text(
            en=f"If agents act differently, make it {major} with kind: major, have it approved, "
            "reviewed and translated; if not, leave it.",
            zh=f"如果客服专员的操作会因此不同，请改为 {major} 并写 kind: major，重新审批、复审和"
            "翻译；否则保持不变。",
        ),
    )


def _difference_en(path: str, found: Difference) -> str:
    noun = NOUNS[found.kind].en
    return (
        f"{path}:{found.target.line} {noun[0].lower()}{noun[1:]}, “{found.source.value or '–'}” "
        f"→ “{found.target.value or '–'}”"
    )


def _difference_zh(path: str, found: Difference) -> str:
    return (
        f"{path}:{found.target.line} {NOUNS[found.kind].zh}，“{found.source.value or '–'}” "
        f"→ “{found.target.value or '–'}”"
    )
