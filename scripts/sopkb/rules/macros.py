"""Would the site be able to render every macro call of a page?"""

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateError, meta

from sopkb.anchors import GENERATED_SECTIONS, has_anchor
from sopkb.catalog import Catalog, Page
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.macro_calls import MacroCall, MacroFault
from sopkb.macro_names import BUILT_IN, FIRST_ARGUMENT, ID_NEEDED, KEYWORDS, named_id, named_ids
from sopkb.model.documents import ALL_MARKETS
from sopkb.nearest import nearest
from sopkb.rules.damage import known
from sopkb.rules.engine import Context, rule
from sopkb.site_settings import read_site_settings
from sopkb.targets import target_page

BARE_NAME = re.compile(r"\{\{[-+]?\s*(?P<name>[^\W\d]\w*)\s*(?=[|.\[}+-])")
PLACES = {
    "documents": "data/documents/",
    "area": "data/vocabulary.yml (area)",
    "audience": "data/vocabulary.yml (audience)",
    "guides": "data/guides/",
    "training": "data/training/",
    "scripts": "data/scripts/",
    "situation": "data/vocabulary.yml (situation)",
}
NAMED_REGISTERS = {*filter(None, FIRST_ARGUMENT.values()), *KEYWORDS.values()}
FEW = 12
"""So many ids are listed instead of guessing: “us” is no good guess for “uk”."""

HEADING_ID = re.compile(r"\{#([\w-]+)\}")


@rule(Severity.ERROR)
def macro_syntax(context: Context) -> Iterator[Problem]:
    """What stands in double braces must be a macro call that the site can read.

    双花括号中的内容必须是站点能够识别的宏调用。

    Bad: ## Steps {#steps} or {{ buyer name }}
    Good: ## Steps { #steps } and [buyer name]
    """
    for page in context.pages:
        for fault in page.outline.macro_faults:
            yield _heading_comment(page, fault) if fault.is_heading_id else _unreadable(fault)


@rule(Severity.ERROR)
def macro_unknown(context: Context) -> Iterator[Problem]:
    """A name in double braces must be one of the macros.

    双花括号中的名称必须是已有的宏。

    Bad: {{ values('refund-window') }} or {{ buyer_name }}
    Good: {{ value('refund-window') }} and [buyer name]
    """
    settings = read_site_settings(context.catalog.root)
    allowed = BUILT_IN | (settings.keys(("extra",)) if settings else frozenset())
    for page in context.pages:
        if "{{" not in page.file.text and "{%" not in page.file.text:
            continue
        for name, at, is_call in _unknown_names(page, allowed):
            yield _unknown(name, at, is_call)


@rule(Severity.ERROR)
def macro_argument_missing(context: Context) -> Iterator[Problem]:
    """A macro must name its id in quotes.

    宏必须用引号写明标识。

    Bad: {{ value() }} or {{ value(refund_window) }}
    Good: {{ value('refund-window') }}
    """
    for page in context.pages:
        for call in page.outline.macro_calls:
            if call.name in ID_NEEDED and named_id(call) is None:
                yield _argument_missing(call)


@rule(Severity.ERROR)
def macro_id_unknown(context: Context) -> Iterator[Problem]:
    """Every id that a macro names must stand in its register.

    宏中引用的标识必须存在于相应的登记表。

    Bad: {{ value('refund-windw') }}
    Good: {{ value('refund-window') }}
    """
    ids = {name: known(context.catalog, name) for name in NAMED_REGISTERS}
    if ids["markets"] is not None:
        ids["markets"] -= {ALL_MARKETS}
    for page in context.pages:
        for call in page.outline.macro_calls:
            for register, name in named_ids(call):
                there = ids[register]
                if there is not None and name not in there:
                    yield _id_unknown(call, register, name, there)


@rule(Severity.ERROR)
def macro_section_unknown(context: Context) -> Iterator[Problem]:
    """A section that doc() names must be an id on the page of that document.

    doc() 指明的章节必须存在于该文件的页面中。

    Bad: {{ doc('SOP-BUY-001', section='step') }}
    Good: {{ doc('SOP-BUY-001', section='steps') }}
    """
    for page in context.pages:
        for call in page.outline.macro_calls:
            section = call.keywords.get("section")
            if call.name == "doc" and section:
                target = _document_page(context.catalog, call, page.locale)
                if target and not has_anchor(target, section, of_document=True):
                    yield _section_unknown(target, call, section)


def _unknown_names(page: Page, allowed: frozenset[str]) -> Iterator[tuple[str, Location, bool]]:
    """Yield the names that nothing defines, and whether they are called."""
    if page.outline.macro_faults:
        return
    allowed |= set(page.outline.front_matter.keys)
    calls = {(call.name, call.at) for call in page.outline.macro_calls}
    unknown = [(name, at, True) for name, at in calls if name not in allowed | set(FIRST_ARGUMENT)]
    for match in BARE_NAME.finditer(page.file.text):
        if match["name"] not in allowed:
            unknown.append((match["name"], page.file.position(match.start("name")), False))
    if unknown:
        undefined = _undefined(page.file.text)
        yield from (each for each in unknown if each[0] in undefined)


