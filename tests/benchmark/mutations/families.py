"""Which mutations are there, what must be found, and by which judge?

`parity` compares the two pages, `pins` the source with the hashes its translation was made from.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from tests.benchmark.mutations import edits
from tests.benchmark.mutations.edits import BULLET, HEADING, ROW, SECTION, STEP, Edit

Judge = Literal["parity", "pins"]
Side = Literal["source", "target"]


class Mutation(NamedTuple):
    """One way to change a page: its family, the page, the change, and who must find it."""

    family: str
    side: Side
    edit: Edit
    judges: frozenset[Judge]
    silent: frozenset[Judge]


PARITY: frozenset[Judge] = frozenset({"parity"})
PINS: frozenset[Judge] = frozenset({"pins"})
BOTH = PARITY | PINS
NOBODY: frozenset[Judge] = frozenset()

STRUCTURE: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    ("step dropped", tuple(edits.without(STEP, n) for n in (0, 2, 5))),
    ("step added", tuple(edits.doubled(STEP, n) for n in (1, 4))),
    ("step swapped", tuple(edits.swapped(STEP, n) for n in (0, 1, 2))),
    ("bullet dropped", tuple(edits.without(BULLET, n) for n in (0, 3))),
    ("table row dropped", tuple(edits.without(ROW, n) for n in (2, 4))),
    ("table rows swapped", (edits.swapped(ROW, 3), edits.swapped(ROW, 6))),
    ("table column dropped", (edits.without_column,)),
    ("steps made bullets", (edits.as_bullets,)),
    ("section dropped", tuple(edits.without(SECTION, n) for n in (0, 3, 6))),
    ("section moved", (edits.swapped(SECTION, 2),)),
    ("subheading dropped", (edits.without(HEADING, 0),)),
    (
        "heading re-levelled",
        (edits.substituted(r"^### ", "#### "), edits.substituted(r"^## (?=.*steps)", "### ")),
    ),
    (
        "anchor renamed",
        tuple(
            edits.substituted(rf"\{{ #{name} \}}", "{ #renamed }") for name in ("steps", "limits")
        ),
    ),
    ("anchor dropped", (edits.replaced(" { #limits }", ""),)),
    (
        "macro argument changed",
        (
            edits.another_market,
            edits.replaced("'STANDARD'", "'HIGH'"),
            edits.substituted(r"value\('[\w-]+'", "value('other-limit'"),
        ),
    ),
    (
        "limit changed in one market",
        (edits.substituted(r"(value\('[\w-]+)(', market='gb'\))", r"\1-x\2"),),
    ),
    (
        "macro dropped",
        (
            edits.substituted(r"\{\{ value\([^}]*\}\}", "…"),
            edits.substituted(r"\{\{ doc\([^}]*\}\}", "…"),
        ),
    ),
    (
        "link retargeted",
        (
            edits.replaced("](../index.md)", "](../other.md)"),
            edits.substituted(r"\]\(#[\w-]+\)", "](#elsewhere)"),
        ),
    ),
    ("link dropped", (edits.substituted(r"\[([^\]\n]+)\]\(\.\./index\.md\)", r"\1"),)),
    ("image dropped", (edits.substituted(r"^!\[[^\]]*\]\([^)]*\)\n", ""),)),
    ("image changed", (edits.replaced("refund.png", "chargeback.png"),)),
    (
        "admonition kind changed",
        (
            edits.replaced('!!! warning "切', '!!! tip "切'),
            edits.replaced('!!! warning "Never', '!!! tip "Never'),
        ),
    ),
    ("tab dropped", (edits.substituted(r'^=== "(?:Phone|电话)"\n\n    .*\n', ""),)),
    (
        "code span changed",
        (
            edits.replaced("`REFUND_SENT`", "`REFUND_FAILED`"),
            edits.substituted(r"`[A-Z]{4,}`", "`OTHER_STATE`"),
        ),
    ),
    ("code block changed", (edits.replaced("status: REFUND_SENT", "status: REFUND_FAILED"),)),
)
"""Changes to either page that both judges must find in the source, parity in the target."""

FACTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "number changed",
        (
            ("48 hours", "72 hours"),
            ("48 小时", "72 小时"),
            ("3 photos", "4 photos"),
            ("3 张", "4 张"),
            ("2 business", "5 business"),
            ("两个工作日", "五个工作日"),
        ),
    ),
    (
        "unit changed",
        (
            ("48 hours", "48 days"),
            ("48 小时", "48 天"),
            ("2 business days", "2 days"),
            ("两个工作日", "两天"),
            ("half an hour", "half a day"),
            ("半小时", "半天"),
        ),
    ),
    (
        "amount changed",
        (
            ("US$20", "US$200"),
            ("20 美元", "200 美元"),
            ("1,500 yen", "15,000 yen"),
            ("1500 日元", "15000 日元"),
        ),
    ),
    ("currency changed", (("US$20", "€20"), ("20 美元", "20 欧元"), ("1500 日元", "1500 泰铢"))),
    ("percent changed", (("10%", "15%"), ("10%", "1%"))),
    ("range changed", (("5–10 days", "5–15 days"), ("5 到 10 天", "3 到 10 天"))),
    ("date changed", (("1 September 2026", "2 September 2026"), ("9 月 1 日", "10 月 1 日"))),
    ("time changed", (("3 pm", "5 pm"), ("下午 3 点", "上午 3 点"))),
    ("step reference changed", (("with step 2", "with step 3"), ("第 2 步", "第 1 步"))),
    ("limit changed in one row", (("| 14 days |", "| 30 days |"), ("| 14 天 |", "| 7 天 |"))),
)
"""Changes to the facts that parity must find."""

SILENT: tuple[tuple[str, Side, tuple[Edit, ...]], ...] = (
    ("line re-wrapped", "source", (edits.rewrapped,)),
    ("line re-wrapped", "target", (edits.rewrapped,)),
    ("emphasis changed", "source", (edits.emphasized,)),
    ("emphasis changed", "target", (edits.emphasized,)),
    ("space and comments added", "source", (edits.padded,)),
    ("space and comments added", "target", (edits.padded,)),
    (
        "link canonicalised",
        "source",
        (
            edits.replaced("](../index.md)", "](./../index.md)"),
            edits.replaced("](../index.md)", "](../)"),
        ),
    ),
    ("other encoding of the text", "source", (edits.decomposed,)),
    ("other encoding of the text", "target", (edits.decomposed,)),
)
"""Changes that no judge may find."""

REWORDED: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    ("negation dropped", (edits.replaced("Do not ", "Do "), edits.replaced("never", "always"))),
    (
        "section reworded",
        (
            edits.replaced("Only the buyer", "Only the seller"),
            edits.substituted(r"^(## .*\n\n)", r"\1Read all of it first.\n\n"),
        ),
    ),
    ("typo fixed in the source", (edits.replaced("Look at the picture", "Look at teh picture"),)),
)
"""Changes to the source's words: the pins must find them, parity cannot and must not."""

