"""Differences in structure are found once, with a place in both files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopkb.parity import compare_structures, read_structure
from sopkb.source import SourceFile
from tests.parity.pages import differences, kinds

EN = """# Title

Intro with [a link](other.md).

## Steps { #steps }

1. Open `ORDER_PAGE`.
2. Press **Refund**.
    - You see: `DONE`.
3. Close it.

## Limits { #limits }

| Market | Limit |
| --- | --- |
| US | {{ value('x', market='us') }} |
| GB | {{ value('x', market='gb') }} |

!!! warning "Mind"
    Text.
"""
ZH = """# 标题

简介和[链接](other.zh.md)。

## 步骤 { #steps }

1. 打开 `ORDER_PAGE`。
2. 点击**退款**。
    - 看到：`DONE`。
3. 关闭。

## 额度 { #limits }

| 市场 | 额度 |
| --- | --- |
| 美国 | {{ value("x", market="us") }} |
| 英国 | {{ value('x',market='gb') }} |

!!! warning "注意"
    正文。
"""


def test_a_good_pair_is_silent() -> None:
    assert differences(EN, ZH) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("3. 关闭。\n", "", ["steps"]),
        ("    - 看到：`DONE`。\n", "", ["bullets", "code"]),
        ("| 英国 | {{ value('x',market='gb') }} |\n", "", ["table-rows", "macro"]),
        ("market='gb'", "market='de'", ["macro"]),
        ("other.zh.md", "others.zh.md", ["link"]),
        ("!!! warning", "!!! tip", ["admonition"]),
        ("`ORDER_PAGE`", "`CASE_PAGE`", ["code"]),
        ("{ #limits }", "{ #limit }", ["heading-id"]),
        ("## 额度", "### 额度", ["heading-level"]),
        ("## 额度 { #limits }\n", "", ["section"]),
        ("1. 打开", "- 打开", ["list-kind", "steps"]),
    ],
)
def test_one_change(old: str, new: str, expected: list[str]) -> None:
    assert old in ZH
    found = kinds(EN, ZH.replace(old, new, 1))
    assert set(found) & set(expected)
    assert len(found) <= len(expected)


def test_a_missing_section_does_not_shift_the_others() -> None:
    english = "".join(f"## H{n}\n\n{n}. x\n" * 1 + "- a\n" * n + "\n" for n in range(1, 8))
    chinese = "".join(
        f"## 节{'甲乙丙丁戊己庚'[n - 1]}\n\n{n}. 项\n" + "- 甲\n" * n + "\n"
        for n in range(1, 8)
        if n != 3
    )
    found = differences(english, chinese)
    assert [(d.kind.value, d.source.value) for d in found] == [("section", "H3")]


def test_a_name_in_the_title_tells_which_section_is_missing() -> None:
    text = "Read this part.\n\n1. One.\n2. Two.\n\n"
    english = f"# T\n\n## API guide\n\n{text}"
    added = f"## 扩展\n\n{text}## API 指南\n\n{text}".replace("Read", "读")
    found = differences(english, f"# 题\n\n{added}")
    assert [(d.kind.value, d.target.value) for d in found] == [("section", "扩展")]


def test_sections_in_another_order() -> None:
    head, steps, limits = ZH.partition("## 步骤")[0], *ZH.partition("## 步骤")[2].split("## 额度")
    moved = f"{head}## 额度{limits}\n## 步骤{steps}"
    assert kinds(EN, moved) == ["order"]


def test_swapped_values_of_two_markets() -> None:
    swapped = ZH.replace('market="us"', "market='@'").replace("market='gb'", "market='us'")
    assert kinds(EN, swapped.replace("market='@'", "market='gb'")) == ["order"]


def test_a_section_that_was_not_translated() -> None:
    text = "## A { #a }\n\n" + "This is the text of the part that you have to read. " * 5
    found = kinds(f"{text}\n\n## B { {'#b'} }\n", f"{text}\n\n## 乙\n\n译文\n")
    assert "untranslated" in found


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("See [x](/docs/a/).", "见 [x](/zh-cn/docs/a/)。"),
        ("See [x](a.md#part-one).", "见 [x](./a.zh.md#第一部分)。"),
        ("See [x](https://nodejs.org/en/docs).", "见 [x](https://nodejs.org/zh-cn/docs/)。"),
        ("See <https://example.com/a>", "见 https://example.com/a。"),
        ("See [x][ref].\n\n[ref]: a.md", "见 [x][引用]。\n\n[引用]: a.md"),
        ("A <b>word</b><br>", "一个<b>词</b>"),
        ("{{< note >}}\nText\n{{< /note >}}", "{{< note >}}\n正文\n{{< /note >}}"),
        ('{{< term text="Pod" id="pod" >}}', '{{< term text="容器组" id="pod" >}}'),
        ("::: tip Hint\nText\n:::", "::: tip 提示\n正文\n:::"),
        ("> [!NOTE]\n> Text", "> [!NOTE]\n> 正文"),
        ("* a\n* b", "<!--\n* a\n-->\n* 甲\n<!--\n* b\n-->\n* 乙"),
        ("```js\n// hello\nf(1)\n```", "```\n// 你好\nf( 1 )\n```"),
        ("Use `Cancel` now.", "现在使用 Cancel。"),
        ("1. a\n\n    ```\n    x\n    ```\n\n2. b", "1. 甲\n\n```\nx\n```\n\n2. 乙"),
        ("## Part one\n\nText", "## 第一部分 {#part-one}\n\n正文"),
        ("--8<-- \"docs/en/a.md\"", "--8<-- \"docs/en/a.md\""),
        ('=== "One"\n\n    a\n\n=== "Two"\n\n    b', '=== "一"\n\n    甲\n\n=== "二"\n\n    乙'),
        ('--8<-- "parts/a.md"', '--8<-- "parts/a.zh.md"'),
        (f"[x](https://play.dev/#eN1P{'aB3_' * 12})", f"[x](https://play.dev/#eN1P{'cD4-' * 13})"),
        ("Title\n=====\n\nText", "标题\n=====\n\n正文"),
        ("`Text` is a text.", "`text` 表示文本。"),
        ("Call `f('a')` or `g`.", "调用 `函数` 或 `f(\"a\")`。"),
        ("All of `docs/`.", "`docs` 中的所有文件。"),
        ("## Part { #part }\n\nText", '<h2 id="part">部分</h2>\n\n正文'),
        ("### Part\n\nText", "<h3 class='x'>\n  部分\n</h3>\n\n正文"),
        ("```\nif a < b:\n    f()\n```", "<pre><code>if a &lt; b:\n    <b>f</b>()\n</code></pre>"),
    ],
)  # fmt: skip
def test_other_customs_are_tolerated(english: str, chinese: str) -> None:
    assert differences(f"# T\n\n{english}\n", f"# 题\n\n{chinese}\n") == ()


BITS = st.sampled_from(
    [
        *("# ", "## ", "1. ", "- ", "    ", "```\n", "| a | b |\n| - | - |\n", "`", "[x](y)", "{{"),
        *("}}", "<!--", "-->", "!!! note\n", '=== "t"\n', "30 days ", "两天", "\n", "\n\n", "> "),
        *(
            "---\n",
            "{ #id }",
            "\\",
            "*",
            "词",
            "the word ",
            "![i](p.png)",
            "](",
            "20 美元",
            "第 3 步",
        ),
    ]
)
ANY_TEXT = st.one_of(st.text(max_size=300), st.lists(BITS, max_size=60).map("".join))


@given(ANY_TEXT)
def test_a_text_equals_itself(text: str) -> None:
    page = read_structure(SourceFile("a.md", text))
    again = read_structure(SourceFile("b.md", text))
    assert compare_structures(page, again) == ()
    assert compare_structures(page, again, "zh", "en") == ()


@given(ANY_TEXT, ANY_TEXT)
def test_any_two_texts_give_a_result_with_lines(one: str, other: str) -> None:
    lines = [text.count("\n") + text.count("\r") + 1 for text in (one, other)]
    for found in differences(one, other):
        assert 1 <= found.source.line <= lines[0]
        assert 1 <= found.target.line <= lines[1]
        assert found.message.en
        assert found.message.zh


STEP_TEXT = st.text(alphabet="abcdefgh 词语步骤。", min_size=1, max_size=40).filter(str.strip)


@given(st.lists(STEP_TEXT, min_size=1, max_size=12), st.data())
def test_a_deleted_step_is_always_found(steps: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(steps) - 1))
    page = _page(steps)
    assert differences(page, page) == ()
    assert {"steps"} <= set(kinds(page, _page(steps[:gone] + steps[gone + 1 :])))


def _page(steps: list[str]) -> str:
    numbered = [f"{number}. {step.strip()}" for number, step in enumerate(steps, start=1)]
    return "\n".join(["# T", "", "## Steps { #steps }", "", *numbered, ""])