def _undefined(text: str) -> set[str]:
    """Give the names that a page uses but does not set itself."""
    try:
        return meta.find_undeclared_variables(Environment(autoescape=False).parse(text))
    except (TemplateError, RecursionError):
        return set()


def _document_page(catalog: Catalog, call: MacroCall, locale: str) -> Page | None:
    document = catalog.documents.get(named_id(call) or "")
    return target_page(catalog, document.stem, locale) if document else None


def _heading_comment(page: Page, fault: MacroFault) -> Problem:
    line = HEADING_ID.sub(r"{ #\1 }", page.file.lines[fault.at.line - 1]).strip()
    return Problem(
        at=fault.at,
        message=Text(
            en="An id must stand in braces with spaces; “{#” without a space opens a comment, and "
            "the site would not build.",
            zh="标识与花括号之间必须有空格；“{#”会被当作注释的开头，站点将无法构建。",
        ),
        fix=Text(en=f"Write “{line}”.", zh=f"改为“{line}”。"),
    )


def _unreadable(fault: MacroFault) -> Problem:
    return Problem(
        at=fault.at,
        message=Text(
            en=f"What stands in braces must be a macro call; it cannot be read: {fault.reason}.",
            zh=f"花括号中必须是宏调用，此处无法识别：{fault.reason}。",
        ),
        fix=Text(
            en="Write a macro as “{{ value('refund-window') }}”; a placeholder that agents fill in "
            "stands in square brackets: “[buyer name]”.",
            zh="宏应写成“{{ value('refund-window') }}”；"
            "由客服填写的占位内容用方括号：“[买家姓名]”。",
        ),
    )


def _unknown(name: str, at: Location, is_call: bool) -> Problem:
    guess = nearest(name, FIRST_ARGUMENT)
    placeholder = f"[{name.replace('_', ' ')}]"
    if guess and (is_call or guess == name):
        wanted = f"{guess}(…)" if guess in ID_NEEDED else f"{guess}()"
        fix = Text(en=f"Did you mean “{wanted}”?", zh=f"是否应为“{wanted}”？")
    elif is_call:
        names = " ".join(FIRST_ARGUMENT)
        fix = Text(en=f"The macros are: {names}.", zh=f"可用的宏：{names}。")
    else:
        fix = Text(
            en=f"A placeholder that agents fill in stands in square brackets: “{placeholder}”.",
            zh=f"由客服填写的占位内容请用方括号：“{placeholder}”。",
        )
    return Problem(
        at=at,
        message=Text(
            en=f"A name in double braces must be a macro call; “{name}” is not.",
            zh=f"双花括号中必须是宏调用，“{name}”不是。",
        ),
        fix=fix,
    )


def _argument_missing(call: MacroCall) -> Problem:
    example = {
        "value": "refund-window",
        "doc": "SOP-BUY-001",
        "owner": "buyer-refunds",
        "term": "refund",
        "guide": "GDE-BUY-001",
        "quiz": "TRN-BUY-001",
        "script": "SCR-BUY-001",
        "escalation": "refund-dispute",
    }[call.name]
    return Problem(
        at=call.at,
        message=Text(
            en=f"{call.name}() must name its id in quotes; there is none.",
            zh=f"{call.name}() 必须用引号写明标识，当前没有。",
        ),
        fix=Text(
            en=f"Write it like “{{{{ {call.name}('{example}') }}}}”.",
            zh=f"写法如“{{{{ {call.name}('{example}') }}}}”。",
        ),
    )


def _id_unknown(call: MacroCall, register: str, name: str, there: frozenset[str]) -> Problem:
    place = PLACES.get(register, f"data/{register}.yml")
    return Problem(
        at=call.at,
        message=Text(
            en=f"{call.name}() must name an id of {place}; “{name}” is not one.",
            zh=f"{call.name}() 引用的标识必须存在于 {place}，“{name}”不存在。",
        ),
        fix=_ids_instead(place, name, there),
    )


def _ids_instead(place: str, name: str, there: frozenset[str]) -> Text:
    guess = nearest(name, there)
    if 0 < len(there) <= FEW:
        listed = sorted(there)
        return Text(en=f"It is one of: {', '.join(listed)}.", zh=f"可用标识：{'、'.join(listed)}。")
    return Text(
        en=f"Did you mean “{guess}”?" if guess else f"Correct the id, or add it to {place}.",
        zh=f"是否应为“{guess}”？" if guess else f"请更正标识，或将其添加到 {place}。",
    )


def _section_unknown(target: Page, call: MacroCall, section: str) -> Problem:
    guess = nearest(section, target.outline.anchors | GENERATED_SECTIONS)
    return Problem(
        at=call.at,
        message=Text(
            en=f"doc() must name a section of the page; {target.path} has no “#{section}”.",
            zh=f"doc() 指明的章节必须存在；{target.path} 中没有“#{section}”。",
        ),
        fix=Text(
            en=f"Did you mean section='{guess}'?" if guess else "Remove section=….",
            zh=f"是否应为 section='{guess}'？" if guess else "请去掉 section=…。",
        ),
    )
