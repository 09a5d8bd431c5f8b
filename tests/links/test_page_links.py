"""Which links and places does a page hold, whatever its HTML looks like?"""

import time

import pytest

from sopkb.link_check.page_links import read_page_links


@pytest.mark.parametrize(
    ("html", "targets"),
    [
        ("<a href='x/'>x</a>", {"x/"}),
        ('<A HREF = "x/" >x</A>', {"x/"}),
        ("<a href=x/>x</a>", {"x/"}),
        ("<a\n  class='b'\n  href='x/'>", {"x/"}),
        ("<a href=' x/ '>", {"x/"}),
        ("<a href='?a=1&amp;b=2'>", {"?a=1&b=2"}),
        ("<a title='a > b' href='x/'>", {"x/"}),
        ("<a title='href=no' data-href='no' href='x/'>", {"x/"}),
        ("<a title=\"say 'href='\" href='x/'>", {"x/"}),
        ("<!-- <a href='no'> --><a href='x/'>", {"x/"}),
        ("<script>'<a href=no>'</script><a href='x/'>", {"x/"}),
        ("<textarea><a href='no'></textarea>", set()),
        ("<script src='a.js'></script>", {"a.js"}),
        ("<img src='a.png' srcset='b.png 1x, c.png 2x'>", {"a.png", "b.png", "c.png"}),
        ("<link rel='stylesheet' href='a.css'>", {"a.css"}),
        ("<link rel='preconnect' href='https://a.example.com'>", set()),
        ("<meta http-equiv='refresh' content='0; url=x/#y'>", {"x/#y"}),
        ("<noscript><meta http-equiv=refresh content='0;URL=x/'></noscript>", {"x/"}),
        ("<meta name='x' content='0; url=no'>", set()),
        ("<p style=\"background: url('a.png')\">", {"a.png"}),
        ("<object data='a.pdf'></object>", {"a.pdf"}),
        ("<p data='no'></p>", set()),
        ("<form action='x/'>", {"x/"}),
        ("<form action='no' method='POST'>", set()),
        ("<a href>", set()),
        ("<a href='x/' href='no'>", {"x/"}),
        ("a < b <a href='x/'>", {"x/"}),
        ("<a href='unclosed", set()),
        ("", set()),
    ],
)
def test_links_are_read_as_a_browser_reads_them(html: str, targets: set[str]) -> None:
    assert {link.target for link in read_page_links(html).links} == targets


def test_places_are_ids_and_names_of_anchors() -> None:
    html = "<h2 id='a&amp;b'>x</h2><a name='c'></a><input name='no'><p id=d>"
    assert read_page_links(html).places == {"a&b", "c", "d"}


def test_a_link_knows_whether_it_stands_in_the_text() -> None:
    html = "<nav><a href='n/'></a></nav><article><a href='t/'></a></article><a href='f/'></a>"
    where = {link.target: link.in_text for link in read_page_links(html).links}
    assert where == {"n/": False, "t/": True, "f/": False}


@pytest.mark.parametrize("part", ["<a href='", "<a ", "<!--", "<script>", "<a b=\"'", "=", "< "])
def test_hostile_html_takes_linear_time(part: str) -> None:
    start = time.process_time()
    read_page_links(part * 20_000)
    assert time.process_time() - start < 5
