"""Has every page of a document a summary and the sections of its type, in their order?"""

import re
from collections.abc import Iterable, Iterator

from sopkb.anchors import GENERATED_SECTIONS, kebab
from sopkb.findings import Problem, Severity, Text
from sopkb.markdown import Heading
from sopkb.model.registers import SectionSpec
from sopkb.nearest import nearest
from sopkb.rules.engine import Context, rule
from sopkb.rules.sections import SectionedPage, section_titled, sectioned_pages
from sopkb.titles import plain

INVISIBLE = re.compile(
    r"<!--.*?(?:-->|\Z)|\{#.*?#\}|\{%.*?%\}|^[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,})[ \t]*$", re.S | re.M
)
INVISIBLE_STARTS = ("<!--", "{#", "{%", "---", "===", "***", "___")


@rule(Severity.ERROR)
def summary_missing(context: Context) -> Iterator[Problem]:
    """A document must say in one paragraph under its title what it is for.

    文件标题下必须有一段摘要，说明其用途。

    Bad: “# Refund request” followed by “## Quick answer”
    Good: “# Refund request” followed by “Decide whether a buyer is refunded.”
    """
    for page in context.pages:
        if not context.catalog.document_of(page) or page.summary:
            continue
        title = next((each for each in page.outline.headings if each.level == 1), None)
        if title:
            yield Problem(
                at=page.file.at(title.line),
                message=Text(
                    en="A paragraph must follow the title and say what the document is for; "
                    "there is none.",
                    zh="标题之后必须紧接一段摘要，说明文件用途，当前没有。",
                ),
                fix=Text(
                    en="Write one or two sentences directly under the title.",
                    zh="在标题下方直接写一两句话的摘要。",
                ),
            )


@rule(Severity.ERROR)
def section_missing(context: Context) -> Iterator[Problem]:
    """A document must have every section that its type requires.

    文件必须包含其类型规定的所有必备章节。

    Bad: an SOP without “## Escalation { #escalation }”
    Good: ## Escalation { #escalation }
    """
    for laid in sectioned_pages(context):
        for spec in laid.specs:
            if spec.required and spec.id not in laid.found:
                yield _missing(laid, spec)


@rule(Severity.ERROR)
def section_order(context: Context) -> Iterator[Problem]:
    """Sections must stand in the order of data/sections.yml.

    章节必须按 data/sections.yml 规定的顺序排列。

    Bad: Escalation above Steps
    Good: Steps above Escalation
    """
    for laid in sectioned_pages(context):
        places = {spec.id: place for place, spec in enumerate(laid.specs)}
        order = [places[section] for section in laid.found]
        if order != sorted(order):
            kept = _longest_rise(order)
            for section, heading in laid.found.items():
                if places[section] not in kept:
                    yield _out_of_order(laid, section, heading)


@rule(Severity.WARNING)
def section_unknown(context: Context) -> Iterator[Problem]:
    """A section of a document should be one that its type has.

    文件章节应为其类型规定的章节。

    Bad: ## Tips { #tips }
    Good: ### Tips { #tips } inside “## Steps { #steps }”
    """
    for laid in sectioned_pages(context):
        known = {spec.id for spec in laid.specs} | GENERATED_SECTIONS
        for heading in laid.page.outline.headings:
            if heading.level != 2 or heading.id is None or heading.id in known:
                continue
            if heading in laid.found.values():
                continue
            meant = section_titled(laid.specs, heading.text)
            if not meant or meant.id in laid.found or not meant.required:
                yield _unknown(laid, heading, heading.id)


@rule(Severity.WARNING)
def section_title_different(context: Context) -> Iterator[Problem]:
    """The heading of a section should read as in data/sections.yml, on every page alike.

    章节标题应与 data/sections.yml 一致，各页统一。

    Bad: ## Procedure { #steps }
    Good: ## Steps { #steps }
    """
    for laid in sectioned_pages(context):
        for spec in laid.specs:
            heading = laid.found.get(spec.id)
            title = spec.title.in_language(laid.page.locale)
            if heading and plain(heading.text) != title:
                line = _line(laid, spec)
                yield Problem(
                    at=laid.page.file.at(heading.line),
                    message=Text(
                        en=f"This section should be called “{title}”; seen: “{heading.text}”.",
                        zh=f"该章节应名为“{title}”，当前为“{heading.text}”。",
                    ),
                    fix=Text(en=f"Write “{line}”.", zh=f"改为“{line}”。"),
                )


@rule(Severity.ERROR)
def section_empty(context: Context) -> Iterator[Problem]:
    """A required section must hold something.

    必备章节不得为空。

    Bad: ## Do not { #do-not } with nothing under it
    Good: ## Do not { #do-not } with “- Promise a day.”
    """
    for laid in sectioned_pages(context):
        lines = laid.page.file.lines
        for spec in laid.specs:
            heading = laid.found.get(spec.id)
            if spec.required and heading and _is_empty(laid, heading, lines):
                yield _empty(laid, spec, heading)


