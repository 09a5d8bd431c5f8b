"""In which words does a report speak of severities, counts and what was judged?"""

from sopkb.findings import SEVERITIES, Language, Report, Severity, Text

CLEAN = Text(en="Nothing to mend.", zh="没有需要处理的问题。")
NOTHING_JUDGED = Text(
    en="Nothing was judged: no document and no page is within the scope of this run.",
    zh="未检查任何内容：本次检查范围内没有文件，也没有页面。",
)


def severity_in_words(severity: Severity, language: Language) -> str:
    """Name a severity."""
    return SEVERITIES[severity].in_language(language)


def counts_in_words(report: Report, language: Language) -> str:
    """Count by severity: 2 errors, 1 warning, 0 notes; 错误 2 个，警告 1 个，提示 0 个。"""
    counts = report.counts.items()
    if language == "zh":
        return (
            "，".join(f"{SEVERITIES[severity].zh} {count} 个" for severity, count in counts) + "。"
        )
    return ", ".join(_counted(count, SEVERITIES[severity].en) for severity, count in counts) + "."


def judged_in_words(report: Report, language: Language) -> str:
    """Say how much was judged, and as of which day in which time zone."""
    documents, pages = report.documents, report.pages
    day, zone = report.as_of.isoformat(), report.timezone
    if language == "zh":
        return f"已检查 {documents} 篇文件、{pages} 个页面，截至 {day}（{zone}）。"
    judged = f"{_counted(documents, 'document')} and {_counted(pages, 'page')}"
    return f"{judged} judged as of {day} ({zone})."


def outcome_in_words(report: Report, language: Language) -> str:
    """Give the counts; without findings say that all is well, but only if something was judged."""
    if report.findings:
        return counts_in_words(report, language)
    return (CLEAN if judged_anything(report) else NOTHING_JUDGED).in_language(language)


def judged_anything(report: Report) -> bool:
    """Tell whether the run judged any document or page."""
    return bool(report.documents or report.pages)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
