"""What does an agent get at the end of a guide: actions, reply script, escalation, section?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sopkb.catalog import Catalog
from sopkb.document_view import RoleView, role_view
from sopkb.model.documents import ALL_MARKETS
from sopkb.model.floor import Guide, Node
from sopkb.titles import plain
from sopkb.wording import text_in_words, value_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptView:
    """A reply script as plain text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """One step up; `market` is empty where it holds for all."""

    level: str
    market: str
    role: RoleView
    channel: str
    response_time: str
    attach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationView:
    """How a situation is handed up."""

    situation: str
    levels: tuple[LevelView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLink:
    """A section of the guide's document."""

    stem: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What stands beside the text of a screen; any of it may be missing."""

    actions: tuple[str, ...]
    script: ScriptView | None
    escalation: EscalationView | None
    section: SectionLink | None


def outcome_view(catalog: Catalog, guide: Guide, node: Node, language: str) -> OutcomeView:
    """Show what a node holds beside its text."""
    return OutcomeView(
        actions=tuple(text_in_words(catalog, each, language) for each in node.actions),
        script=_script(catalog, node.script, language),
        escalation=_escalation(catalog, node.escalation, language),
        section=_section(catalog, guide, node.section, language),
    )


def _script(catalog: Catalog, name: str | None, language: str) -> ScriptView | None:
    script = catalog.scripts.get(name or "")
    if script is None:
        return None
    title = script.title.in_language(language)
    return ScriptView(id=script.id, title=title, text=text_in_words(catalog, script.text, language))


def _escalation(catalog: Catalog, situation: str | None, language: str) -> EscalationView | None:
    if situation is None:
        return None
    return EscalationView(
        situation=catalog.word("situation", situation, language),
        levels=tuple(_levels(catalog, situation, language)),
    )


def _levels(catalog: Catalog, situation: str, language: str) -> Iterator[LevelView]:
    for row in catalog.escalation.values():
        if row.situation != situation:
            continue
        market = catalog.markets.get(row.market) if row.market != ALL_MARKETS else None
        for level in row.levels:
            value = catalog.values.get(level.response_time)
            yield LevelView(
                level=catalog.word("level", level.level, language),
                market=market.name.in_language(language) if market else "",
                role=role_view(catalog, level.to, language),
                channel=catalog.word("escalation_channel", level.channel, language),
                response_time=value_in_words(value, market, catalog.policy, language)
                if value
                else "",
                attach=text_in_words(catalog, level.attach, language),
            )


def _section(
    catalog: Catalog, guide: Guide, anchor: str | None, language: str
) -> SectionLink | None:
    document = catalog.documents.get(guide.document)
    page = document.page(language) if document else None
    if anchor is None or document is None or page is None:
        return None
    titles = {heading.id: plain(heading.text) for heading in page.outline.headings}
    return SectionLink(stem=document.stem, anchor=anchor, title=titles.get(anchor, anchor))
