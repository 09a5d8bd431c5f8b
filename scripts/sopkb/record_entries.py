"""How does a record come to hold one more change, review or approval, all else as it was?

The newest entry comes last, in the style of the one before it: one line, or a line for each key.
"""

from collections.abc import Mapping
from functools import partial

import yaml

from sopkb.model.documents import Approval, Change, Review
from sopkb.source import SourceFile
from sopkb.yaml_edit import STEP, Edit, edited, line_of, pair_of, place_before, quoted, says, word

ORDER = ("reviews", "approvals", "translations", "changes")
"""In which order a record holds its histories."""

Entry = Mapping[str, "str | Mapping[str, str]"]
"""Keys with their values as they are to be written; a value may have keys of its own."""


def with_change(file: SourceFile, change: Change) -> str:
    """Give a record's text with a change as its newest, its version and its effective day."""
    return edited(file, partial(_change, change=change))


def with_review(file: SourceFile, review: Review) -> str:
    """Give a record's text with a review as its newest."""
    return edited(file, partial(_append, name="reviews", entry=_review(review)))


def with_approval(file: SourceFile, approval: Approval) -> str:
    """Give a record's text with an approval as its newest."""
    return edited(file, partial(_append, name="approvals", entry=_approval(approval)))


def change_line(change: Change, column: int) -> str:
    """Write a change on one line, as it may be pasted at the end of `changes`."""
    return f"{' ' * column}- {_flow(_change_entry(change))}"


def _change(edit: Edit, root: yaml.MappingNode, *, change: Change) -> None:
    wanted = {"version": quoted(change.version), "effective": change.date.isoformat()}
    for name, text in wanted.items():
        found = pair_of(root, name)
        if found and not says(found[1], text):
            edit.replace(found[1], text)
    _append(edit, root, name="changes", entry=_change_entry(change))


def _append(edit: Edit, root: yaml.MappingNode, *, name: str, entry: Entry) -> None:
    """Write an entry behind the last one of a list, which may not be there yet."""
    found = pair_of(root, name)
    if found is None:
        place = place_before(edit, root, *ORDER[ORDER.index(name) + 1 :])
        edit.insert(place, [f"{name}:", *_block(entry, STEP)])
        return
    key, value = found
    if not isinstance(value, yaml.SequenceNode) or not value.value:
        edit.rewrite(key, value, f"{name}:", _block(entry, STEP))
    elif value.flow_style:
        edit.add(value.value[-1], f", {_flow(entry)}")
    else:
        column = value.start_mark.column
        one_line = [f"{' ' * column}- {_flow(entry)}"]
        lines = one_line if value.value[-1].flow_style else _block(entry, column)
        edit.insert(edit.line_after(value), lines)


def _change_entry(change: Change) -> Entry:
    entry: dict[str, str | Mapping[str, str]] = {
        "version": quoted(change.version),
        "date": change.date.isoformat(),
        "kind": change.kind.value,
        "note": {"en": quoted(change.note.en), "zh": quoted(change.note.zh)},
    }
    if change.cause is not None:
        entry["cause"] = word(change.cause)
    return entry


def _review(review: Review) -> Entry:
    entry = {
        "date": review.date.isoformat(),
        "by": word(review.by),
        "method": review.method.value,
        "outcome": review.outcome.value,
        "version": quoted(review.version),
    }
    for name, text in (("text", review.text), ("note", review.note)):
        if text is not None:
            entry[name] = quoted(text)
    return entry


def _approval(approval: Approval) -> Entry:
    entry = {
        "date": approval.date.isoformat(),
        "role": word(approval.role),
        "version": quoted(approval.version),
    }
    if approval.text is not None:
        entry["text"] = quoted(approval.text)
    return entry


def _flow(entry: Entry) -> str:
    parts = (
        f"{name}: {text if isinstance(text, str) else _flow(text)}" for name, text in entry.items()
    )
    return f"{{{', '.join(parts)}}}"


def _block(entry: Entry, column: int) -> list[str]:
    """Write an entry of a list with a line for each key."""
    inner = column + STEP
    lines = []
    for name, text in entry.items():
        if isinstance(text, str):
            lines.append(line_of(inner, name, text))
        else:
            lines.append(f"{' ' * inner}{name}:")
            lines += [line_of(inner + STEP, key, words) for key, words in text.items()]
    return [f"{' ' * column}- {lines[0].lstrip()}", *lines[1:]]
