"""Which part of a page is prose, and which is code to be taken literally?"""

import re

FENCE = re.compile(
    r"^[ \t>]*(?P<mark>`{3,}|~{3,})[^\n]*(?:\n.*?)?(?:^[ \t>]*(?P=mark)[`~]*[ \t]*$|\Z)",
    re.M | re.S,
)
INLINE = re.compile(
    r"(?<!`)(?P<mark>`+)(?!`).{1,500}?(?<!`)(?P=mark)(?!`)|<code\b[^>]*>.{0,500}?</code>", re.S
)
VISIBLE = re.compile(r"[^\n]")


def without_code(text: str) -> str:
    """Blank out code blocks and code in a line; every place keeps its offset."""
    if "`" not in text and "~~~" not in text and "<code" not in text:
        return text
    return INLINE.sub(_blank, FENCE.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return VISIBLE.sub(" ", match[0])
