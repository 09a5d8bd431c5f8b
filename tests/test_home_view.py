"""Does the home page name the right documents, in order, and no more than it has room for?"""

from pathlib import Path

import pytest
import yaml

from sopkb.home_view import DOCUMENTS_EACH, MOST_USED, home_view
from sopkb.loading import load
from tests.trees import AS_OF, ROOT, plant

RECORDS = "data/documents/sops/buyer"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path)


def add_reasons(root: Path, count: int) -> None:
    """Give the buyer so many more contact reasons, the last the most frequent."""
    file = root / "data/contact_reasons.yml"
    rows = yaml.safe_load(file.read_text("utf-8"))
    for number in range(count):
        name = {"en": f"Reason {number}", "zh": f"原因 {number}"}
        rank = 100 - number
        rows[f"reason-{number}"] = dict(name=name, persona="buyer", risk="low", volume_rank=rank)
    file.write_text(yaml.safe_dump(rows, allow_unicode=True), "utf-8")
    for record in root.glob(f"{RECORDS}/*.yml"):
        change(record, contact_reasons=["refund-request", *(f"reason-{n}" for n in range(count))])


def change(record: Path, **fields: object) -> None:
    held = yaml.safe_load(record.read_text("utf-8"))
    record.write_text(yaml.safe_dump({**held, **fields}, allow_unicode=True), "utf-8")


@pytest.mark.parametrize(("must_read", "ids"), [("true", ["BUL-BUY-001"]), ("false", [])])
def test_a_bulletin_that_must_be_read_is_there_for_the_home_page(
    root: Path, must_read: str, ids: list[str]
) -> None:
    file = root / "data/bulletins/BUL-BUY-001.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("must_read: true", f"must_read: {must_read}"), "utf-8")
    assert [each.id for each in home_view(load(root), "en", AS_OF).bulletins] == ids


@pytest.mark.parametrize(("language", "name"), [("en", "Refund request"), ("zh", "申请退款")])
def test_a_situation_names_its_documents_in_the_readers_language(
    root: Path, language: str, name: str
) -> None:
    (card,) = home_view(load(root), language, AS_OF).cards
    (situation,) = card.most_used
    assert (card.id, situation.name, card.others) == ("buyer", name, ())
    assert situation.documents[0].stem == "sops/buyer/refund-request"
    assert situation.documents[0].title == load(root).documents["SOP-BUY-001"].title(language)


def test_the_most_frequent_come_first_and_the_others_unfold(root: Path) -> None:
    add_reasons(root, MOST_USED + 2)
    (card,) = home_view(load(root), "en", AS_OF).cards
    names = [situation.id for situation in (*card.most_used, *card.others)]
    assert names == ["refund-request", *(f"reason-{n}" for n in reversed(range(MOST_USED + 2)))]
    assert len(card.most_used) == MOST_USED


def test_documents_not_in_effect_are_not_named(root: Path) -> None:
    for record in root.glob(f"{RECORDS}/*.yml"):
        change(record, status="draft")
    assert home_view(load(root), "en", AS_OF).cards == ()


def test_a_situation_names_a_few_documents_however_many_serve_it(root: Path) -> None:
    record, page = root / f"{RECORDS}/refund-request.yml", root / "docs/sops/buyer/refund-request"
    change(record, contact_reasons=["refund-request"])
    for number in range(10, 20):
        copy = record.with_stem(f"copy-{number}")
        copy.write_text(record.read_text("utf-8"), "utf-8")
        change(copy, id=f"SOP-BUY-0{number}")
        for suffix in (".md", ".zh.md"):
            text = page.with_name(page.name + suffix).read_text("utf-8")
            page.with_name(f"copy-{number}{suffix}").write_text(text, "utf-8")
    (card,) = home_view(load(root), "en", AS_OF).cards
    assert len(card.most_used[0].documents) == DOCUMENTS_EACH


def test_training_is_not_what_an_agent_opens_with_a_customer_waiting() -> None:
    cards = home_view(load(ROOT), "en", AS_OF).cards
    situations = [each for card in cards for each in (*card.most_used, *card.others)]
    named = {document.id for each in situations for document in each.documents}
    assert "SOP-BUY-001" in named
    assert not {name for name in named if name.startswith("TRN-")}
