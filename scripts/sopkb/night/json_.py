"""How is a night's report written for programs? As the model says, always in the same bytes."""

from sopkb.findings import Language
from sopkb.night.model import NightReport


def render(report: NightReport, language: Language = "en") -> str:
    """Write the report; it holds both languages, so `language` makes no difference."""
    return report.model_dump_json(indent=2) + "\n"
