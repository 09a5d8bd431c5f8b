"""Does every file of a report say what the model says, harm nobody, and stay the same?"""

import csv
import io
import json
import os
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from icalendar import Calendar
from jsonschema import Draft202012Validator

from sopkb.catalog import Catalog
from sopkb.exports import GENERATED
from sopkb.findings import LANGUAGES, Language
from sopkb.night import RENDERERS
from sopkb.night.files import report_files
from sopkb.night.labels import STATES, TRANSLATIONS, WORDS
from sopkb.night.model import ItemKind, NightReport
from sopkb.night.view import report_view
from sopkb.night.words import KINDS
from tests.night.sample import HOSTILE, sample
from tests.trees import ROOT

GOLDEN = Path(__file__).parent / "golden"
ATOM = "{http://www.w3.org/2005/Atom}"
SVG = re.compile(r"<svg(?![^>]*aria-hidden).*?</svg>", re.S)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Catalog, NightReport]:
    return sample(tmp_path_factory.mktemp("night"))


@pytest.fixture(scope="module")
def report(night: tuple[Catalog, NightReport]) -> NightReport:
    return night[1]


@pytest.fixture(scope="module")
def files(night: tuple[Catalog, NightReport]) -> dict[str, str]:
    return dict(report_files(*night))


def golden_names() -> list[str]:
    names = ["report.json"]
    for name in RENDERERS:
        stem, _, suffix = name.partition(".")
        names += [name, f"{stem}.zh.{suffix}"] if name != "report.json" else []
    return [*names, "calendar/reviews.zh.ics", "feeds/stale.xml", "feeds/changes-buy.zh.xml"]


@pytest.mark.parametrize("name", golden_names())
def test_the_file_is_the_golden_one(files: dict[str, str], name: str) -> None:
    golden = GOLDEN / name
    if os.environ.get("SOPKB_BLESS") == "1":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(files[name], encoding="utf-8", newline="")
    expected = golden.read_bytes().decode("utf-8") if golden.exists() else None
    assert files[name] == expected, f"{name} differs; if that is meant, run: make bless"


def test_every_golden_file_is_still_compared() -> None:
    held = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert held == set(golden_names())


