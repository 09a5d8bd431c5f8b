"""What does the search know of guides, reply scripts, bulletins and escalation paths?"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from html import escape

from sopkb.bulletins import BulletinState, state_on
from sopkb.catalog import Catalog
from sopkb.escalation import rows_of
from sopkb.findings import LANGUAGES
from sopkb.guide_list import guide_list
from sopkb.model.base import LocalizedText
from sopkb.model.documents import Status
from sopkb.model.floor import Bulletin, Guide, Script
from sopkb.script_text import plain_text
from sopkb.search.entries import Entry
from sopkb.site_address import page_path
from sopkb.wording import text_in_words


class ToolKind(StrEnum):
    """What an agent acts with; its name is a word of the vocabulary's group `interface`."""

    GUIDE = "guide"
    SCRIPT = "script"
    BULLETIN = "bulletin"
    ESCALATION = "escalation"


def tool_entries(catalog: Catalog, language: str, today: date) -> Iterator[Entry]:
    """Yield an entry for each tool that a page shows; its address is its place there."""
    yield from _guides(catalog, language, today)
    pages = _pages(catalog, language)
    if "scripts" in pages:
        yield from _scripts(catalog, language, pages["scripts"])
    if "bulletins" in pages:
        yield from _bulletins(catalog, language, today, pages["bulletins"])
    if "escalation_finder" in pages:
        yield from _escalation(catalog, language, pages["escalation_finder"])


def kind_names(catalog: Catalog, language: str) -> dict[str, str]:
    """Give the name of each kind, as the filter by type offers it."""
    return {kind: catalog.word("interface", kind, language) for kind in ToolKind}


def _pages(catalog: Catalog, language: str) -> dict[str, str]:
    """Give the address of the page that shows all of a kind, by its macro."""
    return {
        call.name: page_path(catalog, page.stem, language)
        for page in catalog.pages.values()
        if not page.is_controlled
        for call in page.outline.macro_calls
        if call.name in ("scripts", "bulletins", "escalation_finder")
    }


def _guides(catalog: Catalog, language: str, today: date) -> Iterator[Entry]:
    for row in guide_list(catalog, language, today):
        guide = catalog.guides[row.id]
        if row.stem:
            yield _entry(
                catalog,
                language,
                ToolKind.GUIDE,
                id=guide.id,
                address=page_path(catalog, row.stem, language),
                title=guide.title,
                texts=_guide_texts(guide),
                filters=_filters(catalog, guide.document),
            )


def _guide_texts(guide: Guide) -> Iterator[LocalizedText]:
    for node in guide.nodes.values():
        yield from (node.text, *filter(None, (node.help,)), *node.actions)
        yield from (option.label for option in node.options)


def _scripts(catalog: Catalog, language: str, page: str) -> Iterator[Entry]:
    for script in catalog.scripts.values():
        if script.status is Status.EFFECTIVE:
            said = LocalizedText(
                en=plain_text(catalog, script, "en"), zh=plain_text(catalog, script, "zh")
            )
            yield _entry(
                catalog,
                language,
                ToolKind.SCRIPT,
                id=script.id,
                address=f"{page}#{script.id}",
                title=script.title,
                texts=(said,),
                words=_word(catalog, "situation", script.situation),
                filters=_script_filters(catalog, script),
            )


def _bulletins(catalog: Catalog, language: str, today: date, page: str) -> Iterator[Entry]:
    """Yield the bulletins that are not over."""
    for row in catalog.bulletins.values():
        if state_on(row, today) is not BulletinState.EXPIRED:
            yield _entry(
                catalog,
                language,
                ToolKind.BULLETIN,
                id=row.id,
                address=f"{page}#{row.id.lower()}",
                title=row.title,
                texts=(row.do_now, row.what_changed),
                filters=_bulletin_filters(catalog, row),
            )


def _escalation(catalog: Catalog, language: str, page: str) -> Iterator[Entry]:
    for name, label in catalog.vocabulary.get("situation", {}).items():
        levels = [level for row in rows_of(catalog, name) for level in row.levels]
        roles = (catalog.owners[each.to].title for each in levels if each.to in catalog.owners)
        texts = (*filter(None, (each.when for each in levels)), *roles)
        if levels:
            yield _entry(
                catalog,
                language,
                ToolKind.ESCALATION,
                address=f"{page}#{name}",
                title=label,
                texts=(*texts, *(each.attach for each in levels)),
            )


def _entry(
    catalog: Catalog,
    language: str,
    kind: ToolKind,
    *,
    id: str = "",
    address: str,
    title: LocalizedText,
    texts: Iterable[LocalizedText],
    words: Iterable[str] = (),
    filters: Iterable[tuple[str, str]] = (),
) -> Entry:
    """Make the entry of a tool; its kind and its title in the other language lead to it too."""
    shown = [text_in_words(catalog, each, language) for each in dict.fromkeys(texts)]
    titles = (text_in_words(catalog, title, each) for each in LANGUAGES)
    own = text_in_words(catalog, title, language)
    names = dict.fromkeys((*words, *titles))
    return Entry(
        address=address,
        title=own,
        summary=shown[0] if shown else "",
        html=escape("\n".join(shown)),
        names=tuple(name for name in names if name != own),
        ids=(id.replace("-", ""),) if id else (),
        tool=kind,
        tool_id=id,
        filters=(("type", kind.value), *filters),
    )


def _word(catalog: Catalog, group: str, key: str) -> tuple[str, ...]:
    return tuple(catalog.word(group, key, each) for each in LANGUAGES)


def _filters(catalog: Catalog, document: str) -> Iterator[tuple[str, str]]:
    """Yield what holds for a tool because it holds for its document."""
    record = catalog.documents[document].record if document in catalog.documents else None
    if record:
        yield "area", record.area
        yield from (("market", each) for each in record.markets)
        yield from (("channel", each) for each in record.channels)
        yield from (("audience", each) for each in record.audience)


def _script_filters(catalog: Catalog, script: Script) -> Iterator[tuple[str, str]]:
    own = ("market", "channel")
    yield from (each for each in _filters(catalog, script.document) if each[0] not in own)
    yield from (("market", each) for each in script.markets)
    yield from (("channel", each) for each in script.channels)
    if script.persona:
        yield "persona", script.persona


def _bulletin_filters(catalog: Catalog, row: Bulletin) -> Iterator[tuple[str, str]]:
    yield from (("market", each) for each in row.markets)
    yield from (("audience", each) for each in row.audience)
    documents = (catalog.documents.get(each.id) for each in row.documents)
    yield from (("area", each) for each in sorted({each.record.area for each in documents if each}))
