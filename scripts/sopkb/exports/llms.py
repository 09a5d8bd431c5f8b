"""What does an assistant have to know before it answers from the documents? (`llms.txt`)

The form is that of llmstxt.org: a heading, a summary, rules, then lists of links. Titles and names
are written by anybody, so that nothing in them may be read as Markdown or begin a line.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby

from sopkb.attested_text import changed_since_review
from sopkb.catalog import Catalog, Document
from sopkb.exports.api import FOLDER
from sopkb.findings import Language, Text
from sopkb.freshness import FreshnessState, freshness_of
from sopkb.model.documents import Status
from sopkb.published import published
from sopkb.site_address import SiteAddress
from sopkb.translation import TranslationState
from sopkb.translation_view import translations_on

LLMS_FILES: Mapping[Language, str] = {"en": "llms.txt", "zh": "llms.zh.txt"}
"""The file of each language."""

MARKS = re.compile(r"[\\`*_\[\]<>&|~{}#!$@]")

HEADING = Text(en="Standard operating procedures of the service center", zh="服务中心标准作业程序")
SUMMARY = Text(
    en="Controlled documents with the day by which each must be reviewed again. Review states are "
    "those of {as_of} ({timezone}).",
    zh="受控文件清单，附每份文件的下次复审日期。复审状态截至 {as_of}（{timezone}）。",
)
BEFORE = Text(
    en="Before answering from a document, judge it for the day of the question in the time zone "
    "above, not for the day of this file:",
    zh="引用任何文件作答之前，须按提问当天（以上述时区为准）判断其是否有效，不得以本文件的日期为准：",
)
RULES = (
    Text(
        en="Refuse where the day is later than the due date, where the document was never reviewed "
        "and is not exempt, or where it stands under “{not_in_effect}”. Answer instead: “I cannot "
        "confirm that this procedure is still right. Please ask your team lead or the owner of the "
        "document.” Name its id, due date and owner.",
        zh="当天晚于复审到期日、从未复审且不属于免复审、或列在“{not_in_effect}”之下的文件，"
        "必须拒绝据此作答，并回复：“无法确认该作业程序是否仍然有效，请向组长或文件责任人确认。”"
        "同时说明文件编号、到期日和责任人。",
    ),
    Text(
        en="Where the text has changed since its review, say so before the answer.",
        zh="复审后文本有修改的，须先说明再作答。",
    ),
    Text(
        en="Where a translation is not in sync, answer from the original.",
        zh="译文未同步的，以原文为准。",
    ),
    Text(
        en="Name id, version and link in every answer.",
        zh="每次作答都须注明文件编号、版本和链接。",
    ),
    Text(
        en="For programs, the days of every document: {days}", zh="供程序读取的各文件日期：{days}"
    ),
)
NOT_IN_EFFECT = Text(en="Not in effect: do not answer from these", zh="非现行有效：不得据此作答")
VERSION = Text(en="version {version}", zh="版本 {version}")
DUE = Text(en="{state}, review due {due}", zh="{state}，复审到期日 {due}")
EXEMPT = Text(en="{state} until {until}", zh="{state}，至 {until}")
CHANGED = Text(en="text changed since its review", zh="复审后文本有修改")
TRANSLATION = Text(en="{language}: {state}", zh="{language}：{state}")
OWNER = Text(en="owner: {owner}", zh="责任人：{owner}")


def llms(language: Language, catalog: Catalog, today: date) -> str:
    """Write the file of a language: the rules, the documents in effect by area, the others."""
    addresses = SiteAddress(catalog)
    parts = [
        f"# {HEADING.in_language(language)}",
        f"> {_summary(catalog, language, today)}",
        BEFORE.in_language(language),
        "\n".join(_rules(addresses, language)),
        *_other_files(catalog, addresses, language),
    ]
    for title, documents in _lists(catalog, language):
        lines = (_line(catalog, addresses, each, language, today) for each in documents)
        parts.append("\n".join([f"## {in_markdown(title)}", "", *lines]))
    return "\n\n".join(parts) + "\n"


def in_markdown(text: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    shown = "".join(each if unicodedata.category(each)[0] not in "CZ" else " " for each in text)
    return MARKS.sub(r"\\\g<0>", " ".join(shown.split()))


def _summary(catalog: Catalog, language: Language, today: date) -> str:
    zone = in_markdown(catalog.policy.timezone)
    return SUMMARY.in_language(language).format(as_of=today.isoformat(), timezone=zone)


def _rules(addresses: SiteAddress, language: Language) -> Iterator[str]:
    not_in_effect = NOT_IN_EFFECT.in_language(language)
    days = addresses.file(f"{FOLDER}/freshness.json")
    for each in RULES:
        yield f"- {each.in_language(language).format(not_in_effect=not_in_effect, days=days)}"


def _other_files(catalog: Catalog, addresses: SiteAddress, language: Language) -> Iterator[str]:
    for other, path in LLMS_FILES.items():
        if other != language and other in catalog.locales:
            yield f"[{in_markdown(catalog.locales[other].name)}]({addresses.file(path)})"


def _lists(catalog: Catalog, language: Language) -> Iterator[tuple[str, list[Document]]]:
    chosen = sorted(published(catalog), key=lambda each: (each.record.area, each.id))
    in_effect = [each for each in chosen if each.record.status is Status.EFFECTIVE]
    for area, documents in groupby(in_effect, key=lambda each: each.record.area):
        yield catalog.word("area", area, language), list(documents)
    others = [each for each in chosen if each.record.status is not Status.EFFECTIVE]
    if others:
        yield NOT_IN_EFFECT.in_language(language), others


def _line(
    catalog: Catalog, addresses: SiteAddress, document: Document, language: Language, today: date
) -> str:
    title = in_markdown(f"{document.id} {document.title(language)}")
    facts = " · ".join(map(in_markdown, _facts(catalog, document, language, today)))
    return f"- [{title}]({addresses.page(document.stem, language)}): {facts}"


def _facts(catalog: Catalog, document: Document, language: Language, today: date) -> Iterator[str]:
    record = document.record
    owner = catalog.owners.get(record.owner)
    name = owner.title.in_language(language) if owner else record.owner
    yield VERSION.in_language(language).format(version=record.version)
    if record.status is Status.EFFECTIVE:
        yield _review(catalog, document, language, today)
    else:
        yield catalog.word("status", record.status, language)
    if changed_since_review(document):
        yield CHANGED.in_language(language)
    yield from _translations(catalog, document, language, today)
    yield OWNER.in_language(language).format(owner=name)
    for locale, page in sorted(document.pages.items()):
        if locale != language:
            yield page.title


def _translations(
    catalog: Catalog, document: Document, language: Language, today: date
) -> Iterator[str]:
    for view in translations_on(catalog, today).views(document, language):
        if view.state is not TranslationState.IN_SYNC:
            yield TRANSLATION.in_language(language).format(language=view.name, state=view.label)


def _review(catalog: Catalog, document: Document, language: Language, today: date) -> str:
    judged = freshness_of(catalog, document.record, today)
    state = catalog.word("freshness", judged.state, language)
    if judged.state is FreshnessState.EXEMPT:
        return EXEMPT.in_language(language).format(state=state, until=judged.exempt_until)
    if judged.due is None:
        return state
    return DUE.in_language(language).format(state=state, due=judged.due)
