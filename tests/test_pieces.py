"""Do the pieces of the macros come back where they were left, and only there?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.macro_calls import expand_plain_calls
from sopkb.pieces import Pieces


def test_a_piece_comes_back_as_markup_as_text_and_in_a_title() -> None:
    pieces = Pieces()
    mark = pieces.keep("<b>30 &lt; 40</b>", "30 < 40")
    assert pieces.put_back(f"<p>within {mark}</p>") == "<p>within <b>30 &lt; 40</b></p>"
    assert pieces.put_back_as_html_text(f"<p>{mark}</p>") == "<p>30 &lt; 40</p>"
    assert pieces.put_back_as_text(f"Within {mark}") == "Within 30 < 40"


def test_a_block_takes_the_place_of_its_paragraph() -> None:
    pieces = Pieces()
    inline, block = pieces.keep("<b>x</b>", "x"), pieces.keep("<ul></ul>", "")
    assert pieces.put_back(f"<p>{inline}</p><p>{block}</p>") == "<p><b>x</b></p><ul></ul>"


def test_a_block_can_have_a_text_for_the_search() -> None:
    pieces = Pieces()
    block = pieces.keep_block("<ol></ol>", "open & closed")
    assert pieces.put_back(f"<p>{block}</p>") == "<ol></ol>"
    assert pieces.put_back_as_html_text(f"<p>{block}</p>") == "<p>open &amp; closed</p>"


def test_a_mark_that_nobody_left_is_dropped() -> None:
    assert Pieces().put_back("a\ue0007\ue001b") == "ab"


@given(st.lists(st.text(st.characters(exclude_characters="\ue000\ue001"), min_size=1)))
def test_what_is_put_back_is_not_read_again(markups: list[str]) -> None:
    pieces = Pieces()
    marks = [pieces.keep(markup, "x") for markup in markups]
    assert pieces.put_back("|".join(marks)) == "|".join(markups)


def called(name: str) -> object:
    return lambda *arguments, **keywords: f"<{name}:{','.join(arguments)}:{keywords}>"


MACROS = {"value": called("value"), "register": called("register")}


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("{{ value('a') }}", "<value:a:{}>"),
        ('{{value("a")}}', "<value:a:{}>"),
        ("{{ value('a', market='us') }}", "<value:a:{'market': 'us'}>"),
        ("{{ value(market='us') }}", "<value::{'market': 'us'}>"),
        ("{{ register() }}", "<register::{}>"),
    ],
)
def test_a_plain_call_is_expanded(text: str, expanded: str) -> None:
    assert expand_plain_calls(text, MACROS) == expanded  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "{{ unknown('a') }}",
        "{{ value(name) }}",
        "{{ value('a') | upper }}",
        "{{ value('a', 'b') }}",
        "{{ value('a', market='us', unit='x') }}",
        "{{ value('it\\'s') }}",
        "{% raw %}{{ value('a') }}{% endraw %}",
        "{# {{ value('a') }} #}",
        "{{ value 'a' }}",
    ],
)
def test_anything_else_is_left_to_the_template(text: str) -> None:
    assert expand_plain_calls(text, MACROS) == text  # type: ignore[arg-type]
