"""Is a generated repository valid, the same for a seed, and like the real one?"""

from pathlib import Path

import pytest
from material.plugins.search import plugin as material_search

from tests.benchmark.generator import AS_OF, generate
from tests.benchmark.plan import TYPES, make_plans, read_registers
from tests.benchmark.sites import stock
from tests.trees import findings_in

DOCUMENTS = 12


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("generated"), DOCUMENTS)


def test_a_generated_repository_has_no_findings(tree: Path) -> None:
    assert [(item.at, item.message.en) for item in findings_in(tree, AS_OF)] == []


def test_every_document_has_a_record_and_a_page_per_language(tree: Path) -> None:
    records = list((tree / "data" / "documents").rglob("*.yml"))
    assert len(records) == DOCUMENTS
    for record in records:
        stem = record.relative_to(tree / "data" / "documents").with_suffix("")
        assert (tree / "docs" / f"{stem}.md").is_file()
        assert (tree / "docs" / f"{stem}.zh.md").is_file()


def test_a_seed_gives_the_same_bytes_and_another_seed_gives_others(
    tree: Path, tmp_path: Path
) -> None:
    again = generate(tmp_path / "again", DOCUMENTS)
    other = generate(tmp_path / "other", DOCUMENTS, seed=2)
    assert _contents(again) == _contents(tree)
    assert _contents(other) != _contents(tree)


def test_all_types_and_areas_are_present_from_forty_documents_on() -> None:
    registers = read_registers()
    plans = make_plans(registers, 40)
    assert {plan.type for plan in plans} == set(TYPES)
    assert {plan.area for plan in plans} == set(registers.vocabulary["area"])


def test_ids_paths_and_titles_stay_unique_up_to_the_highest_number() -> None:
    registers = read_registers()
    highest = 999 * len(TYPES) * len(registers.vocabulary["area"])
    plans = make_plans(registers, highest)
    assert len({plan.id for plan in plans}) == highest
    assert len({plan.stem for plan in plans}) == highest
    for language in ("en", "zh"):
        assert len({plan.title(registers, language) for plan in plans}) == highest
    with pytest.raises(ValueError, match="documents must be"):
        make_plans(registers, highest + 1)


def test_the_stock_site_holds_nothing_of_ours() -> None:
    ours = {
        "site_name": "S",
        "hooks": ["macros/hooks.py"],
        "extra_css": ["assets/kb.css"],
        "theme": {"name": "material", "custom_dir": "overrides"},
        "plugins": ["awesome-nav", {"macros": {"module_name": "macros/main"}}],
    }
    assert stock(ours) == {
        "site_name": "S",
        "theme": {"name": "material"},
        "plugins": [
            {"search": {"lang": ["en", "zh"]}},
            {"macros": {"module_name": "stock_macros"}},
        ],
    }


def test_the_stock_search_cuts_chinese_as_material_advises() -> None:
    assert material_search.jieba is not None


def _contents(root: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
