"""Can an assistant see from llms.txt what to refuse, and can no title speak to it as Markdown?"""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sopkb.catalog import Catalog
from sopkb.exports.llms import in_markdown, llms
from tests.exports.tree import plant_catalog
from tests.trees import AS_OF

ENTRY = re.compile(r"- \[.+\]\(https://kb\.example\.com/\S+\): ")
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %}",
    "a](https://evil.example) [b",
    "*bold* _it_ `code` ~~gone~~ # ## | &lt;b&gt; \\",
    "first\nsecond\r\n- third\u2028## fourth\x1b[31m\u202egnp",
    "https://example.com <https://example.com> ![x](y)",
]


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return plant_catalog(tmp_path_factory.mktemp("llms"))


def as_shown(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def must_be_one_link(text: str) -> None:
    html = MarkdownIt().render(f"- [{in_markdown(text)}](https://kb.example.com/): x\n")
    start, end = '<ul>\n<li><a href="https://kb.example.com/">', "</a>: x</li>\n</ul>\n"
    assert html.startswith(start)
    assert html.endswith(end)
    inner = html[len(start) : -len(end)]
    assert "<" not in inner
    assert unescape(inner).split() == as_shown(text).split()


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_shown_as_it_was_written(title: str) -> None:
    must_be_one_link(title)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_title_is_one_link_on_one_line(title: str) -> None:
    must_be_one_link(title)


def lines_of(catalog: Catalog, language: str = "en") -> dict[str, str]:
    text = llms("zh" if language == "zh" else "en", catalog, AS_OF)
    return {line[3:14]: line for line in text.splitlines() if line.startswith("- [SOP-")}


def test_it_has_the_form_of_the_convention(catalog: Catalog) -> None:
    text = llms("en", catalog, AS_OF)
    tokens = MarkdownIt().parse(text)
    assert [each.tag for each in tokens if each.type == "heading_open"].count("h1") == 1
    assert tokens[0].tag == "h1"
    assert tokens[3].type == "blockquote_open"
    sections = text.split("\n## ")[1:]
    for section in sections:
        assert all(ENTRY.match(line) for line in section.splitlines()[2:])


@pytest.mark.parametrize(
    ("language", "id_", "words"),
    [
        ("en", "SOP-BUY-001", "review due 20"),
        ("zh", "SOP-BUY-001", "复审到期日 20"),
        ("en", "SOP-BUY-014", "Not yet reviewed"),
        ("zh", "SOP-BUY-001", "Refund request"),
    ],
)
def test_every_document_tells_its_day(
    catalog: Catalog, language: str, id_: str, words: str
) -> None:
    assert words in lines_of(catalog, language)[id_]


def test_what_is_not_in_effect_stands_apart(catalog: Catalog) -> None:
    in_effect, others = llms("en", catalog, AS_OF).split("## Not in effect: do not answer from")
    for document in catalog.documents.values():
        is_in_effect = document.record.status == "effective"
        assert (f"[{document.id} " in in_effect) == is_in_effect
        assert (f"[{document.id} " in others) != is_in_effect


def test_a_translation_out_of_step_is_told(catalog: Catalog) -> None:
    line = next(line for line in lines_of(catalog).values() if "/suspended/" in line)
    assert "简体中文: Missing" in line
