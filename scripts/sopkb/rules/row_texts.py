"""Do the texts of the registers say the same in both languages, in the words of the glossary?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sopkb.catalog import Catalog
from sopkb.findings import LANGUAGES, Location, Problem, Severity, Text
from sopkb.macro_calls import EXPRESSION, PLAIN_CALL
from sopkb.model.base import LocalizedText, localized_texts
from sopkb.parity import Difference, Kind, compare
from sopkb.rules.engine import Context, rule
from sopkb.rules.terminology import word_forbidden
from sopkb.rules.typography import badly_set
from sopkb.source import SourceFile
from sopkb.terminology import forbidden_uses, matcher_of
from sopkb.typography import mends

ABOUT_WORDS = frozenset({"glossary"})
"""Registers that speak of words, also of those that must not be used."""

ROW_TEXT = Text(en="A text", zh="文本")
COMPARED = frozenset({Kind.AMOUNT, Kind.MACRO, Kind.CODE, Kind.LINK})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowText:
    """A text of a row, and where it stands."""

    catalog: Catalog
    register: str
    key_path: tuple[str | int, ...]
    text: LocalizedText

    def at(self, language: str) -> Location:
        """Give the place of the text in a language."""
        return self.catalog.locate(self.register, (*self.key_path, language))


@rule(Severity.ERROR)
def text_different(context: Context) -> Iterator[Problem]:
    """Both languages of a text in a register must have the same amounts, links and macro calls.

    登记表中同一文本的两种语言，数值、链接和宏调用必须一致。

    Bad: {en: "Reply within 24 hours.", zh: 48 小时内回复。}
    Good: {en: "Reply within 24 hours.", zh: 24 小时内回复。}
    """
    for each in _texts(context.catalog):
        pages = (SourceFile("", each.text.en), SourceFile("", each.text.zh))
        for difference in compare(*pages):
            if difference.kind in COMPARED:
                yield _different(each, difference)


@rule(Severity.ERROR)
def text_term_forbidden(context: Context) -> Iterator[Problem]:
    """A text in a register must not use a word that the glossary forbids.

    登记表中的文本不得使用术语表中的禁用写法。

    Bad: text: {zh: 请联系卖家。}
    Good: text: {zh: 请联系商家。}
    """
    for language in LANGUAGES:
        matcher = matcher_of(context.catalog.glossary, language)
        for each in _texts(context.catalog):
            text = each.text.in_language(language)
            for found in forbidden_uses(matcher, text):
                yield word_forbidden(each.at(language), ROW_TEXT, text, found, language)


@rule(Severity.WARNING)
def text_typography(context: Context) -> Iterator[Problem]:
    """Chinese text in a register must have full-width punctuation and space around Latin words.

    登记表中的中文须使用全角标点，并在英文和数字两侧空一格。

    Bad: text: {zh: 请在48小时内回复,不要关闭工单.}
    Good: text: {zh: 请在 48 小时内回复，不要关闭工单。}
    """
    for each in _texts(context.catalog):
        for mend in mends(each.text.zh):
            yield badly_set(each.at("zh"), mend)


@rule(Severity.ERROR)
def text_macro_unknown(context: Context) -> Iterator[Problem]:
    """What stands in double braces in a text of a register must be the macro value().

    登记表的文本中，双花括号里只能使用宏 value()，且所引用的业务数值必须存在。

    Bad: text: {en: "Within {{ value('refund-windw') }}?"}
    Good: text: {en: "Within {{ value('refund-window') }}?"}
    """
    if context.catalog.known("values") is None or context.catalog.known("markets") is None:
        return
    for language in LANGUAGES:
        for each in _texts(context.catalog):
            text = each.text.in_language(language)
            if "{{" in text:
                for macro in _not_values(context.catalog, text):
                    yield _macro_unknown(context.catalog, each.at(language), macro)


def _not_values(catalog: Catalog, text: str) -> Iterator[str]:
    """Yield what stands in double braces and names no value, not even one that was refused."""
    values, markets = catalog.known_ids["values"], catalog.known_ids["markets"]
    for match in EXPRESSION.finditer(text):
        call = PLAIN_CALL.fullmatch(match[0])
        is_value = call and call["name"] == "value" and call["argument"] in values
        if not call or not is_value or (call["key"] and call["text"] not in markets):
            yield match[0]


def _texts(catalog: Catalog) -> Iterator[RowText]:
    for register, rows in catalog.rows.items():
        if register in ABOUT_WORDS:
            continue
        for row in rows.values():
            for path, text in localized_texts(row):
                key_path = (row.id, *path)
                yield RowText(catalog=catalog, register=register, key_path=key_path, text=text)


def _different(each: RowText, difference: Difference) -> Problem:
    source, target = difference.source.value, difference.target.value
    return Problem(
        at=each.at("zh"),
        message=Text(
            en="Both languages of a text must name the same amounts, links and macros; "
            f"English has “{source or '–'}”, Mandarin “{target or '–'}”.",
            zh="同一文本的两种语言，数值、链接和宏调用必须一致；"
            f"英文为“{source or '–'}”，中文为“{target or '–'}”。",
        ),
        fix=Text(
            en="Correct the language that is wrong.",
            zh="更正有误的一种语言。",
        ),
    )


def _macro_unknown(catalog: Catalog, at: Location, macro: str) -> Problem:
    call = PLAIN_CALL.fullmatch(macro)
    guess = catalog.nearest("values", (call and call["argument"]) or "") or "refund-window"
    return Problem(
        at=at,
        message=Text(
            en=f"A text of a register can name values by macro and nothing else; seen: “{macro}”.",
            zh=f"登记表的文本中只能用宏引用业务数值，当前为“{macro}”。",
        ),
        fix=Text(
            en=f"Write “{{{{ value('{guess}') }}}}”, or “market=…” behind it; a placeholder "
            "stands in square brackets: “[buyer_name]”.",
            zh=f"写成“{{{{ value('{guess}') }}}}”，可在其后加“market=…”；"
            "占位内容用方括号：“[buyer_name]”。",
        ),
    )
