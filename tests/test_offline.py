"""Which files does a center need without a network?"""

from pathlib import Path

import pytest

from sopkb.loading import load
from sopkb.offline import center_files, centers_at
from tests.trees import plant

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


def test_the_home_page_and_the_pages_of_areas_offer_it(tmp_path: Path) -> None:
    catalog = load(plant(tmp_path))
    for stem in ("index", "sops/buyer/index"):
        assert centers_at(catalog, stem, "zh") == {"manila": "马尼拉"}
    assert centers_at(catalog, "sops/buyer/refund-request", "zh") == {}
