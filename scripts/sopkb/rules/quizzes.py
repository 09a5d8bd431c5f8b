"""Can every question of a quiz be answered, and does its reason lead somewhere?"""

from collections.abc import Iterator

from sopkb.anchors import has_anchor
from sopkb.catalog import Catalog, Document
from sopkb.findings import LANGUAGES, Location, Problem, Severity, Text
from sopkb.model.training import Question
from sopkb.nearest import nearest
from sopkb.rules.damage import known
from sopkb.rules.engine import Context, rule

FEWEST_QUESTIONS = 10

Asked = tuple[str, int, Question]
"""The id of a training, the index of a question, the question."""


@rule(Severity.ERROR)
def quiz_answer(context: Context) -> Iterator[Problem]:
    """The answer of a question must be the number of one of its options, counted from 1.

    题目的答案必须是某个选项的序号，从 1 开始。

    Bad: answer: 4 with three options
    Good: answer: 3 with three options
    """
    for name, index, question in _questions(context.catalog):
        if question.answer > len(question.options):
            at = context.catalog.locate("training", (name, "questions", index, "answer"))
            yield _no_such_option(at, question)


@rule(Severity.ERROR)
def quiz_option_duplicate(context: Context) -> Iterator[Problem]:
    """The options of a question must differ, in each language.

    同一题目的选项不得重复，中英文均如此。

    Bad: options: [{en: Refund it, zh: 退款}, {en: refund it, zh: 退货}]
    Good: options: [{en: Refund it, zh: 退款}, {en: Return first, zh: 先退货}]
    """
    for name, index, question in _questions(context.catalog):
        for language in LANGUAGES:
            texts = [" ".join(each.in_language(language).split()) for each in question.options]
            folded = [text.casefold() for text in texts]
            for number, text in enumerate(folded):
                if text in folded[:number]:
                    path = (name, "questions", index, "options", number, language)
                    at = context.catalog.locate("training", path)
                    yield _same(at, texts[number], folded.index(text) + 1)


@rule(Severity.WARNING)
def quiz_questions_few(context: Context) -> Iterator[Problem]:
    """A quiz must have at least 10 questions; with fewer, one guess decides.

    测验至少要有 10 道题；题目太少时，猜中一题就会左右结果。

    Bad: 4 questions
    Good: 10 questions
    """
    for training in context.catalog.training.values():
        if len(training.questions) < FEWEST_QUESTIONS:
            at = context.catalog.locate("training", (training.id, "questions"))
            yield _few(at, len(training.questions))


@rule(Severity.ERROR)
def quiz_section_unknown(context: Context) -> Iterator[Problem]:
    """The section of a question must be that of a document that exists, such as SOP-BUY-001#steps.

    题目引用的章节必须存在，写法如 SOP-BUY-001#steps。

    Bad: section: SOP-BUY-001#step
    Good: section: SOP-BUY-001#steps
    """
    catalog = context.catalog
    ids = known(catalog, "documents")
    for name, index, question in _questions(catalog):
        if question.section is None or ids is None:
            continue
        document_id, _, anchor = question.section.partition("#")
        document = catalog.documents.get(document_id)
        at = catalog.locate("training", (name, "questions", index, "section"))
        if document_id not in ids:
            yield _unknown(at, question.section, nearest(document_id, ids))
        elif document and not _has_section(document, anchor):
            yield _unknown(at, question.section, _nearest_section(document, anchor))


def _questions(catalog: Catalog) -> Iterator[Asked]:
    for name, training in catalog.training.items():
        for index, question in enumerate(training.questions):
            yield name, index, question


def _has_section(document: Document, anchor: str) -> bool:
    """Tell whether a page of a document has the section; one without pages is told elsewhere."""
    page = document.page(document.record.source_language)
    return page is None or has_anchor(page, anchor, of_document=True)


def _nearest_section(document: Document, anchor: str) -> str | None:
    page = document.page(document.record.source_language)
    guess = nearest(anchor, page.outline.anchors) if page else None
    return f"{document.id}#{guess}" if guess else None


def _no_such_option(at: Location, question: Question) -> Problem:
    count = len(question.options)
    return Problem(
        at=at,
        message=Text(
            en=f"“answer” must be the number of an option, 1 to {count}; seen: {question.answer}.",
            zh=f"answer 必须是选项序号（1 至 {count}），当前为：{question.answer}。",
        ),
        fix=Text(
            en="Count the options from the top, beginning with 1.",
            zh="请从上往下数选项，第一个为 1。",
        ),
    )


def _same(at: Location, text: str, first: int) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"The options of a question must differ; “{text}” is option {first} already.",
            zh=f"选项不得重复；“{text}”与第 {first} 个选项相同。",
        ),
        fix=Text(
            en="Write another answer, or remove this one and count “answer” again.",
            zh="请改写该选项，或删除后重新核对 answer 的序号。",
        ),
    )


def _few(at: Location, count: int) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"A quiz must have at least {FEWEST_QUESTIONS} questions; it has {count}.",
            zh=f"测验至少要有 {FEWEST_QUESTIONS} 道题，当前有 {count} 道。",
        ),
        fix=Text(
            en="Add questions on what goes wrong most often in live cases.",
            zh="请补充题目，优先选取真实工单中最常出错之处。",
        ),
    )


def _unknown(at: Location, seen: str, guess: str | None) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"“section” must name a section of a document; there is no “{seen}”.",
            zh=f"section 必须指向文件中已有的章节，“{seen}”不存在。",
        ),
        fix=Text(
            en=f"Did you mean “{guess}”?" if guess else "Write it like SOP-BUY-001#steps.",
            zh=f"是否应为“{guess}”？" if guess else "请写成如 SOP-BUY-001#steps 的形式。",
        ),
    )
