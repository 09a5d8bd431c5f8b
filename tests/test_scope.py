"""Which files does a change touch? Judged in real repositories, made for each test."""

import unicodedata
from pathlib import Path

import pytest

from sopkb.git import changed_paths, text_before
from sopkb.loading import load
from sopkb.scope import touched
from tests.commands import edit
from tests.repositories import commit, git, start, write
from tests.trees import plant

RECORD = "data/documents/sops/buyer/refund-request.yml"
OTHER_RECORD = "data/documents/sops/buyer/parcel-not-received.yml"
PAGE = "docs/sops/buyer/refund-request.md"
PAGE_ZH = "docs/sops/buyer/refund-request.zh.md"
GUIDE = "data/guides/GDE-BUY-001.yml"
SCRIPT = "data/scripts/SCR-BUY-001.yml"
BULLETIN = "data/bulletins/BUL-BUY-001.yml"
OTHER_PAGE = "docs/sops/buyer/parcel-not-received.md"
OTHER_PAGE_ZH = "docs/sops/buyer/parcel-not-received.zh.md"
BOTH_DOCUMENTS = {RECORD, OTHER_RECORD, PAGE, PAGE_ZH, OTHER_PAGE, OTHER_PAGE_ZH}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = plant(tmp_path)
    start(root)
    commit(root)
    git(root, "tag", "before")
    return root


def scope_of(root: Path) -> set[str] | None:
    changed = changed_paths(root, "before")
    scope = touched(load(root), changed, lambda path: text_before(root, "before", path))
    return None if scope is None else set(scope)


def test_no_change_touches_nothing(tree: Path) -> None:
    assert scope_of(tree) == set()


def test_a_page_touches_its_record_its_sister_and_what_names_the_document(tree: Path) -> None:
    write(tree, "docs/plain.md", "# Plain\n\nNames nothing.\n")
    commit(tree)
    git(tree, "tag", "--force", "before")
    edit(tree, PAGE, "Promise a day.", "Promise a date.")
    assert scope_of(tree) == {
        *(RECORD, PAGE, PAGE_ZH),
        *(OTHER_PAGE, OTHER_PAGE_ZH, "docs/index.md", "docs/index.zh.md"),
        *(GUIDE, SCRIPT, BULLETIN),
    }


def test_a_record_touches_its_pages(tree: Path) -> None:
    edit(tree, RECORD, "risk: high", "risk: low")
    scope = scope_of(tree)
    assert scope is not None
    assert {RECORD, PAGE, PAGE_ZH} <= scope
    assert OTHER_RECORD not in scope


def test_a_page_of_no_document_touches_itself_and_its_sister(tree: Path) -> None:
    edit(tree, "docs/reference/register.zh.md", "全部", "所有")
    assert scope_of(tree) == {"docs/reference/register.md", "docs/reference/register.zh.md"}


def test_a_row_touches_exactly_what_names_it(tree: Path) -> None:
    edit(tree, "data/values.yml", "default: 30", "default: 31")
    pages = {PAGE, PAGE_ZH, OTHER_PAGE, OTHER_PAGE_ZH}
    assert scope_of(tree) == {"data/values.yml", "data/escalation.yml", *pages}
    edit(tree, OTHER_PAGE, "{{ value('refund-window') }}", "30 days")
    commit(tree)
    git(tree, "tag", "--force", "before")
    edit(tree, "data/values.yml", "default: 31", "default: 32")
    assert scope_of(tree) == {
        *("data/values.yml", "data/escalation.yml"),
        *(pages - {OTHER_PAGE}),
    }


def test_a_row_that_records_name_touches_those_records_and_their_pages(tree: Path) -> None:
    edit(tree, RECORD, "channels: [chat]", "channels: [email]")
    commit(tree)
    git(tree, "tag", "--force", "before")
    edit(tree, "data/vocabulary.yml", "  email: {", "  email: {en: Mail, zh: 邮}  # {")
    assert scope_of(tree) == {"data/vocabulary.yml", RECORD, PAGE, PAGE_ZH}


def test_a_script_touches_the_guide_that_shows_it(tree: Path) -> None:
    edit(tree, SCRIPT, "tone: neutral", "tone: formal")
    assert scope_of(tree) == {SCRIPT, GUIDE}


def test_a_row_that_other_rows_name_touches_their_registers(tree: Path) -> None:
    edit(tree, "data/owners.yml", "buyer-refunds:\n", "buyer-refunds-new:\n")
    scope = scope_of(tree)
    assert scope is not None
    assert {"data/owners.yml", "data/values.yml", *BOTH_DOCUMENTS} <= scope
    assert "data/centers.yml" not in scope


