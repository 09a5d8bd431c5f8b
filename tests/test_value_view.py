"""Is it told rightly where a value comes from, since when it holds and what it was before?"""

from pathlib import Path

import pytest

from sopkb.loading import load
from sopkb.value_view import ValueView, value_view
from tests.trees import plant


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("values"))


def seen(root: Path, name: str, market: str | None, language: str) -> ValueView:
    catalog = load(root)
    place = catalog.markets[market] if market else None
    return value_view(catalog, catalog.values[name], place, language)


@pytest.mark.parametrize(
    ("language", "text", "since", "previous", "until"),
    [
        ("en", "30 days", "1 Sep 2026", "21 days", "31 Aug 2026"),
        ("zh", "30 天", "2026年9月1日", "21 天", "2026年8月31日"),
    ],
)
def test_a_default_tells_its_source_and_what_it_was(
    planted: Path, language: str, text: str, since: str, previous: str, until: str
) -> None:
    view = seen(planted, "refund-window", None, language)
    assert (view.text, view.source, view.since.text) == (text, "Refund policy 2026-08", since)
    assert view.previous_until is not None
    assert (view.previous, view.previous_until.text) == (previous, until)
    assert (view.anchor, view.market) == ("value-refund-window", "")


def test_a_market_of_its_own_has_an_address_of_its_own_and_no_earlier_default(
    planted: Path,
) -> None:
    view = seen(planted, "refund-window", "gb", "en")
    assert (view.text, view.anchor, view.market) == (
        "14 days",
        "value-refund-window-gb",
        "United Kingdom",
    )
    assert (view.previous, view.previous_until) == ("", None)


def test_a_market_without_an_amount_of_its_own_is_the_default(planted: Path) -> None:
    assert seen(planted, "refund-window", "us", "en") == seen(planted, "refund-window", None, "en")
