"""How is a page changed in one small way? Each edit gives the new text, or None where it cannot."""

import re
import unicodedata
from collections.abc import Callable

Edit = Callable[[str], str | None]
STEP = re.compile(r"^\d+\. .*\n(?:(?: {2,}.*)?\n)*", re.M)
BULLET = re.compile(r"^- .*\n(?: +\S.*\n)*", re.M)
ROW = re.compile(r"^\|.*\|\n", re.M)
HEADING = re.compile(r"^### .*$", re.M)
SECTION = re.compile(r"^## .*\n(?:(?!## ).*\n)*", re.M)
MARKET = re.compile(r"market='(\w+)'")


def replaced(old: str, new: str) -> Edit:
    """Replace the first occurrence."""
    return lambda text: text.replace(old, new, 1) if old in text else None


def substituted(pattern: str, new: str) -> Edit:
    """Replace the first match of a pattern."""
    compiled = re.compile(pattern, re.M)
    return lambda text: compiled.sub(new, text, count=1) if compiled.search(text) else None


def without(pattern: re.Pattern[str], position: int) -> Edit:
    """Drop the match at a position."""

    def edit(text: str) -> str | None:
        matches = list(pattern.finditer(text))
        if len(matches) <= position:
            return None
        match = matches[position]
        return text[: match.start()] + text[match.end() :]

    return edit


def doubled(pattern: re.Pattern[str], position: int) -> Edit:
    """Write the match at a position twice."""

    def edit(text: str) -> str | None:
        matches = list(pattern.finditer(text))
        if len(matches) <= position:
            return None
        end = matches[position].end()
        return text[:end] + matches[position][0] + text[end:]

    return edit


def swapped(pattern: re.Pattern[str], position: int) -> Edit:
    """Swap two neighbours that can be told apart in any language."""

    def edit(text: str) -> str | None:
        neighbours = [
            (first, second)
            for first, second in zip(
                pattern.finditer(text), list(pattern.finditer(text))[1:], strict=False
            )
            if first.end() == second.start() and _told_apart(first[0], second[0])
        ]
        if len(neighbours) <= position:
            return None
        first, second = neighbours[position]
        moved = _renumbered(second[0], first[0]) + _renumbered(first[0], second[0])
        return text[: first.start()] + moved + text[second.end() :]

    return edit


def without_column(text: str) -> str | None:
    """Drop the last column of the first table with three columns or more."""
    match = re.search(r"(?:^\|(?:[^|\n]*\|){3,}\n){3,}", text, re.M)
    if match is None:
        return None
    narrow = re.sub(r"[^|\n]*\|$", "", match[0], flags=re.M)
    return text[: match.start()] + narrow + text[match.end() :]


def another_market(text: str) -> str | None:
    """Let one call name another market."""
    match = MARKET.search(text)
    if match is None:
        return None
    other = "jp" if match[1] != "jp" else "us"
    return text[: match.start(1)] + other + text[match.end(1) :]


def as_bullets(text: str) -> str | None:
    """Turn the numbered lists into bullets."""
    changed = re.sub(r"^\d+\. ", "- ", text, flags=re.M)
    return changed if changed != text else None


def rewrapped(text: str) -> str | None:
    """Wrap every long paragraph, item and quotation at other places."""
    lines = []
    for line in text.split("\n"):
        is_text = not re.match(r"\s*(?:#|\||```|!!!|===|!\[|status:)", line)
        cut = _cut(line) if is_text and len(line) > 60 else 0
        lead = re.match(r"\s*(?:[-*] |\d+\. )?", line)
        assert lead is not None
        quote = "> " if line.startswith("> ") else " " * lead.end()
        lines += [line[:cut].rstrip(), quote + line[cut:].lstrip()] if cut else [line]
    changed = "\n".join(lines)
    return changed if changed != text else None


def emphasized(text: str) -> str | None:
    """Drop the first strong emphasis and add another."""
    plain = re.sub(r"\*\*(.+?)\*\*", r"\1", text, count=1)
    return re.sub(r"^([A-Z\u4e00-\u9fff][\w]+)", r"*\1*", plain, count=1, flags=re.M)


def padded(text: str) -> str | None:
    """Add trailing space, blank lines and a comment; widen the cells of tables."""
    text = re.sub(r"(?<=\n)\n(?=## )", "\n\n<!-- reviewed -->\n\n", text)
    return re.sub(r"^\| (.*?) \|", r"|  \1   |", text, flags=re.M) + "  \n\n"


def decomposed(text: str) -> str:
    """Write the text in the decomposed Unicode form, with CRLF and a byte-order mark."""
    return "\ufeff" + unicodedata.normalize("NFD", text).replace("\n", "\r\n")


def _told_apart(one: str, other: str) -> bool:
    return _neutral(one) != _neutral(other) and bool(_neutral(one) or _neutral(other))


def _neutral(text: str) -> list[str]:
    return sorted(re.findall(r"`[^`]+`|\{\{.*?\}\}|\]\([^)]*\)", text))


def _renumbered(text: str, like: str) -> str:
    number = re.match(r"\d+", like)
    return re.sub(r"^\d+", number[0], text) if number else text


def _cut(line: str) -> int:
    """Find a place to wrap: a space in English, between two characters in Chinese."""
    for place in range(50, 20, -1):
        around = line[place - 1 : place + 1]
        before = line[:place]
        if before.count("`") % 2 or before.count("{{") != before.count("}}"):
            continue
        if before.count("[") != before.count("]") or before.count("(") != before.count(")"):
            continue
        if line[place] == " " and not re.match(r" (?:[-*+#>|]|\d+[.)])", line[place:]):
            return place
        if all("\u4e00" <= sign <= "\u9fff" for sign in around):
            return place
    return 0
