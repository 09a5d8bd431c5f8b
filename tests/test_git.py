"""What has changed since a revision, and what was the text before? In real repositories."""

import unicodedata
from pathlib import Path

import pytest

from sopkb.git import GitUnavailable, changed_paths, text_before
from tests.repositories import commit, git, start, write

NFC = unicodedata.normalize("NFC", "退款-résumé")
NFD = unicodedata.normalize("NFD", NFC)


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
