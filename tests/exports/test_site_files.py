"""Are the files beside the pages what they promise: valid, current, the same bytes every time?

The golden files hold the expected content; `make bless` writes them anew.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from sopkb.catalog import Catalog
from sopkb.exports.api_index import ALL, API_FILES
from sopkb.exports.site_files import SITE_FILES, site_files
from sopkb.freshness import FreshnessState, freshness_of
from tests.exports.tree import plant_catalog
from tests.repositories import commit, git
from tests.trees import AS_OF

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return plant_catalog(tmp_path_factory.mktemp("exports"))


def content(catalog: Catalog, name: str, today: date = AS_OF) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(API_FILES[f"api/v1/{name}.json"](catalog, today))
    return read


def validator(catalog: Catalog, name: str) -> Draft202012Validator:
    schema = content(catalog, f"schema/{name}")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("path", SITE_FILES)
def test_the_file_is_the_golden_file(catalog: Catalog, path: str) -> None:
    golden, output = GOLDEN / path, SITE_FILES[path](catalog, AS_OF)
    if os.environ.get("SOPKB_BLESS") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(output, encoding="utf-8", newline="\n")
    expected = golden.read_bytes().decode("utf-8") if golden.exists() else None
    assert output == expected, f"{path} differs; if that is meant, run: make bless"


def test_every_golden_file_belongs_to_a_file_of_the_site() -> None:
    held = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert held == set(SITE_FILES)


def test_the_same_catalog_read_twice_gives_the_same_bytes(catalog: Catalog, tmp_path: Path) -> None:
    again = plant_catalog(tmp_path)
    assert list(site_files(again, AS_OF)) == list(site_files(catalog, AS_OF))


@pytest.mark.parametrize("name", ALL)
def test_a_file_is_valid_by_its_published_schema(catalog: Catalog, name: str) -> None:
    held = content(catalog, name)
    validator(catalog, name).validate(held)
    del held["as_of"]
    with pytest.raises(ValidationError):
        validator(catalog, name).validate(held)


@pytest.mark.parametrize("name", ALL)
def test_a_file_says_what_it_is_true_of(catalog: Catalog, name: str) -> None:
    held = content(catalog, name)
    assert (held["schema_version"], held["as_of"]) == (1, "2026-11-22")
    assert (held["timezone"], held["commit"]) == ("Asia/Shanghai", None)


def test_the_index_names_every_file_and_its_schema(catalog: Catalog) -> None:
    root = "https://kb.example.com/"
    files = content(catalog, "index")["files"]
    named = {each[key].removeprefix(root) for each in files for key in ("url", "schema_url")}
    itself = {"api/v1/index.json", "api/v1/schema/index.json"}
    assert named | itself == set(API_FILES)
    assert all(each["description"] for each in files)


def test_the_commit_is_named_where_the_sources_stand_at_it(tmp_path: Path) -> None:
    catalog = plant_catalog(tmp_path)
    commit(tmp_path)
    named = content(catalog, "index")["commit"]
    assert len(named) == 40
    (tmp_path / "docs/new.md").write_text("# New\n", encoding="utf-8")
    assert content(replace(catalog), "index")["commit"] is None
    git(tmp_path, "add", "docs")
    assert content(replace(catalog), "index")["commit"] is None


def days() -> Iterator[date]:
    """Yield the days around every boundary of every document of the tree."""
    for offset in range(-120, 60):
        yield AS_OF + timedelta(days=offset)


def judged_from(entry: dict[str, Any], day: date) -> str:
    """Judge a document by the schema's words, from what the file holds and nothing else."""
    due = entry["due"] and date.fromisoformat(entry["due"])
    if entry["exempt_until"] and day.isoformat() <= entry["exempt_until"]:
        return "exempt"
    if due is None:
        return "unreviewed"
    if day < due - timedelta(days=entry["window"]):
        return "current"
    if day <= due:
        return "due_soon"
    return "overdue" if day <= due + timedelta(days=entry["grace"]) else "expired"


