"""Is the head of a page understood as MkDocs does, and told where MkDocs keeps silent?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.front_matter import read_front_matter
from sopkb.source import SourceFile


def file(text: str) -> SourceFile:
    return SourceFile("docs/x.md", text)


@pytest.mark.parametrize(
    ("text", "keys", "line_count"),
    [
        ("# Title\n", (), 0),
        ("", (), 0),
        ("\n\n", (), 0),
        ("Just text.\n", (), 0),
        ("---\nhide: [toc]\n---\n# T\n", ("hide",), 3),
        ("---\nhide: [toc]\nsearch: {boost: 2}\n---\n", ("hide", "search"), 4),
        ("---\nhide: [toc]\n...\n# T\n", ("hide",), 3),
        ("---  \nhide: [toc]\n---\t\n# T\n", ("hide",), 3),
        ("---\ntitle: 退款\n---\n# T\n", ("title",), 3),
        ("---\ndate: 2026-09-01\n---\n", ("date",), 3),
        ("\n---\n\ntext\n", (), 0),
        ("# T\n\n---\nowner: x\n---\n", (), 0),
    ],
)
def test_a_head_without_fault(text: str, keys: tuple[str, ...], line_count: int) -> None:
    head = read_front_matter(file(text))
    assert (head.fault, head.keys, head.line_count) == (None, keys, line_count)


@pytest.mark.parametrize(
    ("text", "line", "seen"),
    [
        ("---\nowner: @x\n---\n", 2, "@x"),
        ("---\nhide: [toc]\nowner：x\n---\n", 3, "owner：x"),
        ("---\nhide:\n\t- toc\n---\n", 3, "tab"),
        ("---\nhide: 1\nhide: 2\n---\n", 3, "hide"),
        ("---\nhide: [toc]\ndate: 2026-02-30\n---\n", 3, "date"),
        ("---\njust text\n---\n", 2, "key: value"),
        ("---\n# only a comment\n---\n", 2, "key: value"),
        ("---\n- a\n---\n", 2, "key: value"),
        ("---\nhide: [toc]\n\n# Title\n", 1, "closed"),
        ("\n---\nhide: [toc]\n---\n", 2, "line 1"),
        ("\n\n---\nhide: [toc]\n---\n", 3, "line 1"),
        ("owner: x\n\n# Title\n", 1, "owner: x"),
        ("owner：x\n\n# Title\n", 1, "owner：x"),
        ("Note: read this first.\n", 1, "Note: read this first."),
        ("\nstatus: draft\n# Title\n", 2, "status: draft"),
    ],
)
def test_what_looks_like_front_matter_and_is_not(text: str, line: int, seen: str) -> None:
    fault = read_front_matter(file(text)).fault
    assert fault is not None
    assert fault.at.line == line
    assert seen in fault.message.en
    assert fault.message.zh != fault.message.en
    assert fault.fix.zh != fault.fix.en


def test_a_key_is_located_in_the_page() -> None:
    at = read_front_matter(file("---\nhide: [toc]\nowner: x\n---\n# T\n")).locate("owner")
    assert (at.path, at.line, at.column) == ("docs/x.md", 3, 1)


def test_a_rule_at_the_top_of_a_page_is_no_front_matter() -> None:
    assert read_front_matter(file("---\n\nText.\n")).fault is None


@given(st.text(st.sampled_from("-.ab:：@#[]{}'\" \n\t"), max_size=40))
def test_any_text_has_a_head_within_its_lines(text: str) -> None:
    head = read_front_matter(file(text))
    lines = text.split("\n")
    assert 0 <= head.line_count <= len(lines)
    if head.fault:
        assert 1 <= head.fault.at.line <= len(lines)


@given(st.text(st.sampled_from("-.a:@#[ \n\t"), max_size=30))
def test_a_page_without_keys_is_shown_whole(text: str) -> None:
    head = read_front_matter(file(f"# Title\n{text}"))
    assert (head.keys, head.line_count, head.fault) == ((), 0, None)
