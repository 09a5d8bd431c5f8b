"""Are values, amounts and days written as a reader of each language expects them?"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sopkb.catalog import Catalog
from sopkb.model.base import LocalizedText
from sopkb.model.policy import Policy
from sopkb.model.registers import Market, Unit, Value
from sopkb.wording import (
    amount_in_words,
    day_in_words,
    money_in_words,
    text_in_words,
    value_in_words,
)

CURRENCIES = {"us": "USD", "gb": "GBP", "de": "EUR", "sg": "SGD", "my": "MYR", "th": "THB"}
POLICY = Policy()


def market(name: str) -> Market:
    return Market.model_validate(
        {
            "id": name,
            "name": {"en": name, "zh": name},
            "currency": CURRENCIES[name],
            "locale": "en",
            "timezone": "UTC",
        }
    )


def value(unit: str, default: Any, **per_market: Any) -> Value:
    return Value.model_validate(
        {
            "id": "limit",
            "title": {"en": "Limit", "zh": "额度"},
            "unit": unit,
            "default": default,
            "per_market": per_market,
            "effective": "2026-09-01",
            "source": "Policy",
            "owner": "buyer-refunds",
        }
    )


@pytest.mark.parametrize(
    ("amount", "unit", "en", "zh"),
    [
        (30, "days", "30 days", "30 天"),
        (1, "days", "1 day", "1 天"),
        (0, "days", "0 days", "0 天"),
        (1.5, "days", "1.5 days", "1.5 天"),
        (1000, "days", "1,000 days", "1,000 天"),
        (48, "hours", "48 hours", "48 小时"),
        (1, "hours", "1 hour", "1 小时"),
        (30, "minutes", "30 minutes", "30 分钟"),
        (1, "minutes", "1 minute", "1 分钟"),
        (2, "business_days", "2 business days", "2 个工作日"),
        (1, "business_days", "1 business day", "1 个工作日"),
        (0.5, "business_days", "0.5 business days", "0.5 个工作日"),
        (10, "percent", "10%", "10%"),
        (12.5, "percent", "12.5%", "12.5%"),
        (1.1, "percent", "1.1%", "1.1%"),
        (0.1, "percent", "0.1%", "0.1%"),
        (7, "percent", "7%", "7%"),
        (100, "percent", "100%", "100%"),
        (3, "count", "3", "3"),
        (1000, "count", "1,000", "1,000"),
        (1234567, "count", "1,234,567", "1,234,567"),
        (20, "currency", "US$20", "20 美元"),
    ],
)
def test_amounts(amount: float, unit: str, en: str, zh: str) -> None:
    assert amount_in_words(amount, Unit(unit), "USD", "en") == en
    assert amount_in_words(amount, Unit(unit), "USD", "zh") == zh


@pytest.mark.parametrize(
    ("currency", "en", "zh"),
    [
        ("USD", "US$1,500", "1,500 美元"),
        ("GBP", "£1,500", "1,500 英镑"),
        ("EUR", "€1,500", "1,500 欧元"),
        ("SGD", "SGD\u00a01,500", "1,500 新加坡元"),
        ("MYR", "MYR\u00a01,500", "1,500 马来西亚林吉特"),
        ("THB", "THB\u00a01,500", "1,500 泰铢"),
        ("PHP", "₱1,500", "1,500 菲律宾比索"),
        ("JPY", "JP¥1,500", "1,500 日元"),
    ],
)
def test_money_names_its_currency(currency: str, en: str, zh: str) -> None:
    assert money_in_words(1500, currency, "en") == en
    assert money_in_words(1500, currency, "zh") == zh


def test_money_is_never_told_with_the_same_sign_for_two_currencies() -> None:
    currencies = ("USD", "GBP", "EUR", "SGD", "MYR", "THB", "PHP", "JPY", "CNY", "AUD", "CAD")
    for language in ("en", "zh"):
        assert len({money_in_words(5, code, language) for code in currencies}) == len(currencies)


@pytest.mark.parametrize(
    ("amount", "en", "zh"),
    [
        (20, "US$20", "20 美元"),
        (20.0, "US$20", "20 美元"),
        (19.5, "US$19.50", "19.50 美元"),
        (0.99, "US$0.99", "0.99 美元"),
        (1000000, "US$1,000,000", "1,000,000 美元"),
        (1234.56, "US$1,234.56", "1,234.56 美元"),
    ],
)
def test_fractions_of_money_have_two_digits_or_none(amount: float, en: str, zh: str) -> None:
    assert money_in_words(amount, "USD", "en") == en
    assert money_in_words(amount, "USD", "zh") == zh


@pytest.mark.parametrize(
    ("place", "en", "zh"),
    [
        ("gb", "£40", "40 英镑"),
        ("sg", "SGD\u00a070", "70 新加坡元"),
        ("th", "US$50", "50 美元"),
        (None, "US$50", "50 美元"),
    ],
)
def test_a_market_without_its_own_amount_has_the_default_in_the_base_currency(
    place: str | None, en: str, zh: str
) -> None:
    limit = value("currency", 50, gb=40, sg=70)
    where = market(place) if place else None
    assert value_in_words(limit, where, POLICY, "en") == en
    assert value_in_words(limit, where, POLICY, "zh") == zh


def test_the_base_currency_is_the_policys() -> None:
    policy = Policy(base_currency="EUR")
    limit = value("currency", 50, us=60)
    assert value_in_words(limit, None, policy, "en") == "€50"
    assert value_in_words(limit, market("gb"), policy, "zh") == "50 欧元"
    assert value_in_words(limit, market("us"), policy, "en") == "US$60"


def test_an_amount_of_zero_is_an_amount_of_its_own() -> None:
    window = value("days", 30, gb=0)
    assert value_in_words(window, market("gb"), POLICY, "en") == "0 days"


def test_a_text_is_given_in_its_language() -> None:
    carrier = value("text", {"en": "by post", "zh": "邮寄"}, gb={"en": "by courier", "zh": "快递"})
    assert value_in_words(carrier, None, POLICY, "en") == "by post"
    assert value_in_words(carrier, market("us"), POLICY, "zh") == "邮寄"
    assert value_in_words(carrier, market("gb"), POLICY, "zh") == "快递"


def test_a_text_may_stand_for_a_number_in_one_market() -> None:
    window = value("days", 30, gb={"en": "no limit", "zh": "不限"})
    assert value_in_words(window, market("gb"), POLICY, "zh") == "不限"
    assert value_in_words(window, market("us"), POLICY, "zh") == "30 天"


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        (date(2026, 9, 1), "1 Sep 2026", "2026年9月1日"),
        (date(2026, 12, 31), "31 Dec 2026", "2026年12月31日"),
        (date(2028, 2, 29), "29 Feb 2028", "2028年2月29日"),
        (date(2026, 5, 10), "10 May 2026", "2026年5月10日"),
    ],
)
def test_days(day: date, en: str, zh: str) -> None:
    assert day_in_words(day, "en") == en
    assert day_in_words(day, "zh") == zh


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Within {{ value('limit') }}?", "Within US$50?"),
        ("Within {{ value('limit', market='gb') }}?", "Within £40?"),
        ("Within {{ value('limits') }}?", "Within {{ value('limits') }}?"),
        ("Within {{ value('limit', market='xx') }}?", "Within {{ value('limit', market='xx') }}?"),
        ("Within {{ value() }}?", "Within {{ value() }}?"),
        ("See {{ doc('SOP-BUY-001') }}", "See {{ doc('SOP-BUY-001') }}"),
    ],
)
def test_a_text_of_a_register_names_values_by_macro(text: str, words: str) -> None:
    catalog = Catalog(
        root=Path(),
        values={"limit": value("currency", 50, gb=40)},
        markets={"gb": market("gb")},
    )
    assert text_in_words(catalog, LocalizedText(en=text, zh="–"), "en") == words
