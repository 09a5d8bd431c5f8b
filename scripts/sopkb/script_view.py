"""What do a reply script and the library of all of them show, in the reader's language?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.document_view import RoleView, role_view
from sopkb.model.documents import ALL_MARKETS, Status
from sopkb.model.floor import Script, VariableKind
from sopkb.script_text import Piece, is_outdated, paragraphs, plain_text

Choices = tuple[tuple[str, str], ...]
"""Keys and words of a filter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A script's text in one language."""

    language: str
    name: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableView:
    """A placeholder to be filled."""

    name: str
    label: str
    kind: VariableKind
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptView:
    """A reply script; `text` is in the reader's language, `others` are beside it."""

    id: str
    title: str
    situation: str
    situation_label: str
    personas: tuple[str, ...]
    persona_labels: tuple[str, ...]
    tone: str
    tone_label: str
    channels: tuple[str, ...]
    channel_labels: tuple[str, ...]
    markets: tuple[str, ...]
    market_labels: tuple[str, ...]
    text: TextView
    others: tuple[TextView, ...]
    variables: tuple[VariableView, ...]
    do_not_say: tuple[str, ...]
    document: str
    document_stem: str
    document_version: str
    current_version: str
    is_outdated: bool
    is_in_use: bool
    status: Status
    status_label: str
    owner: RoleView
    search_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryView:
    """The scripts in use, and what they can be filtered by."""

    scripts: tuple[ScriptView, ...]
    situations: Choices
    personas: Choices
    channels: Choices
    markets: Choices
    tones: Choices


def script_view(catalog: Catalog, language: str, today: date, name: str) -> ScriptView:
    """Show a script."""
    script = catalog.scripts[name]
    document = catalog.documents.get(script.document)
    locales = sorted({*catalog.locales, language}, key=lambda code: code != language)
    texts = tuple(_text(catalog, script, locale) for locale in locales)
    title = script.title.in_language(language)
    everybody = tuple(catalog.vocabulary.get("persona", {}))
    personas = (script.persona,) if script.persona else everybody
    return ScriptView(
        id=name,
        title=title,
        situation=script.situation,
        situation_label=catalog.word("situation", script.situation, language),
        personas=personas,
        persona_labels=_words(catalog, "persona", personas, language),
        tone=script.tone,
        tone_label=catalog.word("tone", script.tone, language),
        channels=script.channels,
        channel_labels=_words(catalog, "channel", script.channels, language),
        markets=script.markets,
        market_labels=tuple(_market(catalog, key, language) for key in script.markets),
        text=texts[0],
        others=texts[1:],
        variables=tuple(_variables(script, language)),
        do_not_say=tuple(each.in_language(language) for each in script.do_not_say),
        document=script.document,
        document_stem=document.stem if document else "",
        document_version=script.document_version,
        current_version=document.record.version if document else "",
        is_outdated=is_outdated(catalog, script),
        is_in_use=script.status is Status.EFFECTIVE,
        status=script.status,
        status_label=catalog.word("status", script.status, language),
        owner=role_view(catalog, script.owner, language),
        search_text=f"{title} {plain_text(catalog, script, language)}",
    )


def library_view(catalog: Catalog, language: str, today: date) -> LibraryView:
    """Show the scripts in use, by id."""
    views = (script_view(catalog, language, today, name) for name in sorted(catalog.scripts))
    scripts = tuple(view for view in views if view.is_in_use)
    return LibraryView(
        scripts=scripts,
        situations=_choices(catalog, "situation", (each.situation for each in scripts), language),
        personas=_choices(
            catalog, "persona", (key for each in scripts for key in each.personas), language
        ),
        channels=_choices(
            catalog, "channel", (key for each in scripts for key in each.channels), language
        ),
        markets=tuple((key, _market(catalog, key, language)) for key in catalog.markets),
        tones=_choices(catalog, "tone", (each.tone for each in scripts), language),
    )


def _text(catalog: Catalog, script: Script, locale: str) -> TextView:
    row = catalog.locales.get(locale)
    return TextView(
        language=locale,
        name=row.name if row else locale,
        paragraphs=paragraphs(catalog, script, locale),
    )


def _variables(script: Script, language: str) -> Iterator[VariableView]:
    for variable in script.variables:
        yield VariableView(
            name=variable.name,
            label=variable.label.in_language(language),
            kind=variable.kind,
            example=variable.example.in_language(language),
        )


def _words(catalog: Catalog, group: str, keys: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(catalog.word(group, key, language) for key in keys)


def _market(catalog: Catalog, key: str, language: str) -> str:
    if key == ALL_MARKETS:
        return catalog.word("interface", "all-markets", language)
    row = catalog.markets.get(key)
    return row.name.in_language(language) if row else key


def _choices(catalog: Catalog, group: str, used: Iterable[str], language: str) -> Choices:
    """Give the words of a group that are used, in the order of the vocabulary."""
    keys = set(used)
    return tuple(
        (key, text.in_language(language))
        for key, text in catalog.vocabulary.get(group, {}).items()
        if key in keys
    )
