"""Which translations are behind, where, and since when: in the words of a page and of the queue.

A translation is judged once for all pages that speak of it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog, Document, Page
from sopkb.document_view import DayView
from sopkb.model.documents import Risk
from sopkb.sections import (
    INTRO,
    UNDERLINE,
    Section,
    body_lines,
    clean,
    headings,
    split_sections,
)
from sopkb.titles import plain
from sopkb.translation import URGENCY, TranslationState, TranslationStatus, translation_of

LINK_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S.*$", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section to be marked: its titles, and what the source says in its place.

    `kind` is behind, mismatch, new (only the source has it) or removed (the source has it no more).
    """

    id: str
    kind: str
    title: str
    anchor: str
    source_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationView:
    """The state of one translation in words."""

    state: TranslationState
    label: str
    locale: str
    name: str
    source_locale: str
    source_name: str
    since: DayView | None
    age: int | None
    allowance: int
    is_late: bool
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationRow:
    """One translation in the queue; `urgency` sorts by state, risk, age."""

    id: str
    stem: str
    title: str
    text_language: str
    area: str
    area_label: str
    risk: Risk
    risk_label: str
    urgency: str
    has_both: bool
    view: TranslationView


class Translations:
    """The states of all translations on one day, each found out when it is first asked for."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        """Remember what was judged for the whole build."""
        self.catalog = catalog
        self.today = today
        self._judged: dict[tuple[str, str], TranslationStatus] = {}

    def status(self, document: Document, locale: str) -> TranslationStatus:
        """Judge the translation of a document into a locale."""
        key = (document.id, locale)
        if key not in self._judged:
            allowance = self.catalog.policy.risk[document.record.risk].translation_allowance
            self._judged[key] = translation_of(
                document.pages, document.record, locale, today=self.today, allowance=allowance
            )
        return self._judged[key]

    def is_behind(self, page: Page) -> bool:
        """Tell whether a page is known to be behind: nobody is told twice what is wrong with it."""
        document = self.catalog.document_of(page)
        if document is None or page.locale == document.record.source_language:
            return False
        return self.status(document, page.locale).state is TranslationState.BEHIND

    def view(self, document: Document, locale: str, language: str) -> TranslationView:
        """Put the state of a translation into the words of a reader's language."""
        status = self.status(document, locale)
        source = document.record.source_language
        return TranslationView(
            state=status.state,
            label=self.catalog.word("translation", status.state, language),
            locale=locale,
            name=self._name(locale),
            source_locale=source,
            source_name=self._name(source),
            since=DayView.of(status.since, language) if status.since else None,
            age=status.age,
            allowance=status.allowance,
            is_late=status.is_late,
            sections=tuple(_sections(self.catalog, document, status, language)),
        )

    def views(self, document: Document, language: str) -> tuple[TranslationView, ...]:
        """Put the states of all translations of a document into words."""
        others = (code for code in self.catalog.locales if code != document.record.source_language)
        return tuple(self.view(document, locale, language) for locale in others)

    def queue(self, language: str) -> tuple[TranslationRow, ...]:
        """List all translations, the most urgent first."""
        documents = self.catalog.documents.values()
        rows = (
            _row(self.catalog, document, view, language)
            for document in documents
            for view in self.views(document, language)
        )
        return tuple(sorted(rows, key=lambda row: (row.urgency, row.id, row.view.locale)))

    def _name(self, locale: str) -> str:
        return self.catalog.locales[locale].name if locale in self.catalog.locales else locale


def translations_on(catalog: Catalog, today: date) -> Translations:
    """Give the states of a day, found out once for whatever asks of this catalog."""
    states: Translations = catalog.remembered.setdefault(
        ("translations", today), Translations(catalog, today)
    )
    return states


def translation_queue(catalog: Catalog, language: str, today: date) -> tuple[TranslationRow, ...]:
    """List the translations by how much they are needed."""
    return translations_on(catalog, today).queue(language)


def with_marks(
    text: str, sections: tuple[SectionView, ...], mark: Callable[[SectionView], str]
) -> str:
    """Write a mark under the heading of each section; what the page does not have comes last."""
    waiting = {section.id: section for section in sections}
    lines = clean(text).split("\n")
    for place in reversed(split_sections(text)):
        section = waiting.pop(place.id, None)
        if section:
            at = _after_heading(lines, place)
            lines[at:at] = ["", mark(section), ""]
    return "\n".join([*lines, *(f"\n{mark(section)}\n" for section in waiting.values())])


def _sections(
    catalog: Catalog, document: Document, status: TranslationStatus, language: str
) -> Iterator[SectionView]:
    keys = _keys(status)
    if not keys:
        return
    source_page = document.pages.get(document.record.source_language)
    source = source_page.file.text if source_page else ""
    originals = {section.id: section for section in split_sections(source)}
    translated = {each.id: each for each in split_sections(document.pages[status.locale].file.text)}
    shown = translated if language == status.locale else originals
    definitions = "\n".join(LINK_DEFINITION.findall(source))
    for key in keys:
        original, target = originals.get(key), translated.get(key)
        known = shown.get(key) or original or target
        yield SectionView(
            id=key,
            kind=_kind(status, original, target),
            title=_title(catalog, known, key, language),
            anchor=key if target and target.has_explicit_id else f"behind-{key}",
            source_text=f"{_body(original)}\n\n{definitions}" if original else "",
        )


def _keys(status: TranslationStatus) -> tuple[str, ...]:
    """Give the ids of the sections to be marked, in the order of the source."""
    if status.state is TranslationState.MISMATCH:
        return tuple(dict.fromkeys(difference.section for difference in status.differences))
    return (*status.behind, *status.removed)


def _kind(status: TranslationStatus, original: Section | None, target: Section | None) -> str:
    if original is None:
        return "removed"
    return status.state.value if target else "new"


def _title(catalog: Catalog, section: Section | None, key: str, language: str) -> str:
    if key == INTRO:
        return catalog.word("interface", "introduction", language)
    return plain(section.title) if section else key


def _body(section: Section) -> str:
    """Give a section's text without its heading."""
    lines = section.text.split("\n")
    return "\n".join(lines[_heading_lines(lines) :]).strip("\n")


def _after_heading(lines: list[str], section: Section) -> int:
    first = section.line - 1
    return first + _heading_lines(lines[first : section.last_line])


def _heading_lines(lines: list[str]) -> int:
    """Count the lines up to the end of the first heading, the H1 of `intro` or the H2."""
    first = next(headings(list(body_lines(lines))), None)
    if first is None or first.level > 2:
        return 0
    is_underlined = not lines[first.number - 1].lstrip().startswith("#")
    underlined = is_underlined and UNDERLINE.match("".join(lines[first.number : first.number + 1]))
    return first.number + bool(underlined)


def _row(
    catalog: Catalog, document: Document, view: TranslationView, language: str
) -> TranslationRow:
    record = document.record
    page = document.page(language)
    order = (URGENCY.index(view.state), list(Risk).index(record.risk), 99999 - (view.age or 0))
    return TranslationRow(
        id=record.id,
        stem=document.stem,
        title=document.title(language),
        text_language=page.locale if page else language,
        area=record.area,
        area_label=catalog.word("area", record.area, language),
        risk=record.risk,
        risk_label=catalog.word("risk", record.risk, language),
        urgency="{}-{}-{:05}".format(*order),
        has_both=view.source_locale in document.pages and view.locale in document.pages,
        view=view,
    )
