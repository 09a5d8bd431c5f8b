"""Is everything told that is wrong in a file, on its line, and does it hide nothing else?"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopkb.findings import Finding
from sopkb.loading import OPTIONAL, REGISTERS, WHOLE_FILES, load
from tests.trees import findings_in, plant

RECORD = "data/documents/sops/buyer/refund-request.yml"
OTHER_RECORD = "data/documents/sops/buyer/parcel-not-received.yml"
PAGE = "docs/sops/buyer/refund-request.md"
OWNERS = "data/owners.yml"
VALUES = "data/values.yml"
POLICY = "data/policy.yml"


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(root: Path) -> list[tuple[str, str, int]]:
    found = load(root).problems
    return sorted((item.code, item.problem.at.path, item.problem.at.line) for item in found)


def line_of(root: Path, path: str, text: str) -> int:
    lines = (root / path).read_text("utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_the_miniature_loads_whole(tmp_path: Path) -> None:
    catalog = load(plant(tmp_path))
    assert catalog.problems == ()
    assert list(catalog.documents) == ["SOP-BUY-001", "SOP-BUY-003"]
    assert {page.locale for page in catalog.documents["SOP-BUY-001"].pages.values()} == {"en", "zh"}
    assert set(catalog.owners) == {"buyer-refunds", "buyer-returns", "programme-lead"}


def test_an_empty_folder_is_told_not_raised(tmp_path: Path) -> None:
    codes = {item.code for item in load(tmp_path).problems}
    assert codes == {"register-missing"}
    assert {item.problem.at.path for item in load(tmp_path).problems} == {
        f"data/{name}.yml" for name in (*REGISTERS, *WHOLE_FILES) if name not in OPTIONAL
    }


def test_no_bad_file_hides_another(tmp_path: Path) -> None:
    root = plant(tmp_path)
    (root / OWNERS).write_bytes(b"buyer-refunds:\n  title: \xff\n")
    edit(root, VALUES, "unit: days", "unit: dayz")
    edit(root, POLICY, "timezone:", "timezone: @x\ntimezone2:")
    edit(root, RECORD, "risk: high", "risk: high\nrisk: low")
    edit(root, OTHER_RECORD, "owner: ", "owner：")
    (root / PAGE).write_bytes("# 退款\n\n退款".encode("gbk"))
    (root / "data/markets.yml").unlink()
    assert [(code, path) for code, path, _ in told(root)] == [
        ("file-unreadable", OWNERS),
        ("file-unreadable", PAGE),
        ("register-invalid", VALUES),
        ("register-missing", "data/markets.yml"),
        ("yaml-duplicate-key", RECORD),
        ("yaml-full-width-colon", OTHER_RECORD),
        ("yaml-syntax", POLICY),
    ]
    assert "refund-agent-limit" in load(root).values


def test_one_bad_row_does_not_hide_the_others_nor_its_own_id(tmp_path: Path) -> None:
    root = plant(tmp_path)
    edit(root, VALUES, "unit: days", "unit: dayz")
    catalog = load(root)
    assert set(catalog.values) == {"refund-agent-limit"}
    assert "refund-window" in (catalog.known("values") or ())


@pytest.mark.parametrize(
    "broken",
    [
        "owner: @x\n",
        "owner：x\n",
        "a: [\n",
        "just text\n",
        "\x07\n",
    ],
)
@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_a_broken_register_is_one_finding_and_makes_nothing_else_unknown(
    name: str, broken: str, tmp_path: Path
) -> None:
    root = plant(tmp_path)
    (root / f"data/{name}.yml").write_text(broken, encoding="utf-8")
    assert [item.at.path for item in findings_in(root)] == [f"data/{name}.yml"]


@pytest.mark.parametrize("broken", ["id: SOP-BUY-001\nowner: @x\n", 'id: "SOP-BUY-001"\na: [\n'])
def test_a_broken_record_is_one_finding_and_its_id_stays_known(broken: str, tmp_path: Path) -> None:
    root = plant(tmp_path)
    (root / RECORD).write_text(broken, encoding="utf-8")
    assert [(item.code, item.at.path) for item in findings_in(root)] == [("yaml-syntax", RECORD)]
    assert "SOP-BUY-001" in (load(root).known("documents") or ())


def test_a_record_with_a_wrong_value_is_one_finding(tmp_path: Path) -> None:
    root = plant(tmp_path)
    edit(root, RECORD, "risk: high", "risk: hihg")
    assert [(item.code, item.at.path) for item in findings_in(root)] == [("record-invalid", RECORD)]


def test_an_empty_record_is_told(tmp_path: Path) -> None:
    root = plant(tmp_path)
    (root / RECORD).write_text("# nothing yet\n", encoding="utf-8")
    assert ("record-invalid", RECORD, 1) in told(root)


def test_an_id_that_stands_twice_names_the_other_file(tmp_path: Path) -> None:
    root = plant(tmp_path)
    edit(root, RECORD, "id: SOP-BUY-001", "id: SOP-BUY-003")
    (item,) = load(root).problems
    assert (item.code, item.problem.at.path, item.problem.at.line) == (
        "document-id-duplicate",
        RECORD,
        1,
    )
    assert OTHER_RECORD in item.problem.message.en
    assert OTHER_RECORD in item.problem.message.zh


@pytest.mark.parametrize(
    ("data", "line", "column", "seen"),
    [
        (b"# T\n\nabc \xff\n", 3, 5, "0xff"),
        ("退款 ".encode() + b"\xfe\n", 1, 4, "0xfe"),
        (b"\xef\xbb\xbf# T\n\xe9\n", 2, 1, "0xe9"),
        (b"# T\r\r\nx\xff", 3, 2, "0xff"),
        ("退款".encode("gbk"), 1, 1, "0xcd"),
        (b"", 0, 0, ""),
        (b"\xef\xbb\xbf# T\n", 0, 0, ""),
        (b"# T\n\x00\n", 1, 1, "NUL"),
    ],
)
def test_bytes_that_are_not_text(
    data: bytes, line: int, column: int, seen: str, tmp_path: Path
) -> None:
    root = plant(tmp_path)
    (root / "docs/index.md").write_bytes(data)
    found = [item.problem for item in load(root).problems]
    places = [(item.at.path, item.at.line, item.at.column) for item in found]
    assert places == ([("docs/index.md", line, column)] if line else [])
    assert all(seen in item.message.en and seen in item.message.zh for item in found)


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    root = plant(tmp_path)
    for path in (RECORD, PAGE, OWNERS):
        text = (root / path).read_text("utf-8")
        (root / path).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert findings_in(root) == ()


@pytest.mark.parametrize("folder", [".trash", "sops/.hidden"])
def test_hidden_files_are_left_alone(folder: str, tmp_path: Path) -> None:
    root = plant(tmp_path)
    for path in (f"docs/{folder}/x.md", f"data/documents/{folder}/x.yml"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"\xff")
    assert told(root) == []


def test_a_name_in_the_other_unicode_form_is_the_same_name(tmp_path: Path) -> None:
    root = plant(tmp_path)
    (root / "docs/sops/buyer/refund-request.md").rename(
        root / "docs/sops/buyer/re\u0301sume\u0301.md"
    )
    page = load(root).pages["docs/sops/buyer/r\u00e9sum\u00e9.md"]
    assert (page.path, page.stem) == (
        "docs/sops/buyer/r\u00e9sum\u00e9.md",
        "sops/buyer/r\u00e9sum\u00e9",
    )


FRAGMENTS = [
    *("\n", "  ", "\t", ":", "：", "- ", "?", "[", "]", "{", "}", "#", "|", ">", "*x", "&x "),
    *("'", '"', "@", "no", "~", ".nan", "1e400", "2026-02-30", "9999-12-31", "0x_", "<<: ", "="),
    *("---", "```", "{{ ", " }}", "{% ", "{# ", "[a](", "](b.md)", "![", "<a href='", "\u2028"),
    *("退款", "\u0301", "\ufeff", "\x07", "=== ", "!!! note", "[^1]: ", "1" * 30, "!!int ", "%"),
    *(
        "{{ value('",
        "{{ doc('SOP-",
        "{ #x }",
        "<!--",
        "-->",
        "&#",
        "\\",
        "$",
        "^",
        "id: SOP-BUY-001",
    ),
]


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """Give a text of a tree with a few pieces put in, cut out or doubled."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 5, 40, 400])))
        piece = draw(st.sampled_from(FRAGMENTS) | st.just(text[start:end] * 2))
        text = text[:start] + piece + text[end:]
    return text


