"""Is every part of a document's id a word that the vocabulary and the sections know?"""

from collections.abc import Iterator

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.nearest import nearest
from sopkb.rules.damage import is_register_damaged
from sopkb.rules.engine import Context, rule

CHINESE_NAMES = {"type": "类型", "area": "领域"}


@rule(Severity.ERROR)
def document_type_unknown(context: Context) -> Iterator[Problem]:
    """The first part of an id must be a type of the vocabulary that has its list of sections.

    文件编号的第一段必须是词汇表中的类型，且在 data/sections.yml 中有章节清单。

    Bad: id: SPO-BUY-001
    Good: id: SOP-BUY-001
    """
    catalog = context.catalog
    types = catalog.known("type")
    with_sections = None if is_register_damaged(catalog, "sections") else catalog.sections
    for document in context.documents:
        name = document.record.type
        if types is not None and name not in types:
            yield _unknown_part(document.locate(("id",)), "type", name, types)
        elif with_sections is not None and name not in with_sections:
            yield _without_sections(document.locate(("id",)), name)


@rule(Severity.ERROR)
def document_area_unknown(context: Context) -> Iterator[Problem]:
    """The second part of an id must be an area of the vocabulary.

    文件编号的第二段必须是词汇表中的领域。

    Bad: id: SOP-BYU-001
    Good: id: SOP-BUY-001
    """
    areas = context.catalog.known("area")
    for document in context.documents:
        if areas is not None and document.record.area not in areas:
            yield _unknown_part(document.locate(("id",)), "area", document.record.area, areas)


def _unknown_part(at: Location, group: str, seen: str, known_words: frozenset[str]) -> Problem:
    guess = nearest(seen, known_words)
    names = ", ".join(sorted(known_words))
    return Problem(
        at=at,
        message=Text(
            en=f"The {group} in an id must be one of: {names}; seen: {seen}.",
            zh=f"编号中的{CHINESE_NAMES[group]}只能是：{names}；当前为：{seen}。",
        ),
        fix=Text(
            en=f"Did you mean “{guess}”?" if guess else "Correct the id.",
            zh=f"是否应为“{guess}”？" if guess else "请更正文件编号。",
        ),
    )


def _without_sections(at: Location, name: str) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"Every type of document must have its sections in data/sections.yml; {name} "
            "has none.",
            zh=f"每种文件类型都必须在 data/sections.yml 中列出章节，{name} 没有。",
        ),
        fix=Text(
            en=f"Add “{name}:” with its sections there, or use another type.",
            zh=f"请在其中补充“{name}:”及其章节，或改用其他类型。",
        ),
    )
