"""Who must have completed which training by when, and how far is each center? (counts only)

A training is required again whenever a document that it teaches changes so that people act
differently (a new MAJOR version): until the module teaches that version it is outdated, and no
count of its old versions is held against the new one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sopkb.catalog import Catalog, Document
from sopkb.model.documents import OUT_OF_USE, ChangeKind, DocumentRecord, major_version
from sopkb.model.registers import Center
from sopkb.model.training import Assignment, TaughtDocument, Training, TrainingStatus

STATUS_FILE = "data/training_status.csv"
STALE_DAYS = 14
"""Imported counts older than this many days are told to be old."""


class TrainingState(StrEnum):
    """How a center stands with a training on a day; the order is from worst to best."""

    LATE = "late"
    OUTDATED = "outdated"
    UNREPORTED = "unreported"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class CenterRequirement:
    """What one center owes: the last day to complete, the counts that hold, their state."""

    center: str
    required_by: date
    counts: TrainingStatus | None
    is_stale: bool
    state: TrainingState


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A version of a document that an audience must be trained on, with all centers.

    `effective` is the day from which people act by it: that of its last MAJOR version.
    """

    audience: str
    training: str
    document: str
    version: str
    effective: date
    centers: tuple[CenterRequirement, ...]


def requirements(catalog: Catalog, today: date) -> Iterator[Requirement]:
    """Yield every row of the matrix in the order of the register; documents out of use need none.

    What names an unknown training or document is left out: a rule tells it.
    """
    for path in catalog.training_matrix.values():
        for assignment in path.trainings:
            training = catalog.training.get(assignment.training)
            for taught in training.documents if training else ():
                document = catalog.documents.get(taught.id)
                if training and document and document.record.status not in OUT_OF_USE:
                    needed = _Needed(catalog, training, taught, document.record, assignment, today)
                    yield needed.requirement(path.id)


def outdated(catalog: Catalog, training: Training) -> Iterator[tuple[int, Document]]:
    """Yield index and document of what a training teaches in an older MAJOR version."""
    for index, taught in enumerate(training.documents):
        document = catalog.documents.get(taught.id)
        if document and is_outdated(taught, document.record):
            yield index, document


def late(catalog: Catalog, today: date) -> list[tuple[date, TrainingStatus]]:
    """Give the counts of the centers that are late, each with the first day that was missed."""
    found: dict[int, tuple[date, TrainingStatus]] = {}
    for requirement in requirements(catalog, today):
        for each in requirement.centers:
            if each.counts and each.state is TrainingState.LATE:
                missed, line = (each.required_by, each.counts), each.counts.line
                found[line] = min(found.get(line, missed), missed, key=lambda pair: pair[0])
    return list(found.values())


def is_outdated(taught: TaughtDocument, record: DocumentRecord) -> bool:
    """Tell whether a document has a newer MAJOR version than the one that is taught."""
    return major_version(taught.version) < major_version(record.version)


def in_force_from(record: DocumentRecord) -> date:
    """Give the day from which people act by the MAJOR version that a record has now."""
    days = (
        change.date
        for change in record.changes
        if change.kind is ChangeKind.MAJOR
        and major_version(change.version) == major_version(record.version)
    )
    return max(days, default=record.effective)


def latest_counts(
    catalog: Catalog, center: str, training: str, version: str | None
) -> TrainingStatus | None:
    """Give the newest counts of a center for the MAJOR version of a training."""
    held = (
        row
        for row in catalog.training_status
        if (row.center, row.training) == (center, training)
        and (version is None or major_version(row.version) == major_version(version))
    )
    return max(held, key=lambda row: (row.as_of, row.line), default=None)


@dataclass(frozen=True, slots=True)
class _Needed:
    """One document taught by one training to one audience, on a day."""

    catalog: Catalog
    training: Training
    taught: TaughtDocument
    record: DocumentRecord
    assignment: Assignment
    today: date

    def requirement(self, audience: str) -> Requirement:
        return Requirement(
            audience=audience,
            training=self.training.id,
            document=self.record.id,
            version=self.record.version,
            effective=in_force_from(self.record),
            centers=tuple(self._center(row) for row in self._centers()),
        )

    def _centers(self) -> Iterator[Center]:
        """Yield the centers at work that serve a market of the document."""
        for row in self.catalog.centers.values():
            is_open = row.go_live <= self.today and not (row.exit and row.exit < self.today)
            if is_open and any(self.record.serves_market(market) for market in row.markets):
                yield row

    def _center(self, center: Center) -> CenterRequirement:
        module = self.catalog.documents.get(self.training.id)
        version = module.record.version if module else None
        counts = latest_counts(self.catalog, center.id, self.training.id, version)
        required_by = self._required_by(module, center)
        return CenterRequirement(
            center=center.id,
            required_by=required_by,
            counts=counts,
            is_stale=counts is not None and (self.today - counts.as_of).days > STALE_DAYS,
            state=self._state(counts, required_by),
        )

    def _required_by(self, module: Document | None, center: Center) -> date:
        """Give so many days before the effective day, but none before there is the module."""
        days = timedelta(days=self.assignment.days_in(center.id))
        day = in_force_from(self.record) - days
        return max(day, in_force_from(module.record)) if module else day

    def _state(self, counts: TrainingStatus | None, required_by: date) -> TrainingState:
        if is_outdated(self.taught, self.record):
            return TrainingState.OUTDATED
        if counts is None:
            return TrainingState.UNREPORTED
        if counts.completed >= counts.required:
            return TrainingState.DONE
        return TrainingState.LATE if self.today > required_by else TrainingState.OPEN
