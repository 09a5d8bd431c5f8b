"""Do bulletins hold together: their days, the documents that they speak of, one another?"""

from collections.abc import Iterator
from datetime import date

from sopkb.anchors import GENERATED_SECTIONS, has_anchor
from sopkb.bulletins import Overlap, outdated, overlaps
from sopkb.catalog import Catalog, Document
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.model.floor import Bulletin, BulletinSeverity, ChangedDocument
from sopkb.nearest import nearest
from sopkb.rules.engine import Context, rule
from sopkb.sections import INTRO

CLEAN_UP_DAYS = 180
"""How many days after its last day a bulletin may stay for those who look back."""

Place = tuple[Bulletin, int, ChangedDocument, Document]


@rule(Severity.ERROR)
def bulletin_dates(context: Context) -> Iterator[Problem]:
    """A bulletin must not end before it begins; both days are included.

    公告的失效日期不得早于生效日期；首尾两天都包含在内。

    Bad: {effective: 2026-12-01, expires: 2026-11-30}
    Good: {effective: 2026-12-01, expires: 2026-12-31}
    """
    for row in context.catalog.bulletins.values():
        if row.expires < row.effective:
            yield Problem(
                at=context.catalog.locate("bulletins", (row.id, "expires")),
                message=Text(
                    en=f"A bulletin must not end ({row.expires}) before it begins "
                    f"({row.effective}).",
                    zh=f"公告的失效日期（{row.expires}）不得早于生效日期（{row.effective}）。",
                ),
                fix=Text(
                    en="Write the last day on which it holds; it may be the first one too.",
                    zh="填写公告有效的最后一天；只有一天时与生效日期相同。",
                ),
            )


@rule(Severity.INFO)
def bulletin_expired(context: Context) -> Iterator[Problem]:
    """A bulletin that ended more than 180 days ago should be removed.

    失效超过 180 天的公告应当删除。

    Bad: expires: 2025-12-31, still there in November 2026
    Good: the file deleted; git keeps it
    """
    for row in context.catalog.bulletins.values():
        days = (context.today - row.expires).days
        if days > CLEAN_UP_DAYS and row.effective <= row.expires:
            yield Problem(
                at=context.catalog.locate("bulletins", (row.id, "expires")),
                message=Text(
                    en=f"A bulletin should go {CLEAN_UP_DAYS} days after its end; this one ended "
                    f"{days} days ago.",
                    zh=f"公告失效 {CLEAN_UP_DAYS} 天后应删除，本条已失效 {days} 天。",
                ),
                fix=Text(
                    en=f"Delete {context.catalog.path_of('bulletins', row.id)}; its id is not "
                    "given again.",
                    zh=f"删除 {context.catalog.path_of('bulletins', row.id)}，编号不再使用。",
                ),
            )


@rule(Severity.WARNING)
def bulletin_overlapping(context: Context) -> Iterator[Problem]:
    """Two bulletins should not tell the same readers two things of one section on the same day.

    两条公告不应在同一天就同一章节向相同的读者提出不同要求。

    Bad: BUL-BUY-001 until 2026-12-31 and BUL-BUY-002 from 2026-12-01, both on #limits
    Good: BUL-BUY-001 until 2026-11-30 and BUL-BUY-002 from 2026-12-01
    """
    for overlap in overlaps(context.catalog):
        if context.today <= overlap.last_day:
            yield _overlapping(context.catalog, overlap)


@rule(Severity.ERROR)
def bulletin_version_unknown(context: Context) -> Iterator[Problem]:
    """The version that a bulletin announces must stand among the document's changes.

    公告所写的文件版本必须在该文件的变更记录中。

    Bad: {id: SOP-BUY-001, version: "2.9"}
    Good: {id: SOP-BUY-001, version: "2.3"}
    """
    for row, index, changed, document in _places(context.catalog):
        versions = [change.version for change in document.record.changes]
        if changed.version not in versions:
            yield _version_unknown(context.catalog, row, index, changed, versions[-1])


@rule(Severity.WARNING)
def bulletin_outdated(context: Context) -> Iterator[Problem]:
    """A bulletin in force should speak of the MAJOR version of its document that is in use.

    生效中的公告所写的应是文件现行的主版本。

    Bad: {id: SOP-BUY-001, version: "2.2"} while the document is at 3.0
    Good: {id: SOP-BUY-001, version: "3.0"}, the text read again
    """
    for row, index, newest in outdated(context.catalog, context.today):
        yield _outdated(context.catalog, row, index, row.documents[index], newest)


