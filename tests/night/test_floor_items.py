"""Does somebody have to do what the check says of the agents' tools and of training, and who?"""

from datetime import date
from pathlib import Path

import pytest

from sopkb.catalog import Catalog
from sopkb.findings import LANGUAGES
from sopkb.loading import load
from sopkb.night.csv_ import render as as_csv
from sopkb.night.digest import digest_text
from sopkb.night.health import health
from sopkb.night.html import render as as_html
from sopkb.night.json_ import render as as_json
from sopkb.night.markdown import render as as_markdown
from sopkb.night.model import Item, ItemKind, NightReport
from sopkb.night.report import night_report
from sopkb.rules import RULES
from sopkb.rules.engine import Context, run
from tests.trees import CASES, as_of_in, plant

TOOLS = ("script-outdated", "guide-outdated", "training-outdated", "bulletin-outdated")
KINDS = {**dict.fromkeys(TOOLS, ItemKind.TOOL_OUTDATED), "training-late": ItemKind.TRAINING_LATE}
BY_CASE = [path for code in KINDS for path in sorted((CASES / code).iterdir())]
LATE = CASES / "training-late" / "after-the-day"


def items_in(catalog: Catalog, day: date) -> list[Item]:
    return [each for each in health(catalog, day).items if each.kind in KINDS.values()]


def report_in(catalog: Catalog, day: date) -> NightReport:
    findings = run(Context(catalog=catalog, today=day), RULES)
    return night_report(catalog, health(catalog, day), findings=findings, tool_version="0.1.0")


@pytest.mark.parametrize("case", BY_CASE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_items_are_where_the_check_finds_something(case: Path, tmp_path: Path) -> None:
    catalog, day = load(plant(tmp_path, case)), as_of_in(case)
    found = run(Context(catalog=catalog, today=day), RULES)
    told = [(KINDS[each.code], each.at.path, each.at.line) for each in found if each.code in KINDS]
    items = [(each.kind, each.path, each.line) for each in items_in(catalog, day)]
    assert sorted(items) == sorted(told)
    keys = (each.key for each in report_in(catalog, day).health.items)
    assert not [key for key in keys if key.startswith("finding:") and key.split(":")[1] in KINDS]


@pytest.mark.parametrize(
    ("case", "owner", "document", "words"),
    [
        ("script-outdated/older-major", "buyer-refunds", "SOP-BUY-001", "Reply script SCR-BUY-001"),
        ("guide-outdated/major-moved-on", "buyer-refunds", "SOP-BUY-001", "Guide GDE-BUY-001"),
        (
            "training-outdated/a-new-major-version",
            "buyer-refunds",
            "TRN-BUY-001",
            "Training TRN-BUY-001",
        ),
        ("bulletin-outdated/still-in-force", "buyer-refunds", "SOP-BUY-001", "Bulletin BUL-BUY"),
        ("training-late/after-the-day", "programme-lead", "TRN-BUY-001", "2 of 40 people"),
    ],
)
def test_an_item_names_the_tool_and_goes_to_who_can_mend_it(
    tmp_path: Path, case: str, owner: str, document: str, words: str
) -> None:
    catalog = load(plant(tmp_path, CASES / case))
    items = items_in(catalog, as_of_in(CASES / case))
    (item,) = [each for each in items if words in each.message.en]
    assert (item.owner, item.document) == (owner, document)
    assert item.due is not None


def test_every_form_of_the_report_tells_it_in_both_languages(tmp_path: Path) -> None:
    catalog = load(plant(tmp_path, LATE))
    report = report_in(catalog, as_of_in(LATE))
    (item,) = [each for each in report.health.items if each.kind is ItemKind.TRAINING_LATE]
    for language in LANGUAGES:
        label = {"en": "Training late", "zh": "培训逾期未完成"}[language]
        message = item.message.in_language(language)
        for text in (
            as_html(report, language),
            as_markdown(report, language),
            as_csv(report, language),
            digest_text(report, item.owner, language),
        ):
            assert message in text
            assert label in text
    assert '"training_late"' in as_json(report, "en")
