"""Does the address of every page that went away still lead its readers somewhere?"""

import posixpath
from collections.abc import Iterator
from datetime import timedelta

from sopkb.anchors import has_anchor
from sopkb.catalog import Catalog, Page
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.loading import split_locale
from sopkb.nearest import nearest
from sopkb.redirects import Destination, destination, stated
from sopkb.rules.engine import Context, rule
from sopkb.targets import alike, places

USUAL_DAYS = 365


@rule(Severity.ERROR)
def page_removed_without_redirect(context: Context) -> Iterator[Problem]:
    """A page that is renamed or removed must leave a redirect, so that saved addresses still work.

    页面改名或删除后必须设置跳转，使已收藏的地址仍然可用。

    Bad: docs/sops/buyer/refund.md renamed to docs/sops/buyer/refund-request.md
    Good: the same with “sops/buyer/refund: {to: SOP-BUY-001, …}” in data/redirects.yml
    """
    catalog = context.catalog
    known = places(catalog).stems
    seen = set[str]()
    for path in sorted(context.changed or ()):
        if not (path.startswith("docs/") and path.endswith(".md")):
            continue
        name = path.removeprefix("docs/")
        stem, _ = split_locale(name, catalog.locales, catalog.default_locale)
        if stem not in known and stem not in catalog.redirects and stem not in seen:
            seen.add(stem)
            yield _removed(context, path, stem)


@rule(Severity.ERROR)
def redirect_target_missing(context: Context) -> Iterator[Problem]:
    """A redirect must lead to a document or page that exists, and to a section that it has.

    跳转必须指向已有的文件或页面，以及其中已有的章节。

    Bad: to: sops/buyer/refunds
    Good: to: SOP-BUY-001#limits
    """
    catalog = context.catalog
    known, ids = places(catalog).stems, catalog.known("documents") or frozenset()
    for old, row in catalog.redirects.items():
        found = destination(catalog, old)
        at = catalog.locate("redirects", (old, "to"))
        if found is None or row.to.partition("#")[0] in ids - set(catalog.documents):
            continue
        if found.stem not in known:
            yield _target_missing(at, row.to, alike(f"{found.stem}.md", places(catalog).files))
        elif stated(catalog, row.to) == found:
            yield from _section_missing(catalog, at, found)


@rule(Severity.ERROR)
def redirect_source_exists(context: Context) -> Iterator[Problem]:
    """A redirect must start where there is no page; a page that exists would be overwritten.

    跳转的起点不得是已有的页面，否则该页面会被覆盖。

    Bad: a redirect from sops/buyer/refund-request while that page exists
    Good: a redirect from sops/buyer/refund, which was renamed
    """
    catalog = context.catalog
    known = places(catalog).stems
    for old in catalog.redirects:
        if old in known:
            yield Problem(
                at=catalog.locate("redirects", (old,)),
                message=Text(
                    en=f"A redirect must start where there is no page; “{old}” is one.",
                    zh=f"跳转的起点不得是已有页面，“{old}”目前存在。",
                ),
                fix=Text(en="Delete the redirect.", zh="删除该跳转。"),
            )


@rule(Severity.ERROR)
def redirect_loop(context: Context) -> Iterator[Problem]:
    """Following redirects must come to an end.

    沿跳转逐级前进必须有终点，不得循环。

    Bad: a: {to: b} and b: {to: a}
    Good: a: {to: SOP-BUY-001} and b: {to: SOP-BUY-001}
    """
    catalog = context.catalog
    for old, row in catalog.redirects.items():
        if destination(catalog, old) is None:
            yield Problem(
                at=catalog.locate("redirects", (old, "to")),
                message=Text(
                    en=f"Redirects must come to an end; from “{old}” by “{row.to}” they go round.",
                    zh=f"跳转必须有终点；从“{old}”经“{row.to}”形成循环。",
                ),
                fix=Text(
                    en="Write the id of the document that applies now.",
                    zh="改为当前适用文件的编号。",
                ),
            )


