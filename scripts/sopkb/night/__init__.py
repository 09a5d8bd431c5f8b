"""What does each night tell? Every form of the report: the name of its file and what writes it."""

from collections.abc import Callable, Mapping

from sopkb.findings import Language
from sopkb.night import csv_, html, json_, junit, markdown
from sopkb.night.model import NightReport

Render = Callable[[NightReport, Language], str]

RENDERERS: Mapping[str, Render] = {
    "report.html": html.render,
    "report.md": markdown.render,
    "report.csv": csv_.render,
    "junit.xml": junit.render,
    "report.json": json_.render,
}
"""Mandarin is written beside English as `report.zh.html`; JSON holds both."""
