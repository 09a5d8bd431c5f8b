"""Does what a link leads to exist, and is it still in force?"""

from collections.abc import Iterator

from sopkb.anchors import GENERATED_SECTIONS, has_anchor
from sopkb.catalog import Catalog, Document, Page
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.markdown import Link
from sopkb.model.documents import Status
from sopkb.nearest import nearest
from sopkb.rules.engine import Context, rule
from sopkb.targets import (
    Form,
    Kind,
    alike,
    form_of,
    links_of,
    places,
    relative,
    resolve,
    target_page,
)

OUT_OF_FORCE = frozenset({Status.RETIRED, Status.SUPERSEDED})


@rule(Severity.ERROR)
def link_target_missing(context: Context) -> Iterator[Problem]:
    """A link must lead to a page or file that exists.

    链接必须指向已有的页面或文件。

    Bad: [matrix](../operations/escalation.md)
    Good: [matrix](../operations/escalation-matrix.md)
    """
    known = places(context.catalog)
    files = known.files
    for page in context.pages:
        for link in links_of(page)[Kind.FILE]:
            if link.alternative is not None:
                continue
            target = resolve(page, link.target)
            if form_of(known, target) is Form.MISSING:
                meant = alike(target.path, files)
                yield _target_missing(link, target.path, meant and relative(page, meant))


@rule(Severity.ERROR)
def link_anchor_missing(context: Context) -> Iterator[Problem]:
    """A link to a part of a page must name an id that the page holds in the reader's language.

    指向页面某一部分的链接，其标识必须存在于读者所用语言的页面中。

    Bad: [limits](refund-request.md#limit)
    Good: [limits](refund-request.md#limits)
    """
    for page in context.pages:
        links = links_of(page)
        for link in (*links[Kind.PLACE], *links[Kind.FILE]):
            if "#" not in link.target or link.alternative is not None:
                continue
            anchor = resolve(page, link.target).anchor
            found = _page_meant(context.catalog, page, link)
            if not anchor or found is None:
                continue
            is_document = found.is_controlled
            if not has_anchor(found, anchor, of_document=is_document):
                yield _anchor_missing(found, link, anchor, is_document)


@rule(Severity.WARNING)
def link_target_retired(context: Context) -> Iterator[Problem]:
    """A document in force should not send its readers to one that is superseded or retired.

    现行有效的文件不应引导读者使用已被取代或作废的文件。

    Bad: {{ doc('SOP-BUY-002') }} when SOP-BUY-008 supersedes it
    Good: {{ doc('SOP-BUY-008') }}
    """
    catalog = context.catalog
    retired = {key for key, each in catalog.documents.items() if _is_out_of_force(each)}
    for page in context.pages if retired else ():
        document = catalog.document_of(page)
        if document is None or document.record.status is not Status.EFFECTIVE:
            continue
        for document_id, at in _named_documents(catalog, page):
            if document_id in retired and document_id not in document.record.supersedes:
                yield _target_retired(catalog, catalog.documents[document_id], at)


def _page_meant(catalog: Catalog, page: Page, link: Link) -> Page | None:
    if link.target.startswith("#"):
        return page
    target = resolve(page, link.target)
    return target_page(catalog, target.stem, page.locale) if target.path.endswith(".md") else None


def _is_out_of_force(document: Document) -> bool:
    return document.record.status in OUT_OF_FORCE


def _named_documents(catalog: Catalog, page: Page) -> Iterator[tuple[str, Location]]:
    """Yield the documents that a page links to, by macro or by path."""
    for call in page.outline.macro_calls:
        name = call.argument or call.keywords.get("name")
        if call.name == "doc" and name:
            yield name, call.at
    for link in links_of(page)[Kind.FILE]:
        document = catalog.documents_by_stem.get(resolve(page, link.target).stem)
        if document:
            yield document.id, link.at


def _target_missing(link: Link, path: str, guess: str | None) -> Problem:
    return Problem(
        at=link.at,
        message=Text(
            en=f"A link must lead to a file that exists; “{link.target}” does not "
            f"(looked for: docs/{path}).",
            zh=f"链接必须指向已有的文件，“{link.target}”不存在（查找位置：docs/{path}）。",
        ),
        fix=Text(
            en=f"Did you mean “{guess}”? Upper and lower case count."
            if guess
            else "Correct the path; it counts from the folder of this page.",
            zh=f"是否应为“{guess}”？请注意区分大小写。"
            if guess
            else "请改正路径；路径从本页所在的文件夹算起。",
        ),
    )


def _anchor_missing(found: Page, link: Link, anchor: str, is_document: bool) -> Problem:
    known = found.outline.anchors | (GENERATED_SECTIONS if is_document else frozenset())
    guess = nearest(anchor, known)
    return Problem(
        at=link.at,
        message=Text(
            en=f"A link must name an id that the page holds; {found.path} has no “#{anchor}” "
            f"(seen: “{link.target}”).",
            zh=f"链接中的标识必须存在于目标页面；{found.path} 中没有“#{anchor}”"
            f"（当前为“{link.target}”）。",
        ),
        fix=Text(
            en=f"Did you mean “#{guess}”?"
            if guess
            else "Give the heading it means an id “{ #… }”, or remove “#…” from the link.",
            zh=f"是否应为“#{guess}”？"
            if guess
            else "为目标标题加上标识“{ #… }”，或从链接中去掉“#…”。",
        ),
    )


def _target_retired(catalog: Catalog, target: Document, at: Location) -> Problem:
    status = target.record.status.value
    successor = next(
        (key for key, each in catalog.documents.items() if target.id in each.record.supersedes),
        None,
    )
    return Problem(
        at=at,
        message=Text(
            en="A document in force should lead to documents in force; "
            f"{target.id} is “{catalog.word('status', status, 'en')}”.",
            zh="现行有效的文件应只引用有效文件；"
            f"{target.id} 的状态为“{catalog.word('status', status, 'zh')}”。",
        ),
        fix=Text(
            en=f"Name its successor instead: {{{{ doc('{successor}') }}}}."
            if successor
            else "Remove the link, or name the document that applies now.",
            zh=f"请改用其替代文件：{{{{ doc('{successor}') }}}}。"
            if successor
            else "删除该链接，或改为当前适用的文件。",
        ),
    )
