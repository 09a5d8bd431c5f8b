"""Is Chinese text set as Chinese readers expect, and how is a line mended?

Full-width punctuation between Chinese characters, a space between Chinese and Latin letters or
digits, half-width digits and letters. The library autocorrect-py judges; the few marks that it
leaves alone on purpose (semicolons, brackets, marks beside emphasis or code) are added here.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import autocorrect_py

from sopkb.only_prose import MASK, only_prose
from sopkb.sections import LONG_LINE

HAN = "\u3400-\u9fff"
WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
CANDIDATE = re.compile(
    rf"[{HAN}”」）](?=[A-Za-z0-9]|[*_]{{0,3}}[ ]?[,;:!?(]|\.(?:[{HAN}\"']|$))"
    rf"|[A-Za-z0-9%+](?=[{HAN}])|[,;:!?](?=[*_]{{0,3}}[ ]?[{HAN}“「])|[０-９Ａ-Ｚａ-ｚ]",
    re.M,
)
"""Where something may be wrong: a plain pattern, so that a clean page costs nothing more."""

ONE_WORD = re.compile(
    r"[0-9]{2,4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?|[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|T恤|U盘|K歌|X光|[ABH]股|卡拉OK|阿Q"
)
"""What is written without spaces: dates, as the site writes them too, and words with a letter."""

MARKS = "[*_]{0,3}"
BETWEEN = re.compile(
    rf"(?<=[{HAN}”」）])(?P<open>{MARKS})(?P<sign>[,;:!?])[ ]?(?={MARKS}[{HAN}\w“「（{MASK}])"
    rf"|(?<={MASK})(?P<after>[,;:!?])[ ]?(?=[{HAN}])"
)
BRACKETS = re.compile(
    rf"(?<=[{HAN}])(?P<open>{MARKS})[ ]?"
    rf"\((?=[^(){HAN}]*[{HAN}])(?P<inside>[^()\[\]{MASK}]*)\)(?:[ ](?=[{HAN}]))?"
)
THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
RULES = {
    "space-word": 1,
    "fullwidth": 1,
    "halfwidth-word": 1,
    **dict.fromkeys(
        (
            *("space-punctuation", "space-bracket", "space-backticks", "space-dash"),
            *("space-dollar", "no-space-fullwidth", "no-space-fullwidth-quote"),
            *("halfwidth-punctuation", "spellcheck"),
        ),
        0,
    ),
}
"""What the library does. Spaces beside quotes, code and brackets are left to the writer."""

KEPT = "\ue001"
ROUNDS = 4
SHOWN = 60
CONTEXT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A line that is wrong: where, what is seen there, what to write, the whole mended line."""

    line: int
    column: int
    seen: str
    wanted: str
    text: str


def mends(text: str) -> Iterator[Mend]:
    """Yield the lines of a Chinese page that need a mend, in order."""
    numbers = _candidates(text)
    if not numbers:
        return
    lines, prose = text.split("\n"), only_prose(text).split("\n")
    for number in numbers:
        line = lines[number - 1]
        mended = mended_line(line, prose[number - 1]) if len(line) <= LONG_LINE else line
        if mended != line:
            yield _mend(number, line, mended)


def mended_line(line: str, prose: str) -> str:
    """Mend a line; `prose` is the line with all that must stay masked."""
    settled = prose
    for _ in range(ROUNDS):
        before, settled = settled, _mended_once(settled)
        if settled == before:
            return _unmasked(settled, line, prose)
    return line


def _candidates(text: str) -> list[int]:
    numbers: list[int] = []
    number, end = 1, 0
    for match in CANDIDATE.finditer(text):
        number += text.count("\n", end, match.start())
        end = match.start()
        if not numbers or numbers[-1] != number:
            numbers.append(number)
    return numbers


def _mended_once(prose: str) -> str:
    if not CANDIDATE.search(prose) or KEPT in prose:
        return prose
    kept = iter(ONE_WORD.findall(prose))
    text = _library()(ONE_WORD.sub(KEPT, THOUSANDS.sub(",", prose)))
    text = BRACKETS.sub(r"\g<open>（\g<inside>）", BETWEEN.sub(_widened, text))
    return re.sub(KEPT, lambda _: next(kept), text)


def _widened(match: re.Match[str]) -> str:
    return (match["open"] or "") + WIDE[match["sign"] or match["after"]]


def _unmasked(mended: str, line: str, prose: str) -> str:
    """Put what was masked back: mending moves it, but keeps its number and order."""
    hidden = iter([char for char, seen in zip(line, prose, strict=True) if seen == MASK])
    return re.sub(MASK, lambda _: next(hidden), mended)


def _mend(number: int, line: str, mended: str) -> Mend:
    start, end = _differing(line, mended)
    from_ = max(0, start - CONTEXT)
    return Mend(
        line=number,
        column=start + 1,
        seen=_shown(line[from_ : len(line) - end + CONTEXT]),
        wanted=_shown(mended[from_ : len(mended) - end + CONTEXT]),
        text=mended,
    )


def _differing(line: str, mended: str) -> tuple[int, int]:
    """Count what both lines share at the start and, beyond that, at the end."""
    start = _shared(line, mended)
    return start, _shared(line[start:][::-1], mended[start:][::-1])


def _shared(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shown(fragment: str) -> str:
    text = fragment.strip()
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


@lru_cache(maxsize=1)
def _library() -> Callable[[str], str]:
    """Configure the library once; its settings hold for the process."""
    configure = autocorrect_py.load_config  # type: ignore[attr-defined] # missing in its stubs
    configure(json.dumps({"rules": RULES}))
    return autocorrect_py.format
