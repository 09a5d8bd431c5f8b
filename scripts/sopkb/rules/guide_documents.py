"""Does a guide still follow the document that it was made from?"""

from collections.abc import Iterator

from sopkb.anchors import GENERATED_SECTIONS, has_anchor
from sopkb.catalog import Catalog, Document
from sopkb.findings import Problem, Severity, Text
from sopkb.guide_list import is_outdated
from sopkb.model.documents import Status, version_number
from sopkb.model.floor import Guide
from sopkb.nearest import nearest
from sopkb.rules.engine import Context, rule
from sopkb.rules.history import versions_of

GONE = frozenset({Status.SUPERSEDED, Status.RETIRED})


@rule(Severity.ERROR)
def guide_section_unknown(context: Context) -> Iterator[Problem]:
    """A section that a guide names must be an id on the pages of its document.

    决策树引用的章节必须存在于其文件的页面中。

    Bad: section: step
    Good: section: steps
    """
    for guide, document in _with_documents(context.catalog):
        for name, node in guide.nodes.items():
            if node.section:
                key_path = (guide.id, "nodes", name, "section")
                yield from _no_section(context.catalog, key_path, document, node.section)


@rule(Severity.ERROR)
def guide_version_unknown(context: Context) -> Iterator[Problem]:
    """The version that a guide was made from must be one of its document's versions.

    决策树所依据的版本必须是其文件已有的版本。

    Bad: version: "9.9"
    Good: version: "2.3"
    """
    for guide, document in _with_documents(context.catalog):
        known = versions_of(document)
        if guide.version not in known:
            newest = document.record.version
            yield Problem(
                at=context.catalog.locate("guides", (guide.id, "version")),
                message=Text(
                    en=f"A guide must name a version of {document.id}; seen: {guide.version}; "
                    f"there are {', '.join(sorted(known, key=version_number))}.",
                    zh=f"决策树必须写明 {document.id} 已有的版本，当前为 {guide.version}；"
                    f"已有版本：{'、'.join(sorted(known, key=version_number))}。",
                ),
                fix=Text(
                    en=f'Compare the guide with version {newest}, then write version: "{newest}".',
                    zh=f'请与 {newest} 版核对，然后写成 version: "{newest}"。',
                ),
            )


@rule(Severity.WARNING)
def guide_outdated(context: Context) -> Iterator[Problem]:
    """A guide must be made from the major version of its document that is in force.

    决策树必须依据其文件现行的主版本编写。

    Bad: version: "1.4" while SOP-BUY-001 is at 2.3
    Good: version: "2.0" while SOP-BUY-001 is at 2.3
    """
    for guide, document in _with_documents(context.catalog):
        version = document.record.version
        if is_outdated(context.catalog, guide):
            yield Problem(
                at=context.catalog.locate("guides", (guide.id, "version")),
                message=Text(
                    en=f"A guide must follow its document: {document.id} is at version {version}, "
                    f"the guide was made from {guide.version}. Readers are told so.",
                    zh=f"决策树必须与文件一致：{document.id} 现为 {version} 版，"
                    f"决策树依据的是 {guide.version} 版。页面已提示读者。",
                ),
                fix=Text(
                    en="Compare every node with the new version, change the guide, then write "
                    f'version: "{version}".',
                    zh=f'请逐个节点与新版本核对并修改，然后写成 version: "{version}"。',
                ),
            )


@rule(Severity.WARNING)
def guide_document_retired(context: Context) -> Iterator[Problem]:
    """A guide must not lead through a document that is superseded or retired.

    决策树不得依据已被取代或已作废的文件。

    Bad: document: SOP-BUY-002, which is retired
    Good: document: SOP-BUY-001, which is effective
    """
    for guide, document in _with_documents(context.catalog):
        status = document.record.status
        if status in GONE:
            word = context.catalog.word("status", status, "zh")
            yield Problem(
                at=context.catalog.locate("guides", (guide.id, "document")),
                message=Text(
                    en=f"A guide must follow a document in use; {document.id} is {status}.",
                    zh=f"决策树必须依据在用的文件，{document.id} 的状态为“{word}”。",
                ),
                fix=Text(
                    en="Base the guide on the document that takes its place, or remove the guide.",
                    zh="请改为依据取代它的文件，或删除该决策树。",
                ),
            )


def _with_documents(catalog: Catalog) -> Iterator[tuple[Guide, Document]]:
    for guide in catalog.guides.values():
        document = catalog.documents.get(guide.document)
        if document:
            yield guide, document


def _no_section(
    catalog: Catalog, key_path: tuple[str, ...], document: Document, section: str
) -> Iterator[Problem]:
    pages = [document.pages[locale] for locale in sorted(document.pages)]
    without = [page for page in pages if not has_anchor(page, section, of_document=True)]
    if not without:
        return
    guess = nearest(section, without[0].outline.anchors | GENERATED_SECTIONS)
    yield Problem(
        at=catalog.locate("guides", key_path),
        message=Text(
            en=f"A section must be an id on the page; {without[0].path} has no “#{section}”.",
            zh=f"章节必须是页面中的标识，{without[0].path} 中没有“#{section}”。",
        ),
        fix=Text(
            en=f"Did you mean “{guess}”?" if guess else "Name a section of the document.",
            zh=f"是否应为“{guess}”？" if guess else "请改为该文件已有的章节。",
        ),
    )
