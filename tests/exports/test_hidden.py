"""Do the files beside the pages tell fewer readers anything of what they must not see?"""

from pathlib import Path

import pytest

from sopkb.access import visible
from sopkb.catalog import Catalog
from sopkb.exports.site_files import site_files
from sopkb.leaks import leaks
from sopkb.loading import load
from sopkb.model.documents import Access
from tests.exports.tree import SITES, TRAINING
from tests.trees import AS_OF, plant

MODULE, QUIZ = "data/documents/training/refunds.yml", "data/training/TRN-BUY-001.yml"
QUESTION = "Who releases what the mulberry desk has withheld overnight?"


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """Hide a procedure, its script and bulletin, and a training with its questions."""
    root = plant(tmp_path / "kb", TRAINING, SITES / "access")
    replace_in(root / MODULE, "access: center", "access: internal")
    replace_in(root / QUIZ, "en: Question A", f"en: {QUESTION}")
    return load(root)


def replace_in(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def written(catalog: Catalog, folder: Path) -> Path:
    for path, text in site_files(catalog, AS_OF):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    return folder


def test_no_file_for_centers_tells_of_what_is_internal(catalog: Catalog, tmp_path: Path) -> None:
    site = written(visible(catalog, Access.CENTER), tmp_path / "site")
    assert leaks(catalog, Access.CENTER, site) == ()


def test_the_files_for_the_house_would_tell_a_center(catalog: Catalog, tmp_path: Path) -> None:
    site = written(catalog, tmp_path / "site")
    found = leaks(catalog, Access.CENTER, site)
    told = {each.at.path for each in found}
    names = ("bulletins", "documents", "scripts", "training")
    assert {f"api/v1/{name}.json" for name in names} <= told
    questions = [
        each for each in leaks(catalog, Access.CENTER, site) if QUESTION in each.message.en
    ]
    assert [each.at.path for each in questions] == ["api/v1/training.json"]
