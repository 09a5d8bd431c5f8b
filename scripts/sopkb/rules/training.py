"""Do trainings teach what holds, and are the imported counts possible?"""

from collections.abc import Iterator
from datetime import date

from sopkb.catalog import Catalog, Document
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.model.documents import DocumentType, Status
from sopkb.model.training import Training, TrainingStatus
from sopkb.nearest import nearest
from sopkb.rules.damage import known
from sopkb.rules.engine import Context, rule
from sopkb.training_matrix import STATUS_FILE, late, outdated


@rule(Severity.ERROR)
def training_document_missing(context: Context) -> Iterator[Problem]:
    """Every training but a draft must have both: a TRN record, and its quiz in data/training/.

    除草稿外，每门培训课程必须同时具备 TRN 记录和 data/training/ 中的测验文件。

    Bad: data/training/TRN-BUY-001.yml without a record TRN-BUY-001
    Good: data/training/TRN-BUY-001.yml with data/documents/training/refunds-and-returns.yml
    """
    catalog = context.catalog
    documents, trainings = known(catalog, "documents"), catalog.known("training") or frozenset()
    for name in catalog.training:
        if documents is not None and name not in documents:
            yield _record_missing(catalog.locate("training", (name, "id")), name)
    for document in context.documents:
        record = document.record
        if record.type != DocumentType.TRN or record.status is Status.DRAFT:
            continue
        if record.id not in trainings:
            yield _quiz_missing(document)


@rule(Severity.ERROR)
def training_version_unknown(context: Context) -> Iterator[Problem]:
    """A training must teach a version that stands in the revision history of the document.

    培训课程所教的版本必须列在该文件的修订记录中。

    Bad: documents: [{id: SOP-BUY-001, version: "23.0"}]
    Good: documents: [{id: SOP-BUY-001, version: "2.3"}]
    """
    catalog = context.catalog
    for training in catalog.training.values():
        for index, taught in enumerate(training.documents):
            document = catalog.documents.get(taught.id)
            versions = [change.version for change in document.record.changes] if document else []
            if document and taught.version not in versions:
                at = catalog.locate("training", (training.id, "documents", index, "version"))
                yield _version_unknown(at, document, taught.version)


@rule(Severity.WARNING)
def training_outdated(context: Context) -> Iterator[Problem]:
    """A training must teach the MAJOR version that each of its documents has now.

    培训课程所教的版本必须与文件当前的主版本一致。

    Bad: version: "1.2" while SOP-BUY-001 is at 2.0
    Good: version: "2.0" while SOP-BUY-001 is at 2.3
    """
    catalog = context.catalog
    for training in catalog.training.values():
        for index, document in outdated(catalog, training):
            at = catalog.locate("training", (training.id, "documents", index, "version"))
            yield _outdated(at, training, index, document)


@rule(Severity.WARNING)
def training_late(context: Context) -> Iterator[Problem]:
    """Every center must have completed a training by the day that it is required.

    各交付中心必须在要求的日期之前完成培训。

    Bad: manila,TRN-BUY-001,1.0,40,38,… after the required day
    Good: manila,TRN-BUY-001,1.0,40,40,… by the required day
    """
    for required_by, counts in late(context.catalog, context.today):
        yield _late(counts, required_by)


@rule(Severity.ERROR)
def training_status_unknown(context: Context) -> Iterator[Problem]:
    """Every center and training of data/training_status.csv must be known.

    data/training_status.csv 中的交付中心和培训课程都必须已登记。

    Bad: manilla,TRN-BUY-001,1.0,40,40,2026-11-16
    Good: manila,TRN-BUY-001,1.0,40,40,2026-11-16
    """
    catalog = context.catalog
    for register, column in (("centers", "center"), ("training", "training")):
        ids = catalog.known(register)
        for row in catalog.training_status:
            if ids is not None and getattr(row, column) not in ids:
                yield _unknown(catalog, row, column, register)


@rule(Severity.ERROR)
def training_status_excess(context: Context) -> Iterator[Problem]:
    """No more people can have completed a training than need it.

    完成培训的人数不得多于应完成的人数。

    Bad: manila,TRN-BUY-001,1.0,40,41,2026-11-16
    Good: manila,TRN-BUY-001,1.0,41,41,2026-11-16
    """
    for row in context.catalog.training_status:
        if row.completed > row.required:
            yield _excess(row)


