"""What does somebody have to do, as far as the records and pages tell?"""

from collections.abc import Iterator
from datetime import date, timedelta

from sopkb.catalog import Catalog, Document
from sopkb.claims import claims
from sopkb.file_tree import record_stem
from sopkb.findings import Location
from sopkb.freshness import FreshnessState, days_after
from sopkb.holdings import LEAVING_DAYS, holdings
from sopkb.model.base import LocalizedText
from sopkb.model.registers import Owner
from sopkb.night import item_words as words
from sopkb.night.counting import Judged, role_name
from sopkb.night.lines import most_urgent_first
from sopkb.night.model import Item, ItemKind
from sopkb.responsibility import acting
from sopkb.translation import TranslationState, TranslationStatus
from sopkb.translation_view import Translations

IN_SYNC = TranslationState.IN_SYNC


def items_of(
    catalog: Catalog, rows: tuple[Judged, ...], translations: Translations, today: date
) -> tuple[Item, ...]:
    """List what the catalog alone gives to do; links and findings come with the night."""
    found = (
        *damaged_items(catalog, today),
        *(item for row in rows for item in _of_document(catalog, row, translations, today)),
        *_claims_due(catalog, today),
        *_owners_leaving(catalog, today),
    )
    return most_urgent_first(found)


def damaged_items(catalog: Catalog, today: date) -> Iterator[Item]:
    """Yield what could not be read; the first problem of each place stands for it."""
    seen = set[str]()
    for each in catalog.problems:
        at = each.problem.at
        key = f"{ItemKind.DAMAGED}:{each.code}:{at.path}:{at.key}"
        if key not in seen:
            seen.add(key)
            message = words.both(each.problem.message, each.problem.fix)
            yield item_at(catalog, ItemKind.DAMAGED, key, at, message, today)


def item_at(
    catalog: Catalog,
    kind: ItemKind,
    key: str,
    at: Location,
    message: LocalizedText,
    today: date,
    *,
    due: date | None = None,
    role: str | None = None,
) -> Item:
    """Make an item of a place: `role`, its document's owner or the programme lead has to do it."""
    document = document_at(catalog, at.path)
    if document:
        return item_of(catalog, kind, document, message, today, key=key, at=at, due=due, role=role)
    told = role or catalog.policy.programme_lead
    return Item(
        key=key,
        kind=kind,
        owner=acting(catalog, told, today) if told else "",
        title=LocalizedText(en=at.path, zh=at.path),
        message=message,
        path=at.path,
        line=at.line,
        due=due,
        age=(today - due).days if due else None,
    )


def item_of(
    catalog: Catalog,
    kind: ItemKind,
    document: Document,
    message: LocalizedText,
    today: date,
    *,
    key: str = "",
    at: Location | None = None,
    due: date | None = None,
    role: str | None = None,
) -> Item:
    """Make an item of a document, for its owner or for `role`, at its record or at a place."""
    record = document.record
    place = at or Location(path=document.file.path)
    return Item(
        key=key or f"{kind}:{document.id}",
        kind=kind,
        owner=acting(catalog, role or record.owner, today),
        document=document.id,
        title=title_of(document),
        message=message,
        path=place.path,
        line=place.line,
        risk=record.risk,
        area=record.area,
        due=due,
        age=(today - due).days if due else None,
    )


def document_at(catalog: Catalog, path: str) -> Document | None:
    """Give the document that a record or page belongs to."""
    page = catalog.pages.get(path)
    if page:
        return catalog.document_of(page)
    return catalog.documents_by_stem.get(record_stem(path))


def _of_document(
    catalog: Catalog, row: Judged, translations: Translations, today: date
) -> Iterator[Item]:
    yield from _review(catalog, row, today)
    if row.is_changed:
        since = row.document.record.changes[-1].date
        message = words.changed(row.freshness)
        kind = ItemKind.CHANGED_SINCE_REVIEW
        yield item_of(catalog, kind, row.document, message, today, due=since)
    for locale in catalog.locales:
        if locale != row.document.record.source_language:
            status = translations.status(row.document, locale)
            if status.state is not IN_SYNC:
                yield _translation(catalog, row.document, status, today)


def _review(catalog: Catalog, row: Judged, today: date) -> Iterator[Item]:
    kinds = {
        FreshnessState.EXPIRED: ItemKind.REVIEW_EXPIRED,
        FreshnessState.OVERDUE: ItemKind.REVIEW_OVERDUE,
        FreshnessState.UNREVIEWED: ItemKind.UNREVIEWED,
        FreshnessState.DUE_SOON: ItemKind.REVIEW_DUE,
    }
    kind = kinds.get(row.freshness.state)
    if kind:
        due = row.freshness.due or row.document.record.effective
        message = words.review(row.freshness, due, today)
        yield item_of(catalog, kind, row.document, message, today, due=due)


def _translation(
    catalog: Catalog, document: Document, status: TranslationStatus, today: date
) -> Item:
    record = document.record
    attested = record.translations.get(status.locale)
    page = document.pages.get(status.locale) or document.pages.get(record.source_language)
    kind = ItemKind.TRANSLATION_LATE if status.is_late else ItemKind.TRANSLATION
    return item_of(
        catalog,
        kind,
        document,
        words.translation(catalog, status),
        today,
        key=f"{kind}:{document.id}:{status.locale}",
        at=Location(path=page.path) if page else None,
        due=days_after(status.since, status.allowance) if status.since else None,
        role=attested.translator if attested else record.owner,
    )


def _claims_due(catalog: Catalog, today: date) -> Iterator[Item]:
    for claim in claims(catalog):
        if claim.due <= today:
            yield item_at(
                catalog,
                ItemKind.CLAIM_DUE,
                f"{ItemKind.CLAIM_DUE}:{claim.at.path}:{claim.due}:{claim.text}",
                claim.at,
                words.claim(claim.text, claim.due),
                today,
                due=claim.due,
                role=claim.owner,
            )


def _owners_leaving(catalog: Catalog, today: date) -> Iterator[Item]:
    for role, owner in catalog.owners.items():
        until = owner.active_until
        if until and until - today <= timedelta(days=LEAVING_DAYS):
            held = sum(1 for _ in holdings(catalog, role, today))
            if held:
                yield _leaving(catalog, owner, until, held, today)


def _leaving(catalog: Catalog, owner: Owner, until: date, held: int, today: date) -> Item:
    """Give the handover to whoever the role escalates to, else to who acts after it has left."""
    told = owner.escalates_to or owner.backup or owner.id
    at = catalog.locate("owners", (owner.id, "active_until"))
    return Item(
        key=f"{ItemKind.OWNER_LEAVING}:{owner.id}",
        kind=ItemKind.OWNER_LEAVING,
        owner=acting(catalog, told, max(today, until + timedelta(days=1))),
        title=role_name(catalog, owner.id),
        message=words.leaving(until, held),
        path=at.path,
        line=at.line,
        due=until,
        age=(today - until).days,
    )


def title_of(document: Document) -> LocalizedText:
    """Give a document's title in both languages."""
    return LocalizedText(en=document.title("en"), zh=document.title("zh"))
