"""How does a record come to hold a translator's attestation, its other lines left as they are?

The text is edited, never written anew: comments, order, line ends stay; a pin that has not changed
keeps its line. Only a value in flow style (`{…}`) is rewritten as block lines, its comments kept.
"""

from collections.abc import Iterator, Mapping
from functools import partial

import yaml

from sopkb.model.documents import Translation
from sopkb.source import SourceFile
from sopkb.yaml_edit import (
    STEP,
    Edit,
    edited,
    is_block,
    line_of,
    pair_of,
    place_before,
    quoted,
    says,
    word,
)
from sopkb.yaml_source import StrictLoader

KEY = "translations"
SECTIONS = "sections"
FIELDS = ("version", "date", "translator", "reviewer", "note", "pair")


def stamped(file: SourceFile, locale: str, translation: Translation) -> str:
    """Give a record's text with the attestation of one locale, all else as it was."""
    return edited(file, partial(_stamp, locale=locale, translation=translation))


def _stamp(edit: Edit, root: yaml.MappingNode, *, locale: str, translation: Translation) -> None:
    found = pair_of(root, KEY)
    if found is None:
        lines = [f"{KEY}:", *_entry(locale, translation, STEP)]
        edit.insert(place_before(edit, root, "changes"), lines)
        return
    key, value = found
    if not is_block(value):
        kept = _kept_entries(value, locale)
        edit.rewrite(key, value, f"{KEY}:", [*kept, *_entry(locale, translation, STEP)])
        return
    entry = pair_of(value, locale)
    if entry is None:
        column = value.value[0][0].start_mark.column
        edit.insert(edit.line_after(value), _entry(locale, translation, column))
    elif is_block(entry[1]):
        _restamp(edit, entry[1], translation)
    else:
        first, *rest = _entry(locale, translation, entry[0].start_mark.column)
        edit.rewrite(*entry, first.strip(), rest)


def _restamp(edit: Edit, entry: yaml.Node, translation: Translation) -> None:
    """Bring the lines of an entry up to date, one by one."""
    column = entry.value[0][0].start_mark.column
    wanted = _fields(translation)
    _update(edit, entry, {name: wanted.get(name) for name in FIELDS}, column)
    found = pair_of(entry, SECTIONS)
    lines = _pins(translation, column + STEP)
    if found is None:
        edit.insert(edit.line_after(entry), [f"{' ' * column}{SECTIONS}:", *lines])
    elif not is_block(found[1]) or _is_reordered(found[1], translation):
        edit.rewrite(*found, f"{SECTIONS}:", lines)
    else:
        inner = found[1].value[0][0].start_mark.column
        keys = [*translation.sections, *(key.value for key, _ in found[1].value)]
        _update(edit, found[1], {key: translation.sections.get(key) for key in keys}, inner)


def _is_reordered(pins: yaml.Node, translation: Translation) -> bool:
    """Tell whether the sections that stay no longer stand in the order of the source."""
    kept = [key.value for key, _ in pins.value if key.value in translation.sections]
    return kept != [key for key in translation.sections if key in kept]


def _update(edit: Edit, node: yaml.Node, wanted: Mapping[str, str | None], column: int) -> None:
    """Give the keys of a block mapping the values wanted; None removes a key."""
    place = node.value[0][0].start_mark.line
    for name, text in wanted.items():
        found = pair_of(node, name)
        if found is None:
            if text is not None:
                edit.insert(place, [line_of(column, name, text)])
            continue
        if text is None:
            edit.remove(*found)
        elif not says(found[1], text):
            edit.replace(found[1], text)
        place = max(place, edit.line_after(found[1]))


def _kept_entries(value: yaml.Node, locale: str) -> Iterator[str]:
    """Yield the entries of other locales that a mapping in flow style holds, as block lines."""
    pairs = value.value if isinstance(value, yaml.MappingNode) else []
    for key, entry in pairs:
        if key.value != locale:
            yield from _entry(key.value, _read(entry), STEP)


def _read(entry: yaml.Node) -> Translation:
    return Translation.model_validate(StrictLoader("").construct_document(entry))


def _entry(locale: str, translation: Translation, column: int) -> list[str]:
    inner = column + STEP
    fields = [line_of(inner, name, text) for name, text in _fields(translation).items()]
    pins = _pins(translation, inner + STEP)
    return [f"{' ' * column}{word(locale)}:", *fields, f"{' ' * inner}{SECTIONS}:", *pins]


def _fields(translation: Translation) -> dict[str, str]:
    wanted = {
        "version": quoted(translation.version),
        "date": translation.date.isoformat(),
        "translator": word(translation.translator),
    }
    if translation.reviewer is not None:
        wanted["reviewer"] = word(translation.reviewer)
    if translation.note is not None:
        wanted["note"] = quoted(translation.note)
    if translation.pair is not None:
        wanted["pair"] = quoted(translation.pair)
    return wanted


def _pins(translation: Translation, column: int) -> list[str]:
    return [line_of(column, key, pin) for key, pin in translation.sections.items()]
