"""Which translations are there to judge, each judged once, and how do rules speak of them?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopkb.catalog import Catalog, Document, Page
from sopkb.findings import LANGUAGES, Language, Location, Text
from sopkb.model.documents import Status
from sopkb.model.policy import RiskPolicy
from sopkb.parity import Difference, compare
from sopkb.rules.damage import are_locales_certain, is_page_damaged
from sopkb.rules.engine import Context
from sopkb.sections import INTRO, split_sections
from sopkb.titles import plain
from sopkb.translation import TranslationState, TranslationStatus, language_of
from sopkb.translation_view import translations_on

NOT_IN_USE = frozenset({Status.DRAFT, Status.SUPERSEDED, Status.RETIRED})
LANGUAGE_NAMES = {"en": Text(en="English", zh="英文"), "zh": Text(en="Mandarin", zh="中文")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A source page, and how its translation into one locale stands."""

    catalog: Catalog
    document: Document
    source: Page
    status: TranslationStatus

    @property
    def state(self) -> TranslationState:
        """Give the state of the translation."""
        return self.status.state

    @property
    def locale(self) -> str:
        """Give the locale of the translation."""
        return self.status.locale

    @property
    def target(self) -> Page | None:
        """Give the translated page."""
        return self.document.pages.get(self.locale)

    @property
    def target_path(self) -> str:
        """Give where the translated page stands or belongs."""
        return self.catalog.page_file(self.document.stem, self.locale)

    @property
    def policy(self) -> RiskPolicy:
        """Give what the document's risk asks for."""
        return self.catalog.policy.risk[self.document.record.risk]

    @property
    def name(self) -> Text:
        """Name the language of the translation."""
        return LANGUAGE_NAMES.get(self.locale, Text(en=self.locale, zh=self.locale))

    @property
    def command(self) -> str:
        """Give the command that stamps the translation."""
        known = self.document.record.translations.get(self.locale)
        translator = known.translator if known else _usual_translator(self)
        return (
            f"sopkb translated {self.document.id} --locale {self.locale} --translator {translator}"
        )

    @property
    def in_record(self) -> Location:
        """Give the place of the attestation in the record, else of the source's language."""
        has_one = self.locale in self.document.record.translations
        return self.document.locate(
            ("translations", self.locale) if has_one else ("source_language",)
        )


def pairs(context: Context, *states: TranslationState) -> Iterator[Pair]:
    """Yield the translations asked for that are in one of some states, of documents in use."""
    if not are_locales_certain(context.catalog):
        return
    for document in context.documents:
        if document.record.status not in NOT_IN_USE:
            for pair in pairs_of(context, document):
                if pair.state in states:
                    yield pair


def pairs_of(context: Context, document: Document) -> Iterator[Pair]:
    """Yield the translations of a document whose pages can be read."""
    catalog, source = context.catalog, document.record.source_language
    page = document.pages.get(source)
    if page is None or is_page_damaged(catalog, document.stem):
        return
    judged = translations_on(context.catalog, context.today)
    for locale in catalog.locales:
        if locale != source:
            status = judged.status(document, locale)
            yield Pair(catalog=catalog, document=document, source=page, status=status)


def differences(pair: Pair) -> Sequence[Difference]:
    """Give where two pages differ in what must be the same; never asked of a pair in sync."""
    if pair.state is TranslationState.MISMATCH or pair.target is None:
        return pair.status.differences
    return compare(
        pair.source.file,
        pair.target.file,
        language_of(pair.source.locale),
        language_of(pair.locale),
    )


def behind(pair: Pair) -> tuple[str, ...]:
    """Give the sections that are behind, without those whose pin nobody can judge."""
    status = pair.status
    changed = (*status.behind, *status.removed)
    return tuple(key for key in changed if key not in status.unknown_pins)


def heading_of(pair: Pair, key: str) -> Location:
    """Give the line of a section on the translated page, the first where it has none."""
    if pair.target is None:
        return Location(path=pair.target_path)
    lines = {section.id: section.line for section in split_sections(pair.target.file.text)}
    return pair.target.file.at(lines.get(key, 1))


def named(pair: Pair, keys: Sequence[str]) -> Text:
    """Name sections by their ids and by their titles in the reader's language."""
    shown = {language: _titles(pair, language) for language in LANGUAGES}
    en = [f"“{shown['en'][key]}” ({key})" if shown["en"].get(key) else f"“{key}”" for key in keys]
    zh = [f"“{shown['zh'][key]}”（{key}）" if shown["zh"].get(key) else f"“{key}”" for key in keys]
    return Text(en=", ".join(en), zh="、".join(zh))


def _titles(pair: Pair, language: Language) -> dict[str, str]:
    """Give the titles of the sections of both pages, in one language where a page has it."""
    word = pair.catalog.word("interface", "introduction", language)
    titles = {INTRO: "" if word == "introduction" else word}
    pages = [page for page in (pair.source, pair.target) if page]
    for page in sorted(pages, key=lambda each: each.locale == language):
        for section in split_sections(page.file.text):
            titles[section.id] = plain(section.title) or titles.get(section.id, "")
    return titles


def _usual_translator(pair: Pair) -> str:
    """Give the role that has stamped most translations, else the document's owner."""
    kept, key = pair.catalog.remembered, ("usual translator",)
    if key not in kept:
        records = (document.record for document in pair.catalog.documents.values())
        roles = Counter(
            each.translator for record in records for each in record.translations.values()
        )
        kept[key] = max(sorted(roles), key=lambda role: roles[role], default=None)
    return kept[key] or pair.document.record.owner
