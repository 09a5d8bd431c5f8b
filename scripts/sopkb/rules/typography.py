"""Is Chinese text set with Chinese punctuation and with space around Latin words and numbers?"""

from collections.abc import Iterator

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.fixes import anchored_by_text
from sopkb.rules.engine import Context, rule
from sopkb.typography import Mend, mends

HINT = Text(en=", or run: sopkb fix", zh="，或运行：sopkb fix")
NO_HINT = Text(en=".", zh="。")


@rule(Severity.WARNING)
def typography_chinese(context: Context) -> Iterator[Problem]:
    """Chinese text must have full-width punctuation, half-width digits, space around Latin words.

    中文须使用全角标点、半角数字和字母，中文与英文、数字之间须空一格。

    Bad: 请在48小时内回复,不要关闭CRM.
    Good: 请在 48 小时内回复，不要关闭 CRM。
    """
    for page in context.pages:
        if page.locale == "zh":
            by_hand = anchored_by_text(page)
            for mend in mends(page.file.text):
                at = page.file.at(mend.line, mend.column)
                yield badly_set(at, mend, HINT if mend.line not in by_hand else NO_HINT)


def badly_set(at: Location, mend: Mend, hint: Text = NO_HINT) -> Problem:
    """Tell of a badly set place, with a hint behind what to write."""
    return Problem(
        at=at,
        message=Text(
            en="Chinese must have full-width punctuation, half-width digits and space around "
            f"Latin words and numbers; seen: “{mend.seen}”.",
            zh=f"中文须使用全角标点、半角数字，并在英文和数字两侧空格，当前为“{mend.seen}”。",
        ),
        fix=Text(en=f"Write “{mend.wanted}”{hint.en}", zh=f"写成“{mend.wanted}”{hint.zh}"),
    )
