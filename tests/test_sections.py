"""Pages fall into sections by their H2s, whatever stands in fences, comments and admonitions."""

from hypothesis import given
from hypothesis import strategies as st

from sopkb.sections import INTRO, split_sections

PAGE = """---
hide: [toc]
---
# Title

Intro.

## One { #one }

```md
## not a heading
```

<!--
## nor this
-->

!!! note
    ## nor that

## Two

Setext
------

## Two

## 中文 { #zh }
"""


def test_keys_and_lines() -> None:
    sections = split_sections(PAGE)
    assert [section.id for section in sections] == [INTRO, "one", "two", "setext", "two-2", "zh"]
    assert [section.line for section in sections] == [4, 8, 21, 23, 26, 28]
    assert sections[1].last_line == 20
    assert [section.has_explicit_id for section in sections][1:3] == [True, False]


def test_a_title_without_letters_gets_its_position() -> None:
    assert [section.id for section in split_sections("## ！\n\n## ！\n")][1:] == [
        "section-1",
        "section-2",
    ]


def test_comments_in_code_are_text() -> None:
    assert len(split_sections("Use `<!--` here.\n\n## A { #a }\n")) == 2


@given(st.text(alphabet="#ab \n`~<!->-*1.", max_size=200))
def test_sections_cover_the_page(text: str) -> None:
    sections = split_sections(text)
    assert len({section.id for section in sections}) == len(sections)
    body = [section.text for section in sections]
    lines = "\n".join(body if body[0] or sections[0].last_line >= sections[0].line else body[1:])
    assert text.endswith(lines) or lines == text