@pytest.fixture(scope="module")
def shared_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(tmp_path_factory.mktemp("any-text"))


@pytest.fixture
def target(shared_root: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """Give a file of the tree and its text, and restore it in the end."""
    path = shared_root / request.param
    before = path.read_text("utf-8")
    yield path, before
    path.write_text(before, encoding="utf-8", newline="\n")


def stands_within_its_file(finding: Finding, root: Path) -> bool:
    file = root / finding.at.path
    lines = file.read_text("utf-8").split("\n") if file.is_file() else [""]
    return 1 <= finding.at.line <= len(lines) and finding.at.column >= 1


@pytest.mark.parametrize(
    "target",
    [
        RECORD,
        PAGE,
        "docs/index.zh.md",
        *(f"data/{name}.yml" for name in (*REGISTERS, *WHOLE_FILES)),
    ],
    indirect=True,
    ids=lambda path: Path(path).name,
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_file_is_judged_without_a_crash(
    target: tuple[Path, str], shared_root: Path, data: st.DataObject
) -> None:
    path, original = target
    text = data.draw(edited(original) | st.lists(st.sampled_from(FRAGMENTS)).map("".join))
    path.write_text(text, encoding="utf-8", newline="\n")
    for finding in findings_in(shared_root):
        assert finding.code != "internal-error", finding.message.en
        assert stands_within_its_file(finding, shared_root), finding
