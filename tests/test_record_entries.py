"""Is a change, a review or an approval written into a record without touching anything else?"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.model.base import LocalizedText
from sopkb.model.documents import Approval, Change, ChangeKind, Review, ReviewMethod, ReviewOutcome
from sopkb.record_entries import change_line, with_approval, with_change, with_review
from sopkb.source import SourceFile
from sopkb.yaml_edit import NotStampable
from sopkb.yaml_source import read_yaml

PATH = "data/documents/a.yml"
HASH = "h1:" + "1" * 16
HEAD = '# control\nid: SOP-BUY-001  # never changes\nversion: "1.0" # now\neffective: 2026-06-01\n'
REVIEWS = "reviews:\n  - {date: 2026-06-01, by: a, version: '1.0'}  # the first\n"
CHANGES = "# newest last\nchanges:\n  - {version: '1.0', date: 2026-06-01}\n"
CHANGE = Change(
    version="1.1",
    date=date(2026, 9, 3),
    kind=ChangeKind.MINOR,
    note=LocalizedText(en='Typing "error": # one', zh="改正错别字。"),
)
APPROVAL = Approval(date=date(2026, 9, 2), role="programme-lead", version="1.1", text=HASH)
REVIEW = Review(
    date=date(2026, 9, 4),
    by="no",
    method=ReviewMethod.WALKTHROUGH,
    outcome=ReviewOutcome.CONFIRMED,
    version="1.1",
    text=HASH,
    note="走查。",
)
APPROVAL_LINE = f'{{date: 2026-09-02, role: programme-lead, version: "1.1", text: "{HASH}"}}'


def file(text: str) -> SourceFile:
    return SourceFile(PATH, text)


def values(text: str) -> Any:
    content = read_yaml(SourceFile(PATH, text.removeprefix("\ufeff")))
    assert content.problems == ()
    return content.value


def test_a_change_raises_version_and_day_and_stands_last() -> None:
    after = with_change(file(HEAD + CHANGES + "# the end\n"), CHANGE)
    head = HEAD.replace('"1.0"', '"1.1"').replace("2026-06-01", "2026-09-03")
    entry = (
        '  - {version: "1.1", date: 2026-09-03, kind: minor, note: {en: "Typing \\"error\\": # one"'
    )
    assert after == f'{head}{CHANGES}{entry}, zh: "改正错别字。"}}}}\n# the end\n'
    assert change_line(CHANGE, 2) in after.splitlines()


@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_an_entry_takes_the_style_and_the_indent_of_the_one_before(indent: str) -> None:
    block = f"approvals:\n{indent}- role: a\n{indent}  version: '1.0'\n"
    lines = [
        f"{indent}- date: 2026-09-02",
        *(f"{indent}  {line}" for line in ("role: programme-lead", 'version: "1.1"')),
        f'{indent}  text: "{HASH}"',
    ]
    assert with_approval(file(HEAD + block), APPROVAL) == HEAD + block + "\n".join(lines) + "\n"
    flow = f"approvals:\n{indent}- {{role: a}}\n"
    assert with_approval(file(HEAD + flow), APPROVAL) == f"{HEAD}{flow}{indent}- {APPROVAL_LINE}\n"


def test_a_list_in_flow_style_keeps_its_line_and_its_comments() -> None:
    flow = "approvals: [{role: a},  # one\n  {role: b}  # two\n  ]  # three\n"
    after = with_approval(file(HEAD + flow + CHANGES), APPROVAL)
    expected = flow.replace("{role: b}", f"{{role: b}}, {APPROVAL_LINE}")
    assert after == HEAD + expected + CHANGES


@pytest.mark.parametrize(
    "empty", ["reviews: []  # none\n", "reviews:  # none\n", "reviews: [\n]\n"]
)
def test_an_empty_list_becomes_lines(empty: str) -> None:
    after = with_review(file(HEAD + empty + CHANGES), REVIEW)
    assert after.startswith(HEAD + "reviews:")
    assert after.endswith(CHANGES)
    assert len(values(after)["reviews"]) == 1
    assert ("# none" in after) == ("# none" in empty)


def test_a_missing_list_takes_its_place_in_the_order_of_a_record() -> None:
    translations = "translations: {}\n"
    after = with_review(file(HEAD + translations + CHANGES), REVIEW)
    assert list(values(after))[-3:] == ["reviews", "translations", "changes"]
    after = with_approval(file(after), APPROVAL)
    assert list(values(after))[-4:] == ["reviews", "approvals", "translations", "changes"]
    assert list(values(with_approval(file(HEAD), APPROVAL)))[-1] == "approvals"


def test_a_role_that_yaml_would_read_as_no_is_quoted() -> None:
    assert values(with_review(file(HEAD + REVIEWS), REVIEW))["reviews"][-1]["by"] == "no"


@pytest.mark.parametrize("text", ["", "- a\n", "{id: SOP-BUY-001, changes: []}\n"])
def test_a_record_without_lines_of_its_own_is_refused(text: str) -> None:
    with pytest.raises(NotStampable, match=r"data/documents/a\.yml"):
        with_review(file(text), REVIEW)


# --- any record, any entry ----------------------------------------------------------------------

WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=20
)
ROLES = st.sampled_from(["programme-lead", "no", "null", "a"])
VERSIONS = st.sampled_from(["1.0", "1.10", "22.7"])
HASHES = st.none() | st.just(HASH)
ENTRIES = st.one_of(
    st.builds(
        Change,
        version=VERSIONS,
        date=st.dates(),
        kind=st.sampled_from(ChangeKind),
        note=st.builds(LocalizedText, en=WORDS, zh=WORDS),
        cause=st.none() | st.just("RCA-2026-004"),
    ),
    st.builds(
        Review,
        date=st.dates(),
        by=ROLES,
        method=st.sampled_from(ReviewMethod),
        outcome=st.sampled_from(ReviewOutcome),
        version=VERSIONS,
        text=HASHES,
        note=st.none() | WORDS,
    ),
    st.builds(Approval, date=st.dates(), role=ROLES, version=VERSIONS, text=HASHES),
)
PARTS = (
    st.sampled_from(["", REVIEWS, "reviews: []\n", REVIEWS.replace("  - ", "- "), "reviews:\n"]),
    st.sampled_from(["", "approvals: [{role: a}]\n", "approvals:\n  - role: a # b\n\n"]),
    st.sampled_from([CHANGES, CHANGES.rstrip("\n"), "changes:\n- note: >-\n    a\n\n    b\n\n"]),
)
KEYS = {Change: "changes", Review: "reviews", Approval: "approvals"}


def written(text: str, entry: Change | Review | Approval) -> str:
    match entry:
        case Change():
            return with_change(file(text), entry)
        case Review():
            return with_review(file(text), entry)
        case _:
            return with_approval(file(text), entry)


@given(
    parts=st.tuples(*PARTS),
    entries=st.lists(ENTRIES, min_size=1, max_size=3),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_whatever_is_written_is_read_back_last_and_nothing_else_changes(
    parts: tuple[str, ...], entries: list[Change | Review | Approval], end: str, mark: str
) -> None:
    text = mark + (HEAD + "".join(parts)).replace("\n", end)
    for entry in entries:
        before, text = values(text), written(text, entry)
        seen, name = values(text), KEYS[type(entry)]
        assert seen[name][-1] == entry.model_dump(mode="json", exclude_none=True)
        assert seen.pop(name)[:-1] == (before.pop(name, None) or [])
        if isinstance(entry, Change):
            before |= {"version": entry.version, "effective": entry.date.isoformat()}
        assert seen == before
    assert text.startswith(mark)
    assert text.count("\n") == text.count(end)
    assert all(word in text for word in ("# control", "# never changes", "# now"))
