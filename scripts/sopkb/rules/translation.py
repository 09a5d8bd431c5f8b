"""Is every translation there, stamped, and in step with its source?"""

from collections.abc import Iterator

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.normal_form import ALGORITHM
from sopkb.parity import Difference
from sopkb.rules.change_control import changed_command, is_version_missing
from sopkb.rules.engine import Context, rule
from sopkb.rules.translated import Pair, behind, differences, heading_of, named, pairs
from sopkb.translation import TranslationState


@rule(Severity.WARNING)
def translation_missing(context: Context) -> Iterator[Problem]:
    """Every document in use must have a page in every language of the site.

    每份使用中的文件都必须有网站各语言的页面。

    Bad: docs/sops/buyer/refund-request.md alone
    Good: docs/sops/buyer/refund-request.md and docs/sops/buyer/refund-request.zh.md
    """
    return map(missing, pairs(context, TranslationState.MISSING))


@rule(Severity.WARNING)
def translation_stub(context: Context) -> Iterator[Problem]:
    """A translated page must be written in its language, not be a copy of the source.

    译文页面必须用该语言书写，不得照搬原文。

    Bad: docs/sops/buyer/refund-request.zh.md in English
    Good: docs/sops/buyer/refund-request.zh.md in Mandarin
    """
    return map(stub, pairs(context, TranslationState.STUB))


@rule(Severity.WARNING)
def translation_unpinned(context: Context) -> Iterator[Problem]:
    """A translation must be stamped: a translator attests that it says what the source says.

    译文必须登记，由译者确认与原文一致。

    Bad: a record without translations
    Good: translations: with the entry that `sopkb translated` writes
    """
    return map(_unpinned, pairs(context, TranslationState.UNPINNED))


@rule(Severity.WARNING)
def translation_behind(context: Context) -> Iterator[Problem]:
    """A translation must have been stamped for the text that every section of its source has now.

    译文登记时所依据的原文必须与各章节的当前原文一致。

    Bad: a step added in English, the Mandarin page left as it was
    Good: the step added in both languages, then `sopkb translated`
    """
    for pair in pairs(context, TranslationState.BEHIND):
        if behind(pair) and not _is_blocked(context, pair):
            yield _behind(pair)


@rule(Severity.WARNING)
def translation_late(context: Context) -> Iterator[Problem]:
    """A translation must not be behind for longer than the document's risk allows.

    译文落后于原文的时间不得超过该风险等级允许的天数。

    Bad: a high-risk page behind for 3 days where data/policy.yml allows 2
    Good: a high-risk page behind for 2 days
    """
    for pair in pairs(context, TranslationState.BEHIND):
        is_new = is_version_missing(context, pair.document)
        if behind(pair) and pair.status.is_late and not is_new:
            yield _late(pair)


@rule(Severity.ERROR)
def translation_pin_unknown(context: Context) -> Iterator[Problem]:
    """A pin must be of the algorithm that this tool knows.

    章节哈希必须使用本工具支持的算法。

    Bad: steps: h2:5f1c0a7be83d9246
    Good: steps: h1:5f1c0a7be83d9246
    """
    for pair in pairs(context, TranslationState.BEHIND):
        for key in pair.status.unknown_pins:
            yield _pin_unknown(pair, key)


@rule(Severity.ERROR)
def parity_different(context: Context) -> Iterator[Problem]:
    """Both languages must have the same steps, rows, links, macro calls and amounts.

    两种语言的步骤、表格行、链接、宏调用和数值必须一致。

    Bad: “within 14 days” and “7 天内”
    Good: “within 14 days” and “14 天内”
    """
    for pair in pairs(context, TranslationState.MISMATCH, TranslationState.UNPINNED):
        for difference in differences(pair):
            yield different(pair.source.path, pair.target_path, difference)


@rule(Severity.ERROR)
def translation_blocks(context: Context) -> Iterator[Problem]:
    """A change must not leave a translation behind where data/policy.yml blocks it by risk.

    data/policy.yml 规定按风险拦截的文件，修改后译文不得落后于原文。

    Bad: a limit changed in the English page of a high-risk document only
    Good: the limit changed in both pages, then `sopkb translated`
    """
    for pair in pairs(context, TranslationState.BEHIND):
        if behind(pair) and _is_blocked(context, pair):
            yield _blocked(context, pair)


def missing(pair: Pair) -> Problem:
    """Say that there is no page in a language."""
    return Problem(
        at=pair.in_record,
        message=Text(
            en=f"The document must have a page in {pair.name.en}; there is none, so readers get "
            "the source with a banner.",
            zh=f"文件必须有{pair.name.zh}页面；当前没有，读者看到的是带提示的原文。",
        ),
        fix=Text(
            en=f"Write {pair.target_path}, then run: {pair.command}",
            zh=f"编写 {pair.target_path}，然后运行：{pair.command}",
        ),
    )


