"""How is a night's report written as a page of its own, without scripts and other files?"""

from pathlib import Path

from sopkb.findings import Language
from sopkb.night.labels import phrase
from sopkb.night.model import NightReport
from sopkb.night.view import report_view
from sopkb.templates import Templates
from sopkb.wording import day_in_words

TEMPLATES = Path(__file__).parent / "templates"
SHORT_COMMIT = 12


def render(report: NightReport, language: Language) -> str:
    """Write the page; it links to that of the other language, which stands beside it."""
    other: Language = "en" if language == "zh" else "zh"
    commit = (report.commit or "")[:SHORT_COMMIT]
    previous = report.previous and day_in_words(report.previous, language)
    return Templates(TEMPLATES).render(
        "report",
        report=report,
        view=report_view(report, language),
        address=lambda item: item.url,
        commit=phrase("commit", language, commit=commit),
        since=phrase("since-previous", language, date=previous) if previous else "",
        other_language=other,
        other_file="report.html" if other == "en" else "report.zh.html",
    )
