"""Which files does a center need without a network?"""

from pathlib import Path

import pytest

from sopkb.loading import load
from sopkb.offline import area_files, center_files, centers_at
from tests.trees import ROOT, plant

PAGES = {"en": "sops/buyer/parcel-not-received/", "zh": "zh/sops/buyer/parcel-not-received/"}
HOMES = {"en": "", "zh": "zh/"}


@pytest.mark.parametrize("locale", ["en", "zh"])
@pytest.mark.parametrize(
    ("markets", "is_needed"), [("[all]", True), ("[gb]", True), ("[de]", False)]
)
def test_a_center_needs_the_documents_for_its_markets_and_the_home_page(
    tmp_path: Path, locale: str, markets: str, is_needed: bool
) -> None:
    root = plant(tmp_path)
    record = root / "data/documents/sops/buyer/parcel-not-received.yml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("markets: [all]", f"markets: {markets}"), "utf-8")
    with (root / "data/markets.yml").open("a", encoding="utf-8") as file:
        file.write("de: {name: {en: Germany, zh: 德国}, currency: EUR, locale: de-DE, ")
        file.write("timezone: Europe/Berlin, policy_links: []}\n")
    catalog = load(root)
    needed = center_files(catalog, locale)["manila"]
    assert HOMES[locale] in needed
    assert (PAGES[locale] in needed) == is_needed


@pytest.mark.parametrize(("locale", "start"), [("en", ""), ("zh", "zh/")])
def test_guides_go_with_their_documents_and_the_tools_of_the_floor_with_a_center(
    locale: str, start: str
) -> None:
    catalog = load(ROOT)
    guide, *tools = (
        f"{start}{path}/"
        for path in ("guides/refund", "scripts", "reference/escalation", "bulletins")
    )
    assert guide in area_files(catalog, locale)["BUY"]
    assert {guide, *tools} <= {*center_files(catalog, locale)["manila"]}


def test_the_home_page_and_the_pages_of_areas_offer_it(tmp_path: Path) -> None:
    catalog = load(plant(tmp_path))
    for stem in ("index", "sops/buyer/index"):
        assert centers_at(catalog, stem, "zh") == {"manila": "马尼拉"}
    assert centers_at(catalog, "sops/buyer/refund-request", "zh") == {}
