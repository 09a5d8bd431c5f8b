"""Is a package what a learning system expects, the same bytes each time, and harmless?"""

import io
import json
import re
import xml.etree.ElementTree as etree
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopkb.cli import main
from sopkb.loading import load
from sopkb.scorm import Unpackable, packages
from tests.conftest import plant_site
from tests.trees import AS_OF, CASES, ROOT

MODULE = CASES / "training-document-missing" / "both"
PAGE = "docs/training/refunds.md"
QUIZ = "data/training/TRN-BUY-001.yml"
CONTENT = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
RUN_TIME = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>&amp; \"']]>"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant_site(tmp_path / "kb", MODULE)


def scorm(root: Path, output: Path, *arguments: str) -> Result:
    options = ["--root", str(root), "--output", str(output), "--as-of", str(AS_OF)]
    return CliRunner().invoke(main, ["scorm", *arguments, *options])


def packed(root: Path, language: str = "en", today: date = AS_OF) -> dict[str, str]:
    catalog = load(root)
    made = {each.name: each for each in packages(catalog, catalog.training["TRN-BUY-001"], today)}
    content = made[f"TRN-BUY-001_1.0_{language}.zip"].content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def add(root: Path, text: str, path: str = PAGE) -> None:
    with (root / path).open("a", encoding="utf-8") as page:
        page.write(f"\n{text}\n")


def test_every_training_of_the_site_is_packed_in_both_languages(tmp_path: Path) -> None:
    done = scorm(ROOT, tmp_path)
    assert done.exit_code == 0, done.output
    names = {path.name for path in tmp_path.iterdir()}
    expected = {
        f"{key}_{load(ROOT).documents[key].record.version}_{language}.zip"
        for key in load(ROOT).training
        for language in ("en", "zh")
    }
    assert names == expected
    assert done.output.splitlines() == [str(tmp_path / name) for name in sorted(names)]


def test_one_training_is_packed_by_its_id(root: Path, tmp_path: Path) -> None:
    done = scorm(root, tmp_path / "new" / "out", "TRN-BUY-001")
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "new" / "out").iterdir())) == 2


def test_an_unknown_training_is_refused_with_the_nearest(root: Path, tmp_path: Path) -> None:
    done = scorm(root, tmp_path, "TRN-BUY-01")
    assert done.exit_code == 2
    assert "did you mean “TRN-BUY-001”" in done.output


def test_a_folder_that_cannot_be_written_is_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = scorm(root, tmp_path / "file" / "inside")
    assert done.exit_code == 2
    assert "cannot be written" in done.output


def test_the_same_module_gives_the_same_bytes_on_any_day() -> None:
    catalog = load(ROOT)
    training = catalog.training["TRN-BUY-001"]
    one, two = (list(packages(catalog, training, day)) for day in (AS_OF, date(2027, 3, 1)))
    assert [each.content for each in one] == [each.content for each in two]


def test_the_manifest_has_the_structure_of_scorm_1_2(root: Path) -> None:
    files = packed(root)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert manifest.tag == f"{CONTENT}manifest"
    parts = [child.tag.removeprefix(CONTENT) for child in manifest]
    assert parts == ["metadata", "organizations", "resources"]
    metadata = [(each.tag.removeprefix(CONTENT), each.text) for each in manifest[0]]
    assert metadata == [("schema", "ADL SCORM"), ("schemaversion", "1.2")]
    organization = manifest[1][0]
    assert manifest[1].get("default") == organization.get("identifier")
    title, item = organization
    assert title.text == "Refunds: practice"
    resource = manifest[2][0]
    assert item.get("identifierref") == resource.get("identifier")
    assert [each.tag for each in item] == [f"{CONTENT}title", f"{RUN_TIME}masteryscore"]
    assert item[1].text == "80"
    assert resource.get("type") == "webcontent"
    assert resource.get(f"{RUN_TIME}scormtype") == "sco"
    listed = [each.get("href") for each in resource]
    assert resource.get("href") in listed
    assert sorted(["imsmanifest.xml", *filter(None, listed)]) == sorted(files)


def test_the_lesson_is_in_its_language_and_loads_nothing_from_elsewhere(root: Path) -> None:
    page = packed(root, "zh")["index.html"]
    assert '<html lang="zh">' in page
    assert "练习用途，不作为认证" in page
    assert "SOP-BUY-001" in page
    loaded = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', page)
    assert loaded == ["style.css", "kb-quiz.js", "scorm.js"]


def test_links_lead_to_the_site_in_the_language_of_the_lesson(root: Path) -> None:
    add(root, "[steps](../sops/buyer/refund-request.md#steps) [here](#goals)", PAGE)
    page = packed(root)["index.html"]
    assert 'href="https://kb.example.com/sops/buyer/refund-request/#steps"' in page
    assert 'href="#goals"' in page
    assert '<h2 id="goals">Goals</h2>' in page


def test_boxes_and_folded_answers_are_kept(root: Path) -> None:
    box = '!!! danger "Stop"\n    Pay **nothing**.\n\n    ??? tip "Why"\n        Because.\n'
    add(root, box)
    page = packed(root)["index.html"]
    assert '<p class="fold__title">Stop</p>' in page
    assert "<strong>nothing</strong>" in page
    assert "<summary>Why</summary>\n<p>Because.</p>" in page


def test_hostile_text_stays_text(root: Path) -> None:
    quiz = root / QUIZ
    text = quiz.read_text("utf-8").replace("{en: Refund it,", f"{{en: {json.dumps(HOSTILE)},")
    quiz.write_text(text, "utf-8")
    page = root / PAGE
    page.write_text(
        page.read_text("utf-8").replace("# Refunds", f"# {HOSTILE} Refunds", 1), "utf-8"
    )
    add(root, f"{HOSTILE}\n\n[x](javascript:alert(3)) ![y](data:text/html,z)")
    files = packed(root)
    assert "<script>alert" not in files["index.html"]
    assert "<img src=x" not in files["index.html"]
    assert 'href="javascript' not in files["index.html"]
    assert etree.fromstring(files["imsmanifest.xml"]) is not None


def test_an_image_travels_with_the_lesson(root: Path) -> None:
    (root / "docs/training/步骤 1.png").write_bytes(b"picture")
    add(root, "![Step](%E6%AD%A5%E9%AA%A4%201.png)")
    files = packed(root)
    assert files["images/training/步骤 1.png"] == "picture"
    assert 'src="images/training/%E6%AD%A5%E9%AA%A4%201.png"' in files["index.html"]
    assert "images/training/%E6%AD%A5%E9%AA%A4%201.png" in files["imsmanifest.xml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![x](../../../secret.png)", "no file below docs/"),
        ("![x](https://example.com/x.png)", "no file below docs/"),
        ("![x](missing.png)", "missing.png"),
        ("{{ register() }}", "macro"),
        ("{{ value('refnd-window') }}", "refund-window"),
        ("{% if x %}", "macro"),
    ],
)
def test_what_cannot_be_packed_is_told_with_its_file(root: Path, text: str, told: str) -> None:
    add(root, text)
    with pytest.raises(Unpackable, match=re.escape(told)):
        packed(root)


def test_a_quiz_without_a_document_cannot_be_packed(root: Path, tmp_path: Path) -> None:
    (root / "data/documents/training/refunds.yml").unlink()
    done = scorm(root, tmp_path / "out")
    assert done.exit_code == 2
    assert "there is no record TRN-BUY-001" in done.output
