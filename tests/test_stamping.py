"""Is an attestation written into a record without touching anything else?"""

from datetime import date
from difflib import ndiff
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.model.documents import Translation
from sopkb.source import SourceFile
from sopkb.stamping import stamped
from sopkb.yaml_edit import NotStampable
from sopkb.yaml_source import read_yaml

HEAD = "# What the record is for\nid: SOP-BUY-001   # never changes\nkeywords: {en: [a], zh: [b]}\n"
TAIL = "# newest last\nchanges:\n  - {version: '1.0', note: {en: First., zh: 首次发布。}}\n"
ONE, TWO, THREE = (f"h1:{digit * 16}" for digit in "123")
FIRST = Translation(
    version="1.1",
    date=date(2026, 9, 3),
    translator="translation-desk",
    sections={"intro": ONE, "steps": TWO},
)
BLOCK = f"""\
translations:
  zh:
    version: "1.1"
    date: 2026-09-03
    translator: translation-desk
    sections:
      intro: {ONE}
      steps: {TWO}
"""
OTHER = f"""\
  ja:
    version: '1.0'
    date: 2026-01-01   # before the release
    translator: translation-desk
    sections: {{intro: {THREE}}}
"""


def stamp(text: str, translation: Translation = FIRST, locale: str = "zh") -> str:
    return stamped(SourceFile("data/documents/a.yml", text), locale, translation)


def values(text: str) -> Any:
    content = read_yaml(SourceFile("a.yml", text.removeprefix("\ufeff")))
    assert content.problems == ()
    return content.value


def changed(before: str, after: str) -> list[str]:
    lines = ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


def held(translation: Translation) -> dict[str, Any]:
    return translation.model_dump(mode="json", exclude_none=True)


# --- where the attestation is written ---------------------------------------------------------


def test_it_stands_before_the_changes_and_their_comment() -> None:
    assert stamp(HEAD + TAIL) == HEAD + BLOCK + TAIL


def test_without_changes_it_stands_at_the_end() -> None:
    assert stamp(HEAD) == HEAD + BLOCK
    assert stamp(HEAD.rstrip("\n")) == HEAD + BLOCK


@pytest.mark.parametrize(
    "empty",
    ["translations: {}\n", "translations:\n", "translations: null\n", "translations: {\n}\n"],
)
def test_an_empty_value_becomes_a_block(empty: str) -> None:
    assert stamp(HEAD + empty + TAIL) == HEAD + BLOCK + TAIL


def test_the_comment_behind_an_empty_value_stays() -> None:
    after = stamp(HEAD + "translations: {}  # none yet\n" + TAIL)
    assert after == HEAD + BLOCK.replace("translations:", "translations: # none yet", 1) + TAIL


def test_another_locale_stays_byte_for_byte() -> None:
    before = HEAD + "translations:\n" + OTHER + "\n" + TAIL
    expected = HEAD + "translations:\n" + OTHER + BLOCK.split("\n", 1)[1] + "\n" + TAIL
    assert stamp(before) == expected


def test_flow_style_is_rewritten_with_its_comments_and_other_locales() -> None:
    flow = (
        "translations: {  # both\n"
        f"  ja: {{version: '1.0', date: 2026-01-01, translator: x, sections: {{intro: {THREE}}}}},"
        "  # Japanese\n"
        "}  # end\n"
    )
    after = stamp(HEAD + flow + TAIL)
    assert values(after)["translations"]["zh"] == held(FIRST)
    assert values(after)["translations"]["ja"]["sections"] == {"intro": THREE}
    assert all(f"# {word}" in after for word in ("both", "Japanese", "end"))
    assert after.startswith(HEAD)
    assert after.endswith(TAIL)
    assert stamp(after) == after


def test_an_entry_in_flow_style_is_rewritten_alone() -> None:
    flow = "  zh: {version: '1.0', date: 2026-01-01, translator: x, sections: {}}  # mine\n"
    after = stamp(HEAD + "translations:\n" + flow + OTHER + TAIL)
    assert after == HEAD + BLOCK.replace("zh:", "zh: # mine") + OTHER + TAIL


def test_pins_in_flow_style_become_lines() -> None:
    head, _, _ = BLOCK.partition("    sections:")
    after = stamp(f"{HEAD}{head}    sections: {{intro: {ONE}}}\n{TAIL}")
    assert after == HEAD + BLOCK + TAIL


@pytest.mark.parametrize("text", ["", "- a\n", "{id: SOP-BUY-001, changes: []}\n"])
def test_a_record_without_lines_of_its_own_is_refused(text: str) -> None:
    with pytest.raises(NotStampable, match=r"data/documents/a\.yml"):
        stamp(text)


# --- stamping again ---------------------------------------------------------------------------