def stub(pair: Pair) -> Problem:
    """Say that a page is not in its language."""
    return Problem(
        at=pair.in_record if pair.target is None else pair.target.file.at(1),
        message=Text(
            en=f"The page must be written in {pair.name.en}; it has almost no {pair.name.en} text.",
            zh=f"页面必须用{pair.name.zh}书写；当前几乎没有{pair.name.zh}内容。",
        ),
        fix=Text(
            en=f"Translate it and run: {pair.command} — or delete the page: then readers get the "
            "source with a banner.",
            zh=f"完成翻译后运行：{pair.command}；或删除该页面，读者将看到带提示的原文。",
        ),
    )


def different(source_path: str, target_path: str, difference: Difference) -> Problem:
    """Say where two languages differ, with both lines and both values."""
    message = difference.message
    place = f"{source_path}:{difference.source.line}"
    return Problem(
        at=Location(path=target_path, line=difference.target.line),
        message=Text(
            en=f"{message.en} The source stands at {place}.",
            zh=f"{message.zh}原文位置：{place}。",
        ),
        fix=Text(
            en="Read both lines and correct the page that is wrong.",
            zh="请对照两处内容，更正有误的页面。",
        ),
    )


def _is_blocked(context: Context, pair: Pair) -> bool:
    """Tell whether a change holds the record or a page of a document that must not be behind."""
    changed = context.scope if context.changed is None else context.changed
    if changed is None or not pair.policy.translation_blocks:
        return False
    document = pair.document
    paths = {document.file.path, *(page.path for page in document.pages.values())}
    return bool(paths & changed)


def _unpinned(pair: Pair) -> Problem:
    return Problem(
        at=pair.in_record,
        message=Text(
            en=f"A translator must attest that the {pair.name.en} page says what the source says; "
            "nobody has.",
            zh=f"译者必须确认{pair.name.zh}页面与原文一致；当前尚无人确认。",
        ),
        fix=Text(
            en=f"Compare both pages, then run: {pair.command}",
            zh=f"对照两种语言的页面后运行：{pair.command}",
        ),
    )


def _behind(pair: Pair) -> Problem:
    keys = behind(pair)
    sections = named(pair, keys)
    return Problem(
        at=heading_of(pair, keys[0]),
        message=Text(
            en=f"The translation must follow its source, {pair.source.path}; since "
            f"{pair.status.since} it is behind in: {sections.en}.",
            zh=f"译文必须与原文 {pair.source.path} 保持同步；自 {pair.status.since} 起，"
            f"以下章节落后：{sections.zh}。",
        ),
        fix=Text(
            en=f"Translate what has changed there, then run: {pair.command}",
            zh=f"翻译上述章节的改动后运行：{pair.command}",
        ),
    )


def _late(pair: Pair) -> Problem:
    status, risk = pair.status, pair.document.record.risk
    return Problem(
        at=pair.in_record,
        message=Text(
            en=f"A translation of {risk} risk must not be behind for more than "
            f"{_days(status.allowance)}; this one is for {_days(status.age or 0)}, since "
            f"{status.since}.",
            zh=f"风险等级为 {risk} 的译文落后不得超过 {status.allowance} 天；"
            f"本译文自 {status.since} 起已落后 {status.age} 天。",
        ),
        fix=Text(
            en=f"Translate {pair.target_path} first of all, then run: {pair.command}",
            zh=f"请优先翻译 {pair.target_path}，然后运行：{pair.command}",
        ),
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _pin_unknown(pair: Pair, key: str) -> Problem:
    seen = pair.document.record.translations[pair.locale].sections[key]
    return Problem(
        at=pair.document.locate(("translations", pair.locale, "sections", key)),
        message=Text(
            en=f"A pin must begin with “{ALGORITHM}:”, the only algorithm there is; seen: {seen}.",
            zh=f"章节哈希必须以“{ALGORITHM}:”开头（目前唯一的算法），当前为：{seen}。",
        ),
        fix=Text(
            en=f"Compare the section with its source, then run: {pair.command}",
            zh=f"对照该章节与原文后运行：{pair.command}",
        ),
    )


def _unaffected(context: Context, pair: Pair) -> str:
    """Give the command for a minor change that leaves the translation as it is."""
    if is_version_missing(context, pair.document):
        return f"{changed_command(pair.document)} --unaffected"
    return f'sopkb translated {pair.document.id} --locale {pair.locale} --unaffected --note "…"'


def _blocked(context: Context, pair: Pair) -> Problem:
    keys = behind(pair)
    sections, risk = named(pair, keys), pair.document.record.risk
    unaffected = _unaffected(context, pair)
    return Problem(
        at=heading_of(pair, keys[0]),
        message=Text(
            en=f"A change to a document of {risk} risk must not leave its translation behind; it "
            f"is in: {sections.en}.",
            zh=f"修改风险等级为 {risk} 的文件时，译文不得落后；以下章节落后：{sections.zh}。",
        ),
        fix=Text(
            en=f"Choose one: (1) translate these sections and run: {pair.command}; (2) where a "
            f"minor change does not affect the translation, run: {unaffected}; (3) only for "
            "a risk with “translation_blocks: false” in data/policy.yml: leave it behind.",
            zh=f"任选其一：（1）翻译上述章节后运行：{pair.command}；（2）若为次要变更且不影响译文，"
            f"运行：{unaffected}；（3）仅限 data/policy.yml 中 translation_blocks 为 false "
            "的风险等级：保留落后状态。",
        ),
    )
