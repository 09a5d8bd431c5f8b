"""Which of the agents' tools have to follow their documents, and which training is late?

The same is found by the rules `script-outdated`, `guide-outdated`, `training-outdated`,
`bulletin-outdated` and `training-late`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sopkb import bulletins, guide_list, script_text, training_matrix
from sopkb.catalog import Catalog, Document
from sopkb.findings import Location
from sopkb.model.base import LocalizedText
from sopkb.model.documents import OUT_OF_USE, Status
from sopkb.night import item_words as words
from sopkb.night.items import item_of
from sopkb.night.model import Item, ItemKind
from sopkb.training_matrix import STATUS_FILE, in_force_from
from sopkb.yaml_source import KeyPath

SCRIPT = LocalizedText(en="Reply script", zh="话术")
GUIDE = LocalizedText(en="Guide", zh="决策树")
TRAINING = LocalizedText(en="Training", zh="培训")
BULLETIN = LocalizedText(en="Bulletin", zh="业务公告")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tool:
    """A tool that follows a version of a document; `place` is where it says so.

    `task` is the document whose owner has to act, or `role`, where it is another one.
    """

    kind: LocalizedText
    id: str
    place: Location
    document: Document
    followed: str
    version: str
    task: Document
    role: str | None = None


def floor_items(catalog: Catalog, today: date) -> Iterator[Item]:
    """Yield what is behind its document, and what each center owes."""
    for tool in (*_scripts(catalog), *_guides(catalog), *_training(catalog)):
        yield _outdated(catalog, tool, today)
    for tool in _bulletins(catalog, today):
        yield _outdated(catalog, tool, today)
    yield from _late(catalog, today)


def _outdated(catalog: Catalog, tool: _Tool, today: date) -> Item:
    since = in_force_from(tool.document.record)
    followed = (tool.document.id, tool.followed, tool.version, since)
    return item_of(
        catalog,
        ItemKind.TOOL_OUTDATED,
        tool.task,
        words.outdated(tool.kind, tool.id, *followed),
        today,
        key=f"{ItemKind.TOOL_OUTDATED}:{tool.id}:{tool.document.id}",
        at=tool.place,
        due=since,
        role=tool.role,
    )


def _scripts(catalog: Catalog) -> Iterator[_Tool]:
    for script in catalog.scripts.values():
        document = catalog.documents.get(script.document)
        if document is None or script.status is not Status.EFFECTIVE:
            continue
        if script_text.is_outdated(catalog, script) and document.record.status not in OUT_OF_USE:
            place = ("scripts", (script.id, "document_version"))
            yield _tool(catalog, SCRIPT, place, document, script.document_version, script.owner)


def _guides(catalog: Catalog) -> Iterator[_Tool]:
    for guide in catalog.guides.values():
        if guide_list.is_outdated(catalog, guide):
            document = catalog.documents[guide.document]
            place = ("guides", (guide.id, "version"))
            yield _tool(catalog, GUIDE, place, document, guide.version)


def _training(catalog: Catalog) -> Iterator[_Tool]:
    """Yield the modules, which their own owners revise."""
    for training in catalog.training.values():
        module = catalog.documents.get(training.id)
        for index, document in training_matrix.outdated(catalog, training):
            place = ("training", (training.id, "documents", index, "version"))
            taught = training.documents[index].version
            yield _tool(catalog, TRAINING, place, document, taught, task=module)


def _bulletins(catalog: Catalog, today: date) -> Iterator[_Tool]:
    for row, index, newest in bulletins.outdated(catalog, today):
        changed = row.documents[index]
        place = ("bulletins", (row.id, "documents", index, "version"))
        yield _tool(
            catalog, BULLETIN, place, catalog.documents[changed.id], changed.version, newest=newest
        )


def _tool(
    catalog: Catalog,
    kind: LocalizedText,
    place: tuple[str, KeyPath],
    document: Document,
    followed: str,
    role: str | None = None,
    *,
    task: Document | None = None,
    newest: str | None = None,
) -> _Tool:
    return _Tool(
        kind=kind,
        id=str(place[1][0]),
        place=catalog.locate(*place),
        document=document,
        followed=followed,
        version=newest or document.record.version,
        task=task or document,
        role=role,
    )


def _late(catalog: Catalog, today: date) -> Iterator[Item]:
    """Yield what the lead of a center has to see to; a training without a page is a rule's."""
    for required_by, counts in training_matrix.late(catalog, today):
        module, center = catalog.documents.get(counts.training), catalog.centers[counts.center]
        if module:
            yield item_of(
                catalog,
                ItemKind.TRAINING_LATE,
                module,
                words.training_late(center.name, required_by, counts),
                today,
                key=f"{ItemKind.TRAINING_LATE}:{counts.center}:{counts.training}",
                at=Location(path=STATUS_FILE, line=counts.line),
                due=required_by,
                role=center.lead,
            )
