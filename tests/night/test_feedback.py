"""Does the night count what readers report as wrong, and nothing else?"""

import json
from datetime import date
from pathlib import Path

import pytest

from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.model.base import LocalizedText
from sopkb.night.feedback import feedback_items, open_messages, read_feedback
from tests.trees import AS_OF, plant

FORM = "### Document id\n\nSOP-BUY-003\n\n### Version\n\n1.1"


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return load(plant(tmp_path))


def counted(catalog: Catalog, *issues: dict[str, object]) -> dict[str, list[date]]:
    filled = [
        {"title": "", "body": "", "createdAt": "2026-11-03T08:00:00Z"} | each for each in issues
    ]
    messages = read_feedback(json.dumps(filled))
    assert not isinstance(messages, LocalizedText)
    return open_messages(catalog, messages)


@pytest.mark.parametrize(
    ("issue", "found"),
    [
        ({"title": "[Wrong] SOP-BUY-001 Limits"}, ["SOP-BUY-001"]),
        ({"title": "[有误]SOP-BUY-001的额度不对"}, ["SOP-BUY-001"]),
        ({"title": "A step", "body": FORM}, ["SOP-BUY-003"]),
        ({"title": "某步骤", "body": FORM.replace("Document id", "文件编号")}, ["SOP-BUY-003"]),
        ({"title": "SOP-BUY-001", "state": "CLOSED"}, []),
        ({"title": "SOP-BUY-0012"}, []),
        ({"title": "SOP-BUY-099"}, []),
        ({"title": "To do for Buyer refunds", "body": "SOP-BUY-001 is overdue"}, []),
        ({"title": "", "body": None, "number": 7, "labels": [{"name": "content"}]}, []),
    ],
)
def test_a_message_belongs_to_the_document_that_it_is_about(
    catalog: Catalog, issue: dict[str, object], found: list[str]
) -> None:
    assert list(counted(catalog, issue)) == found


def test_the_owner_is_told_how_many_and_since_when(catalog: Catalog) -> None:
    days = counted(
        catalog,
        {"title": "SOP-BUY-001 b", "createdAt": "2026-11-10T08:00:00Z"},
        {"title": "SOP-BUY-001 a"},
    )
    (item,) = feedback_items(catalog, days, AS_OF)
    assert (item.owner, item.document, item.age) == ("buyer-refunds", "SOP-BUY-001", 19)
    assert item.message.en == (
        "2 open messages say that something here is wrong; the oldest is of 3 Nov 2026."
    )
    assert item.message.zh == "有 2 条未处理的反馈认为内容有误，最早一条为 2026年11月3日。"


@pytest.mark.parametrize("text", ["", "{}", "[{}]", '[{"title": 1}]', "not json", "[" * 9999])
def test_a_damaged_export_is_said_to_be_one(text: str) -> None:
    assert isinstance(read_feedback(text), LocalizedText)
