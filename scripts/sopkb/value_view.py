"""Where does a value that a page names come from, since when does it hold, what was it before?"""

from dataclasses import dataclass

from sopkb.catalog import Catalog
from sopkb.document_view import DayView
from sopkb.model.base import LocalizedText
from sopkb.model.registers import Market, Value
from sopkb.wording import amount_in_words, value_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A value in a market, or its default, with its origin.

    `previous` is what it was and the last day of that, empty where nothing is recorded: earlier
    amounts are known of the default only.
    """

    id: str
    anchor: str
    text: str
    title: str
    market: str
    source: str
    since: DayView
    previous: str
    previous_until: DayView | None


def value_view(catalog: Catalog, value: Value, market: Market | None, language: str) -> ValueView:
    """Put a value of the register into words."""
    local = market if market and market.id in value.per_market else None
    before = value.previous[-1] if value.previous and local is None else None
    return ValueView(
        id=value.id,
        anchor=f"value-{value.id}" + (f"-{local.id}" if local else ""),
        text=value_in_words(value, market, catalog.policy, language),
        title=value.title.in_language(language),
        market=local.name.in_language(language) if local else "",
        source=value.source,
        since=DayView.of(value.effective, language),
        previous=_before(catalog, value, language) if before else "",
        previous_until=DayView.of(before.until, language) if before else None,
    )


def _before(catalog: Catalog, value: Value, language: str) -> str:
    amount = value.previous[-1].value
    if isinstance(amount, LocalizedText):
        return amount.in_language(language)
    return amount_in_words(amount, value.unit, catalog.policy.base_currency, language)
