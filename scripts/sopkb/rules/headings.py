"""Has every page one title, and can every heading be linked to?"""

import re
from collections.abc import Iterator
from itertools import pairwise

from sopkb.anchors import GENERATED_SECTIONS, kebab, slug
from sopkb.catalog import Document, Page
from sopkb.findings import Problem, Severity, Text
from sopkb.markdown import Heading
from sopkb.rules.engine import Context, rule
from sopkb.rules.sections import section_titled, specs_of
from sopkb.titles import plain

KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
INVISIBLE = re.compile(r"<!--.*?(?:-->|\Z)|\{#.*?#\}|\{%.*?%\}", re.S)


@rule(Severity.ERROR)
def heading_title_count(context: Context) -> Iterator[Problem]:
    """A page must have exactly one title, a line “# …”.

    每个页面必须有且只有一个标题，即一行“# …”。

    Bad: a page without “# …”, or with two
    Good: # Refund request
    """
    for page in context.pages:
        titles = [heading for heading in page.outline.headings if heading.level == 1]
        if not titles:
            yield _no_title(page)
        for extra in titles[1:]:
            yield _second_title(page, titles[0], extra)


@rule(Severity.ERROR)
def heading_title_first(context: Context) -> Iterator[Problem]:
    """The title must be the first thing on the page of a document.

    文件页面必须以标题开头。

    Bad: a note or a section above “# Refund request”
    Good: # Refund request
    """
    for page, _ in _document_pages(context):
        line = _line_before_title(page)
        if line is not None:
            yield Problem(
                at=page.file.at(line),
                message=Text(
                    en="A document must begin with its title; something stands above it here.",
                    zh="文件必须以标题开头，此处在标题之前还有内容。",
                ),
                fix=Text(
                    en=f"Move “# {page.outline.title}” to the top of the page.",
                    zh=f"将“# {page.outline.title}”移到页面最上方。",
                ),
            )


@rule(Severity.ERROR)
def heading_level_skipped(context: Context) -> Iterator[Problem]:
    """A heading must be at most one level below the heading before it.

    标题级别只能逐级向下，不能跳级。

    Bad: ## Steps, then #### Check the date
    Good: ## Steps, then ### Check the date
    """
    for page in context.pages:
        for before, heading in pairwise(page.outline.headings):
            if heading.level > before.level + 1:
                yield _level_skipped(page, before, heading)


@rule(Severity.ERROR)
def heading_id_missing(context: Context) -> Iterator[Problem]:
    """Every heading of a document below the title must carry an id, the same in each language.

    文件中标题以下的每个小标题都必须带有标识，且各语言版本相同。

    Bad: ## Steps
    Good: ## Steps { #steps }
    """
    for page, document in _document_pages(context):
        for index, heading in enumerate(page.outline.headings):
            if heading.level > 1 and heading.id is None:
                wanted = _known_id(context, page, heading) or _proposed_id(document, page, index)
                yield _id_missing(page, heading, wanted)


@rule(Severity.ERROR)
def heading_id_duplicate(context: Context) -> Iterator[Problem]:
    """An id must stand once on a page, also beside the sections that the site adds.

    同一页面内标识不得重复，也不得与站点自动生成的章节重复。

    Bad: ### Checks { #steps } below ## Steps { #steps }
    Good: ### Checks { #step-checks }
    """
    for page in context.pages:
        taken = set(GENERATED_SECTIONS if context.catalog.document_of(page) else ())
        for heading in page.outline.headings:
            if heading.id in taken:
                yield _id_duplicate(page, heading, heading.id)
            elif heading.id:
                taken.add(heading.id)


@rule(Severity.ERROR)
def heading_id_form(context: Context) -> Iterator[Problem]:
    """An id must be English words in lower case, joined by hyphens.

    标识必须由小写英文单词组成，单词之间用连字符连接。

    Bad: ## 操作步骤 { #操作步骤 } or ## Steps { #Steps_2 }
    Good: ## 操作步骤 { #steps }
    """
    for page, document in _document_pages(context):
        for index, heading in enumerate(page.outline.headings):
            if heading.id and not KEBAB.fullmatch(heading.id):
                wanted = kebab(heading.id) or _proposed_id(document, page, index)
                yield _id_form(page, heading, heading.id, wanted)


def _document_pages(context: Context) -> Iterator[tuple[Page, Document]]:
    for page in context.pages:
        document = context.catalog.document_of(page)
        if document:
            yield page, document


def _line_before_title(page: Page) -> int | None:
    """Find the first line of what stands above the title; comments do not count."""
    head = page.outline.front_matter
    title = next((each for each in page.outline.headings if each.level == 1), None)
    if title is None or title.line == head.line_count + 1 or head.fault:
        return None
    above = "\n".join(page.file.lines[head.line_count : title.line - 1])
    visible = INVISIBLE.sub(lambda match: "\n" * match[0].count("\n"), above).split("\n")
    numbers = (number for number, line in enumerate(visible, head.line_count + 1) if line.strip())
    return next(numbers, None)


