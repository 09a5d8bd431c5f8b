"""Does a new document start right: next id, file names, a record and pages that are clean?"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sopkb.catalog import Catalog
from sopkb.loading import load
from sopkb.model.documents import DocumentType, Risk
from sopkb.rules import RULES
from sopkb.scaffold import NewDocument, document_folder, new_document, next_id, slug
from tests.trees import AS_OF, findings_in, plant

CODES = {rule.code for rule in RULES}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path)


@pytest.fixture
def catalog(root: Path) -> Catalog:
    return load(root)


def wanted(type_: str = "SOP", area: str = "BUY", title: str = "Late parcel") -> NewDocument:
    return NewDocument(
        type=DocumentType(type_),
        area=area,
        title={"en": title, "zh": "包裹迟到"},
        owner="buyer-returns",
        risk=Risk.MEDIUM,
        source_language="en",
    )


def with_ids(catalog: Catalog, *names: str) -> Catalog:
    return replace(catalog, known_ids={**catalog.known_ids, "documents": frozenset(names)})


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "SOP-BUY-001"),
        (("SOP-BUY-001",), "SOP-BUY-002"),
        (("SOP-BUY-001", "SOP-BUY-003"), "SOP-BUY-004"),
        (("SOP-BUY-009", "SOP-BUY-010"), "SOP-BUY-011"),
        (("SOP-BUY-099",), "SOP-BUY-100"),
        (("SOP-SEL-007", "WI-BUY-005"), "SOP-BUY-001"),
        (("SOP-BUY-draft", "SOP-BUY-002"), "SOP-BUY-003"),
        (("SOP-BUY-998",), "SOP-BUY-999"),
    ],
)
def test_the_next_id_fills_no_gap(taken: tuple[str, ...], expected: str, catalog: Catalog) -> None:
    assert next_id(with_ids(catalog, *taken), "SOP", "BUY") == expected


def test_the_id_of_a_record_that_cannot_be_read_is_not_given_again(root: Path) -> None:
    path = root / "data/documents/sops/buyer/parcel-not-received.yml"
    path.write_text("id: SOP-BUY-003\nowner: @x\n", encoding="utf-8")
    assert next_id(load(root), "SOP", "BUY") == "SOP-BUY-004"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Refund request", "refund-request"),
        ("Refund: a buyer wants money back", "refund"),
        ("  Two  words ", "two-words"),
        ("Seller’s VAT (EU) & 3D", "seller-s-vat-eu-3d"),
        ("A/B test", "a-b-test"),
        ("../../etc/passwd", "etc-passwd"),
        ("退款", "untitled"),
        ("", "untitled"),
    ],
)
def test_the_file_name_of_a_title(title: str, name: str) -> None:
    assert slug(title) == name


@pytest.mark.parametrize(
    ("type_", "area", "folder"),
    [
        ("SOP", "BUY", "sops/buyer"),
        ("WI", "TRS", "sops/trust-and-safety"),
        ("TRN", "BUY", "training"),
    ],
)
def test_the_folder_of_a_document(type_: str, area: str, folder: str, catalog: Catalog) -> None:
    assert document_folder(catalog, type_, area) == folder


def test_a_record_and_a_page_per_language(catalog: Catalog) -> None:
    assert list(new_document(catalog, wanted(), AS_OF)) == [
        "data/documents/sops/buyer/late-parcel.yml",
        "docs/sops/buyer/late-parcel.md",
        "docs/sops/buyer/late-parcel.zh.md",
    ]


def test_a_further_language_gets_a_page_too(root: Path) -> None:
    locales = root / "data/locales.yml"
    locales.write_text(
        locales.read_text("utf-8") + "ja: {name: 日本語, default: false}\n", encoding="utf-8"
    )
    files = new_document(load(root), wanted(), AS_OF)
    assert files["docs/sops/buyer/late-parcel.ja.md"].startswith("# Late parcel\n")


@pytest.mark.parametrize("type_", [each.value for each in DocumentType])
@pytest.mark.parametrize("area", ["BUY", "GOV"])
def test_a_new_document_has_no_other_fault_than_what_is_left_to_write(
    type_: str, area: str, root: Path
) -> None:
    files = new_document(load(root), wanted(type_, area), date(2026, 11, 22))
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    catalog = load(root)
    assert catalog.problems == ()
    found = findings_in(root)
    assert {item.code for item in found} == {"leftover-text"} & CODES
    assert {item.at.path for item in found} <= set(files)


def test_the_record_says_what_its_author_decided(root: Path) -> None:
    for path, text in new_document(load(root), wanted(), date(2026, 11, 22)).items():
        (root / path).write_text(text, encoding="utf-8")
    document = load(root).documents["SOP-BUY-004"]
    record = document.record
    assert (record.owner, record.backup) == ("buyer-returns", "buyer-refunds")
    assert (record.risk, record.status, record.version) == ("medium", "draft", "0.1")
    assert (record.effective, record.changes[0].date) == (date(2026, 11, 22),) * 2
    assert (document.title("en"), document.title("zh")) == ("Late parcel", "包裹迟到")
    assert set(document.pages) == {"en", "zh"}


def test_both_pages_have_the_same_sections_with_the_same_ids(catalog: Catalog, root: Path) -> None:
    for path, text in new_document(catalog, wanted(), AS_OF).items():
        (root / path).write_text(text, encoding="utf-8")
    pages = load(root).documents["SOP-BUY-004"].pages
    ids = {
        code: [(heading.level, heading.id) for heading in page.outline.headings]
        for code, page in pages.items()
    }
    required = [section.id for section in catalog.sections["SOP"] if section.required]
    assert ids["en"] == ids["zh"] == [(1, None), *((2, name) for name in required)]
