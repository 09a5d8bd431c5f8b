"""Are the words complete, the same in both languages, and never forbidden by themselves?"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum

from sopkb.bulletins import BulletinState
from sopkb.catalog import Catalog
from sopkb.coverage import Companion, CoverageState
from sopkb.findings import LANGUAGES, Problem, Severity, Text
from sopkb.freshness import FreshnessState
from sopkb.model.documents import (
    Access,
    ChangeKind,
    DocumentType,
    ReviewMethod,
    ReviewOutcome,
    Risk,
    Status,
)
from sopkb.model.floor import BulletinSeverity
from sopkb.model.registers import CenterKind
from sopkb.rules.damage import is_register_damaged
from sopkb.rules.engine import Context, rule

WORDS_OF: Mapping[str, type[StrEnum]] = {
    "type": DocumentType,
    "status": Status,
    "freshness": FreshnessState,
    "risk": Risk,
    "access": Access,
    "method": ReviewMethod,
    "outcome": ReviewOutcome,
    "change": ChangeKind,
    "center_kind": CenterKind,
    "coverage": CoverageState,
    "companion": Companion,
    "bulletin_severity": BulletinSeverity,
    "bulletin_state": BulletinState,
}
OPEN_GROUPS = (
    *("area", "audience", "channel", "persona", "interface"),
    *("situation", "escalation_channel", "tone"),
)
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@rule(Severity.ERROR)
def vocabulary_missing(context: Context) -> Iterator[Problem]:
    """Every value that a list of the data model allows must have its word in both languages.

    数据模型中的每个枚举值都必须在词汇表中有中英文名称。

    Bad: the group “status” without “suspended”
    Good: suspended: {en: Suspended, zh: 暂停使用}
    """
    catalog = context.catalog
    if is_register_damaged(catalog, "vocabulary"):
        return
    for group in (*WORDS_OF, *OPEN_GROUPS):
        if group not in catalog.vocabulary:
            yield _missing(catalog, group, None)
            continue
        for member in WORDS_OF.get(group, ()):
            if member not in catalog.vocabulary[group]:
                yield _missing(catalog, group, member)


@rule(Severity.ERROR)
def vocabulary_placeholder_different(context: Context) -> Iterator[Problem]:
    """The placeholders of a word, such as {date}, must be the same in both languages.

    同一词条的占位符（如 {date}）在中英文中必须一致。

    Bad: {en: "due in {days} days", zh: "{天} 天后到期"}
    Good: {en: "due in {days} days", zh: "{days} 天后到期"}
    """
    catalog = context.catalog
    for group, words in catalog.vocabulary.items():
        for key, text in words.items():
            en, zh = (sorted(PLACEHOLDER.findall(each)) for each in (text.en, text.zh))
            if en != zh:
                yield _placeholder_different(catalog, (group, key), en, zh)


@rule(Severity.ERROR)
def section_duplicate(context: Context) -> Iterator[Problem]:
    """A section's id must stand once in the list of its type.

    同一文件类型的章节标识不得重复。

    Bad: SOP with “steps” twice
    Good: SOP with “steps” once
    """
    catalog = context.catalog
    for name, sections in catalog.sections.items():
        counted = Counter[str]()
        for index, section in enumerate(sections):
            counted[section.id] += 1
            if counted[section.id] > 1:
                yield _section_duplicate(catalog, name, index, section.id)


@rule(Severity.ERROR)
def term_forbidden_own(context: Context) -> Iterator[Problem]:
    """A forbidden word must not be the very word that this or another term asks for.

    禁用写法不得与本术语或其他术语的规定写法相同。

    Bad: zh: 商家 with forbidden: {zh: [商家]}
    Good: zh: 商家 with forbidden: {zh: [卖家]}
    """
    catalog = context.catalog
    for language in LANGUAGES:
        asked_for = {
            term.in_language(language).casefold(): term.id for term in catalog.glossary.values()
        }
        for term in catalog.glossary.values():
            for index, word in enumerate(term.forbidden.in_language(language)):
                other = asked_for.get(word.casefold())
                if other is not None:
                    key_path = (term.id, "forbidden", language, index)
                    yield _forbidden_own(catalog, key_path, word, other)


def _missing(catalog: Catalog, group: str, member: str | None) -> Problem:
    name = f"{group}.{member}" if member else group
    line = f"{member or group}: {{en: …, zh: …}}"
    return Problem(
        at=catalog.locate("vocabulary", (group, member) if member else (group,)),
        message=Text(
            en=f"The vocabulary must hold “{name}”; it is missing.",
            zh=f"词汇表必须包含“{name}”，当前缺失。",
        ),
        fix=Text(
            en=f"Add {line} to the group “{group}”." if member else f"Add the group “{group}:”.",
            zh=f"在“{group}”组中补充 {line}。" if member else f"补充词组“{group}:”。",
        ),
    )


def _placeholder_different(
    catalog: Catalog, key_path: tuple[str, str], en: list[str], zh: list[str]
) -> Problem:
    seen_en, seen_zh = (", ".join(each) for each in (en, zh))
    return Problem(
        at=catalog.locate("vocabulary", key_path),
        message=Text(
            en="Both languages must have the same placeholders; seen: "
            f"{seen_en or 'none'} in English, {seen_zh or 'none'} in Chinese.",
            zh=f"中英文的占位符必须一致，当前英文为：{seen_en or '无'}，"
            f"中文为：{seen_zh or '无'}。",
        ),
        fix=Text(
            en="Write the same names in half-width braces in both.",
            zh="请在两种语言中使用相同的名称和半角花括号。",
        ),
    )


def _section_duplicate(catalog: Catalog, name: str, index: int, seen: str) -> Problem:
    return Problem(
        at=catalog.locate("sections", (name, index, "id")),
        message=Text(
            en=f"A section must stand once in the list of {name}; “{seen}” stands there again.",
            zh=f"{name} 的章节标识不得重复，“{seen}”再次出现。",
        ),
        fix=Text(
            en="Delete the second entry, or give it another id.",
            zh="删除重复的章节，或改用其他标识。",
        ),
    )


def _forbidden_own(
    catalog: Catalog, key_path: tuple[str | int, ...], word: str, other: str
) -> Problem:
    return Problem(
        at=catalog.locate("glossary", key_path),
        message=Text(
            en=f"A forbidden word must not be one that the glossary asks for; “{word}” is that "
            f"of the term “{other}”.",
            zh=f"禁用写法不得是术语表的规定写法；“{word}”是术语“{other}”的规定写法。",
        ),
        fix=Text(
            en=f"Remove “{word}” from “forbidden”, or change the term.",
            zh=f"从“forbidden”中删除“{word}”，或修改该术语。",
        ),
    )
