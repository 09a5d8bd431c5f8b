"""Is each marked statement found with its day, its owner and its words?"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.catalog import Catalog, Page
from sopkb.claims import Claim, MarkerFault, claims, markers
from sopkb.loading import load
from sopkb.normal_form import page_hash
from sopkb.source import SourceFile
from tests.commands import RECORD, edit

HOME, PAGE = "docs/index.md", "docs/sops/buyer/refund-request.md"
MARK = "<!-- verify: 2027-02 owner=buyer-refunds -->"


def home(root: Path, text: str) -> Claim:
    """Give the one claim of a home page."""
    (root / HOME).write_text(f"# Home\n\n{text}\n", encoding="utf-8")
    (found,) = claims(load(root))
    return found


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("2026-10", date(2026, 10, 31)),
        ("2027-02", date(2027, 2, 28)),
        ("2028-02", date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        ("2026-10-15", date(2026, 10, 15)),
    ],
)
def test_a_month_means_its_last_day(root: Path, written: str, due: date) -> None:
    found = home(root, f"Cards take ten days. <!-- verify: {written} owner=buyer-refunds -->")
    assert (found.due, found.owner, found.document) == (due, "buyer-refunds", None)
    assert (found.at.path, found.at.line, found.at.column) == (HOME, 3, 22)


def test_without_an_owner_the_one_of_the_record_verifies(root: Path) -> None:
    edit(root, PAGE, "- Promise a day.", "- Promise a day. <!-- verify: 2027-02 -->")
    (found,) = claims(load(root))
    assert (found.owner, found.document) == ("buyer-refunds", "SOP-BUY-001")
    assert (found.stem, found.locale) == ("sops/buyer/refund-request", "en")


@pytest.mark.parametrize("status", ["superseded", "retired"])
def test_a_document_out_of_use_makes_no_claim(root: Path, status: str) -> None:
    edit(root, PAGE, "- Promise a day.", f"- Promise a day. {MARK}")
    edit(root, RECORD, "status: effective", f"status: {status}")
    assert claims(load(root)) == ()


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (f"One. Two takes\nten days. {MARK} Three.", "Two takes ten days."),
        (f"第一句。第二句需十天。{MARK}第三句。", "第二句需十天。"),
        (f"- A **card** takes [ten](x.md) days {MARK}", "A card takes ten days"),
        (f"1. Wait.\n2. Pay `NOW`. {MARK}", "Pay NOW."),
        (f"| A | B |\n| --- | --- |\n| One | Two. Three. {MARK} |", "Two. Three."),
        (f"| A | B |\n| --- | --- |\n| One | Two | {MARK}", "Two"),
        (f"| {MARK} | B |", "| B |"),
        (f"The first.\n\nThe second.\n\n{MARK}", "The second."),
        (f"The first.\n{MARK}", "The first."),
        (f"{MARK}\nThe first. The second.", "The first."),
        (f"Within {{{{ value('refund-window') }}}}. {MARK}", "Within 30 days."),
        (f"Within {{{{ value('refund-agent-limit', market='us') }}}}. {MARK}", "Within US$50."),
        (f"Within {{{{ value('none') }}}} days. {MARK}", "Within none days."),
        (f"One. <!-- a note --> {MARK}", "One."),
        (f'!!! note "Mind"\n\n    Cards take ten days. {MARK}', "Cards take ten days."),
    ],
)
def test_the_statement_is_the_sentence_or_the_cell_in_front(
    root: Path, text: str, statement: str
) -> None:
    assert home(root, text).text == statement


def test_two_markers_on_a_line_are_two_claims(root: Path) -> None:
    other = MARK.replace("2027-02", "2027-03")
    (root / HOME).write_text(f"# Home\n\nOne. {MARK} Two. {other}\n", encoding="utf-8")
    assert [(each.text, each.due.month) for each in claims(load(root))] == [
        ("One.", 2),
        ("Two.", 3),
    ]


def test_a_marker_changes_neither_reviews_nor_translations(root: Path) -> None:
    text = (root / PAGE).read_text("utf-8")
    marked = text.replace("- Promise a day.", f"- Promise a day. {MARK}")
    assert marked != text
    assert page_hash(marked) == page_hash(text)


@pytest.mark.parametrize("written", ["2026-13", "2026-00", "2026-02-29", "2026-11-31", "0000-01"])
def test_a_day_that_does_not_exist_is_a_fault_and_no_claim(root: Path, written: str) -> None:
    (root / HOME).write_text(f"# Home\n\nX. <!-- verify: {written} -->\n", encoding="utf-8")
    catalog = load(root)
    (marker,) = markers(catalog, catalog.pages[HOME])
    assert marker.fault is MarkerFault.DAY
    assert claims(catalog) == ()


PIECES = st.sampled_from(
    [
        *("<!--", "-->", "<!-", "verify", "verfiy", ":", "：", "2026-10", "owner=a", "|", "- "),
        *(
            " ",
            "\n",
            "\n\n",
            "`",
            "```",
            "    ",
            "# ",
            "---\n",
            "text. ",
            "句。",
            "{{ value('a') }}",
        ),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    page = Page(file=SourceFile("docs/a.md", text), stem="a", locale="en")
    for marker in markers(Catalog(root=Path()), page):
        line = page.file.lines[marker.at.line - 1]
        assert line[marker.at.column - 1 :].startswith(marker.written.split("\n")[0])
