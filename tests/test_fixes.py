"""Does `fix` mend what is safe, and leave every other byte as it was?"""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.catalog import Catalog, Page
from sopkb.findings import Language
from sopkb.fixes import as_written, difference, fixed_pages, fixed_text
from sopkb.loading import load
from sopkb.markdown import Outline
from sopkb.model.registers import Term
from sopkb.source import SourceFile
from sopkb.terminology import matcher_of
from tests.trees import MINIATURE, plant

PAGE = "docs/index.zh.md"
DEFINITION = {"en": "What it is.", "zh": "含义。"}


def term(name: str, en: str, zh: str, **more: object) -> Term:
    return Term.model_validate({"id": name, "en": en, "zh": zh, "definition": DEFINITION, **more})


TERMS = (
    term("seller", "seller", "商家", forbidden={"zh": ["卖家"]}, synonyms={"zh": ["卖家"]}),
    term("chargeback", "chargeback", "拒付", forbidden={"en": ["charge-back"], "zh": ["退单"]}),
    term("creator", "creator", "达人", forbidden={"zh": ["达仁"]}, note=DEFINITION),
    term("account", "account", "账号", forbidden={"zh": ["帐号"]}),
    term("bill", "bill", "账单", forbidden={"zh": ["帐单", "帐号单"]}),
    term("ledger", "ledger", "账簿", forbidden={"zh": ["帐单"]}),
)
CATALOG = Catalog(root=Path(), glossary={each.id: each for each in TERMS})


def fixed(text: str, locale: Language = "zh") -> str:
    page = Page(file=SourceFile(PAGE, text), stem="index", locale=locale)
    return fixed_text(CATALOG, page, matcher_of(CATALOG.glossary, locale))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通知卖家,核对帐号.", "通知商家，核对账号。"),
        ("卖家APP的**卖家**", "商家 APP 的**商家**"),
        ("退单与达仁，帐单", "退单与达仁，帐单"),
        ("`卖家`、“卖家”、不要说“卖家,好”", "`卖家`、“卖家”、不要说“卖家，好”"),
        ("## 卖家A级", "## 卖家A级"),
        ("## 卖家A级 { #a }", "## 商家 A 级 { #a }"),
        ("# 卖家A级", "# 商家 A 级"),
        ("卖家A级\n---", "卖家A级\n---"),
        ("---\ntitle: 卖家,a中\n---\n卖家", "---\ntitle: 卖家,a中\n---\n商家"),
    ],
)
def test_only_what_is_certain_is_mended(text: str, expected: str) -> None:
    assert fixed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A charge-back. Charge-back!", "A chargeback. Chargeback!"),
        ("Charge-backs, CHARGE-BACK, charge-\nback", "Charge-backs, CHARGE-BACK, charge-\nback"),
        ("中文,a", "中文,a"),
    ],
)
def test_english_words_are_mended_in_their_exact_form(text: str, expected: str) -> None:
    assert fixed(text, "en") == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_other_byte_stays(tmp_path: Path, end: str, mark: bytes) -> None:
    lines = ["# 首页 ", "", "退款,请等待。", "\t不变 `a,中`\x0b\u2028", "", "末行A级"]
    file = plant(tmp_path) / PAGE
    file.write_bytes(mark + end.join(lines).encode())
    lines[2], lines[5] = "退款，请等待。", "末行 A 级"
    ((path, text),) = fixed_pages(load(tmp_path)).items()
    assert path == PAGE
    assert text.encode() == mark + end.join(lines).encode()


def test_a_mixture_of_line_ends_stays(tmp_path: Path) -> None:
    (plant(tmp_path) / PAGE).write_bytes("# 首页\r\n\n退款,请\r等A级\r\n".encode())
    assert fixed_pages(load(tmp_path))[PAGE] == "# 首页\r\n\n退款，请\r等 A 级\r\n"


def test_clean_pages_are_not_written(tmp_path: Path) -> None:
    assert fixed_pages(load(plant(tmp_path))) == {}
    assert fixed_pages(load(MINIATURE)) == {}


def test_pages_out_of_scope_are_left(tmp_path: Path) -> None:
    (plant(tmp_path) / PAGE).write_text("# 首页\n\n退款,请\n", encoding="utf-8")
    catalog = load(tmp_path)
    assert fixed_pages(catalog, frozenset({"docs/index.md"})) == {}
    assert list(fixed_pages(catalog, frozenset({PAGE}))) == [PAGE]


def test_what_is_excused_is_left(tmp_path: Path) -> None:
    (plant(tmp_path) / PAGE).write_text("# 首页\n\n通知卖家,请\n", encoding="utf-8")
    entry = "- {rule: typography-chinese, path: docs/*, reason: Old text., until: 2027-01-31}\n"
    (tmp_path / "data" / "exceptions.yml").write_text(entry, encoding="utf-8")
    assert fixed_pages(load(tmp_path))[PAGE] == "# 首页\n\n通知商家,请\n"


def test_a_file_whose_name_is_decomposed_is_found(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "docs/café.zh.md")
    (plant(tmp_path) / name).write_text("# 首页\n\n退款,请\n", encoding="utf-8")
    (path,) = fixed_pages(load(tmp_path))
    assert path == unicodedata.normalize("NFC", name)
    assert as_written(tmp_path, path) == "# 首页\n\n退款,请\n"


def test_the_changes_are_shown_as_a_diff() -> None:
    before, after = "一\r\n二,三\r\n四\r\n", "一\r\n二，三\r\n四\r\n"
    assert difference(PAGE, before, after) == (
        f"--- a/{PAGE}\n+++ b/{PAGE}\n@@ -1,3 +1,3 @@\n 一\n-二,三\n+二，三\n 四\n"
    )


PIECES = st.sampled_from(
    [
        *(
            "卖家",
            "帐号",
            "退单",
            "帐",
            "号",
            "单",
            "退款",
            "，",
            ",",
            ";",
            "(",
            ")",
            "A级",
            "SLA",
            "12",
        ),
        *(
            "charge-back",
            "charge-",
            "-back",
            "Charge-back",
            "１２",
            "“",
            "”",
            "不要说",
            "`卖家,a`",
            "`",
        ),
        *("[卖家a](卖,a.md)", "{{ term('卖家,a') }}", "![图](a卖.png)", "https://a.com/卖家,a"),
        *(
            "\n",
            "\n\n",
            "\n- ",
            "\n    ",
            "\n## ",
            " { #a }",
            "\n```\n",
            "|",
            "*",
            "**",
            " ",
            "\n---\n",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def outline(text: str) -> Outline:
    return Page(file=SourceFile(PAGE, text), stem="index", locale="zh").outline


@given(TEXTS, st.sampled_from(["en", "zh"]))
def test_a_fixed_page_needs_no_fix(text: str, locale: Language) -> None:
    once = fixed(text, locale)
    assert fixed(once, locale) == once


@given(TEXTS)
def test_links_macros_anchors_and_lines_stay(text: str) -> None:
    before, after = outline(text), outline(fixed(text))
    assert fixed(text).count("\n") == text.count("\n")
    assert [link.target for link in after.links] == [link.target for link in before.links]
    assert [each.argument for each in after.macro_calls] == [
        each.argument for each in before.macro_calls
    ]
    assert after.anchors == before.anchors
    assert [each.line for each in after.headings] == [each.line for each in before.headings]