TARGET_WORDS: tuple[tuple[str, tuple[Edit, ...]], ...] = (
    ("typo fixed in the translation", (edits.replaced("查看图片", "查阅图片"),)),
    (
        "sentences in another order",
        (
            edits.replaced(
                "48 小时内答复；组长在两个工作日内", "组长在两个工作日内、其他人 48 小时内"
            ),
        ),
    ),
    (
        "number written otherwise",
        (
            edits.replaced("48 小时", "四十八小时"),
            edits.replaced("两个工作日", "２ 个工作日"),
            edits.replaced("1500 日元", "1,500 日元"),
            edits.replaced("20 美元", "US$20"),
            edits.replaced("10%", "百分之十"),
            edits.replaced("3 张", "三张"),
        ),
    ),
    (
        "space between languages",
        (edits.replaced("48 小时", "48小时"), edits.replaced("看 `REFUND", "看`REFUND")),
    ),
    (
        "link in the other language",
        (
            edits.replaced("](../index.md)", "](../index.zh.md)"),
            edits.replaced("](../index.md)", "](../../zh/index.md)"),
        ),
    ),
)
"""Changes to the translation's words that parity must not find."""


def mutations() -> Iterator[Mutation]:
    """Yield every mutation with its label."""
    for family, changes in STRUCTURE:
        for edit in changes:
            yield Mutation(family, "source", edit, BOTH, NOBODY)
            yield Mutation(family, "target", edit, PARITY, NOBODY)
    for family, facts in FACTS:
        for old, new in facts:
            yield from _fact(family, edits.replaced(old, new))
    for family, side, changes in SILENT:
        yield from (Mutation(family, side, edit, NOBODY, BOTH) for edit in changes)
    for family, changes in REWORDED:
        yield from (Mutation(family, "source", edit, PINS, PARITY) for edit in changes)
    for family, changes in TARGET_WORDS:
        yield from (Mutation(family, "target", edit, NOBODY, BOTH) for edit in changes)


def _fact(family: str, edit: Edit) -> Iterator[Mutation]:
    """Try a changed fact on both sides; a text that is not on a page changes nothing there."""
    yield Mutation(family, "source", edit, BOTH, NOBODY)
    yield Mutation(family, "target", edit, PARITY, NOBODY)
