"""What does the quiz of a training module show, in the reader's language?"""

from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog, Page
from sopkb.model.training import Question, Training
from sopkb.titles import plain
from sopkb.training_matrix import outdated
from sopkb.wording import text_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLink:
    """A section of a document: the page's path in docs/, the anchor, what a link to it says."""

    stem: str
    anchor: str
    document: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question; `number` and `answer` count from 1."""

    number: int
    text: str
    options: tuple[str, ...]
    answer: int
    why: str
    section: SectionLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerDocument:
    """A document that a module teaches in an older version."""

    id: str
    stem: str
    title: str
    version: str
    taught: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizView:
    """A quiz; `newer` names the documents that have moved on since the module was made."""

    id: str
    title: str
    minutes: int
    pass_mark: int
    questions: tuple[QuestionView, ...]
    newer: tuple[NewerDocument, ...]

    @property
    def search_text(self) -> str:
        """Give the questions; the answers are not for a search to tell."""
        return " ".join(question.text for question in self.questions)


def quiz_view(catalog: Catalog, language: str, today: date, name: str) -> QuizView:
    """Show the quiz of a training."""
    training = catalog.training[name]
    module = catalog.documents.get(name)
    questions = enumerate(training.questions, 1)
    return QuizView(
        id=name,
        title=module.title(language) if module else name,
        minutes=training.minutes,
        pass_mark=training.pass_mark,
        questions=tuple(_question(catalog, number, each, language) for number, each in questions),
        newer=newer_documents(catalog, training, language),
    )


def newer_documents(
    catalog: Catalog, training: Training, language: str
) -> tuple[NewerDocument, ...]:
    """Name the documents that a module teaches in an older MAJOR version."""
    return tuple(
        NewerDocument(
            id=document.id,
            stem=document.stem,
            title=document.title(language),
            version=document.record.version,
            taught=training.documents[index].version,
        )
        for index, document in outdated(catalog, training)
    )


def _question(catalog: Catalog, number: int, question: Question, language: str) -> QuestionView:
    return QuestionView(
        number=number,
        text=text_in_words(catalog, question.text, language),
        options=tuple(text_in_words(catalog, each, language) for each in question.options),
        answer=question.answer,
        why=text_in_words(catalog, question.why, language),
        section=_section(catalog, question.section, language) if question.section else None,
    )


def _section(catalog: Catalog, name: str, language: str) -> SectionLink | None:
    """Give the link to a section; a rule tells those that lead nowhere."""
    document_id, _, anchor = name.partition("#")
    document = catalog.documents.get(document_id)
    page = document.page(language) if document else None
    if document is None or page is None:
        return None
    return SectionLink(
        stem=document.stem,
        anchor=anchor,
        document=document.id,
        title=_heading(page, anchor) or document.title(language),
    )


def _heading(page: Page, anchor: str) -> str | None:
    found = (heading.text for heading in page.outline.headings if heading.id == anchor)
    return next(map(plain, found), None)
