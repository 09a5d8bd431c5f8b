"""What does an agent get at the end of a guide: actions, reply script, escalation, section?"""

from dataclasses import dataclass
from datetime import date

from sopkb.catalog import Catalog
from sopkb.escalation_view import SituationView, situation_view
from sopkb.model.floor import Guide, Node
from sopkb.script_view import ScriptView, script_view
from sopkb.titles import plain
from sopkb.wording import text_in_words


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
    escalation: SituationView | None
    section: SectionLink | None


def outcome_view(
    catalog: Catalog, guide: Guide, node: Node, language: str, today: date
) -> OutcomeView:
    """Show what a node holds beside its text; script and escalation as everywhere else."""
    script = node.script if node.script in catalog.scripts else None
    situation = node.escalation
    return OutcomeView(
        actions=tuple(text_in_words(catalog, each, language) for each in node.actions),
        script=script_view(catalog, language, today, script) if script else None,
        escalation=situation_view(catalog, language, today, situation) if situation else None,
        section=_section(catalog, guide, node.section, language),
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