def _longest_rise(order: list[int]) -> set[int]:
    """Give the longest run of rising places: what stands right; the rest must move."""
    runs: list[list[int]] = []
    for place in order:
        before = (run for run in runs if run[-1] < place)
        runs.append([*_longest(before), place])
    return set(_longest(runs))


def _longest(runs: Iterable[list[int]]) -> list[int]:
    return max(runs, key=len, default=[])


def _is_empty(laid: SectionedPage, heading: Heading, lines: list[str]) -> bool:
    """Tell whether only headings, comments and rules stand between a heading and the next."""
    later = [each for each in laid.page.outline.headings if each.line > heading.line]
    end = next((each.line - 1 for each in later if each.level <= 2), len(lines))
    inner = {each.line for each in later}
    texts = [lines[n - 1] for n in range(heading.line + 1, end + 1) if n not in inner]
    first = next((text.strip() for text in texts if text.strip()), "")
    if first and not first.startswith(INVISIBLE_STARTS):
        return False
    return not INVISIBLE.sub("", "\n".join(texts)).strip()


def _line(laid: SectionedPage, spec: SectionSpec) -> str:
    return f"## {spec.title.in_language(laid.page.locale)} {{ #{spec.id} }}"


def _where(laid: SectionedPage, section: str) -> Text:
    before = laid.before(section)
    if before is None:
        return Text(en="directly after the summary", zh="紧接摘要之后")
    return Text(en=f"after the section “#{before}”", zh=f"章节“#{before}”之后")


def _missing(laid: SectionedPage, spec: SectionSpec) -> Problem:
    line, where = _line(laid, spec), _where(laid, spec.id)
    title = spec.title.in_language(laid.page.locale)
    meant = _meant_as(laid, spec)
    sections = [each.line for each in laid.page.outline.headings if each.level == 2]
    message = Text(
        en=f"This type of document must have the section “{title}” (#{spec.id}); it is missing.",
        zh=f"此类文件必须包含章节“{title}”（#{spec.id}），当前缺少。",
    )
    if meant:
        fix = Text(
            en=f"If this is meant to be it, write “{line}”; if not, add that line {where.en}.",
            zh=f"如果此处就是该章节，请改为“{line}”；否则在{where.zh}加上这一行。",
        )
        return Problem(at=laid.page.file.at(meant.line), message=message, fix=fix)
    return Problem(
        at=laid.page.file.at(max(sections, default=1)),
        message=message,
        fix=Text(en=f"Add “{line}” {where.en}.", zh=f"在{where.zh}加上“{line}”。"),
    )


def _meant_as(laid: SectionedPage, spec: SectionSpec) -> Heading | None:
    """Find the heading that was meant as a section but has a wrong level or a wrong id."""
    known = {each.id for each in laid.specs}
    for heading in laid.page.outline.headings[1:]:
        if heading.id and kebab(heading.id) == spec.id:
            return heading
        if heading.level == 2 and heading.id not in known:
            titled = section_titled(laid.specs, heading.text)
            if titled and titled.id == spec.id:
                return heading
    return None


def _out_of_order(laid: SectionedPage, section: str, heading: Heading) -> Problem:
    where = _where(laid, section)
    return Problem(
        at=laid.page.file.at(heading.line),
        message=Text(
            en="Sections must stand in the same order in all documents of a type; "
            f"“#{section}” stands in the wrong place.",
            zh=f"同类文件的章节顺序必须一致，“#{section}”的位置不对。",
        ),
        fix=Text(en=f"Move it {where.en}.", zh=f"将该章节移到{where.zh}。"),
    )


def _unknown(laid: SectionedPage, heading: Heading, seen: str) -> Problem:
    free = {spec.id: spec for spec in laid.specs if spec.id not in laid.found}
    guess = nearest(seen, free)
    line = _line(laid, free[guess]) if guess else ""
    return Problem(
        at=laid.page.file.at(heading.line),
        message=Text(
            en=f"A section should be one that this type of document has; “#{seen}” is not.",
            zh=f"章节应为此类文件规定的章节，“#{seen}”不在其中。",
        ),
        fix=Text(
            en=f"Did you mean “{line}”? If not, make it part of a section with “###”."
            if guess
            else "Make it part of a section with “###”, or move the text to the section it fits.",
            zh=f"是否应为“{line}”？如果不是，请改为“###”并放入某一章节。"
            if guess
            else "请改为“###”并放入某一章节，或将内容移到合适的章节。",
        ),
    )


def _empty(laid: SectionedPage, spec: SectionSpec, heading: Heading) -> Problem:
    holds = spec.holds
    return Problem(
        at=laid.page.file.at(heading.line),
        message=Text(
            en=f"The section “{heading.text}” must hold something; it is empty.",
            zh=f"章节“{heading.text}”不得为空，当前没有内容。",
        ),
        fix=Text(en=f"Write here: {holds.en}", zh=f"请在此填写内容：{holds.zh}"),
    )
