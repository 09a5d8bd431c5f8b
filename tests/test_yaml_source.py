"""Is YAML read strictly, with the right line and the right mend for whatever is wrong?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.source import SourceFile
from sopkb.yaml_source import KeyPath, exists, locate, read_yaml, written


def file(text: str) -> SourceFile:
    return SourceFile("data/x.yml", text)


def problems(text: str) -> list[tuple[str, int, int]]:
    found = read_yaml(file(text)).problems
    return [(item.code, item.problem.at.line, item.problem.at.column) for item in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: [x, y]\n", {"a": 1, "b": ["x", "y"]}),
        ("", None),
        ("# only a comment\n", None),
        ("day: 2026-09-01\n", {"day": "2026-09-01"}),
        ("day: 2026-02-30\n", {"day": "2026-02-30"}),
        ("at: 2026-09-01T10:00:00Z\n", {"at": "2026-09-01T10:00:00Z"}),
        ("version: 1.10\n", {"version": 1.1}),
        ("owner: no\n", {"owner": False}),
        ('chat: "#refunds"\n', {"chat": "#refunds"}),
        ("zh: 注意：先核对\n", {"zh": "注意：先核对"}),
        ('note: "owner：x"\n', {"note": "owner：x"}),
        ("note: |\n  owner：x\n", {"note": "owner：x\n"}),
        ("face: 😀\n", {"face": "😀"}),
    ],
)
def test_what_is_right_is_read_without_a_word(text: str, value: object) -> None:
    content = read_yaml(file(text))
    assert (content.value, content.problems) == (value, ())


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nowner: @refunds\n", 2, 8),
        ("a: `x`\n", 1, 4),
        ("a: *missing\n", 1, 4),
        ("a: 1\nb:\n\tc: 2\n", 3, 1),
        ("a: 1\n  b: 2\n", 2, 4),
        ("a: b: c\n", 1, 5),
        ("a: {b: @c}\n", 1, 8),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ("a: 1\nb: 'never closed\nc: 2\n", 2, 4),
        ('a: 1\nb: "never closed', 2, 4),
        ("a: 1\nb: [1, 2\n\n\n", 2, 4),
        ("[", 1, 1),
        ("a: 1\nb: \x07\n", 2, 4),
        ("a: one\u2028two\nb: 2\n", 1, 7),
        ("a: 1\nb: x\u0085y\n", 2, 5),
        ("a: 1\n\ufeffb: 2\n", 2, 1),
        ("a: &x 1\nb: *x\n", 1, 4),
        ("a: &x [*x]\n", 1, 4),
        ("a: !!str 1.10\n", 1, 4),
        ("a: !!bool maybe\n", 1, 4),
        ("a: !!int ''\n", 1, 4),
        ("a: !!timestamp soon\n", 1, 4),
        ("a: !!set {b}\n", 1, 4),
        ("a: !secret x\n", 1, 4),
        ("? [a, b]\n: 1\n", 1, 3),
        ("a: =\n", 1, 4),
    ],
)
def test_what_is_not_strict_yaml_is_told_on_its_line(text: str, line: int, column: int) -> None:
    assert problems(text) == [("yaml-syntax", line, column)]
    assert read_yaml(file(text)).value is None


@pytest.mark.parametrize(
    ("text", "seen", "mend"),
    [
        ("owner: @refunds\n", "@refunds", 'Write "@refunds"'),
        ("owner: @refunds # the team\n", "@refunds.", 'Write "@refunds"'),
        ("a:\n\tb: 1\n", "tab", "two spaces"),
        ("version: !!str 1.10\n", "tag", 'such as "1.10"'),
        ("a: x\u2028y\n", "U+2028", "Delete the character"),
        ("a: &x 1\nb: *x\n", "alias", "Write the value out"),
        ("a: 1\nowner：x\nb: 2\n", "owner：x", "Write: owner: x"),
        ("risk: high\nrisk: low\n", "line 1", "Keep the one that is right"),
    ],
)
def test_the_message_names_what_is_seen_and_the_mend(text: str, seen: str, mend: str) -> None:
    (item,) = read_yaml(file(text)).problems
    assert seen in item.problem.message.en
    assert mend in item.problem.fix.en
    assert item.problem.message.zh != item.problem.message.en
    assert item.problem.fix.zh != item.problem.fix.en


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\nowner：buyer\nb: 2\n", 2, 6),
        ("owner：buyer\n", 1, 6),
        ("a:\n  owner：buyer\n", 2, 8),
        ("a: 1\nb: {c: 1}\nrisk：high\n", 3, 5),
    ],
)
def test_a_full_width_colon_behind_a_key(text: str, line: int, column: int) -> None:
    assert problems(text) == [("yaml-full-width-colon", line, column)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, 1)]),
        ("a: 1\na: 2\na: 3\n", [(2, 1), (3, 1)]),
        ("x:\n  - {a: 1, a: 2}\n", [(2, 12)]),
        ("a: {b: 1}\nc: {b: 1}\n", []),
        ('a: 1\n"a": 2\n', [(2, 1)]),
    ],
)
def test_a_key_stands_once(text: str, places: list[tuple[int, int]]) -> None:
    assert problems(text) == [("yaml-duplicate-key", *place) for place in places]


def test_a_repeated_key_does_not_hide_the_values() -> None:
    assert read_yaml(file("a: 1\na: 2\n")).value == {"a": 2}


def test_deep_nesting_and_long_numbers_are_problems_not_crashes() -> None:
    assert problems("[" * 5000)[0][0] == "yaml-syntax"
    assert problems(f"a: {'9' * 5000}\n")[0][0] == "yaml-syntax"


TREE = 'a: 1\nb:\n  c: [x, "y"]\n  d:\n    - {e: 2}\nno: 3\n12: 4\n'


@pytest.mark.parametrize(
    ("key_path", "line", "column", "value"),
    [
        (("a",), 1, 1, "1"),
        (("b",), 2, 1, None),
        (("b", "c"), 3, 3, None),
        (("b", "c", 1), 3, 10, "y"),
        (("b", "d", 0, "e"), 5, 8, "2"),
        (("no",), 6, 1, "3"),
        ((12,), 7, 1, "4"),
    ],
)
def test_a_key_path_leads_to_its_place(
    key_path: KeyPath, line: int, column: int, value: str | None
) -> None:
    at = locate(file(TREE), key_path)
    assert (at.line, at.column, at.key) == (line, column, ".".join(map(str, key_path)))
    assert exists(file(TREE), key_path)
    assert written(file(TREE), key_path) == value


@pytest.mark.parametrize(
    ("key_path", "line"),
    [(("z",), 1), (("b", "z"), 2), (("b", "c", 7), 3), (("b", "d", 0, "z"), 5), ((), 1)],
)
def test_what_is_not_there_is_located_at_its_parent(key_path: KeyPath, line: int) -> None:
    assert locate(file(TREE), key_path).line == line
    assert exists(file(TREE), key_path) == (key_path == ())


def test_a_key_that_yaml_reads_as_something_else_is_found_by_what_it_becomes() -> None:
    assert locate(file("yes: 1\nno: 2\n"), (False,)).line == 2
    assert not exists(file("no: 2\n"), (0,))


def test_a_scalar_is_given_as_it_is_written() -> None:
    assert written(file("version: 1.10\n"), ("version",)) == "1.10"
    assert written(file("owner: no\n"), ("owner",)) == "no"


@given(st.text(st.sampled_from("ab1:：-?!&*#|>@%`\"'[]{},~. \n\t\u2028\ufeff退"), max_size=40))
def test_any_text_is_read_or_refused_on_one_of_its_lines(text: str) -> None:
    content = read_yaml(file(text))
    for item in content.problems:
        assert 1 <= item.problem.at.line <= len(text.split("\n"))
        assert item.problem.at.column >= 1