def _known_id(context: Context, page: Page, heading: Heading) -> str | None:
    """Give the id of the section whose title a heading bears."""
    specs = specs_of(context.catalog, page)
    spec = section_titled(specs, heading.text) if heading.level == 2 else None
    return spec.id if spec else None


def _proposed_id(document: Document, page: Page, index: int) -> str | None:
    """Take the id of the same heading in the other language, else make one of the words."""
    headings = page.outline.headings
    for other in document.pages.values():
        twins = other.outline.headings
        if other is page or len(twins) != len(headings):
            continue
        twin = twins[index]
        if twin.id and twin.level == headings[index].level and KEBAB.fullmatch(twin.id):
            return twin.id
    return kebab(slug(plain(headings[index].text))) or None


def _line_with(heading: Heading, wanted: str, level: int | None = None) -> str:
    attributes = f" {{ #{wanted} }}" if wanted else ""
    return f"{'#' * (level or heading.level)} {heading.text}{attributes}"


def _no_title(page: Page) -> Problem:
    return Problem(
        at=page.file.at(1),
        message=Text(
            en="A page must have a title, a line that begins with “# ”; there is none.",
            zh="页面必须有一个标题，即以“# ”开头的一行，当前没有。",
        ),
        fix=Text(
            en="Write “# …” with the title as the first line of the text.",
            zh="在正文第一行写上“# …”形式的标题。",
        ),
    )


def _second_title(page: Page, first: Heading, extra: Heading) -> Problem:
    line = _line_with(extra, extra.id or "", 2)
    return Problem(
        at=page.file.at(extra.line),
        message=Text(
            en=f"A page must have one title only; the title stands on line {first.line} already, "
            f"“{extra.text}” is another.",
            zh=f"页面只能有一个标题；第 {first.line} 行已有标题，“{extra.text}”是多余的标题。",
        ),
        fix=Text(en=f"Make it a section: “{line}”.", zh=f"改为章节：“{line}”。"),
    )


def _level_skipped(page: Page, before: Heading, heading: Heading) -> Problem:
    line = _line_with(heading, heading.id or "", before.level + 1)
    return Problem(
        at=page.file.at(heading.line),
        message=Text(
            en=f"Headings must go down one level at a time; here level {heading.level} follows "
            f"level {before.level}.",
            zh=f"标题级别必须逐级向下；此处 {before.level} 级标题之后直接出现 "
            f"{heading.level} 级标题。",
        ),
        fix=Text(en=f"Write “{line}”.", zh=f"改为“{line}”。"),
    )


def _id_missing(page: Page, heading: Heading, wanted: str | None) -> Problem:
    line = _line_with(heading, wanted or "…")
    return Problem(
        at=page.file.at(heading.line),
        message=Text(
            en=f"A heading must carry an id, the same in each language; “{heading.text}” has none.",
            zh=f"小标题必须带有标识，且各语言版本相同；“{heading.text}”没有标识。",
        ),
        fix=Text(
            en=f"Write “{line}”." if wanted else f"Write “{line}”, with short English words.",
            zh=f"改为“{line}”。" if wanted else f"改为“{line}”，标识用简短的英文单词。",
        ),
    )


def _id_duplicate(page: Page, heading: Heading, seen: str) -> Problem:
    if seen in GENERATED_SECTIONS:
        reason = Text(en="the site adds a section with it", zh="站点会自动生成同名章节")
    else:
        reason = Text(en="another heading has it already", zh="前面的标题已经使用")
    return Problem(
        at=page.file.at(heading.line),
        message=Text(
            en=f"An id must stand once on a page; “{seen}” does not: {reason.en}.",
            zh=f"同一页面内标识不得重复；“{seen}”重复：{reason.zh}。",
        ),
        fix=Text(
            en=f"Give this heading another id, for example “{_line_with(heading, seen + '-2')}”.",
            zh=f"换一个标识，例如“{_line_with(heading, seen + '-2')}”，各语言版本一并修改。",
        ),
    )


def _id_form(page: Page, heading: Heading, seen: str, wanted: str | None) -> Problem:
    line = _line_with(heading, wanted or "…")
    return Problem(
        at=page.file.at(heading.line),
        message=Text(
            en=f"An id must be English words in lower case, joined by hyphens; seen: “{seen}”.",
            zh=f"标识必须由小写英文单词组成并用连字符连接，当前为“{seen}”。",
        ),
        fix=Text(
            en=f"Write “{line}” in each language, and in the links to it.",
            zh=f"在各语言版本中改为“{line}”，并同步修改指向它的链接。",
        ),
    )
