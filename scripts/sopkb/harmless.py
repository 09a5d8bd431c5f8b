"""How is text that anyone may have written shown so that it can do no harm?

Control characters drive terminals and are forbidden in XML; U+2028 and its like break lines;
marks of direction reorder what a reader sees; halves of surrogate pairs cannot be written as
UTF-8. All of them are shown by their escape, such as `\\x1b` or `\\u2028`.
"""

import re

HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
HALF_PAIR = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Show harmful characters by their escapes; tab, line feed and carriage return stay."""
    return HARMFUL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def lines(text: str) -> list[str]:
    """Split into lines at `\\n`, `\\r\\n` and `\\r`, harmful characters shown by their escapes."""
    return visible(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def one_line(text: str) -> str:
    """Show line ends and tabs by their escapes too."""
    return visible(text).replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t")


def encodable(text: str) -> str:
    """Replace only what UTF-8 cannot hold, for formats that escape everything else themselves."""
    return HALF_PAIR.sub("\ufffd", text)
