"""What does the API tell of the agents' tools: reply scripts and escalation paths?"""

from datetime import date

from sopkb.catalog import Catalog
from sopkb.exports.api import ApiFile, as_json, head
from sopkb.model.base import LocalizedText
from sopkb.model.documents import Status
from sopkb.model.floor import Escalation, Script
from sopkb.script_text import is_outdated, plain_text


class ScriptEntry(Script):
    """A reply script; `words` is its text with values written out and the placeholders' labels.

    `is_outdated`: its document has a new major version; do not offer it before it is checked.
    """

    words: LocalizedText
    is_outdated: bool


class ScriptsFile(ApiFile):
    """Replies that agents may send, those in use."""

    scripts: tuple[ScriptEntry, ...]


class EscalationFile(ApiFile):
    """Who takes a case in which situation; the row of a market goes before that for all."""

    escalation: tuple[Escalation, ...]


def scripts(catalog: Catalog, today: date) -> str:
    """Write scripts.json."""
    in_use = (row for row in catalog.scripts.values() if row.status is Status.EFFECTIVE)
    entries = tuple(_script(catalog, row) for row in sorted(in_use, key=lambda row: row.id))
    return as_json(ScriptsFile(**head(catalog, today), scripts=entries))


def escalation(catalog: Catalog, today: date) -> str:
    """Write escalation.json."""
    rows = tuple(catalog.escalation.values())
    return as_json(EscalationFile(**head(catalog, today), escalation=rows))


def _script(catalog: Catalog, row: Script) -> ScriptEntry:
    fields = {name: getattr(row, name) for name in type(row).model_fields}
    return ScriptEntry(
        **fields,
        words=LocalizedText(en=plain_text(catalog, row, "en"), zh=plain_text(catalog, row, "zh")),
        is_outdated=is_outdated(catalog, row),
    )
