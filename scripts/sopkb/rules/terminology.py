"""Do pages use the words that the glossary asks for, in both languages?"""

from collections.abc import Iterator

from sopkb.findings import LANGUAGES, Language, Location, Problem, Severity, Text
from sopkb.rules.engine import Context, rule
from sopkb.rules.translated import pairs
from sopkb.terminology import Occurrence, forbidden_uses, matcher_of
from sopkb.titles import plain
from sopkb.translated_terms import Missing, Pair, missing_terms
from sopkb.translation import TranslationState

JUDGED = frozenset(TranslationState) - {TranslationState.MISSING, TranslationState.STUB}
PAGE = Text(en="A page", zh="页面")


@rule(Severity.ERROR)
def term_forbidden(context: Context) -> Iterator[Problem]:
    """A page must not use a word that the glossary forbids, save to say that it is forbidden.

    页面不得使用术语表中的禁用写法；仅在说明“不要这样写”时可以引用。

    Bad: 通知卖家补交营业执照。
    Good: 通知商家补交营业执照。
    """
    for language in LANGUAGES:
        matcher = matcher_of(context.catalog.glossary, language)
        for page in context.pages:
            if page.locale == language:
                for found in forbidden_uses(matcher, page.file.text):
                    at = page.file.position(found.start)
                    yield word_forbidden(at, PAGE, page.file.text, found, language)


@rule(Severity.WARNING)
def term_untranslated(context: Context) -> Iterator[Problem]:
    """A term that a section of the source uses must stand in the translation in its own words.

    原文章节使用的术语，译文对应章节必须使用术语表规定的译法。

    Bad: “The payout hold ends …” translated as “付款暂停结束……”
    Good: “The payout hold ends …” translated as “结算款冻结结束……”
    """
    for missing in missing_terms(context.catalog.glossary, _pairs(context)):
        if not missing.term.do_not_translate:
            yield _untranslated(missing)


@rule(Severity.WARNING)
def term_translated(context: Context) -> Iterator[Problem]:
    """A term that is not to be translated must stand in the translation as it is.

    标注为“不翻译”的术语，译文必须保留原样。

    Bad: “within the SLA” translated as “在服务水平协议内”
    Good: “within the SLA” translated as “在 SLA 内”
    """
    kept = {key: term for key, term in context.catalog.glossary.items() if term.do_not_translate}
    for missing in missing_terms(kept, _pairs(context)):
        yield _translated(missing)


def word_forbidden(
    at: Location, what: Text, text: str, found: Occurrence, language: Language
) -> Problem:
    """Tell of a forbidden word in what has a text: a page, or a row of a register."""
    seen = " ".join(text[found.start : found.end].split())
    wanted = " / ".join(term.in_language(language) for term in found.entry.terms)
    note = found.term.note
    note_en, note_zh = (f" {note.en}", note.zh) if note else ("", "")
    return Problem(
        at=at,
        message=Text(
            en=f"{what.en} must use the words of the glossary; “{seen}” is forbidden.",
            zh=f"{what.zh}必须使用术语表规定的写法，“{seen}”为禁用写法。",
        ),
        fix=Text(
            en=f"Write “{wanted}”.{note_en}",
            zh=f"改为“{wanted}”。{note_zh}",
        ),
    )


def _pairs(context: Context) -> Iterator[Pair]:
    """Yield the translations to judge; sections known to be behind are not punished twice."""
    for each in pairs(context, *JUDGED):
        target = each.target
        languages = _languages(each.source.locale, target.locale) if target else None
        if target and languages:
            behind = frozenset(each.status.behind)
            yield Pair(source=each.source, target=target, languages=languages, left_out=behind)


def _languages(source: str, target: str) -> tuple[Language, Language] | None:
    known = {str(language): language for language in LANGUAGES}
    return (known[source], known[target]) if source in known and target in known else None


def _untranslated(missing: Missing) -> Problem:
    word, wanted = (missing.term.in_language(each) for each in missing.pair.languages)
    where = _places(missing)
    seen = missing.instead
    return Problem(
        at=missing.pair.target.file.at(missing.target.line),
        message=Text(
            en=f"{where.en} uses “{word}”; its translation must say “{wanted}”, "
            + (f"and says “{seen}”." if seen else "and does not."),
            zh=f"{where.zh}使用了“{word}”，译文必须写作“{wanted}”，"
            + (f"当前写作“{seen}”。" if seen else "当前没有。"),
        ),
        fix=Text(
            en=f"Write “{wanted}”" + (f" for “{seen}”." if seen else " in this section."),
            zh=(f"将“{seen}”改为“{wanted}”。" if seen else f"在本章节中写“{wanted}”。"),
        ),
    )


def _translated(missing: Missing) -> Problem:
    word = missing.term.in_language(missing.pair.languages[1])
    where = _places(missing)
    return Problem(
        at=missing.pair.target.file.at(missing.target.line),
        message=Text(
            en=f"{where.en} uses “{word}”, which must stay as it is; its translation lacks it"
            + (f" and says “{missing.instead}”." if missing.instead else "."),
            zh=f"{where.zh}使用了“{word}”，该词不翻译，译文中缺少"
            + (f"，当前写作“{missing.instead}”。" if missing.instead else "。"),
        ),
        fix=Text(en=f"Write “{word}” in this section.", zh=f"在本章节中写“{word}”。"),
    )


def _places(missing: Missing) -> Text:
    """Name the section, and the line of the source where the term stands."""
    path, line = missing.pair.source.path, missing.source_line
    title, key = plain(missing.target.title), missing.target.id
    return Text(
        en=f"The source of “{title or key}” ({path}, line {line})",
        zh=f"“{title or key}”的原文（{path} 第 {line} 行）",
    )
