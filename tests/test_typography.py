"""Is Chinese text mended as readers expect, and everything else left alone?"""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sopkb.only_prose import MASK, only_prose
from sopkb.typography import mends

MENDED = [
    ("退款,请等待", "退款，请等待"),
    ("退款, 请等待", "退款，请等待"),
    ("对不对?", "对不对？"),
    ("完成.", "完成。"),
    ("权限;额度", "权限；额度"),
    ("退款(部分)完成", "退款（部分）完成"),
    ("退款 (部分 A) 完成", "退款（部分 A）完成"),
    ("他说:“好”,走了", "他说：“好”，走了"),
    ("**红色**:受伤", "**红色**：受伤"),
    ("**红色:**受伤", "**红色：**受伤"),
    ("看到:`PAID`,然后", "看到：`PAID`，然后"),
    ("上限:{{ value('x') }}天,对吗", "上限：{{ value('x') }}天，对吗"),
    ("见[第2步](a.md),再看", "见[第 2 步](a.md)，再看"),
    ("你好hello世界", "你好 hello 世界"),
    ("10:30开始", "10:30 开始"),
    ("5%的买家", "5% 的买家"),
    ("全角１２３", "全角 123"),
    ("ＡＢＣ公司", "ABC 公司"),
    ("１，０００元", "1,000 元"),
    ("２０２６年", "2026年"),
    ("D级:3天;E级:4天", "D 级：3 天；E 级：4 天"),
    ("T恤3件", "T恤3 件"),
    ("[买家姓名]您好,订单[order number]", "[买家姓名]您好，订单[order number]"),
    ("## 对吗? { #id }", "## 对吗？ { #id }"),
    ("| 中文,  | 中文; 中文 |", "| 中文，  | 中文；中文 |"),
    ("换行,  ", "换行，  "),
    ("> 引用A级", "> 引用 A 级"),
    ('!!! note "标题:A级"', '!!! note "标题：A 级"'),
    ("<b>A级</b>,中文", "<b>A 级</b>，中文"),
    ("![图A级](图a.png)", "![图 A 级](图a.png)"),
]

LEFT_ALONE = [
    "24/7 支持",
    "C++、v2.3",
    "10:30 到 11:00，比例 1:2",
    "使用`代码`和`a`吧",
    "{{ value('x') }}内完成",
    "{{ value('x',中文a) }}",
    "见[链接](中a,文.md)吧",
    "https://example.com/中文a,b",
    "<https://example.com/中a>",
    "2026年11月22日前，11月2日",
    "T恤、U盘、K歌",
    "点击 “Refund, now” 打开",
    "“Refund”打开",
    "美国（US）、美国(US)",
    "中文.md",
    "等等...",
    "中文![图](a.png)",
    "[^1]: 脚注",
    "正文[^1]: 中文",
    "词\n: 释义",
    "*[HTML]: 超文本",
    "１. 打开",
    "\u3000\u3000全角空格",
    "转义\\*a",
    "<!-- 注释,a中 -->",
    "<span title='a中'>字</span>",
    "```\n中,文a\n```",
    "正文。\n\n    中,文a",
    "---\ntitle: 中,文a\n---",
    "{{ 中,文a",
    "{% raw %}中文{{ 中a{% endraw %}",
    '--8<-- "中a.md"',
    "Only English, here.",
    "",
]


@pytest.mark.parametrize(("line", "expected"), MENDED)
def test_a_line_is_mended(line: str, expected: str) -> None:
    (mend,) = mends(f"# 题\n\n{line}\n")
    assert (mend.line, mend.text) == (3, expected)
    assert line[mend.column - 1 :] != expected[mend.column - 1 :]
    assert line[: mend.column - 1] == expected[: mend.column - 1]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_text_is_left_alone(text: str) -> None:
    assert [mend.text for mend in mends(f"{text}\n")] == []


def test_one_mend_per_line_shows_what_differs() -> None:
    (mend,) = mends("前面的文字很长很长很长，退款,请等待A级,后面的文字很长很长很长。")
    assert mend.seen == "长很长，退款,请等待A级,后面的文字很"
    assert mend.wanted == "长很长，退款，请等待 A 级，后面的文字很"


PIECES = st.sampled_from(
    [
        *("退款", "买家", "，", "。", "（", "）", "“", "”", ",", ";", ":", "!", "?", ".", "(", ")"),
        *(
            "A",
            "SLA",
            "12",
            "１２",
            "Ｂ",
            "%",
            "/",
            "-",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\n    ",
            "*",
            "**",
        ),
        *("`中,a`", "``a`中,``", "[字a](中a,b.md)", "![图a](中a.png)", "{{ value('中,a') }}", "{{"),
        *(
            "<b>",
            "</b>",
            "<!-- 中,a -->",
            "|",
            "\n- ",
            "\n1. ",
            "\n> ",
            "\n## ",
            " { #a }",
            "[",
            "]",
        ),
        *(
            "https://example.com/a中,b",
            "\\",
            "`",
            "```",
            "\n```\n",
            "年",
            "月",
            "日",
            "T恤",
            "\u3000",
        ),
        *("\t", "_", "#", "!!! note ", '"', "[^1]", "&nbsp;", MASK, "\ue001", "\n---\n", "é", "🙂"),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


def applied(text: str) -> str:
    lines = text.split("\n")
    for mend in mends(text):
        lines[mend.line - 1] = mend.text
    return "\n".join(lines)


@given(TEXTS)
@example("退款,{{ value('中,a') }}A级\n\n    中,a")
def test_what_is_no_prose_is_never_changed(text: str) -> None:
    def hidden(each: str) -> str:
        pairs = zip(each, only_prose(each), strict=True)
        return "".join(written for written, seen in pairs if seen == MASK and written != " ")

    assert hidden(applied(text)) == hidden(text)


@given(TEXTS)
def test_a_mended_page_needs_no_mend(text: str) -> None:
    once = applied(text)
    assert applied(once) == once


@given(st.text(max_size=200))
def test_any_text_is_judged_without_a_crash(text: str) -> None:
    assert all(mend.line >= 1 and mend.column >= 1 for mend in mends(text))
