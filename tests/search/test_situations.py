"""Which words of the pages' tables describe the document to which a row sends its reader?"""

from pathlib import Path

import pytest

from sopkb.loading import load
from sopkb.search.situations import situations
from tests.trees import plant

BUYER = "docs/sops/buyer/refund-request"
PARCEL = "{{ doc('SOP-BUY-003') }}"


def told(tree: Path, row: str, language: str = "en") -> tuple[str, ...]:
    page = tree / (f"{BUYER}.md" if language == "en" else f"{BUYER}.{language}.md")
    table = f"\n| Situation | Use |\n| --- | --- |\n{row}\n"
    page.write_text(page.read_text("utf-8") + table, "utf-8")
    return situations(load(tree), language).get("SOP-BUY-003", ())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"| **It never came.** | {PARCEL} |", "It never came."),
        (f"| It never came | 5 days | {PARCEL}, limits |", "It never came"),
        (f"| This or \\| that | see {PARCEL} and {PARCEL} |", "This or | that"),
        (f"| A {{{{ term('refund') }}}} is due | {PARCEL} |", "A refund is due"),
    ],
)
def test_a_row_describes_the_document_it_leads_to(tmp_path: Path, row: str, said: str) -> None:
    assert told(plant(tmp_path), row) == (said,)


def test_each_language_has_its_own_words(tmp_path: Path) -> None:
    tree = plant(tmp_path)
    assert told(tree, f"| 一直没到 | {PARCEL} |", "zh") == ("一直没到",)
    assert situations(load(tree), "en").get("SOP-BUY-003") is None


@pytest.mark.parametrize(
    "row",
    [
        f"| {PARCEL} ended in a refund | Pay |",
        f"| Late | {PARCEL} or {{{{ doc('SOP-BUY-001') }}}} |",
        f"It never came: {PARCEL}",
    ],
)
def test_other_mentions_describe_nothing(tmp_path: Path, row: str) -> None:
    assert told(plant(tmp_path), row) == ()
