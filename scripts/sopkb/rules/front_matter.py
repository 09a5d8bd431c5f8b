"""Is the front matter of a page readable, and does it hold nothing but presentation?"""

from collections.abc import Iterator

from sopkb.catalog import Page
from sopkb.findings import Problem, Severity, Text
from sopkb.front_matter import FrontMatter
from sopkb.model.documents import DocumentRecord
from sopkb.rules.engine import Context, rule

CONTROL_KEYS = frozenset(DocumentRecord.model_fields)
CONTROLLED_PAGE_KEYS = ("hide", "search")
OTHER_PAGE_KEYS = (*CONTROLLED_PAGE_KEYS, "title", "description", "template", "icon")
MACROS = frozenset({"value", "doc", "owner", "term", "documents", "register"})


@rule(Severity.ERROR)
def front_matter_unreadable(context: Context) -> Iterator[Problem]:
    """Front matter must be one block of readable YAML that begins on line 1.

    元数据区必须从第 1 行开始，且是可读取的 YAML。

    Bad: hide：[toc]
    Good: hide: [toc]
    """
    for page in context.pages:
        fault = page.outline.front_matter.fault
        if fault is not None:
            yield Problem(at=fault.at, message=fault.message, fix=fault.fix)


@rule(Severity.ERROR)
def front_matter_control_key(context: Context) -> Iterator[Problem]:
    """Front matter may hold presentation only; control data must stand in the record.

    元数据区只能填写显示设置；受控信息必须写在记录文件中。

    Bad: owner: buyer-refunds
    Good: hide: [toc]
    """
    for page, head in _heads(context):
        allowed = CONTROLLED_PAGE_KEYS if page.is_controlled else OTHER_PAGE_KEYS
        for key in head.keys:
            if key in CONTROL_KEYS:
                yield _control_key(page, head, key)
            elif key not in allowed and key not in MACROS:
                yield _other_key(page, head, key, allowed)


@rule(Severity.ERROR)
def front_matter_macro_shadow(context: Context) -> Iterator[Problem]:
    """A key of the front matter must not have the name of a macro; the macro would be lost.

    元数据区的键不得与宏同名，否则页面上的宏会失效。

    Bad: value: 30
    Good: description: Refunds in 30 days
    """
    for _, head in _heads(context):
        for key in head.keys:
            if key in MACROS and key not in CONTROL_KEYS:
                yield Problem(
                    at=head.locate(key),
                    message=Text(
                        en=f"“{key}” is the name of a macro; as a key it makes "
                        f"{{{{ {key}(…) }}}} fail on this page.",
                        zh=f"“{key}”是宏的名称；用作键名会使本页的 {{{{ {key}(…) }}}} 失效。",
                    ),
                    fix=Text(en=f"Remove “{key}”.", zh=f"删除“{key}”。"),
                )


def _heads(context: Context) -> Iterator[tuple[Page, FrontMatter]]:
    for page in context.pages:
        head = page.outline.front_matter
        if head.keys and head.fault is None:
            yield page, head


def _control_key(page: Page, head: FrontMatter, key: str) -> Problem:
    record = f"data/documents/{page.stem}.yml"
    return Problem(
        at=head.locate(key),
        message=Text(
            en=f"Control data must stand in the record, never in a page; seen: “{key}”.",
            zh=f"受控信息必须写在记录文件中，不得写在页面里；当前有：“{key}”。",
        ),
        fix=Text(
            en=f"Write it in {record} and remove it here." if page.is_controlled else "Remove it.",
            zh=f"写入 {record}，并从本页删除。" if page.is_controlled else "删除该键。",
        ),
    )


def _other_key(page: Page, head: FrontMatter, key: str, allowed: tuple[str, ...]) -> Problem:
    names = ", ".join(allowed)
    is_title = page.is_controlled and key == "title"
    return Problem(
        at=head.locate(key),
        message=Text(
            en=f"The front matter of this page may hold only: {names}; seen: “{key}”.",
            zh=f"本页元数据区只能使用：{names}；当前有：“{key}”。",
        ),
        fix=Text(
            en="Remove it; the title is the line “# …” of the page."
            if is_title
            else "Remove it, or correct its name.",
            zh="删除该键；标题以页面的“# …”行为准。" if is_title else "删除该键，或更正键名。",
        ),
    )
