"""Do records and pages belong together, and does a record agree with itself?"""

import re
from collections.abc import Iterator

from sopkb.catalog import CONTROLLED_FOLDERS, Catalog, Document, Page
from sopkb.file_tree import record_stem
from sopkb.findings import Problem, Severity, Text
from sopkb.model.documents import ALL_MARKETS, OUT_OF_USE, DocumentType, Status
from sopkb.nearest import nearest
from sopkb.rules.damage import are_locales_certain, is_page_damaged, is_record_damaged
from sopkb.rules.engine import Context, rule

LISTS = ("audience", "markets", "channels", "contact_reasons", "supersedes", "trainings")


@rule(Severity.ERROR)
def record_orphan(context: Context) -> Iterator[Problem]:
    """Every record must have a page at the same path below docs/.

    每份记录都必须在 docs/ 下有同路径的页面。

    Bad: data/documents/sops/buyer/refunds.yml without docs/sops/buyer/refunds.md
    Good: data/documents/sops/buyer/refunds.yml with docs/sops/buyer/refunds.md
    """
    catalog = context.catalog
    if not are_locales_certain(catalog):
        return
    for document in context.documents:
        if not document.pages and not is_page_damaged(catalog, document.stem):
            yield _orphan(catalog, document)


@rule(Severity.ERROR)
def record_source_page_missing(context: Context) -> Iterator[Problem]:
    """Every document must have the page of the language that it is written in first.

    每份文件都必须有原文语言的页面。

    Bad: source_language: zh with refund-request.md only
    Good: source_language: zh with refund-request.zh.md
    """
    catalog = context.catalog
    if not are_locales_certain(catalog):
        return
    for document in context.documents:
        source = document.record.source_language
        is_there = source in document.pages or source not in catalog.locales
        if document.pages and not is_there and not is_page_damaged(catalog, document.stem):
            yield _source_page_missing(catalog, document)


@rule(Severity.ERROR)
def page_without_record(context: Context) -> Iterator[Problem]:
    """Every page below docs/sops and docs/training, but index pages, must have a record.

    docs/sops 与 docs/training 下的页面（index 页除外）都必须有记录。

    Bad: docs/sops/buyer/refunds.md without a record
    Good: docs/sops/buyer/refunds.md with data/documents/sops/buyer/refunds.yml
    """
    catalog = context.catalog
    stems = {record_stem(path) for path in catalog.record_files}
    if not stems or not are_locales_certain(catalog):
        return
    told = set[str]()
    for page in context.pages:
        if not page.is_controlled or page.stem in stems or page.stem in told:
            continue
        told.add(page.stem)
        if not is_record_damaged(catalog, page.stem):
            yield _without_record(page, stems)


@rule(Severity.ERROR)
def record_folder_wrong(context: Context) -> Iterator[Problem]:
    """A document must lie in sops/ in the folder of its area, a training in training/.

    文件必须放在 sops/ 下所属领域的文件夹中；培训课程放在 training/ 下。

    Bad: SOP-BUY-001 in data/documents/sops/seller/refund-request.yml
    Good: SOP-BUY-001 in data/documents/sops/buyer/refund-request.yml
    """
    for document in context.documents:
        folder = _folder(context.catalog, document)
        if folder is not None and not document.stem.startswith(f"{folder}/"):
            yield _folder_wrong(document, folder)


@rule(Severity.ERROR)
def record_duplicate_entry(context: Context) -> Iterator[Problem]:
    """A list of a record must hold each entry once, and “all” must stand alone.

    记录中的列表不得有重复项；“all”必须单独使用。

    Bad: markets: [all, gb]
    Good: markets: [all]
    """
    for document in context.documents:
        markets = document.record.markets
        for name in LISTS:
            entries: tuple[str, ...] = getattr(document.record, name)
            if len(set(entries)) < len(entries):
                yield from _repeated(document, name, entries)
        if ALL_MARKETS in markets and len(set(markets)) > 1:
            yield _all_with_others(document, markets)


@rule(Severity.ERROR)
def supersedes_self(context: Context) -> Iterator[Problem]:
    """A document must not supersede itself; a new version of it is a change.

    文件不得取代自身；新版本应记入 changes。

    Bad: id: SOP-BUY-001 … supersedes: [SOP-BUY-001]
    Good: id: SOP-BUY-009 … supersedes: [SOP-BUY-001]
    """
    for document in context.documents:
        supersedes = document.record.supersedes
        if document.id in supersedes:
            yield Problem(
                at=document.locate(("supersedes", supersedes.index(document.id))),
                message=Text(
                    en=f"“supersedes” must name other documents; {document.id} is this one.",
                    zh=f"“supersedes”只能填写其他文件，{document.id} 是本文件自身。",
                ),
                fix=Text(
                    en=f"Remove {document.id}. A new version of it belongs in “changes”.",
                    zh=f"删除 {document.id}；其新版本应记入“changes”。",
                ),
            )


@rule(Severity.ERROR)
def supersedes_status(context: Context) -> Iterator[Problem]:
    """A document that an effective one supersedes must be superseded or retired itself.

    被现行有效文件取代的文件，其状态必须为 superseded 或 retired。

    Bad: SOP-BUY-009 supersedes: [SOP-BUY-001], SOP-BUY-001 status: effective
    Good: SOP-BUY-009 supersedes: [SOP-BUY-001], SOP-BUY-001 status: superseded
    """
    documents = context.catalog.documents
    for document in context.documents:
        if document.record.status is not Status.EFFECTIVE:
            continue
        for index, other_id in enumerate(document.record.supersedes):
            other = documents.get(other_id)
            if other and other is not document and other.record.status not in OUT_OF_USE:
                yield _still_in_use(document, index, other)


