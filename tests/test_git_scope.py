"""Which files does a change touch? Judged in real repositories, made for each test."""

import os
import subprocess
import unicodedata
from pathlib import Path

import pytest

from sopkb.git import GitUnavailable, changed_paths, text_before
from sopkb.loading import load
from sopkb.scope import touched
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
NFC = unicodedata.normalize("NFC", "退款-résumé")
NFD = unicodedata.normalize("NFD", NFC)


def git(folder: Path, *arguments: str) -> str:
    """Run git without the settings of whoever runs the tests."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8").strip()


def start(folder: Path) -> None:
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "config", "user.name", "Test")
    git(folder, "config", "user.email", "test@example.com")
    git(folder, "config", "commit.gpgsign", "false")
    git(folder, "config", "core.precomposeunicode", "false")


def commit(folder: Path, message: str = "change") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def write(folder: Path, path: str, text: str = "text\n") -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    start(tmp_path)
    for name in ("a.md", "b.md", "c.md"):
        write(tmp_path, name, f"{name}\n")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "work")
    return tmp_path


def test_committed_staged_edited_and_new_files_count(repository: Path) -> None:
    write(repository, "a.md", "committed\n")
    commit(repository)
    write(repository, "b.md", "staged\n")
    git(repository, "add", "b.md")
    write(repository, "c.md", "edited\n")
    write(repository, "new/d.md")
    assert changed_paths(repository, "main") == {"a.md", "b.md", "c.md", "new/d.md"}


def test_nothing_changed(repository: Path) -> None:
    assert changed_paths(repository, "main") == frozenset()


def test_ignored_files_do_not_count(repository: Path) -> None:
    write(repository, ".gitignore", "site/\n")
    write(repository, "site/index.html")
    assert changed_paths(repository, "main") == {".gitignore"}


def test_what_main_has_got_meanwhile_is_not_this_branchs_change(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "main")
    write(repository, "b.md", "changed on main\n")
    commit(repository)
    git(repository, "checkout", "--quiet", "work")
    write(repository, "a.md", "changed here\n")
    commit(repository)
    assert changed_paths(repository, "main") == {"a.md"}
    assert text_before(repository, "main", "b.md") == "b.md\n"


def test_a_rename_is_a_removal_and_an_addition(repository: Path) -> None:
    git(repository, "mv", "a.md", "z.md")
    commit(repository)
    assert changed_paths(repository, "main") == {"a.md", "z.md"}
    assert text_before(repository, "main", "a.md") == "a.md\n"
    assert text_before(repository, "main", "z.md") is None


def test_a_deletion_counts(repository: Path) -> None:
    (repository / "a.md").unlink()
    assert changed_paths(repository, "main") == {"a.md"}


@pytest.mark.parametrize("name", [NFC, NFD], ids=["NFC", "NFD"])
def test_names_beyond_ascii_are_given_in_one_form(name: str, repository: Path) -> None:
    write(repository, f"文件/{name}.md", "旧\n")
    commit(repository)
    git(repository, "tag", "before")
    write(repository, f"文件/{name}.md", "新\n")
    write(repository, f"文件/{name} 新.md")
    assert changed_paths(repository, "before") == {f"文件/{NFC}.md", f"文件/{NFC} 新.md"}
    assert text_before(repository, "before", f"文件/{NFC}.md") == "旧\n"


def test_a_name_with_a_line_break_and_quotes_is_one_name(repository: Path) -> None:
    write(repository, 'odd "na\nme".md')
    assert changed_paths(repository, "main") == {'odd "na\nme".md'}


def test_the_text_before_is_without_a_byte_order_mark(repository: Path) -> None:
    (repository / "a.md").write_bytes(b"\xef\xbb\xbfx\n")
    commit(repository)
    assert text_before(repository, "HEAD", "a.md") == "x\n"


def test_a_root_below_the_repositorys_own_knows_only_what_is_in_it(repository: Path) -> None:
    write(repository, "kb/docs/x.md")
    commit(repository)
    git(repository, "tag", "before")
    write(repository, "kb/docs/x.md", "other\n")
    write(repository, "kb/docs/y.md")
    write(repository, "outside.md")
    write(repository, "a.md", "other\n")
    assert changed_paths(repository / "kb", "before") == {"docs/x.md", "docs/y.md"}
    assert text_before(repository / "kb", "before", "docs/x.md") == "text\n"
    assert text_before(repository / "kb", "before", "a.md") is None


def test_settings_of_the_user_do_not_matter(repository: Path) -> None:
    for name, value in [
        ("core.quotepath", "true"),
        ("diff.renames", "copies"),
        ("diff.noprefix", "true"),
        ("diff.mnemonicprefix", "true"),
        ("color.ui", "always"),
        ("status.showUntrackedFiles", "no"),
    ]:
        git(repository, "config", name, value)
    git(repository, "mv", "a.md", "退款.md")
    write(repository, "new.md")
    assert changed_paths(repository, "main") == {"a.md", "退款.md", "new.md"}


@pytest.mark.parametrize("revision", ["nowhere", "", "-x", "--output=/tmp/x", "HEAD~99", "a b"])
def test_an_unknown_revision_is_one_sentence(revision: str, repository: Path) -> None:
    with pytest.raises(GitUnavailable) as caught:
        changed_paths(repository, revision)
    assert f"“{revision}”" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitUnavailable, match="not a git repository"):
        changed_paths(tmp_path, "main")


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(GitUnavailable, match="git is not installed"):
        changed_paths(repository, "main")


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    start(tmp_path)
    with pytest.raises(GitUnavailable, match="HEAD"):
        changed_paths(tmp_path, "HEAD")


def test_a_shallow_clone_says_what_it_lacks(repository: Path, tmp_path: Path) -> None:
    write(repository, "a.md", "later\n")
    commit(repository)
    first = git(repository, "rev-parse", "main")
    clone = tmp_path / "clone"
    git(repository, "clone", "--quiet", "--depth", "1", repository.as_uri(), str(clone))
    with pytest.raises(GitUnavailable, match="not in this clone"):
        changed_paths(clone, first)
    assert changed_paths(clone, "HEAD") == frozenset()


def test_two_histories_without_a_common_commit(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--orphan", "other")
    commit(repository, "another beginning")
    with pytest.raises(GitUnavailable, match="no common commit"):
        changed_paths(repository, "main")


# --- what a change touches --------------------------------------------------------------------


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


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    write(root, path, text.replace(old, new, 1))


BOTH_DOCUMENTS = {RECORD, OTHER_RECORD, PAGE, PAGE_ZH, OTHER_PAGE, OTHER_PAGE_ZH}


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
