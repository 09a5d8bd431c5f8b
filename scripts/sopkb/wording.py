"""How are values, dates and amounts written in a language? (CLDR through Babel)"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import (
    format_decimal,
    format_percent,
    get_currency_name,
    get_currency_symbol,
)
from babel.units import format_unit

from sopkb.catalog import Catalog
from sopkb.macro_calls import expand_plain_calls
from sopkb.model.base import LocalizedText
from sopkb.model.policy import Policy
from sopkb.model.registers import Amount, Market, Unit, Value

BABEL_UNITS = {
    Unit.DAYS: "duration-day",
    Unit.HOURS: "duration-hour",
    Unit.MINUTES: "duration-minute",
}
DIGIT_BEFORE_HAN = re.compile(r"(?<=\d)(?=[\u4e00-\u9fff])")
PLURAL_WORD = {True: "business day", False: "business days"}


def value_in_words(value: Value, market: Market | None, policy: Policy, language: str) -> str:
    """Write a value for a market, or its default, such as 30 days, 30 天, US$20, 20 美元."""
    amount = value.per_market.get(market.id, value.default) if market else value.default
    if isinstance(amount, LocalizedText):
        return amount.in_language(language)
    is_local = market is not None and market.id in value.per_market
    currency = market.currency if market and is_local else policy.base_currency
    return amount_in_words(amount, value.unit, currency, language)


def text_in_words(catalog: Catalog, text: LocalizedText, language: str) -> str:
    """Write a text of a register, with the values that it names by macro; others stay calls."""

    def value(name: str, market: str | None = None) -> str:
        row = catalog.values[name]
        place = catalog.markets[market] if market else None
        return value_in_words(row, place, catalog.policy, language)

    try:
        return expand_plain_calls(text.in_language(language), {"value": value})
    except (KeyError, TypeError):
        return text.in_language(language)


@lru_cache(maxsize=4096)
def amount_in_words(amount: Amount, unit: Unit, currency: str, language: str) -> str:
    """Write a number with its unit in a language."""
    match unit:
        case Unit.CURRENCY:
            return money_in_words(amount, currency, language)
        case Unit.PERCENT:
            return format_percent(
                Decimal(str(amount)) / 100, locale=language, decimal_quantization=False
            )
        case Unit.BUSINESS_DAYS:
            return _business_days(amount, language)
        case Unit.DAYS | Unit.HOURS | Unit.MINUTES:
            # CLDR's long form of Chinese is empty in Babel; its short form is what people write.
            text = format_unit(
                amount,
                BABEL_UNITS[unit],
                length="short" if language == "zh" else "long",
                locale=language,
            )
            return DIGIT_BEFORE_HAN.sub(" ", text)
        case _:
            return format_decimal(amount, locale=language)


def money_in_words(amount: Amount, currency: str, language: str) -> str:
    """Write an amount that names its currency without doubt: US$20, SGD 1,500, 20 美元."""
    pattern = "#,##0.00" if isinstance(amount, float) and amount % 1 else "#,##0"
    number = format_decimal(amount, format=pattern, locale=language)
    if language == "zh":
        return f"{number} {get_currency_name(currency, locale='zh')}"
    symbol = get_currency_symbol(currency, locale="en_001")
    return f"{symbol}\u00a0{number}" if symbol[-1].isalpha() else f"{symbol}{number}"


@lru_cache(maxsize=4096)
def day_in_words(day: date, language: str) -> str:
    """Write a day such as 1 Sep 2026 or 2026年9月1日."""
    pattern = "y年M月d日" if language == "zh" else "d MMM y"
    return format_date(day, format=pattern, locale=language)


def language_name(code: str, language: str) -> str:
    """Write the name of a language such as `th`; one that CLDR does not know keeps its code."""
    return str(Locale.parse(language).languages.get(code, code))


def _business_days(amount: Amount, language: str) -> str:
    number = format_decimal(amount, locale=language)
    if language == "zh":
        return f"{number} 个工作日"
    return f"{number} {PLURAL_WORD[amount == 1]}"
