"""What does the API tell of training: the modules with their quizzes, the paths, the matrix?"""

from collections.abc import Iterator
from datetime import date

from sopkb.catalog import Catalog
from sopkb.exports.api import ApiFile, as_json, head
from sopkb.model.base import Model
from sopkb.model.training import Question, Training, TrainingPath
from sopkb.site_address import SiteAddress
from sopkb.training_matrix import (
    CenterRequirement,
    Requirement,
    TrainingState,
    outdated,
    requirements,
)


class TrainingEntry(Training):
    """A module with its quiz, practice and not certification, and where it is shown.

    `is_outdated`: a document that it teaches has had a major version since. A question's `section`
    is null where the readers of this site may not see it.
    """

    title: dict[str, str]
    url: dict[str, str]
    version: str
    is_outdated: bool


class CenterEntry(Model):
    """What one center owes; counts are of people, null where none are known.

    On another day: late where it is after `required_by` and fewer have `completed` than `required`.
    """

    center: str
    required_by: date
    state: TrainingState
    required: int | None
    completed: int | None
    counts_as_of: date | None


class RequirementEntry(Model):
    """A version of a document that an audience must be trained on, center by center."""

    audience: str
    training: str
    document: str
    version: str
    effective: date
    centers: tuple[CenterEntry, ...]


class TrainingFile(ApiFile):
    """Training modules, the path of each audience, and who must be trained on what by when."""

    training: tuple[TrainingEntry, ...]
    paths: tuple[TrainingPath, ...]
    matrix: tuple[RequirementEntry, ...]


def training(catalog: Catalog, today: date) -> str:
    """Write training.json."""
    content = TrainingFile(
        **head(catalog, today),
        training=tuple(_modules(catalog)),
        paths=tuple(row for _, row in sorted(catalog.training_matrix.items())),
        matrix=tuple(_requirement(each) for each in requirements(catalog, today)),
    )
    return as_json(content)


def _modules(catalog: Catalog) -> Iterator[TrainingEntry]:
    """Yield the modules that have a page; a rule tells the others."""
    addresses = SiteAddress(catalog)
    for name, row in sorted(catalog.training.items()):
        module = catalog.documents.get(name)
        if module is None:
            continue
        fields = {key: getattr(row, key) for key in Training.model_fields}
        fields["questions"] = tuple(_question(catalog, each) for each in row.questions)
        yield TrainingEntry(
            **fields,
            title={locale: page.title for locale, page in sorted(module.pages.items())},
            url={locale: addresses.page(module.stem, locale) for locale in catalog.locales},
            version=module.record.version,
            is_outdated=any(outdated(catalog, row)),
        )


def _question(catalog: Catalog, question: Question) -> Question:
    """Leave out a section of a document that is not here: its id tells of it."""
    document = (question.section or "").partition("#")[0]
    if document in catalog.documents:
        return question
    return question.model_copy(update={"section": None})


def _requirement(needed: Requirement) -> RequirementEntry:
    return RequirementEntry(
        audience=needed.audience,
        training=needed.training,
        document=needed.document,
        version=needed.version,
        effective=needed.effective,
        centers=tuple(map(_center, needed.centers)),
    )


def _center(owed: CenterRequirement) -> CenterEntry:
    counts = owed.counts
    return CenterEntry(
        center=owed.center,
        required_by=owed.required_by,
        state=owed.state,
        required=counts.required if counts else None,
        completed=counts.completed if counts else None,
        counts_as_of=counts.as_of if counts else None,
    )