def test_a_role_touches_the_pages_whose_markers_name_it(tree: Path) -> None:
    edit(tree, "docs/index.md", "# Home", "# Home\n\n<!-- verify: 2027-01 owner=programme-lead -->")
    commit(tree)
    git(tree, "tag", "--force", "before")
    edit(tree, "data/owners.yml", "programme-lead:\n", "programme-head:\n")
    scope = scope_of(tree)
    assert scope is not None
    assert "docs/index.md" in scope
    assert "docs/reference/register.md" not in scope


def test_a_forbidden_word_touches_the_pages_that_hold_it(tree: Path) -> None:
    edit(tree, "data/glossary.yml", "[卖家]", "[卖家, 包裹的去向]")
    assert PAGE_ZH not in (scope_of(tree) or set())
    assert OTHER_PAGE_ZH in (scope_of(tree) or set())


def test_a_market_touches_the_registers_and_pages_that_name_it(tree: Path) -> None:
    edit(tree, "data/markets.yml", "name: {en: United States", "name: {en: The United States")
    assert scope_of(tree) == {"data/markets.yml", "data/centers.yml", "data/values.yml"} | {
        *(PAGE, PAGE_ZH, OTHER_PAGE, OTHER_PAGE_ZH)
    }


def test_only_wrapping_of_a_register_touches_the_register_alone(tree: Path) -> None:
    edit(tree, "data/values.yml", "unit: days\n", "unit: days   # counted from delivery\n")
    assert scope_of(tree) == {"data/values.yml"}


@pytest.mark.parametrize("target", ["refund-request.md", "refund-request.zh.md"])
def test_a_deleted_page_touches_the_pages_that_link_to_it(target: str, tree: Path) -> None:
    write(tree, "docs/sops/buyer/other.md", f"# Other\n\n[a]({target}#steps)\n")
    write(tree, "docs/plain.md", "# Plain\n\nNames nothing.\n")
    commit(tree)
    git(tree, "tag", "--force", "before")
    for path in (PAGE, PAGE_ZH, RECORD):
        (tree / path).unlink()
    scope = scope_of(tree)
    assert scope is not None
    assert {"docs/sops/buyer/other.md", OTHER_PAGE, "docs/index.md"} <= scope
    assert not scope & {"docs/plain.md", OTHER_RECORD}


@pytest.mark.parametrize("written", ["退款.md", "%E9%80%80%E6%AC%BE.md"])
def test_a_page_with_a_chinese_name_touches_links_to_it(written: str, tree: Path) -> None:
    write(tree, "docs/退款.md", "# 退款\n")
    write(tree, "docs/link.md", f"# Link\n\n[a]({written})\n")
    commit(tree)
    git(tree, "tag", "--force", "before")
    (tree / "docs/退款.md").unlink()
    assert scope_of(tree) == {"docs/退款.md", "docs/link.md"}


def test_an_image_touches_the_pages_that_show_it(tree: Path) -> None:
    write(tree, "docs/assets/flow.svg", "<svg/>\n")
    write(tree, "docs/shows.md", "# Shows\n\n![Flow](assets/flow.svg)\n")
    commit(tree)
    git(tree, "tag", "--force", "before")
    (tree / "docs/assets/flow.svg").unlink()
    assert scope_of(tree) == {"docs/assets/flow.svg", "docs/shows.md"}


@pytest.mark.parametrize("name", ["résumé", unicodedata.normalize("NFD", "résumé")])
def test_a_name_in_either_unicode_form_is_in_the_scope_under_the_catalogs_path(
    name: str, tree: Path
) -> None:
    write(tree, f"docs/{name}.md", "# Page\n")
    scope = scope_of(tree)
    paths = {page.path for page in load(tree).pages.values()}
    assert scope is not None
    assert scope == {"docs/r\u00e9sum\u00e9.md"}
    assert scope <= paths


@pytest.mark.parametrize("name", ["policy", "locales", "sections", "exceptions"])
def test_a_house_rule_touches_everything(name: str, tree: Path) -> None:
    path = f"data/{name}.yml"
    write(tree, path, (tree / path).read_text("utf-8") + "# changed\n")
    assert scope_of(tree) is None


def test_a_renumbered_document_touches_what_names_the_old_number(tree: Path) -> None:
    edit(tree, RECORD, "id: SOP-BUY-001", "id: SOP-BUY-009")
    scope = scope_of(tree)
    assert scope is not None
    assert {OTHER_PAGE, OTHER_PAGE_ZH, "docs/index.md", "docs/index.zh.md"} <= scope


def test_a_register_that_cannot_be_read_any_more_touches_all_that_named_its_rows(
    tree: Path,
) -> None:
    write(tree, "data/values.yml", "a: [\n")
    scope = scope_of(tree)
    assert scope is not None
    assert {PAGE, PAGE_ZH, OTHER_PAGE, OTHER_PAGE_ZH} <= scope
