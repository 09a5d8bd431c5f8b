"""Does a page keep from its readers what they may not see?"""

import re
from collections.abc import Iterator, Mapping

from sopkb.access import WITHOUT_RECORD, may_read, telling_titles
from sopkb.catalog import Catalog, Document, Page
from sopkb.findings import LANGUAGES, Location, Problem, Severity, Text
from sopkb.macro_names import named_id
from sopkb.model.base import localized_texts
from sopkb.model.documents import Access
from sopkb.rules.engine import Context, rule
from sopkb.targets import Kind, links_of, resolve
from sopkb.yaml_source import KeyPath

Names = Mapping[str, Document]
"""Documents by what gives them away: the id, the titles."""

CALL_OR_LINK = re.compile(r"\{\{.*?\}\}|\[[^\[\]\n]*\]\([^()\n]*\.md[^()\n]*\)", re.S)


@rule(Severity.ERROR)
def access_leak(context: Context) -> Iterator[Problem]:
    """A text must not write out the id or the title of a document that its readers may not see.

    正文不得直接写出读者无权查看的文件的编号或标题。

    Bad: See SOP-GOV-009 for the fraud thresholds.
    Good: Ask your team lead for the fraud thresholds.
    """
    catalog = context.catalog
    if not _has_levels(catalog):
        return
    above = {access: _names_above(catalog, access) for access in Access}
    for page in context.pages:
        yield from _named_on(page, above[_access_of(catalog, page)])
    for document in context.documents:
        yield from _named_in_record(document, above[document.record.access])
    yield from _named_in_registers(catalog, above[WITHOUT_RECORD])


@rule(Severity.WARNING)
def access_dead_end(context: Context) -> Iterator[Problem]:
    """A page should not send its readers to a document that they may not see.

    页面不应让读者去查阅其无权查看的文件。

    Bad: {{ doc('SOP-GOV-009') }} on a page for centers, when that document is internal
    Good: {{ owner('governance-documents') }}
    """
    catalog = context.catalog
    if not _has_levels(catalog):
        return
    for page in context.pages:
        access = _access_of(catalog, page)
        above = {each.id: each for each in _above(catalog, access)}
        stems = {each.stem: each for each in above.values()}
        for call in page.outline.macro_calls:
            if call.name == "doc" and named_id(call) in above:
                yield _dead_end(call.at, above[str(named_id(call))], access)
        for link in links_of(page)[Kind.FILE]:
            other = stems.get(resolve(page, link.target).stem)
            if other:
                yield _dead_end(link.at, other, access)


def _has_levels(catalog: Catalog) -> bool:
    """Tell whether there is anything that some readers of a page may not see."""
    return any(each.record.access is not WITHOUT_RECORD for each in catalog.documents.values())


def _access_of(catalog: Catalog, page: Page) -> Access:
    document = catalog.document_of(page)
    return document.record.access if document else WITHOUT_RECORD


def _above(catalog: Catalog, access: Access) -> Iterator[Document]:
    """Yield the documents that readers of an access level may not see."""
    documents = catalog.documents.values()
    return (each for each in documents if not may_read(access, each.record.access))


def _names_above(catalog: Catalog, access: Access) -> Names:
    return {
        name: other
        for other in _above(catalog, access)
        for name in (other.id, *telling_titles(catalog, other))
    }


def _named_on(page: Page, above: Names) -> Iterator[Problem]:
    text = page.file.text
    if not any(name in text for name in above):
        return
    shown = CALL_OR_LINK.sub(lambda match: " " * len(match[0]), text)
    for name, other in _names_in(shown, above):
        for match in re.finditer(re.escape(name), shown):
            yield _leak(page.file.position(match.start()), name, other)


def _named_in_record(document: Document, above: Names) -> Iterator[Problem]:
    for path, note in _notes(document) if above else ():
        for name, other in _names_in(note, above):
            yield _leak(document.locate(path), name, other)


def _notes(document: Document) -> Iterator[tuple[KeyPath, str]]:
    for place, review in enumerate(document.record.reviews):
        yield ("reviews", place, "note"), review.note or ""
    for place, change in enumerate(document.record.changes):
        for language in LANGUAGES:
            yield ("changes", place, "note", language), change.note.in_language(language)


def _named_in_registers(catalog: Catalog, above: Names) -> Iterator[Problem]:
    """Look at all rows but those that go with a document that they name."""
    for register, rows in catalog.rows.items() if above else ():
        for row in rows.values():
            own = {each.id for each in row.references_by_register.get("documents", ())}
            for path, text in localized_texts(row):
                for language in LANGUAGES:
                    for name, other in _names_in(text.in_language(language), above):
                        if other.id not in own:
                            at = catalog.locate(register, (row.id, *path, language))
                            yield _leak(at, name, other)


def _names_in(text: str, above: Names) -> Iterator[tuple[str, Document]]:
    return ((name, other) for name, other in above.items() if name in text)


def _leak(at: Location, name: str, other: Document) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"“{name}” must not be named here: {other.id} has access "
            f"“{other.record.access}”, so readers of this text may not see it.",
            zh=f"此处不得出现“{name}”：{other.id} 的访问范围为“{other.record.access}”，"
            "本文读者无权查看。",
        ),
        fix=Text(
            en="Say it without naming the document, or write doc(), which names it only to "
            "those who may see it.",
            zh="改用不点名的说法；或使用 doc()，只对有权查看的读者显示名称。",
        ),
    )


def _dead_end(at: Location, other: Document, access: Access) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"This page has access “{access}”; the link should lead where its readers may go. "
            f"{other.id} has access “{other.record.access}”, they see “an internal procedure”.",
            zh=f"本页访问范围为“{access}”，链接应指向其读者有权查看的文件；"
            f"{other.id} 的访问范围为“{other.record.access}”，读者只会看到“内部程序”。",
        ),
        fix=Text(
            en="Say here what the reader has to do, or name the role to ask with owner().",
            zh="在此直接写明读者应如何处理，或用 owner() 写明应询问的岗位。",
        ),
    )
