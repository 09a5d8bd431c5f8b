"""What does a reply say, and what must be filled in?"""

from pathlib import Path

import pytest

from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.model.documents import major_version
from sopkb.model.floor import Script
from sopkb.script_text import is_outdated, paragraphs, placeholders, plain_text
from tests.trees import plant

SCRIPT = {
    "id": "SCR-BUY-001",
    "title": {"en": "–", "zh": "–"},
    "situation": "refund-dispute",
    "channels": ["chat"],
    "tone": "neutral",
    "markets": ["all"],
    "variables": [
        {
            "name": "buyer_name",
            "label": {"en": "Buyer's name", "zh": "买家姓名"},
            "kind": "text",
            "example": {"en": "Maria", "zh": "王女士"},
        }
    ],
    "document": "SOP-BUY-001",
    "document_version": "1.1",
    "owner": "buyer-refunds",
    "status": "effective",
}


def script(text: str, **other: object) -> Script:
    return Script.model_validate(SCRIPT | {"text": {"en": text, "zh": text}} | other)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hello [a], [b], [a]", ("a", "b")),
        ("nothing", ()),
        ("[[a]] [] [Buyer name]", ("a", "", "Buyer name")),
        ("open [a", ()),
    ],
)
def test_placeholders_stand_in_square_brackets(text: str, names: tuple[str, ...]) -> None:
    assert placeholders(text) == names


def test_a_text_is_split_at_its_lines_and_placeholders_show_their_label() -> None:
    held = Catalog(root=Path())
    shown = script("Hello [buyer_name],\n\nthank you.\nBye [stranger].")
    parts = paragraphs(held, shown, "zh")
    assert [[piece.text for piece in part] for part in parts] == [
        ["Hello ", "买家姓名", ","],
        ["thank you."],
        ["Bye [stranger]."],
    ]
    assert plain_text(held, shown, "zh") == "Hello [买家姓名],\n\nthank you.\n\nBye [stranger]."


def test_a_hostile_text_stays_text() -> None:
    text = "<script>[buyer_name]</script>{{ 7*7 }} " + "x" * 10_000
    (part,) = paragraphs(Catalog(root=Path()), script(text), "en")
    assert "".join(f"[{p.text}]" if p.variable else p.text for p in part) == text.replace(
        "buyer_name", "Buyer's name"
    )


def test_values_are_written_in_words(tmp_path: Path) -> None:
    shown = script("Within {{ value('refund-window') }}.")
    assert plain_text(load(plant(tmp_path)), shown, "en") == "Within 30 days."


@pytest.mark.parametrize(("version", "outdated"), [("0.9", True), ("1.0", False), ("2.0", False)])
def test_a_script_is_outdated_when_the_major_version_has_moved_on(
    tmp_path: Path, version: str, outdated: bool
) -> None:
    shown = script("Hello.", document_version=version)
    assert is_outdated(load(plant(tmp_path)), shown) is outdated


def test_a_major_version_is_a_number() -> None:
    assert major_version("10.2") > major_version("9.9")
