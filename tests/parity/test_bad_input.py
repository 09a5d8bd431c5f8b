"""Whatever a page holds, the comparison and the hash end soon and give a result."""

import time

import pytest

from sopkb.normal_form import page_hash
from sopkb.parity import compare
from sopkb.sections import split_sections
from sopkb.source import SourceFile

PAGE = "# T\n\n## Steps { #steps }\n\n1. Open `X` within 30 days, see [y](z.md).\n2. Close it.\n\n"
PROSE = "An agent reads the case and answers the buyer in plain words. " * 30 + "\n\n"
MEGABYTES_5 = 5_000_000
MEGABYTE = 1_000_000
PATIENCE = 60
TEXTS = {
    "empty": "",
    "only front matter": "---\ntitle: x\n---\n",
    "open front matter": "---\ntitle: x\n",
    "NUL": "# a\x00b\n\n1. x\x00\n",
    "byte-order mark": "\ufeff---\ntitle: x\n---\n# T\n",
    "CRLF": PAGE.replace("\n", "\r\n"),
    "unclosed fence": "# T\n\n```\n" + PAGE,
    "unclosed comment": "# T\n\n<!-- " + PAGE,
    "nested lists": "\n".join("  " * depth + "- x" for depth in range(2000)),
    "nested numbered lists": "\n".join("   " * depth + "1. x" for depth in range(2000)),
    "nested quotations": ">" * 2000 + " x",
    "nested items on one line": "- " * 2000 + "x",
    "right-to-left marks": "# \u202eabc\u202c\n\n\u200f1. 3 days\u2069\n",
    "decomposed": "# Cafe\u0301\n\n1. cafe\u0301\n",
    "lone surrogate": "# \ud800\n",
    "5 MB page": (PAGE + PROSE) * (MEGABYTES_5 // len(PAGE + PROSE)),
    "5 MB of one line": "word " * (MEGABYTES_5 // 5),
    "1 MB of brackets": "[" * MEGABYTE,
    "1 MB of backticks": "`` ` " * (MEGABYTE // 5),
    "1 MB of stars": "*a " * (MEGABYTE // 3),
    "1 MB of braces": "{{ {% " * (MEGABYTE // 6),
    "5 MB of digits": "1" * MEGABYTES_5,
    "1 MB of pipes": "|" * MEGABYTE,
    "many links": "# T\n\n" + "".join(f"- [a](b{number}.md)\n" for number in range(60_000)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_result_and_soon(name: str) -> None:
    text = TEXTS[name]
    start = time.perf_counter()
    file = SourceFile("a.md", text)
    assert compare(file, SourceFile("a.zh.md", text)) == ()
    assert isinstance(compare(file, SourceFile("a.zh.md", PAGE)), tuple)
    assert isinstance(compare(SourceFile("a.zh.md", PAGE), file), tuple)
    assert page_hash(text).startswith("h1:")
    assert split_sections(text)[0].id == "intro"
    assert time.perf_counter() - start < PATIENCE
