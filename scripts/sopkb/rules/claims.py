"""Is every statement that needs its own day of verification marked so that it is found?"""

from collections.abc import Iterator

from sopkb.catalog import Catalog
from sopkb.claims import Marker, MarkerFault, claims_on, markers
from sopkb.findings import Problem, Severity, Text
from sopkb.rules.damage import is_record_damaged
from sopkb.rules.engine import Context, rule

EXAMPLE = "<!-- verify: 2026-10 owner=buyer-refunds -->"


@rule(Severity.ERROR)
def claim_marker(context: Context) -> Iterator[Problem]:
    """A marker for a statement to be verified again must be written exactly so that it is read.

    需再次核实的说法，其标记必须按规定格式书写，才能被识别。

    Bad: <!-- verfiy: October owner=buyer-refunds -->
    Good: <!-- verify: 2026-10 owner=buyer-refunds -->
    """
    catalog = context.catalog
    for page in context.pages:
        document = catalog.document_of(page)
        for marker in markers(catalog, page):
            if marker.fault is MarkerFault.FORM:
                yield _wrong_form(marker)
            elif marker.fault is MarkerFault.DAY:
                yield _no_such_day(marker)
            elif marker.owner is not None:
                yield from _unknown_owner(catalog, marker, marker.owner)
            elif document is None and not is_record_damaged(catalog, page.stem):
                yield _without_owner(marker)


@rule(Severity.WARNING)
def claim_due(context: Context) -> Iterator[Problem]:
    """A marked statement must be verified again by its day.

    带核实标记的说法必须在标记日期之前重新核实。

    Bad: Refunds take ten days. <!-- verify: 2025-10 owner=buyer-refunds -->
    Good: Refunds take ten days. <!-- verify: 2027-10 owner=buyer-refunds -->
    """
    for page in context.pages:
        for claim in claims_on(context.catalog, page):
            if claim.due < context.today:
                yield Problem(
                    at=claim.at,
                    message=Text(
                        en=f"This had to be verified by {claim.due}, by {claim.owner}: "
                        f"“{claim.text}”",
                        zh=f"此说法应由 {claim.owner} 在 {claim.due} 前核实：“{claim.text}”",
                    ),
                    fix=Text(
                        en="Verify it, correct the text if it is wrong, and write a later day in "
                        "the marker, in both languages.",
                        zh="请核实；如有误请更正，并在两种语言的标记中改为新的日期。",
                    ),
                )


def _wrong_form(marker: Marker) -> Problem:
    return Problem(
        at=marker.at,
        message=Text(
            en=f"A marker must be written as {EXAMPLE}, or nobody is told; seen: {marker.written}",
            zh=f"标记必须写成 {EXAMPLE}，否则无人会收到提醒；当前为：{marker.written}",
        ),
        fix=Text(
            en="Write “verify”, a colon, a month or a day in digits, and the role; all half-width.",
            zh="依次写“verify”、冒号、以数字表示的年月或日期，以及岗位，均用半角字符。",
        ),
    )


def _no_such_day(marker: Marker) -> Problem:
    return Problem(
        at=marker.at,
        message=Text(
            en=f"The day of a marker must exist in the calendar; seen: {marker.written}",
            zh=f"标记中的日期必须真实存在；当前为：{marker.written}",
        ),
        fix=Text(en="Correct the month or the day.", zh="请更正月份或日期。"),
    )


def _unknown_owner(catalog: Catalog, marker: Marker, owner: str) -> Iterator[Problem]:
    known = catalog.known("owners")
    if known is None or owner in known:
        return
    guess = catalog.nearest("owners", owner)
    yield Problem(
        at=marker.at,
        message=Text(
            en=f"Who verifies must be a role of data/owners.yml; there is no “{owner}”.",
            zh=f"负责核实的岗位必须登记在 data/owners.yml 中，“{owner}”不存在。",
        ),
        fix=Text(
            en=f"Did you mean “owner={guess}”?" if guess else "Name a role.",
            zh=f"是否应为“owner={guess}”？" if guess else "请填写已登记的岗位。",
        ),
    )


def _without_owner(marker: Marker) -> Problem:
    return Problem(
        at=marker.at,
        message=Text(
            en="On a page without a record a marker must name who verifies the statement.",
            zh="没有文件记录的页面，标记中必须写明由谁核实。",
        ),
        fix=Text(
            en="Add “owner=” with a role of data/owners.yml.",
            zh="请补充“owner=”及 data/owners.yml 中的岗位。",
        ),
    )
