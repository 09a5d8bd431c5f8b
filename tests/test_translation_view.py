"""Are the sections of a translation that are behind found, named and marked where they stand?"""

from datetime import date
from pathlib import Path

import pytest

from sopkb.glossary_view import glossary_view
from sopkb.loading import load
from sopkb.translation import TranslationState
from sopkb.translation_view import SectionView, Translations, with_marks
from tests.trees import AS_OF, plant

PAGE = "# Title\n\nIntro.\n\n## One { #one }\n\nText.\n\n## Two { #two }\n\nMore.\n"


def section(name: str) -> SectionView:
    return SectionView(id=name, kind="behind", title=name, anchor=name, source_text="")


def mark(view: SectionView) -> str:
    return f"[{view.id}]"


@pytest.mark.parametrize(
    ("name", "before"),
    [("intro", "# Title"), ("one", "## One { #one }"), ("two", "## Two { #two }")],
)
def test_a_mark_stands_right_under_the_heading(name: str, before: str) -> None:
    assert f"{before}\n\n[{name}]\n\n" in with_marks(PAGE, (section(name),), mark)


def test_a_mark_stands_under_the_line_of_an_underlined_heading() -> None:
    page = "Title\n=====\n\nIntro.\n\nOne\n---\nText.\n"
    assert "---\n\n[one]\n\nText." in with_marks(page, (section("one"),), mark)
    assert "=====\n\n[intro]\n" in with_marks(page, (section("intro"),), mark)


def test_a_section_that_the_page_lacks_is_marked_at_its_end() -> None:
    assert with_marks(PAGE, (section("three"),), mark).rstrip().endswith("More.\n\n\n[three]")


def test_a_page_without_any_heading_is_marked_at_its_start() -> None:
    assert with_marks("Text.", (section("intro"),), mark).lstrip().startswith("[intro]")


def test_a_translation_is_judged_once_for_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = load(plant(tmp_path))
    judged: list[str] = []
    status = Translations(catalog, AS_OF).status(next(iter(catalog.documents.values())), "zh")

    def judge(_pages: object, record: object, locale: str, **_: object) -> object:
        judged.append(locale)
        return status

    monkeypatch.setattr("sopkb.translation_view.translation_of", judge)
    translations = Translations(catalog, AS_OF)
    for language in ("en", "zh"):
        translations.queue(language)
    assert len(judged) == len(catalog.documents)


def test_a_missing_translation_is_the_most_urgent(tmp_path: Path) -> None:
    root = plant(tmp_path)
    (root / "docs/sops/buyer/parcel-not-received.zh.md").unlink()
    first = Translations(load(root), date(2026, 11, 22)).queue("en")[0]
    assert (first.id, first.view.state) == ("SOP-BUY-003", TranslationState.MISSING)
    assert (first.has_both, first.view.sections) == (False, ())


def test_the_glossary_names_the_readers_language_first(tmp_path: Path) -> None:
    catalog = load(plant(tmp_path))
    rows = {row.id: row for row in glossary_view(catalog, "zh", AS_OF)}
    assert (rows["refund"].term, rows["refund"].other) == ("退款", "refund")
    assert rows["seller"].forbidden[0].words == ("卖家",)