def test_a_changed_pin_changes_its_line_only() -> None:
    before = HEAD + BLOCK.replace(TWO, f"{TWO}  # checked twice") + TAIL
    after = stamp(before, FIRST.model_copy(update={"sections": {"intro": ONE, "steps": THREE}}))
    assert changed(before, after) == [
        f"- {' ' * 6}steps: {TWO}  # checked twice\n",
        f"+ {' ' * 6}steps: {THREE}  # checked twice\n",
    ]


def test_sections_come_and_go_in_the_order_of_the_source() -> None:
    sections = {"intro": ONE, "limits": THREE, "record": TWO}
    after = stamp(HEAD + BLOCK + TAIL, FIRST.model_copy(update={"sections": sections}))
    assert list(values(after)["translations"]["zh"]["sections"]) == list(sections)
    assert sorted(changed(HEAD + BLOCK + TAIL, after)) == [
        f"+ {' ' * 6}limits: {THREE}\n",
        f"+ {' ' * 6}record: {TWO}\n",
        f"- {' ' * 6}steps: {TWO}\n",
    ]


def test_sections_that_change_places_are_pinned_in_the_order_of_the_source() -> None:
    before = HEAD + BLOCK.replace(TWO, f"{TWO}  # checked twice") + TAIL
    after = stamp(before, FIRST.model_copy(update={"sections": {"steps": TWO, "intro": ONE}}))
    assert list(values(after)["translations"]["zh"]["sections"]) == ["steps", "intro"]
    assert "# checked twice" in after


def test_a_section_before_all_others_comes_first() -> None:
    before = HEAD + BLOCK.replace(f"      intro: {ONE}\n", "") + TAIL
    assert stamp(before) == HEAD + BLOCK + TAIL


def test_a_reviewer_and_a_note_come_and_go() -> None:
    note = "只改了一处错字：“a: b” # no\\n"
    more = FIRST.model_copy(update={"reviewer": "programme-lead", "note": note})
    after = stamp(HEAD + BLOCK + TAIL, more)
    assert values(after)["translations"]["zh"] == held(more)
    assert [line[:1] for line in changed(HEAD + BLOCK + TAIL, after)] == ["+", "+"]
    assert stamp(after) == HEAD + BLOCK + TAIL


def test_a_note_of_several_lines_is_replaced_whole() -> None:
    old = BLOCK.replace("    sections:", "    note: >-\n      one\n\n      two\n\n    sections:")
    after = stamp(HEAD + old + TAIL, FIRST.model_copy(update={"note": "new"}))
    new = BLOCK.replace("    sections:", '    note: "new"\n\n    sections:')
    assert after == HEAD + new + TAIL


def test_own_spelling_and_comments_of_an_entry_stay() -> None:
    own = BLOCK.replace('"1.1"', "'1.1'  # see ticket").replace("steps:", "'steps':   ")
    assert stamp(HEAD + own + TAIL) == HEAD + own + TAIL


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: str) -> None:
    before = mark + (HEAD + TAIL).replace("\n", end)
    assert stamp(before) == mark + (HEAD + BLOCK + TAIL).replace("\n", end)


# --- any record, any attestation --------------------------------------------------------------

KEYS = st.one_of(
    st.sampled_from(["intro", "steps", "no", "on", "null", "1e3", "12", "步骤", "a: b", "#x", "y"]),
    st.text("abcn01-_.~", min_size=1, max_size=6),
)
PINS = st.text("0123456789abcdef", min_size=16, max_size=16).map("h1:{}".format)
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=20)
TRANSLATIONS = st.builds(
    Translation,
    version=st.sampled_from(["1.0", "1.10", "22.7"]),
    date=st.dates(),
    translator=st.sampled_from(["translation-desk", "no", "a"]),
    reviewer=st.none() | st.sampled_from(["programme-lead", "null"]),
    note=st.none() | WORDS,
    sections=st.dictionaries(KEYS, PINS, min_size=1, max_size=6),
)
RECORDS = st.sampled_from(
    [
        HEAD + TAIL,
        HEAD,
        HEAD + BLOCK + TAIL,
        HEAD + "translations:\n" + OTHER + TAIL,
        HEAD + BLOCK + OTHER,
        HEAD + "translations: {}\n" + TAIL,
        (HEAD + BLOCK + TAIL).replace("\n", "\r\n"),
        HEAD + "translations:\n" + OTHER.rstrip("\n"),
    ]
)


@given(text=RECORDS, first=TRANSLATIONS, second=TRANSLATIONS, locale=st.sampled_from(["zh", "no"]))
def test_whatever_is_stamped_is_read_back_and_nothing_else_changes(
    text: str, first: Translation, second: Translation, locale: str
) -> None:
    before = values(text)
    for translation in (first, second):
        text = stamp(text, translation, locale)
        seen = values(text)
        assert seen["translations"].pop(locale) == held(translation)
        others = dict(before.get("translations") or {})
        others.pop(locale, None)
        assert seen.pop("translations") == others
        assert seen == {key: value for key, value in before.items() if key != "translations"}
        assert stamp(text, translation, locale) == text
        assert all(line in text.splitlines() for line in (HEAD + TAIL).splitlines()[:3])