def test_a_consumer_can_judge_a_document_for_a_day_of_its_own(catalog: Catalog) -> None:
    seen = set()
    for row in content(catalog, "freshness")["documents"]:
        record = catalog.documents[row["id"]].record
        for day in days():
            state = freshness_of(catalog, record, day).state
            assert judged_from(row["freshness"], day) == state
            seen.add(state)
    assert seen >= set(FreshnessState) - {FreshnessState.EXEMPT}


def test_an_owner_that_leaves_brings_the_due_day_forward(catalog: Catalog) -> None:
    leaving = catalog.owners["buyer-refunds"].model_copy(update={"active_until": AS_OF})
    owners = {**catalog.owners, leaving.id: leaving}
    row = content(replace(catalog, owners=owners), "freshness")["documents"][0]
    assert (row["owner"], row["freshness"]["due"]) == ("buyer-refunds", "2026-12-06")


def test_only_roles_that_a_page_shows_have_an_address(catalog: Catalog) -> None:
    owners = {row["id"]: row for row in content(catalog, "owners")["owners"]}
    assert owners["buyer-refunds"]["contact"]["email"] == "buyer-refunds@example.com"
    assert owners["buyer-returns"]["documents"] == []
    assert owners["buyer-returns"]["contact"] is not None
    assert owners["programme-lead"]["contact"] is None


def test_a_language_without_a_page_has_an_address_but_no_title(catalog: Catalog) -> None:
    rows = {row["id"]: row for row in content(catalog, "documents")["documents"]}
    (row,) = (row for row in rows.values() if row["status"] == "suspended")
    assert (set(row["title"]), set(row["url"])) == ({"en"}, {"en", "zh"})
    assert row["translations"] == {"zh": "missing"}


def test_a_text_that_differs_from_the_reviewed_one_is_told(tmp_path: Path) -> None:
    catalog = plant_catalog(tmp_path)
    before = content(catalog, "freshness")["documents"][0]
    document = catalog.documents[before["id"]]
    review = document.record.reviews[-1].model_copy(update={"text": "h1:0000000000000000"})
    record = document.record.model_copy(update={"reviews": (review,)})
    documents = {**catalog.documents, record.id: replace(document, record=record)}
    after = content(replace(catalog, documents=documents), "freshness")["documents"][0]
    assert (before["changed_since_review"], after["changed_since_review"]) == (False, True)


def test_what_people_type_leads_to_the_term(catalog: Catalog) -> None:
    groups = {(row["kind"], row["id"]): row for row in content(catalog, "synonyms")["synonyms"]}
    assert groups["term", "seller"]["words"] == {"en": ["seller"], "zh": ["商家"]}
    assert groups["term", "seller"]["forbidden"]["zh"] == ["卖家"]
    assert groups["document", "SOP-BUY-001"]["words"]["zh"] == ["退钱"]


def test_training_names_no_section_of_a_document_that_readers_may_not_see(
    tmp_path: Path,
) -> None:
    catalog = plant_catalog(tmp_path)
    (module,) = catalog.training.values()
    hidden = module.questions[0].model_copy(update={"section": "SOP-BUY-077#steps"})
    questions = (hidden, *module.questions[1:])
    row = module.model_copy(update={"questions": questions})
    held = content(replace(catalog, training={row.id: row}), "training")["training"][0]
    assert held["questions"][0]["section"] is None
    assert "SOP-BUY-077" not in json.dumps(held)


def test_training_tells_each_center_what_it_owes_by_when(catalog: Catalog) -> None:
    (row,) = content(catalog, "training")["matrix"]
    (center,) = row["centers"]
    assert (center["center"], center["state"], center["required_by"]) == (
        "manila",
        "done",
        "2026-06-15",
    )
    assert center["completed"] == center["required"] > 0