@rule(Severity.ERROR)
def bulletin_section_unknown(context: Context) -> Iterator[Problem]:
    """The section that a bulletin names must be a heading of the document.

    公告所写的章节必须是该文件中的标题标识。

    Bad: {id: SOP-BUY-001, section: limit}
    Good: {id: SOP-BUY-001, section: limits}
    """
    for row, index, changed, document in _places(context.catalog):
        page = document.page(document.record.source_language)
        if page is None or changed.section in (None, INTRO):
            continue
        if not has_anchor(page, changed.section or "", of_document=True):
            known = page.outline.anchors | GENERATED_SECTIONS
            guess = nearest(changed.section or "", known)
            at = _at(context.catalog, row, index, "section")
            yield _section_unknown(at, page.path, changed.section or "", guess)


@rule(Severity.WARNING)
def bulletin_must_read(context: Context) -> Iterator[Problem]:
    """What says “stop” must be read by everybody, what only informs by nobody.

    “立即停止”类公告必须设为必读，“告知”类公告不得设为必读。

    Bad: {severity: info, must_read: true}
    Good: {severity: stop, must_read: true}
    """
    wanted = {BulletinSeverity.STOP: True, BulletinSeverity.INFO: False}
    for row in context.catalog.bulletins.values():
        if wanted.get(row.severity, row.must_read) != row.must_read:
            yield _must_read_wrong(context.catalog, row)


def _places(catalog: Catalog) -> Iterator[Place]:
    """Yield the documents that bulletins speak of; one that is not there is another rule's."""
    for row in catalog.bulletins.values():
        for index, changed in enumerate(row.documents):
            if changed.id in catalog.documents:
                yield row, index, changed, catalog.documents[changed.id]


def _at(catalog: Catalog, row: Bulletin, index: int, key: str) -> Location:
    return catalog.locate("bulletins", (row.id, "documents", index, key))


def _overlapping(catalog: Catalog, overlap: Overlap) -> Problem:
    earlier, later = overlap.earlier, overlap.later
    first, last = overlap.first_day, overlap.last_day
    document = later.documents[overlap.index].id
    return Problem(
        at=_at(catalog, later, overlap.index, "id"),
        message=Text(
            en=f"Two bulletins should not ask two things of the same readers: {earlier.id} speaks "
            f"of the same part of {document} from {first} to {last}.",
            zh=f"两条公告不应向相同的读者提出不同要求：{first} 至 {last}，"
            f"{earlier.id} 也涉及 {document} 的同一部分。",
        ),
        fix=_ended_before(earlier, later.effective),
    )


def _ended_before(earlier: Bulletin, day: date) -> Text:
    return Text(
        en=f"Let {earlier.id} end before {day}, join the two, or name different sections.",
        zh=f"让 {earlier.id} 在 {day} 之前失效，或合并两条公告，或写明不同的章节。",
    )


def _version_unknown(
    catalog: Catalog, row: Bulletin, index: int, changed: ChangedDocument, newest: str
) -> Problem:
    return Problem(
        at=_at(catalog, row, index, "version"),
        message=Text(
            en=f"The version must stand among the changes of {changed.id}; {changed.version} does "
            "not.",
            zh=f"版本必须在 {changed.id} 的变更记录中，当前没有 {changed.version}。",
        ),
        fix=Text(
            en=f'The newest version is: version: "{newest}"',
            zh=f'最新版本为：version: "{newest}"',
        ),
    )


def _outdated(
    catalog: Catalog, row: Bulletin, index: int, changed: ChangedDocument, newest: str
) -> Problem:
    return Problem(
        at=_at(catalog, row, index, "version"),
        message=Text(
            en="A bulletin in force should speak of the major version in use; "
            f"{changed.id} is at {newest}, the bulletin speaks of {changed.version}.",
            zh=f"生效中的公告所写的应是现行的主版本；{changed.id} 已是 {newest}，"
            f"公告写的是 {changed.version}。",
        ),
        fix=Text(
            en=f"Read the bulletin against {newest} and write the version, or let it end.",
            zh=f"对照 {newest} 版核对公告内容后改写版本，或让公告失效。",
        ),
    )


def _section_unknown(at: Location, path: str, section: str, guess: str | None) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"The section must be a heading of the document; {path} has no “#{section}”.",
            zh=f"章节必须是文件中的标题标识；{path} 中没有“#{section}”。",
        ),
        fix=Text(
            en=f"Did you mean “{guess}”?" if guess else "Leave “section” out for the whole page.",
            zh=f"是否应为“{guess}”？" if guess else "涉及整份文件时，请去掉“section”。",
        ),
    )


def _must_read_wrong(catalog: Catalog, row: Bulletin) -> Problem:
    wanted = "true" if row.severity is BulletinSeverity.STOP else "false"
    return Problem(
        at=catalog.locate("bulletins", (row.id, "must_read")),
        message=Text(
            en=f"A bulletin of severity {row.severity} must have must_read: {wanted}.",
            zh=f"级别为 {row.severity} 的公告须写 must_read: {wanted}。",
        ),
        fix=Text(
            en=f"Write “must_read: {wanted}”, or another severity.",
            zh=f"写“must_read: {wanted}”，或改为其他级别。",
        ),
    )
