"""How is a night's report written as JUnit XML? Things to do fail, by owner; doubts are errors."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from xml.etree import ElementTree as ET

from sopkb.findings import Language
from sopkb.harmless import one_line
from sopkb.model.base import LocalizedText
from sopkb.night.labels import WORDS
from sopkb.night.model import Item, NightReport
from sopkb.night.words import kind_in_words

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(report: NightReport, language: Language) -> str:
    """Write a suite per role with a failed case per item, and one of what was not judged."""
    suites = ET.Element("testsuites", name="sopkb report")
    suites.extend(_suites(report, language))
    for name in ("tests", "failures", "errors"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ET.indent(suites)
    return DECLARATION + ET.tostring(suites, encoding="unicode") + "\n"


def _suites(report: NightReport, language: Language) -> Iterator[ET.Element]:
    doubts = [_doubt(each, language) for each in report.could_not_judge]
    if doubts:
        yield _suite(WORDS["unjudged"].in_language(language), doubts)
    for owner, items in _by_owner(report.health.items):
        title = report.health.name(owner) if owner else WORDS["no-owner"]
        yield _suite(title.in_language(language), [_case(item, language) for item in items])
    if not doubts and not report.health.items:
        words = WORDS["nothing-to-do"].in_language(language)
        yield _suite("sopkb", [ET.Element("testcase", classname="sopkb", name=words)])


def _by_owner(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    ordered = sorted(items, key=lambda item: item.owner)
    for owner, group in groupby(ordered, key=lambda item: item.owner):
        yield owner, list(group)


def _suite(name: str, cases: list[ET.Element]) -> ET.Element:
    counts = {
        "tests": len(cases),
        "failures": sum(case.find("failure") is not None for case in cases),
        "errors": sum(case.find("error") is not None for case in cases),
    }
    numbers = {key: str(number) for key, number in counts.items()}
    suite = ET.Element("testsuite", {"name": one_line(name), **numbers})
    suite.extend(cases)
    return suite


def _case(item: Item, language: Language) -> ET.Element:
    case = ET.Element("testcase", classname=item.kind, name=one_line(item.key))
    message = one_line(item.message.in_language(language))
    failure = ET.SubElement(case, "failure", type=item.kind, message=message)
    failure.text = one_line(
        f"{kind_in_words(item.kind, language)}: {item.title.in_language(language)} "
        f"({item.path}:{item.line})"
    )
    return case


def _doubt(text: LocalizedText, language: Language) -> ET.Element:
    words = one_line(text.in_language(language))
    case = ET.Element("testcase", classname="could_not_judge", name=words)
    ET.SubElement(case, "error", type="could_not_judge", message=words)
    return case