def test_the_same_night_gives_the_same_bytes(
    files: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert dict(report_files(*sample(tmp_path_factory.mktemp("again")))) == files


class TestFigures:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_page_markdown_and_model_hold_the_same(
        self, report: NightReport, files: dict[str, str], language: Language
    ) -> None:
        ending = ".zh" if language == "zh" else ""
        page = PageReader(files[f"report{ending}.html"])
        total, health = report.health.total, report.health
        assert page.figures["rate"] == f"{(total.rate or 0) * 100:.1f}%"
        assert page.figures["effective"] == "7"
        assert page.figures["stale"] == str(total.overdue + total.expired)
        assert page.figures["unreviewed"] == str(total.unreviewed)
        assert page.figures["due"] == str(health.due_within[14])
        assert page.figures["items"] == str(len(health.items))
        assert page.figures["links"] == "–"
        markdown = markdown_tables(files[f"report{ending}.md"])
        assert page.tables == markdown[2:]
        assert [row[:2] for row in markdown[0][1:]] == [
            [card.label, card.value] for card in report_view(report, language).cards
        ]

    def test_json_and_csv_hold_the_same_items(self, files: dict[str, str]) -> None:
        held = json.loads(files["report.json"])["health"]["items"]
        rows = list(csv.DictReader(io.StringIO(files["report.zh.csv"].removeprefix("\ufeff"))))
        assert [row["key"] for row in rows] == [item["key"] for item in held]
        assert [row["due"] or None for row in rows] == [item["due"] for item in held]
        assert Counter(row["is_new"] for row in rows)["no"] == 1

    def test_junit_fails_once_per_item_by_owner_and_errs_for_what_was_not_judged(
        self, report: NightReport, files: dict[str, str]
    ) -> None:
        suites = ET.fromstring(files["junit.xml"])
        assert suites.get("failures") == str(len(report.health.items))
        assert suites.get("errors") == "1"
        by_owner = Counter(report.health.name(item.owner).en for item in report.health.items)
        assert {suite.get("name"): suite.get("tests") for suite in suites}.items() >= {
            name: str(number) for name, number in by_owner.items()
        }.items()

    def test_the_schema_describes_the_json(self, files: dict[str, str]) -> None:
        schema = json.loads(GENERATED["data/schema/report.json"]())
        Draft202012Validator(schema).validate(json.loads(files["report.json"]))

    def test_one_digest_per_owner_in_each_language(
        self, report: NightReport, files: dict[str, str]
    ) -> None:
        owners = {item.owner for item in report.health.items}
        escalated = {item.escalated_to for item in report.health.items if item.escalated_to}
        for owner in owners | escalated:
            assert {f"digests/{owner}.md", f"digests/{owner}.zh.md"} <= files.keys()


class TestPage:
    @pytest.mark.parametrize("name", ["report.html", "report.zh.html"])
    def test_it_needs_no_script_and_no_other_host(self, files: dict[str, str], name: str) -> None:
        page = PageReader(files[name])
        assert "script" not in page.tags
        assert not page.tags & {"link", "img", "iframe", "object"}
        assert not re.findall(r"url\(|@import|https?://(?!kb\.example\.com)", page.without_names)
        assert page.language == name.split(".")[1].replace("html", "en")

    def test_hostile_words_stay_words(self, files: dict[str, str]) -> None:
        page = PageReader(files["report.html"])
        assert not page.tags & {"b", "i"}
        assert any("<b>bold</b>" in text for text in page.texts)

    def test_charts_can_be_read_aloud_and_stand_above_the_same_figures(
        self, files: dict[str, str]
    ) -> None:
        charts = [ET.fromstring(svg) for svg in SVG.findall(files["report.zh.html"])]
        assert len(charts) == 3
        for chart in charts:
            title = chart[0]
            assert (chart.get("role"), title.text) == ("img", title.text or "-")
            assert chart.get("aria-labelledby") == title.get("id")
            assert not [each for each in chart.iter() if each.tag.endswith(("script", "style"))]
            assert not [name for each in chart.iter() for name in each.attrib if "href" in name]

    def test_bars_are_named_by_what_they_stand_for(self, files: dict[str, str]) -> None:
        svg = SVG.findall(files["report.html"])[1]
        named = re.findall(r"<title>([^<]+)</title>", svg)
        assert "High · Long overdue · 1" in named
        assert "Low · Not yet reviewed · 1" in named


class TestFollowed:
    def test_a_calendar_holds_the_reviews_of_all_and_of_each_role(
        self, report: NightReport, files: dict[str, str]
    ) -> None:
        due = {(review.document, review.due) for review in report.health.forecast}
        assert due
        seen = set()
        for event in Calendar.from_ical(files["calendar/reviews.ics"]).walk("VEVENT"):
            document, kind = str(event["UID"]).removesuffix("@sopkb").rsplit("-", 1)
            if kind == "due":
                seen.add((document, event.decoded("dtstart")))
        assert seen == due
        own = Calendar.from_ical(files["calendar/owner-buyer-refunds.zh.ics"]).walk("VEVENT")
        assert own

    def test_feeds_are_atom_with_an_identity_per_entry(self, files: dict[str, str]) -> None:
        names = [name for name in files if name.startswith("feeds/")]
        assert len(names) == 2 * 3
        for name in names:
            feed = ET.fromstring(files[name].encode())
            ids = [each.text for each in feed.iter(f"{ATOM}id")]
            assert len(ids) == len(set(ids))
            assert all((each or "").startswith("https://kb.example.com/") for each in ids)

    def test_the_feed_of_what_is_stale_holds_what_is_stale(
        self, report: NightReport, files: dict[str, str]
    ) -> None:
        stale = report.health.total.overdue + report.health.total.expired
        feed = ET.fromstring(files["feeds/stale.zh.xml"].encode())
        assert len(feed.findall(f"{ATOM}entry")) == stale


class TestSpreadsheet:
    def test_no_cell_is_computed_when_it_is_opened(self, files: dict[str, str]) -> None:
        rows = list(csv.reader(io.StringIO(files["report.csv"].removeprefix("\ufeff"))))
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
        assert any(f"'{HOSTILE}" in row for row in rows)


class TestWords:
    def test_states_are_called_as_in_the_vocabulary(self) -> None:
        vocabulary = yaml.safe_load((ROOT / "data/vocabulary.yml").read_text("utf-8"))
        for words, group in ((STATES, "freshness"), (TRANSLATIONS, "translation")):
            assert {key: {"en": text.en, "zh": text.zh} for key, text in words.items()} == (
                vocabulary[group]
            )

    def test_every_kind_has_a_name_and_every_phrase_the_same_braces(self) -> None:
        assert set(KINDS) == set(ItemKind)
        for text in WORDS.values():
            assert set(re.findall(r"\{\w+\}", text.en)) == set(re.findall(r"\{\w+\}", text.zh))


def markdown_tables(text: str) -> list[list[list[str]]]:
    """Read the tables of a Markdown text, without the escapes of its cells."""
    tables: list[list[list[str]]] = []
    for block in re.findall(r"(?:^\|.*\|\n)+", text, re.M):
        rows = [line[2:-2].split(" | ") for line in block.splitlines()]
        cells = [[re.sub(r"\\(.)", r"\1", cell) for cell in row] for row in rows]
        tables.append([cells[0], *cells[2:]])
    return tables


class PageReader(HTMLParser):
    """Reads figures, tables, tags and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.figures: dict[str, str] = {}
        self.tables: list[list[list[str]]] = []
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.language = ""
        self.without_names = page.replace("http://www.w3.org/2000/svg", "")
        self._figure = ""
        self._in = ""
        self._takes_value = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.language = self.language or given.get("lang") or ""
        self._figure = given.get("data-figure") or self._figure
        self._takes_value = given.get("class") == "health-value"
        if tag == "table" and given.get("class") == "health-table":
            self._in = "table"
            self.tables.append([])
        elif self._in and tag == "tr":
            self.tables[-1].append([])
        elif self._in and tag in ("th", "td"):
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = "" if tag == "table" else self._in
        self._takes_value = False

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._takes_value:
            self.figures[self._figure] = data
        elif self._in and data.strip():
            self.tables[-1][-1][-1] += data.strip()
