"""Where do the code blocks of two parts differ, layout, comments and translated text left aside?"""

import re
from collections.abc import Hashable, Iterator
from difflib import SequenceMatcher

from sopkb.parity.difference import Kind
from sopkb.parity.found import MAXIMAL_SEQUENCE, Found, aligned
from sopkb.parity.shapes import CodeBlock
from sopkb.parity.structure import HAN

Token = tuple[str, int]
"""A word or sign of code with its line."""
TOKEN = re.compile(r"[^\W_]+|[^\w\s,;'\"`]|_")
COMMENT = re.compile(
    r"<!--.*?(?:-->|$)|/\*.*?(?:\*/|$)|(?:^|(?<=[\s;{}(),]))(?://|#+|--|%)(?:\s.*|$)|^\s*\*(?:\s.*|$)"
)


def code_differences(codes: list[CodeBlock], others: list[CodeBlock]) -> Iterator[Found]:
    """Yield code blocks that are missing, and of the others the first place where they differ."""
    for one, other in aligned(codes, others, _code_key):
        if one is None or other is None:
            block = one or other
            assert block is not None
            shown = next((line.strip() for line in block.lines if line.strip()), "…")
            line, other_line = (one.line if one else 0), (other.line if other else 0)
            yield Found(
                Kind.CODE_BLOCK, shown if one else "", line, shown if other else "", other_line
            )
        else:
            yield from _code_lines(one, other)


def _code_key(block: CodeBlock) -> Hashable:
    return tuple(token for token, _ in _tokens(block))


def _code_lines(one: CodeBlock, other: CodeBlock) -> Iterator[Found]:
    """Yield the first place where two blocks differ, translated text and comments left aside."""
    tokens, others = _tokens(one), _tokens(other)
    for ours, theirs in _changes(tokens, others):
        if any(HAN.search(token) for token, _ in (*ours, *theirs)):
            continue
        line = ours[0][1] if ours else one.line
        other_line = theirs[0][1] if theirs else other.line
        yield Found(
            Kind.CODE_BLOCK,
            one.text_at(line) if ours else "",
            line,
            other.text_at(other_line) if theirs else "",
            other_line,
        )
        return


def _changes(tokens: list[Token], others: list[Token]) -> Iterator[tuple[list[Token], list[Token]]]:
    """Yield the runs of tokens that stand in each other's place."""
    keys, other_keys = [token for token, _ in tokens], [token for token, _ in others]
    if keys == other_keys:
        return
    if max(len(keys), len(other_keys)) > MAXIMAL_SEQUENCE:
        yield tokens, others
        return
    matcher = SequenceMatcher(None, keys, other_keys, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            yield tokens[i:i_end], others[j:j_end]


def _tokens(block: CodeBlock) -> list[Token]:
    """Give the words and signs of a block; how it is laid out, quoted, commented is left aside."""
    found: list[Token] = []
    for number, line in enumerate(block.lines, start=block.first):
        text = COMMENT.sub("", line) if "#" in line or "/" in line or "*" in line else line
        found.extend((token, number) for token in TOKEN.findall(text))
    return found