@rule(Severity.WARNING)
def redirect_expired(context: Context) -> Iterator[Problem]:
    """A redirect must not have run out: delete it, or give it a new day.

    跳转不得过期：应删除，或重新设定日期。

    Bad: until: 2026-03-31 in November 2026
    Good: until: 2027-03-31 in November 2026
    """
    catalog = context.catalog
    for old, row in catalog.redirects.items():
        if row.until < context.today:
            yield _expired(
                catalog.locate("redirects", (old, "until")),
                Text(
                    en="A redirect must still hold; this one, which still works, ended on "
                    f"{row.until}.",
                    zh=f"跳转必须仍在有效期内，本条已于 {row.until} 到期，目前仍可用。",
                ),
            )


@rule(Severity.WARNING)
def link_exemption_expired(context: Context) -> Iterator[Problem]:
    """A “do not check” entry must not have run out: delete it, or give it a new day.

    “不检查链接”条目不得过期：应删除，或重新设定日期。

    Bad: until: 2026-03-31 in November 2026
    Good: until: 2027-03-31 in November 2026
    """
    catalog = context.catalog
    for pattern, row in catalog.link_exemptions.items():
        if row.until < context.today:
            yield _expired(
                catalog.locate("link_exemptions", (pattern, "until")),
                Text(
                    en=f"A “do not check” entry must still hold; this one ended on {row.until} "
                    "and its links are checked again.",
                    zh=f"“不检查链接”条目必须仍在有效期内，本条已于 {row.until} 到期，"
                    "其链接已恢复检查。",
                ),
            )


def _removed(context: Context, path: str, stem: str) -> Problem:
    to = _moved_to(context, stem) or "…"
    until = context.today + timedelta(days=USUAL_DAYS)
    entry = f'{stem}: {{to: {to}, reason: "…", until: {until}}}'
    return Problem(
        at=Location(path=path),
        message=Text(
            en="A page that is renamed or removed must leave a redirect; "
            f"“{stem}” has gone and readers have saved its address.",
            zh=f"页面改名或删除后必须设置跳转；“{stem}”已不存在，而读者可能收藏了它的地址。",
        ),
        fix=Text(
            en=f"Add to data/redirects.yml: {entry}",
            zh=f"在 data/redirects.yml 中添加：{entry}",
        ),
    )


def _moved_to(context: Context, stem: str) -> str | None:
    """Guess where a page went: to the new page whose name is most like it."""
    catalog = context.catalog
    pages = (catalog.pages[path] for path in context.changed or () if path in catalog.pages)
    new = {page.stem: page for page in pages}
    name = posixpath.basename(stem)
    guess = next((each for each in sorted(new) if posixpath.basename(each) == name), None)
    found = guess or nearest(stem, new)
    return _name(catalog, new[found]) if found else None


def _name(catalog: Catalog, page: Page) -> str:
    document = catalog.document_of(page)
    return document.id if document else page.stem


def _section_missing(catalog: Catalog, at: Location, found: Destination) -> Iterator[Problem]:
    for locale in catalog.locales if found.place else ():
        page = catalog.page_of(found.stem, locale)
        if page and not has_anchor(page, found.place, of_document=page.is_controlled):
            guess = nearest(found.place, page.outline.anchors)
            yield Problem(
                at=at,
                message=Text(
                    en="A redirect must lead to a section that the page has; "
                    f"{page.path} has no “#{found.place}”.",
                    zh=f"跳转必须指向页面中已有的章节；{page.path} 中没有“#{found.place}”。",
                ),
                fix=Text(
                    en=f"Did you mean “#{guess}”?" if guess else "Remove “#…”.",
                    zh=f"是否应为“#{guess}”？" if guess else "去掉“#…”。",
                ),
            )
            return


def _target_missing(at: Location, to: str, guess: str | None) -> Problem:
    meant = guess and guess.removesuffix(".md")
    return Problem(
        at=at,
        message=Text(
            en=f"A redirect must lead to a document or page that exists; “{to}” does not.",
            zh=f"跳转必须指向已有的文件或页面，“{to}”不存在。",
        ),
        fix=Text(
            en=f"Did you mean “{meant}”?" if meant else "Write the id of a document.",
            zh=f"是否应为“{meant}”？" if meant else "填写文件编号。",
        ),
    )


def _expired(at: Location, message: Text) -> Problem:
    return Problem(
        at=at,
        message=message,
        fix=Text(
            en="Delete the entry, or give a new day with the reason.",
            zh="删除该条目，或写明理由后重新设定日期。",
        ),
    )