@rule(Severity.ERROR)
def training_status_future(context: Context) -> Iterator[Problem]:
    """Counts must have been taken on a day that has come.

    统计日期不得晚于今天。

    Bad: as_of 2027-01-01 in November 2026
    Good: as_of 2026-11-16
    """
    for row in context.catalog.training_status:
        if row.as_of > context.today:
            yield _future(row, context.today.isoformat())


def _record_missing(at: Location, name: str) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"A quiz must belong to a training document; there is no record {name}.",
            zh=f"测验必须对应一份培训文件，{name} 没有记录。",
        ),
        fix=Text(
            en="Make the pages and the record with: sopkb new TRN …, or correct the id.",
            zh="请用 sopkb new TRN … 新建页面和记录，或更正编号。",
        ),
    )


def _quiz_missing(document: Document) -> Problem:
    path = f"data/training/{document.id}.yml"
    return Problem(
        at=document.locate(("id",)),
        message=Text(
            en=f"A training document must have a quiz; there is no {path}.",
            zh=f"培训文件必须配有测验，当前没有 {path}。",
        ),
        fix=Text(
            en=f"Write {path}: documents, audience, minutes, pass_mark, questions.",
            zh=f"请编写 {path}：documents、audience、minutes、pass_mark、questions。",
        ),
    )


def _version_unknown(at: Location, document: Document, version: str) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"A training must teach a version of the document; {document.id} has no {version}.",
            zh=f"所教版本必须是文件已有的版本，{document.id} 没有 {version} 版。",
        ),
        fix=Text(
            en=f'Write version: "{document.record.version}" if the module teaches that.',
            zh=f'如课程内容与当前版本一致，请写 version: "{document.record.version}"。',
        ),
    )


def _outdated(at: Location, training: Training, index: int, document: Document) -> Problem:
    taught, version = training.documents[index].version, document.record.version
    return Problem(
        at=at,
        message=Text(
            en=f"A training must teach the MAJOR version in use; {document.id} is at {version}, "
            f"taught is {taught}.",
            zh=f"培训须与文件现行主版本一致；{document.id} 为 {version} 版，"
            f"课程所教为 {taught} 版。",
        ),
        fix=Text(
            en=f"Revise lesson and quiz of {training.id}, raise its MAJOR version, then write "
            f'version: "{version}" here.',
            zh=f"请修订 {training.id} 的课程和测验并升级主版本，"
            f'再将此处改为 version: "{version}"。',
        ),
    )


def _late(counts: TrainingStatus, day: date) -> Problem:
    open_ = counts.required - counts.completed
    return Problem(
        at=_place(counts),
        message=Text(
            en=f"{counts.center} must have completed {counts.training} by {day}; {open_} of "
            f"{counts.required} have not, as of {counts.as_of}.",
            zh=f"{counts.center} 须于 {day} 前完成 {counts.training}；截至 {counts.as_of}，"
            f"{counts.required} 人中仍有 {open_} 人未完成。",
        ),
        fix=Text(
            en="Ask the center lead for a date; import the counts again when they are through.",
            zh="请与交付中心负责人约定完成日期，完成后重新导入统计。",
        ),
    )


def _unknown(catalog: Catalog, row: TrainingStatus, column: str, register: str) -> Problem:
    seen = getattr(row, column)
    guess = nearest(seen, catalog.known(register) or ())
    return Problem(
        at=_place(row),
        message=Text(
            en=f"“{column}” must be known; “{seen}” is not.",
            zh=f"“{column}”必须已登记，“{seen}”不存在。",
        ),
        fix=Text(
            en=f"Did you mean “{guess}”?" if guess else "Correct the id in the export.",
            zh=f"是否应为“{guess}”？" if guess else "请在导出文件中更正编号。",
        ),
    )


def _excess(row: TrainingStatus) -> Problem:
    return Problem(
        at=_place(row),
        message=Text(
            en=f"“completed” must be at most “required”; {row.completed} is more than "
            f"{row.required}.",
            zh=f"completed 不得大于 required；{row.completed} 大于 {row.required}。",
        ),
        fix=Text(
            en="Export again; count everybody who needs the training under “required”.",
            zh="请重新导出；required 应包含所有须参加培训的人数。",
        ),
    )


def _future(row: TrainingStatus, today: str) -> Problem:
    return Problem(
        at=_place(row),
        message=Text(
            en=f"“as_of” must not lie in the future; {row.as_of} is after {today}.",
            zh=f"as_of 不得晚于今天；{row.as_of} 晚于 {today}。",
        ),
        fix=Text(en="Write the day of the export.", zh="请填写导出当天的日期。"),
    )


def _place(row: TrainingStatus) -> Location:
    return Location(path=STATUS_FILE, line=row.line)