def _folder(catalog: Catalog, document: Document) -> str | None:
    """Give the folder that a document must lie in, None where its id is not understood."""
    record = document.record
    if record.type == DocumentType.TRN:
        return CONTROLLED_FOLDERS[1]
    area = catalog.vocabulary.get("area", {}).get(record.area)
    if area is None or record.type not in DocumentType.__members__:
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", area.en.casefold()).strip("-")
    return f"{CONTROLLED_FOLDERS[0]}/{slug}"


def _repeated(document: Document, name: str, entries: tuple[str, ...]) -> Iterator[Problem]:
    for index, entry in enumerate(entries):
        if entry in entries[:index]:
            yield Problem(
                at=document.locate((name, index)),
                message=Text(
                    en=f"“{name}” must hold each entry once; “{entry}” stands there again.",
                    zh=f"“{name}”中每项只能出现一次，“{entry}”重复。",
                ),
                fix=Text(en=f"Delete the second “{entry}”.", zh=f"删除重复的“{entry}”。"),
            )


def _all_with_others(document: Document, markets: tuple[str, ...]) -> Problem:
    others = ", ".join(market for market in markets if market != ALL_MARKETS)
    return Problem(
        at=document.locate(("markets", markets.index(ALL_MARKETS))),
        message=Text(
            en=f"“all” must stand alone in “markets”; seen with it: {others}.",
            zh=f"“markets”中的“all”必须单独使用，当前还有：{others}。",
        ),
        fix=Text(
            en=f"Write “markets: [all]” or “markets: [{others}]”.",
            zh=f"改为“markets: [all]”或“markets: [{others}]”。",
        ),
    )


def _orphan(catalog: Catalog, document: Document) -> Problem:
    wanted = catalog.page_file(document.stem, document.record.source_language)
    records = {record_stem(path) for path in catalog.record_files}
    free = {page.stem for page in catalog.pages.values() if page.is_controlled} - records
    guess = nearest(document.stem, free)
    return Problem(
        at=document.locate(("id",)),
        message=Text(
            en=f"A record must have a page; {document.id} has none at {wanted}.",
            zh=f"记录必须有对应页面，{document.id} 没有 {wanted}。",
        ),
        fix=Text(
            en=f"Write that page, or rename this record to data/documents/{guess}.yml."
            if guess
            else "Write that page. If the document is no longer needed, set “status: retired” "
            "and keep its page.",
            zh=f"补写该页面，或将本记录改名为 data/documents/{guess}.yml。"
            if guess
            else "补写该页面；文件不再使用时，应改为“status: retired”并保留页面。",
        ),
    )


def _source_page_missing(catalog: Catalog, document: Document) -> Problem:
    source = document.record.source_language
    wanted = catalog.page_file(document.stem, source)
    there = ", ".join(sorted(document.pages))
    return Problem(
        at=document.locate(("source_language",)),
        message=Text(
            en=f"The page of the source language {source} must exist; there is no {wanted}.",
            zh=f"必须有原文语言（{source}）的页面，{wanted} 不存在。",
        ),
        fix=Text(
            en=f"Write that page, or correct “source_language” (pages there: {there}).",
            zh=f"补写该页面，或更正“source_language”（现有页面语言：{there}）。",
        ),
    )


def _without_record(page: Page, stems: set[str]) -> Problem:
    base, _, suffix = page.stem.rpartition(".")
    wanted = f"data/documents/{page.stem}.yml"
    if base in stems:
        fix = Text(
            en=f"“{suffix}” is no language of data/locales.yml: add it there or rename the page.",
            zh=f"data/locales.yml 中没有语言“{suffix}”：请先登记该语言，或更改页面文件名。",
        )
    else:
        fix = Text(
            en=f"Make the record with `sopkb new`, or create {wanted}. A page without control "
            "belongs outside sops/ and training/.",
            zh=f"用 `sopkb new` 新建记录，或创建 {wanted}；"
            "非受控页面应放在 sops/ 和 training/ 之外。",
        )
    return Problem(
        at=page.file.at(1),
        message=Text(
            en=f"A controlled page must have a record; there is no {wanted}.",
            zh=f"受控页面必须有记录，{wanted} 不存在。",
        ),
        fix=fix,
    )


def _folder_wrong(document: Document, folder: str) -> Problem:
    name = document.stem.rsplit("/", 1)[-1]
    return Problem(
        at=document.locate(("id",)),
        message=Text(
            en=f"{document.id} must lie in {folder}/; it lies at {document.stem}.",
            zh=f"{document.id} 必须放在 {folder}/ 下，当前位置为 {document.stem}。",
        ),
        fix=Text(
            en=f"Move the record to data/documents/{folder}/{name}.yml and its pages to "
            f"docs/{folder}/, or correct the area in the id.",
            zh=f"将记录移到 data/documents/{folder}/{name}.yml，页面移到 docs/{folder}/；"
            "或更正编号中的领域。",
        ),
    )


def _still_in_use(document: Document, index: int, other: Document) -> Problem:
    status = other.record.status
    return Problem(
        at=document.locate(("supersedes", index)),
        message=Text(
            en=f"{other.id} is superseded here, so its status must be superseded; seen: {status}.",
            zh=f"{other.id} 已被本文件取代，其状态必须为 superseded，当前为：{status}。",
        ),
        fix=Text(
            en=f"Write “status: superseded” in {other.file.path}.",
            zh=f"在 {other.file.path} 中写入“status: superseded”。",
        ),
    )
