"""Is every link written so that it works in each language, on a copy of the site, and safely?"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sopkb.catalog import Page
from sopkb.findings import Problem, Severity, Text
from sopkb.markdown import Link
from sopkb.rules.engine import Context, rule
from sopkb.site_settings import SiteSettings, read_site_settings
from sopkb.targets import (
    Form,
    Kind,
    Places,
    form_of,
    links_of,
    meant_page,
    places,
    relative,
    resolve,
    without_locale,
)


@rule(Severity.ERROR)
def link_scheme_unsafe(context: Context) -> Iterator[Problem]:
    """A link must lead to a page or a web address, never run code or open a file of one computer.

    链接只能指向页面或网址，不得执行代码，也不得指向某台电脑上的文件。

    Bad: [limits](C:\\limits.xlsx) or [limits](javascript:show())
    Good: [limits](limits.md)
    """
    for page in context.pages:
        for link in links_of(page)[Kind.UNSAFE]:
            yield Problem(
                at=link.at,
                message=Text(
                    en="A link must not run code, hold data or name a file of one computer; "
                    f"seen: “{_short(link.target)}”.",
                    zh="链接不得执行代码、内嵌数据或指向某台电脑上的文件，"
                    f"当前为“{_short(link.target)}”。",
                ),
                fix=Text(
                    en="Put the file into docs/ and link to it with a relative path and “/”.",
                    zh="将文件放入 docs/，并用相对路径和“/”书写链接。",
                ),
            )


@rule(Severity.WARNING)
def link_insecure(context: Context) -> Iterator[Problem]:
    """A web address should begin with https://.

    网址应以 https:// 开头。

    Bad: [carrier](http://example.com/track)
    Good: [carrier](https://example.com/track)
    """
    for page in context.pages:
        for link in links_of(page)[Kind.WEB]:
            bare = link.target.strip().lower()
            if bare.startswith(("http://", "//")):
                wanted = f"https://{_short(link.target.strip().split('//', 1)[1])}"
                yield Problem(
                    at=link.at,
                    message=Text(
                        en=f"A web address should begin with https://; seen: “{_short(bare)}”.",
                        zh=f"网址应以 https:// 开头，当前为“{_short(bare)}”。",
                    ),
                    fix=Text(en=f"Write “{wanted}”.", zh=f"改为“{wanted}”。"),
                )


@rule(Severity.ERROR)
def link_absolute(context: Context) -> Iterator[Problem]:
    """A link inside the knowledge base must be relative to its page, or copies of the site break.

    知识库内部链接必须是相对于本页的路径，否则离线副本无法打开。

    Bad: [matrix](/sops/operations/escalation-matrix/)
    Good: [matrix](../operations/escalation-matrix.md)
    """
    known, settings = places(context.catalog), read_site_settings(context.catalog.root)
    for page in context.pages:
        links = links_of(page)
        for link in (*links[Kind.ABSOLUTE], *links[Kind.WEB]):
            path = _path_on_site(link, settings)
            if path is not None:
                yield _absolute(known, page, link, path)


@rule(Severity.ERROR)
def link_raw_html(context: Context) -> Iterator[Problem]:
    """A link or image of a file must be written in Markdown; HTML tags stay as they are and break.

    指向文件的链接和图片必须用 Markdown 书写；HTML 标签不会被转换，发布后会失效。

    Bad: <a href="register.md">register</a>
    Good: [register](register.md)
    """
    for page in context.pages:
        for link in links_of(page)[Kind.RAW]:
            is_image = link.alternative is not None
            wanted = f"{'!' if is_image else ''}[…]({_short(link.target)})"
            yield Problem(
                at=link.at,
                message=Text(
                    en="A file must be linked in Markdown, since HTML tags are not adjusted to the "
                    f"address of the page; seen: “{_short(link.target)}”.",
                    zh="指向文件的链接必须用 Markdown 书写，HTML 标签不会按页面地址调整，"
                    f"当前为“{_short(link.target)}”。",
                ),
                fix=Text(
                    en=f"Write “{wanted}” instead of the tag.", zh=f"用“{wanted}”代替该标签。"
                ),
            )


@rule(Severity.ERROR)
def link_locale_suffix(context: Context) -> Iterator[Problem]:
    """A link must name a page without its language, so that each reader gets their own.

    链接中的页面文件名不得带语言后缀，以便读者打开各自语言的版本。

    Bad: [register](register.zh.md)
    Good: [register](register.md)
    """
    for page, link, known in _links_in_form(context, Form.LOCALE_SUFFIX):
        stem = without_locale(known, resolve(page, link.target).stem)
        wanted = _with_anchor(relative(page, f"{stem}.md"), link)
        yield Problem(
            at=link.at,
            message=Text(
                en="A link must name the page without its language, so that each reader gets "
                f"their own; seen: “{link.target}”.",
                zh=f"链接中的文件名不得带语言后缀，当前为“{link.target}”。",
            ),
            fix=Text(en=f"Write “{wanted}”.", zh=f"改为“{wanted}”。"),
        )


@rule(Severity.ERROR)
def link_not_markdown_file(context: Context) -> Iterator[Problem]:
    """A link to a page must name its Markdown file, not a folder or an address of the site.

    指向页面的链接必须写 Markdown 文件名，不能写文件夹或网页地址。

    Bad: [seller](../seller/) or [seller](../seller/index.html)
    Good: [seller](../seller/index.md)
    """
    for page, link, known in _links_in_form(context, Form.NOT_MARKDOWN):
        meant = meant_page(known, resolve(page, link.target).path)
        wanted = _with_anchor(relative(page, meant), link) if meant else None
        yield Problem(
            at=link.at,
            message=Text(
                en="A link to a page must name its Markdown file, so that it is checked and works "
                f"in each language; seen: “{link.target}”.",
                zh=f"指向页面的链接必须写 Markdown 文件名，当前为“{link.target}”。",
            ),
            fix=_write(wanted),
        )


def _links_in_form(context: Context, form: Form) -> Iterator[tuple[Page, Link, Places]]:
    known = places(context.catalog)
    for page in context.pages:
        for link in links_of(page)[Kind.FILE]:
            if link.alternative is None and form_of(known, resolve(page, link.target)) is form:
                yield page, link, known


def _path_on_site(link: Link, settings: SiteSettings | None) -> str | None:
    """Give the path below the site's address, None for the rest of the web."""
    if link.target.lstrip().startswith("/") and not link.target.lstrip().startswith("//"):
        return link.target.lstrip().lstrip("/")
    site_url = settings.text(("site_url",)) if settings else None
    if not site_url or not site_url.strip("/"):
        return None
    base = site_url.rstrip("/")
    target = link.target.strip()
    if target == base or target.startswith((f"{base}/", f"{base}#", f"{base}?")):
        return target.removeprefix(base).lstrip("/")
    return None


def _absolute(known: Places, page: Page, link: Link, path: str) -> Problem:
    bare = unquote(re.split(r"[?#]", path)[0])
    meant = bare if bare in known.assets else meant_page(known, bare)
    wanted = _with_anchor(relative(page, meant), link) if meant else None
    return Problem(
        at=link.at,
        message=Text(
            en="A link inside the knowledge base must be relative to its page; "
            f"seen: “{_short(link.target)}”.",
            zh=f"知识库内部链接必须是相对于本页的路径，当前为“{_short(link.target)}”。",
        ),
        fix=_write(wanted),
    )


def _with_anchor(path: str, link: Link) -> str:
    anchor = link.target.partition("#")[2]
    return f"{path}#{anchor}" if anchor else path


def _write(wanted: str | None) -> Text:
    if wanted:
        return Text(en=f"Write “{wanted}”.", zh=f"改为“{wanted}”。")
    return Text(
        en="Write the path of the file as seen from the folder of this page.",
        zh="改为从本页所在文件夹算起的文件路径。",
    )


def _short(target: str) -> str:
    return target if len(target) <= 80 else f"{target[:77]}…"
