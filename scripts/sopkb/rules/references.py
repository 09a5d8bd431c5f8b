"""Does every id that a record or a register names exist?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sopkb.catalog import Catalog
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.model.documents import ALL_MARKETS
from sopkb.nearest import nearest
from sopkb.rules.damage import known
from sopkb.rules.engine import Context, rule
from sopkb.yaml_source import KeyPath, locate

FILES = {
    "owners": "data/owners.yml",
    "markets": "data/markets.yml",
    "contact_reasons": "data/contact_reasons.yml",
    "documents": "data/documents/",
    "locales": "data/locales.yml",
    "values": "data/values.yml",
    "guides": "data/guides/",
    "scripts": "data/scripts/",
    "training": "data/training/",
    "centers": "data/centers.yml",
}
ONE_BY_ONE = frozenset({"centers", "values"})
"""Registers that name each market; elsewhere “all” stands for every one."""
LONGEST_CODE = 3
MOST_LISTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An id that a file names, the key path where it does, and how to find the place."""

    id: str
    key_path: KeyPath
    locate: Callable[[KeyPath], Location]
    names_each_market: bool = False


@rule(Severity.ERROR)
def owner_unknown(context: Context) -> Iterator[Problem]:
    """Every role that a record or a register names must stand in data/owners.yml.

    记录和登记表中引用的岗位都必须登记在 data/owners.yml 中。

    Bad: owner: buyer-refund
    Good: owner: buyer-refunds
    """
    yield from _unknown(context, "owners", Text(en="a role", zh="已登记的岗位"))


@rule(Severity.ERROR)
def market_unknown(context: Context) -> Iterator[Problem]:
    """Every market that a record or a register names must stand in data/markets.yml.

    记录和登记表中引用的市场都必须登记在 data/markets.yml 中。

    Bad: markets: [uk]
    Good: markets: [gb]
    """
    yield from _unknown(context, "markets", Text(en="a market", zh="已登记的市场"))


@rule(Severity.ERROR)
def contact_reason_unknown(context: Context) -> Iterator[Problem]:
    """Every contact reason that is named must stand in data/contact_reasons.yml.

    引用的进线原因都必须登记在 data/contact_reasons.yml 中。

    Bad: contact_reasons: [refund-requests]
    Good: contact_reasons: [refund-request]
    """
    words = Text(en="a contact reason", zh="已登记的进线原因")
    yield from _unknown(context, "contact_reasons", words)


@rule(Severity.ERROR)
def document_unknown(context: Context) -> Iterator[Problem]:
    """Every document that a record names by its id must have a record.

    记录中按编号引用的文件都必须有对应的记录。

    Bad: supersedes: [SOP-BUY-099]
    Good: supersedes: [SOP-BUY-002]
    """
    yield from _unknown(context, "documents", Text(en="the id of a document", zh="现有文件的编号"))


@rule(Severity.ERROR)
def locale_unknown(context: Context) -> Iterator[Problem]:
    """Every language that a record names must stand in data/locales.yml.

    记录中引用的语言都必须登记在 data/locales.yml 中。

    Bad: source_language: cn
    Good: source_language: zh
    """
    yield from _unknown(context, "locales", Text(en="a language of the site", zh="本站的语言"))


@rule(Severity.ERROR)
def audience_unknown(context: Context) -> Iterator[Problem]:
    """Every audience must be a word of the group “audience” in data/vocabulary.yml.

    适用对象必须是 data/vocabulary.yml 中 audience 组的词。

    Bad: audience: [agents]
    Good: audience: [agent-l1]
    """
    yield from _unknown(context, "audience", Text(en="an audience", zh="已登记的适用对象"))


@rule(Severity.ERROR)
def channel_unknown(context: Context) -> Iterator[Problem]:
    """Every channel must be a word of the group “channel” in data/vocabulary.yml.

    渠道必须是 data/vocabulary.yml 中 channel 组的词。

    Bad: channels: [mail]
    Good: channels: [email]
    """
    yield from _unknown(context, "channel", Text(en="a channel", zh="已登记的渠道"))


@rule(Severity.ERROR)
def persona_unknown(context: Context) -> Iterator[Problem]:
    """Every persona must be a word of the group “persona” in data/vocabulary.yml.

    客户类型必须是 data/vocabulary.yml 中 persona 组的词。

    Bad: persona: shopper
    Good: persona: buyer
    """
    yield from _unknown(context, "persona", Text(en="a persona", zh="已登记的客户类型"))


@rule(Severity.ERROR)
def situation_unknown(context: Context) -> Iterator[Problem]:
    """Every situation must be a word of the group “situation” in data/vocabulary.yml.

    情形必须是 data/vocabulary.yml 中 situation 组的词。

    Bad: escalation: refund-disputes
    Good: escalation: refund-dispute
    """
    yield from _unknown(context, "situation", Text(en="a situation", zh="已登记的情形"))


@rule(Severity.ERROR)
def guide_unknown(context: Context) -> Iterator[Problem]:
    """Every guide that is named must stand in data/guides/.

    引用的决策树都必须存在于 data/guides/ 中。

    Bad: guides: [GDE-BUY-099]
    Good: guides: [GDE-BUY-001]
    """
    yield from _unknown(context, "guides", Text(en="a guide", zh="现有的决策树"))


