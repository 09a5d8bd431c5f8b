"""What do training modules hold, who needs which, and how many have completed them?"""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StrictInt
from pydantic_core import PydanticCustomError

from sopkb.model.base import (
    AudienceRef,
    CenterRef,
    Day,
    DocumentRef,
    LocalizedText,
    Model,
    TrainingRef,
    Version,
)
from sopkb.model.registers import Row

HIGHEST_COUNT = 999_999


def parse_count(value: Any) -> int:
    """Read a whole number from 0 as a table holds it; a ValueError says what is wrong with it."""
    text = str(value)
    if not (text.isascii() and text.isdigit()) or int(text) > HIGHEST_COUNT:
        raise PydanticCustomError("count_form", "not a whole number from 0")
    return int(text)


def one_answer(value: Any) -> Any:
    """Refuse a list of answers: a question has exactly one that is right."""
    if isinstance(value, list):
        raise PydanticCustomError("one_answer", "a question has one right answer")
    return value


Percent = Annotated[StrictInt, Field(ge=0, le=100)]
Positive = Annotated[StrictInt, Field(ge=1)]
DaysBefore = Annotated[StrictInt, Field(ge=0, le=365)]
Count = Annotated[int, BeforeValidator(parse_count)]


class TaughtDocument(Model):
    """A document that a training teaches, and the version that it teaches."""

    id: DocumentRef
    version: Version


class Question(Model):
    """One question of a quiz; `answer` is the number of the right option, from 1.

    `section` is a document's id, # and the id of its section: where the reason can be read.
    """

    text: LocalizedText
    options: tuple[LocalizedText, ...] = Field(min_length=2)
    answer: Annotated[Positive, BeforeValidator(one_answer)]
    why: LocalizedText
    section: str | None = None


class Training(Row):
    """The quiz and the facts of a training module; its text is a page with a TRN record.

    `pass_mark` is in percent of the questions.
    """

    id: str = Field(pattern=r"^TRN-[A-Z]{3}-\d{3}$")
    documents: tuple[TaughtDocument, ...] = Field(min_length=1)
    audience: tuple[AudienceRef, ...] = Field(min_length=1)
    minutes: Positive
    pass_mark: Percent
    questions: tuple[Question, ...] = Field(min_length=1)


class Assignment(Model):
    """A training that an audience needs, so many days before what it teaches takes effect.

    `centers` holds the days of centers that need more or fewer.
    """

    training: TrainingRef
    days_before: DaysBefore
    centers: dict[CenterRef, DaysBefore] = Field(default_factory=dict)

    def days_in(self, center: str) -> int:
        """Give the days before the effective date that hold in a center."""
        return self.centers.get(center, self.days_before)


class TrainingPath(Row):
    """The trainings of one audience, whose name is the id, in the order to take them."""

    id: AudienceRef
    trainings: tuple[Assignment, ...] = Field(min_length=1)


class TrainingStatus(Model):
    """Imported counts of one center: how many people need a version of a training, and have it.

    `line` is where the counts stand in the table; nobody is named there.
    """

    center: str = Field(min_length=1)
    training: str = Field(min_length=1)
    version: Version
    required: Count
    completed: Count
    as_of: Day
    line: int
