"""Does a guide show numbered screens, values in words, and what stands at its ends?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sopkb import guide_picture
from sopkb.catalog import Catalog
from sopkb.guide_list import guide_list, guides_of
from sopkb.guide_picture import LARGEST, Picture, PictureState, draw
from sopkb.guide_view import GuideView, ScreenView, guide_view
from sopkb.loading import load
from sopkb.model.base import LocalizedText
from tests.test_guide import guide
from tests.trees import AS_OF, ROOT, plant

OVERLAY = Path(__file__).parent / "site" / "guides"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return load(plant(tmp_path_factory.mktemp("guides"), OVERLAY))


def screens(view: GuideView) -> Iterator[ScreenView]:
    waiting = list(view.parts)
    while waiting:
        screen = waiting.pop(0)
        yield screen
        waiting = [each.follows for each in screen.answers if each.follows] + waiting


def english(text: LocalizedText) -> str:
    return text.en


def drawn(ways: dict[str, list[str]]) -> Picture:
    return draw(guide(ways), {name: number for number, name in enumerate(ways, 1)}, english)


def test_screens_are_numbered_in_the_order_in_which_they_are_read(catalog: Catalog) -> None:
    view = guide_view(catalog, "en", AS_OF, "GDE-BUY-001")
    assert [screen.number for screen in screens(view)] == [1, 2, 3, 4, 5]
    wait = next(screen for screen in screens(view) if screen.number == 4)
    assert [(each.next, each.is_back, each.follows) for each in wait.answers] == [
        (1, True, None),
        (3, False, None),
    ]


@pytest.mark.parametrize(
    ("language", "text", "kind", "response"),
    [
        ("en", "Within 30 days?", "Question", "30 days"),
        ("zh", "是否在 30 天 内？", "问题", "30 天"),
    ],
)
def test_texts_are_in_the_readers_language_with_values_in_words(
    catalog: Catalog, language: str, text: str, kind: str, response: str
) -> None:
    view = guide_view(catalog, language, AS_OF, "GDE-BUY-001")
    first, *_, last = screens(view)
    assert first.text.startswith(text)
    assert first.kind_label == kind
    assert text in view.search_text
    assert last.outcome.escalation is not None
    assert last.outcome.escalation.paths[0].levels[0].response_time == response


def test_an_end_gives_actions_script_and_section(catalog: Catalog) -> None:
    view = guide_view(catalog, "zh", AS_OF, "GDE-BUY-001")
    end = next(screen.outcome for screen in screens(view) if screen.outcome.script)
    assert end.actions == ("只点 <u>一次</u>。", "告知买家。")
    assert end.script is not None
    first, *_ = end.script.text.paragraphs[0]
    assert first.variable is not None
    assert first.variable.name == "buyer_name"
    assert end.section is not None
    assert (end.section.anchor, end.section.title) == ("steps", "操作步骤")


def test_a_guide_of_an_older_major_version_is_marked(catalog: Catalog) -> None:
    marked = {row.id: row.is_outdated for row in guide_list(catalog, "en", AS_OF)}
    assert marked == {"GDE-BUY-001": False, "GDE-BUY-002": True}
    assert guide_view(catalog, "en", AS_OF, "GDE-BUY-002").is_outdated


def test_a_document_leads_to_the_page_of_its_guide(tmp_path: Path) -> None:
    catalog = load(plant(tmp_path))
    (row,) = guides_of(catalog, "SOP-BUY-001", "en")
    assert (row.id, row.stem) == ("GDE-BUY-001", "guides/refund")
    assert guides_of(catalog, "SOP-BUY-003", "en") == ()


def test_a_picture_has_a_box_for_each_screen_and_an_arrow_for_each_answer() -> None:
    picture = drawn({"甲": ["b", "b", "甲"], "b": ["c", "unknown"], "c": []})
    assert picture.state is PictureState.DRAWN
    assert [box.number for box in picture.boxes] == [1, 2, 3]
    assert len(picture.arrows) == 4
    for box in picture.boxes:
        assert box.width / 2 <= box.x <= picture.width - box.width / 2
        assert box.height / 2 <= box.y <= picture.height - box.height / 2


def test_the_same_guide_is_drawn_the_same_way() -> None:
    ways = {f"n{i}": [f"n{i // 2}", f"n{i + 1}"] for i in range(40)} | {"n40": []}
    assert drawn(ways) == drawn(ways)


def test_a_large_guide_is_not_drawn() -> None:
    ways = {f"n{i}": [f"n{i + 1}"] for i in range(LARGEST)} | {f"n{LARGEST}": []}
    assert drawn(ways) == Picture(state=PictureState.TOO_LARGE)


def test_without_the_library_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guide_picture, "pygraphviz", None)
    assert drawn({"a": []}) == Picture(state=PictureState.NOT_INSTALLED)


@pytest.mark.parametrize(
    "text", ["<TABLE>]]>&quot;\\N\x00", "汉" * 5000, "a" * 5000, " ", "a b" * 999]
)
def test_no_text_disturbs_the_picture(text: str) -> None:
    picture = draw(guide({"a": ["b"], "b": []}), {"a": 1, "b": 2}, lambda _: text)
    assert picture.state is PictureState.DRAWN
    assert all(1 <= len(box.lines) <= 3 for box in picture.boxes)


def test_every_shipped_guide_has_a_page_and_can_be_drawn() -> None:
    catalog = load(ROOT)
    for row in guide_list(catalog, "zh", AS_OF):
        assert row.stem.startswith("guides/"), row.id
        assert 8 <= row.screens <= 20, row.id
        assert len(catalog.guides[row.id].scenarios) >= 5, row.id
        view = guide_view(catalog, "zh", AS_OF, row.id)
        assert view.picture.state is PictureState.DRAWN
        assert len(list(screens(view))) == row.screens