@rule(Severity.ERROR)
def script_unknown(context: Context) -> Iterator[Problem]:
    """Every reply script that is named must stand in data/scripts/.

    引用的话术都必须存在于 data/scripts/ 中。

    Bad: scripts: [SCR-BUY-099]
    Good: scripts: [SCR-BUY-001]
    """
    yield from _unknown(context, "scripts", Text(en="a reply script", zh="现有的话术"))


@rule(Severity.ERROR)
def training_unknown(context: Context) -> Iterator[Problem]:
    """Every training that data/training_matrix.yml names must stand in data/training/.

    data/training_matrix.yml 中的培训都必须存在于 data/training/ 中。

    Bad: training: TRN-BUY-099
    Good: training: TRN-BUY-001
    """
    yield from _unknown(context, "training", Text(en="a training", zh="现有的培训课程"))


@rule(Severity.ERROR)
def center_unknown(context: Context) -> Iterator[Problem]:
    """Every delivery center that a register names must stand in data/centers.yml.

    登记表中引用的交付中心都必须登记在 data/centers.yml 中。

    Bad: centers: {manilla: 10}
    Good: centers: {manila: 10}
    """
    yield from _unknown(context, "centers", Text(en="a delivery center", zh="已登记的交付中心"))


@rule(Severity.ERROR)
def word_unknown(context: Context) -> Iterator[Problem]:
    """A tone or a channel of escalation must be a word of data/vocabulary.yml, a time a value.

    语气和升级渠道必须是 data/vocabulary.yml 中的词，响应时间必须是已登记的业务数值。

    Bad: tone: freindly
    Good: tone: friendly
    """
    yield from _unknown(context, "tone", Text(en="a tone", zh="已登记的语气"))
    words = Text(en="a channel of escalation", zh="已登记的升级渠道")
    yield from _unknown(context, "escalation_channel", words)
    yield from _unknown(context, "values", Text(en="a business value", zh="已登记的业务数值"))


def _unknown(context: Context, register: str, words: Text) -> Iterator[Problem]:
    ids = known(context.catalog, register)
    if ids is None:
        return
    for naming in _in_records(context, register):
        if naming.id not in ids:
            yield _unknown_id(naming, register, words, ids)
    for naming in _in_registers(context.catalog, register):
        if naming.names_each_market and naming.id == ALL_MARKETS:
            yield _all_in_register(naming)
        elif naming.id not in ids:
            yield _unknown_id(naming, register, words, ids)


def _in_records(context: Context, register: str) -> Iterator[Naming]:
    for document in context.documents:
        for reference in document.record.references_by_register.get(register, ()):
            yield Naming(id=reference.id, key_path=reference.key_path, locate=document.locate)


def _in_registers(catalog: Catalog, register: str) -> Iterator[Naming]:
    for name, rows in catalog.rows.items():
        files = catalog.item_files.get(name, {})
        for row in rows.values():
            file = files.get(row.id)
            prefix = () if file else (row.id,)
            for reference in row.references_by_register.get(register, ()):
                yield Naming(
                    id=reference.id,
                    key_path=(*prefix, *reference.key_path),
                    locate=partial(locate, file) if file else partial(catalog.locate, name),
                    names_each_market=name in ONE_BY_ONE and register == "markets",
                )
    for name, whole in (("policy", catalog.policy), ("delivery", catalog.delivery)):
        at_key = partial(catalog.locate, name)
        for reference in whole.references_by_register.get(register, ()):
            yield Naming(id=reference.id, key_path=reference.key_path, locate=at_key)


def _unknown_id(naming: Naming, register: str, words: Text, ids: frozenset[str]) -> Problem:
    key = ".".join(str(step) for step in naming.key_path)
    file = FILES.get(register, f"data/vocabulary.yml ({register})")
    return Problem(
        at=naming.locate(naming.key_path),
        message=Text(
            en=f"“{key}” must name {words.en}; there is no “{naming.id}”.",
            zh=f"“{key}”必须是{words.zh}，“{naming.id}”不存在。",
        ),
        fix=_choose(naming.id, ids, file),
    )


def _choose(name: str, ids: frozenset[str], file: str) -> Text:
    """Name the nearest id; codes too short to resemble anything are listed while they are few."""
    guess = nearest(name, ids) if len(name) > LONGEST_CODE else None
    if guess is not None:
        return Text(
            en=f"Did you mean “{guess}”? If not, add “{name}” to {file} first.",
            zh=f"是否应为“{guess}”？如不是，请先在 {file} 中登记“{name}”。",
        )
    listed = ", ".join(sorted(ids)) if len(ids) <= MOST_LISTED else file
    return Text(
        en=f"Choose one of: {listed}; or add “{name}” to {file} first.",
        zh=f"请从中选择：{listed}；或先在 {file} 中登记“{name}”。",
    )


def _all_in_register(naming: Naming) -> Problem:
    return Problem(
        at=naming.locate(naming.key_path),
        message=Text(
            en="A register must name each market; “all” may stand in records only.",
            zh="登记表必须逐个写出市场；“all”只能用于文件记录。",
        ),
        fix=Text(
            en="Write the markets one by one; an amount for all markets is the default.",
            zh="请逐个写出市场；适用于所有市场的数值写在 default 中。",
        ),
    )
