"""Does a reader see what differs between two versions, and nothing else?"""

from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from sopkb.change_view import comparable, difference_address, versions_view
from sopkb.document_history import History, Reach, history_of
from sopkb.loading import load
from sopkb.what_changed import Kind, differences
from tests.histories import ID, PAGE, PAGE_ZH, RECORD, grow_history
from tests.repositories import commit, git
from tests.trees import plant

SECTION = "# T\n\n## Steps {{ #steps }}\n\n{}\n"


def marked(old: str, new: str) -> list[str]:
    """Write the paragraphs that differ: [-removed-] {+added+}."""
    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    found = differences(SECTION.format(old), SECTION.format(new))
    paragraphs = (paragraph for section in found for paragraph in section.paragraphs)
    return ["".join(marks[run.kind].format(run.text) for run in each.runs) for each in paragraphs]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Refund it at once.", "Refund it\nat *once*.", []),
        (
            "Wait for [two days](a.md).",
            "Wait for [three days](b.md).",
            ["Wait for [[-two-]{+three+} days]."],
        ),
        (
            "| Level | To |\n| --- | --- |\n| L2 | Desk |",
            "| Level | To |\n| --- | --- |\n| L3 | Desk |",
            ["[-L2-]{+L3+} · Desk"],
        ),
        ("Up to 1,000.50 each.", "Up to 1,000.75 each.", ["Up to [-1,000.50-]{+1,000.75+} each."]),
        ("每次退款需组长审批。", "每笔退款需组长审批。", ["每[-次-]{+笔+}退款需组长审批。"]),
        (
            "1. Ask.\n2. Answer.",
            "1. Ask.\n2. Wait.\n3. Answer.",
            ["{+2. Wait.+}", "[-2-]{+3+}. Answer."],
        ),
        ("Kept.\n\nGone for good.", "Kept.", ["[-Gone for good.-]"]),
        (
            "All other words here.",
            "Not one is alike.",
            ["[-All other words here.-]", "{+Not one is alike.+}"],
        ),
        (
            "Within {{ value('a-limit') }} only.",
            "Within {{ value('b-limit') }} only.",
            ["Within [-{{ value('a-limit') }}-]{+{{ value('b-limit') }}+} only."],
        ),
    ],
)
def test_words_that_differ_are_marked(old: str, new: str, expected: list[str]) -> None:
    assert sorted(marked(old, new)) == sorted(expected)


def test_a_section_that_comes_or_goes_is_called_so() -> None:
    old = "# T\n\n## Steps { #steps }\n\nA.\n\n## Limits { #limits }\n\nB.\n"
    new = "# T\n\n## Steps { #steps }\n\nA.\n\n## Record { #record }\n\nC.\n"
    found = [(each.id, each.kind) for each in differences(old, new)]
    assert found == [("record", Kind.ADDED), ("limits", Kind.REMOVED)]


def test_what_stands_unchanged_before_is_a_gap() -> None:
    old = SECTION.format("One.\n\nTwo is two.\n\nThree is three.")
    new = SECTION.format("One.\n\nTwo is 2.\n\nThree is 3.")
    (section,) = differences(old, new)
    assert [each.after_gap for each in section.paragraphs] == [True, False]


def test_a_page_of_nonsense_is_compared_in_time() -> None:
    old = SECTION.format("\n\n".join(f"a{n} b{n}" for n in range(400)))
    new = SECTION.format("x " * 20_000)
    assert differences(old, new)[0].paragraphs


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return grow_history(plant(tmp_path / "root"))


def test_versions_are_found_in_the_history_in_both_languages(repository: Path) -> None:
    catalog = load(repository)
    history = history_of(catalog)
    assert history.reach is Reach.FULL
    texts = {version: history.text(ID, version, "en") or "" for version in ("1.1", "1.2", "1.3")}
    words = {"1.1": "Refund", "1.2": "Pay back", "1.3": "Return"}
    assert all(words[version] in text for version, text in texts.items())
    assert "退还款项" in (history.text(ID, "1.2", "zh") or "")
    assert "退还款项" not in (history.text(ID, "1.1", "zh") or "")
    assert history.text(ID, "1.0", "en") is None


def test_any_two_versions_that_are_known_are_compared(repository: Path) -> None:
    catalog = load(repository)
    document = catalog.documents[ID]
    pairs = [("1.2", "1.3"), ("1.1", "1.2"), ("1.1", "1.3")]
    assert comparable(catalog, document, "en") == pairs
    view = versions_view(catalog, document, "en")
    assert view.known == ("1.3", "1.2", "1.1")
    assert (view.unknown, [pair.is_next for pair in view.pairs]) == (("1.0",), [True, True, False])
    assert all(pair.sections for pair in view.pairs)
    assert difference_address(catalog, document, "1.2", "zh") == "zh/changes/sop-buy-001/#v1.1-1.2"
    assert difference_address(catalog, document, "1.1", "en") == ""


@pytest.mark.parametrize(("count", "pairs"), [(2, 1), (6, 15), (12, 66), (13, 68), (50, 142)])
def test_pairs_do_not_grow_without_bound(tmp_path: Path, count: int, pairs: int) -> None:
    catalog = load(plant(tmp_path))
    document = catalog.documents[ID]
    (first, *_) = document.record.changes
    versions = [f"1.{number}" for number in range(count)]
    changes = tuple(first.model_copy(update={"version": each}) for each in versions)
    document = replace(document, record=document.record.model_copy(update={"changes": changes}))
    texts = {each: {"en": each} for each in versions}
    history = History(reach=Reach.FULL, texts={ID: texts})
    catalog.remembered[("history_of",)] = history
    found = comparable(catalog, document, "en")
    assert (len(found), len({*found})) == (pairs, pairs)
    assert {*pairwise(versions), (versions[0], versions[-1])} <= {*found}
    newest = versions[-12:]
    assert {*combinations(newest, 2)} <= {*found}


def test_a_renamed_document_keeps_its_history(repository: Path) -> None:
    commit(repository, "1.3")
    for path in (PAGE, PAGE_ZH, RECORD):
        git(repository, "mv", path, path.replace("refund-request", "退款-request"))
    commit(repository, "rename")
    assert "Refund" in (history_of(load(repository)).text(ID, "1.1", "en") or "")


def test_without_git_it_is_said_that_there_is_no_history(tmp_path: Path) -> None:
    catalog = load(plant(tmp_path))
    assert history_of(catalog).reach is Reach.NONE
    assert comparable(catalog, catalog.documents[ID], "en") == []


def test_a_shallow_clone_is_called_one(repository: Path, tmp_path: Path) -> None:
    commit(repository, "1.3")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{repository}", str(clone))
    history = history_of(load(clone))
    assert history.reach is Reach.SHALLOW
    assert history.text(ID, "1.2", "en")
    assert history.text(ID, "1.1", "en") is None
