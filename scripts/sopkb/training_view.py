"""What do the pages on training show: the path of each role, and the matrix of all centers?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.document_view import DayView
from sopkb.model.training import Assignment, Training
from sopkb.quiz_view import NewerDocument, newer_documents
from sopkb.training_matrix import CenterRequirement, Requirement, TrainingState, requirements


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLink:
    """A document with the version meant, its page's path in docs/ and its title."""

    id: str
    stem: str
    title: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """One module of a path; `newer` names the documents that have moved on since."""

    id: str
    stem: str
    title: str
    minutes: int
    questions: int
    documents: tuple[DocumentLink, ...]
    newer: tuple[NewerDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """The modules of an audience in their order, and the minutes of all together."""

    audience: str
    label: str
    minutes: int
    modules: tuple[ModuleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """What one center owes, in words; without counts nothing is known of it."""

    center: str
    state: TrainingState
    label: str
    required_by: DayView
    completed: int | None
    required: int | None
    as_of: DayView | None
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """A document that an audience must be trained on, center by center."""

    audience: str
    audience_label: str
    module: DocumentLink
    document: DocumentLink
    effective: DayView
    cells: tuple[CellView | None, ...]

    @property
    def states(self) -> tuple[TrainingState, ...]:
        """Give the states that occur, worst first."""
        held = {cell.state for cell in self.cells if cell}
        return tuple(state for state in TrainingState if state in held)

    @property
    def urgency(self) -> int:
        """Give the place of the worst state, for sorting."""
        return list(TrainingState).index(self.states[0]) if self.states else len(TrainingState)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixView:
    """All rows, the centers in the order of the columns, and how many cells have which state."""

    centers: tuple[tuple[str, str], ...]
    rows: tuple[RowView, ...]
    counts: Mapping[TrainingState, int]


def paths_view(catalog: Catalog, language: str, today: date) -> tuple[PathView, ...]:
    """Show which modules each audience takes, in which order."""
    return tuple(
        _path(catalog, audience, path.trainings, language)
        for audience, path in catalog.training_matrix.items()
    )


def matrix_view(catalog: Catalog, language: str, today: date) -> MatrixView:
    """Show who must be trained on what by when, and how far the centers are."""
    rows = tuple(_row(catalog, each, language) for each in requirements(catalog, today))
    counted = Counter(cell.state for row in rows for cell in row.cells if cell)
    return MatrixView(
        centers=tuple(
            (key, center.name.in_language(language)) for key, center in catalog.centers.items()
        ),
        rows=rows,
        counts={state: counted[state] for state in TrainingState},
    )


def _path(
    catalog: Catalog, audience: str, assignments: tuple[Assignment, ...], language: str
) -> PathView:
    modules = tuple(_modules(catalog, assignments, language))
    return PathView(
        audience=audience,
        label=catalog.word("audience", audience, language),
        minutes=sum(module.minutes for module in modules),
        modules=modules,
    )


def _modules(
    catalog: Catalog, assignments: tuple[Assignment, ...], language: str
) -> Iterator[ModuleView]:
    """Yield the modules that exist; a rule tells the others."""
    for assignment in assignments:
        training = catalog.training.get(assignment.training)
        document = catalog.documents.get(assignment.training)
        if training and document:
            yield ModuleView(
                id=training.id,
                stem=document.stem,
                title=document.title(language),
                minutes=training.minutes,
                questions=len(training.questions),
                documents=_taught(catalog, training, language),
                newer=newer_documents(catalog, training, language),
            )


def _taught(catalog: Catalog, training: Training, language: str) -> tuple[DocumentLink, ...]:
    return tuple(_link(catalog, each.id, each.version, language) for each in training.documents)


def _row(catalog: Catalog, requirement: Requirement, language: str) -> RowView:
    by_center = {each.center: each for each in requirement.centers}
    module = catalog.documents.get(requirement.training)
    version = module.record.version if module else ""
    return RowView(
        audience=requirement.audience,
        audience_label=catalog.word("audience", requirement.audience, language),
        module=_link(catalog, requirement.training, version, language),
        document=_link(catalog, requirement.document, requirement.version, language),
        effective=DayView.of(requirement.effective, language),
        cells=tuple(
            _cell(catalog, by_center[key], language) if key in by_center else None
            for key in catalog.centers
        ),
    )


def _cell(catalog: Catalog, owed: CenterRequirement, language: str) -> CellView:
    counts = owed.counts
    return CellView(
        center=catalog.centers[owed.center].name.in_language(language),
        state=owed.state,
        label=catalog.word("training_state", owed.state, language),
        required_by=DayView.of(owed.required_by, language),
        completed=counts.completed if counts else None,
        required=counts.required if counts else None,
        as_of=DayView.of(counts.as_of, language) if counts else None,
        is_stale=owed.is_stale,
    )


def _link(catalog: Catalog, name: str, version: str, language: str) -> DocumentLink:
    document = catalog.documents.get(name)
    return DocumentLink(
        id=name,
        stem=document.stem if document else "",
        title=document.title(language) if document else name,
        version=version,
    )
