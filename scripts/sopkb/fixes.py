"""What may the tool mend by itself, line by line, with nothing else in the file changed?

Typography of Chinese pages, and forbidden words that are another spelling of the one required
word (卖家 → 商家, charge-back → chargeback). A heading whose anchor is made of its text is left.
"""

import re
from collections.abc import Mapping
from difflib import unified_diff
from fnmatch import fnmatch
from pathlib import Path

from sopkb.catalog import Catalog, Page, normal
from sopkb.findings import LANGUAGES, Language
from sopkb.nearest import nearest
from sopkb.terminology import Matcher, Occurrence, forbidden_uses, matcher_of
from sopkb.typography import mends

LINE_END = re.compile(r"(\r\n|\r|\n)")
BYTE_ORDER_MARK = "\ufeff"
TERM_RULE = "term-forbidden"
TYPOGRAPHY_RULE = "typography-chinese"
ROUNDS = 4


def fixed_pages(catalog: Catalog, scope: frozenset[str] | None = None) -> Mapping[str, str]:
    """Give the texts of the pages that need safe mends, by path; `scope` None is every page.

    What `exceptions.yml` excuses is left. Line ends and a byte-order mark stay as in the file.
    """
    matchers = {str(each): matcher_of(catalog.glossary, each) for each in LANGUAGES}
    fixed = {}
    for page in catalog.pages.values():
        if (scope is None or page.path in scope) and page.locale in matchers:
            text = fixed_text(catalog, page, matchers[page.locale])
            if text != page.file.text:
                fixed[page.path] = _as_in_file(as_written(catalog.root, page.path), text)
    return fixed


def fixed_text(catalog: Catalog, page: Page, matcher: Matcher) -> str:
    """Mend the text of a page until nothing is left to mend; one that never settles stays."""
    mended, untouchable = page.file.text, anchored_by_text(page)
    for _ in range(ROUNDS):
        before = mended
        if not _is_excused(catalog, TERM_RULE, page.path):
            mended = _with_required_words(mended, matcher, untouchable)
        if page.locale == "zh" and not _is_excused(catalog, TYPOGRAPHY_RULE, page.path):
            mended = _well_set(mended, untouchable)
        if mended == before:
            return mended
    return page.file.text


def anchored_by_text(page: Page) -> frozenset[int]:
    """Give the lines of headings whose anchors are made of their text: a mend breaks links."""
    headings = page.outline.headings
    return frozenset(each.line for each in headings if each.level > 1 and each.id is None)


def as_written(root: Path, path: str) -> str:
    """Give the text of a file with its line ends and its byte-order mark."""
    return file_of(root, path).read_bytes().decode("utf-8")


def file_of(root: Path, path: str) -> Path:
    """Find the file of a path of the catalog, whose name may be in another Unicode form."""
    file = root / path
    if file.exists():
        return file
    others = (root / path.split("/")[0]).rglob("*")
    return next(
        (each for each in others if normal(each.relative_to(root).as_posix()) == path), file
    )


def difference(path: str, before: str, after: str) -> str:
    """Give a unified diff of one file; line ends of Windows are shown as plain ones."""
    old, new = (LINE_END.sub("\n", each).split("\n") for each in (before, after))
    lines = unified_diff(old, new, f"a/{path}", f"b/{path}", n=1, lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _with_required_words(text: str, matcher: Matcher, untouchable: frozenset[int]) -> str:
    for found in reversed(list(forbidden_uses(matcher, text))):
        wanted = _required(found, text[found.start : found.end], matcher.language)
        line = text.count("\n", 0, found.start) + 1
        if wanted is not None and line not in untouchable:
            text = text[: found.start] + wanted + text[found.end :]
    return text


def _well_set(text: str, untouchable: frozenset[int]) -> str:
    lines = text.split("\n")
    for mend in mends(text):
        if mend.line not in untouchable:
            lines[mend.line - 1] = mend.text
    return "\n".join(lines)


def _required(found: Occurrence, seen: str, language: Language) -> str | None:
    """Give the word to write where it is certain: one term, no note on its use, spelt alike."""
    word, terms = found.entry.word, found.entry.terms
    wanted = terms[0].in_language(language)
    if len(terms) > 1 or terms[0].note or nearest(word, [wanted]) is None:
        return None
    if seen == word:
        return wanted
    return wanted[0].upper() + wanted[1:] if seen == word.capitalize() else None


def _is_excused(catalog: Catalog, code: str, path: str) -> bool:
    return any(each.rule == code and fnmatch(path, each.path) for each in catalog.exceptions)


def _as_in_file(written: str, text: str) -> str:
    """Give a text the line ends and the byte-order mark that the file has."""
    mark = BYTE_ORDER_MARK if written.startswith(BYTE_ORDER_MARK) else ""
    ends = [*LINE_END.findall(written), ""]
    pairs = zip(text.split("\n"), ends, strict=True)
    return mark + "".join(line + end for line, end in pairs)
