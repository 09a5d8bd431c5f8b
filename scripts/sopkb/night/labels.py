"""In which words do report and Health page name figures, states and columns?"""

from collections.abc import Mapping

from sopkb.findings import Language, Text

STATES: Mapping[str, Text] = {
    "current": Text(en="Current", zh="有效期内"),
    "due_soon": Text(en="Due soon", zh="即将到期"),
    "overdue": Text(en="Overdue", zh="已逾期"),
    "expired": Text(en="Long overdue", zh="严重逾期"),
    "unreviewed": Text(en="Not yet reviewed", zh="未曾复审"),
    "exempt": Text(en="Exempt", zh="免复审"),
}
"""The states of a review, the best first; the names are those of the vocabulary."""

TRANSLATIONS: Mapping[str, Text] = {
    "missing": Text(en="Missing", zh="缺译"),
    "mismatch": Text(en="Mismatch", zh="内容不一致"),
    "stub": Text(en="Incomplete", zh="译文不完整"),
    "behind": Text(en="Behind the source", zh="落后于原文"),
    "unpinned": Text(en="Not yet confirmed", zh="译文未确认"),
    "in_sync": Text(en="In sync", zh="已同步"),
}

WORDS: Mapping[str, Text] = {
    "title": Text(en="Health of the knowledge base", zh="知识库健康报告"),
    "as-of": Text(en="As of {date} ({zone})", zh="截至 {date}（{zone}）"),
    "other-language": Text(en="中文", zh="English"),
    "commit": Text(en="commit {commit}", zh="提交版本 {commit}"),
    "tool": Text(en="sopkb {version}", zh="sopkb {version}"),
    "unjudged": Text(en="This night could not judge everything", zh="本次未能完成全部判断"),
    "figures": Text(en="Figures", zh="关键指标"),
    "figure": Text(en="Figure", zh="指标"),
    "number": Text(en="Number", zh="数值"),
    "note": Text(en="Note", zh="说明"),
    "rate": Text(en="Valid reviews", zh="复审有效率"),
    "rate-note": Text(
        en="{valid} of {all} effective documents", zh="{all} 篇现行文件中 {valid} 篇有效"
    ),
    "none": Text(en="none", zh="无"),
    "no-figure": Text(en="–", zh="–"),
    "documents": Text(en="Documents", zh="文件"),
    "effective": Text(en="Effective documents", zh="现行有效文件"),
    "effective-note": Text(en="of {all} records", zh="共 {all} 份记录"),
    "stale": Text(en="Reviews overdue", zh="复审逾期"),
    "stale-note": Text(en="{expired} of them long overdue", zh="其中严重逾期 {expired} 篇"),
    "unreviewed": Text(en="Never reviewed", zh="未曾复审"),
    "changed": Text(en="Changed since review", zh="复审后有改动"),
    "due": Text(en="Due within 14 days", zh="14 天内到期"),
    "due-note": Text(
        en="{month} in 30 days, {quarter} in 90", zh="30 天内 {month}，90 天内 {quarter}"
    ),
    "translations": Text(en="Translations not in sync", zh="译文未同步"),
    "translations-note": Text(en="of {all}", zh="共 {all} 份"),
    "links": Text(en="Broken links", zh="失效链接"),
    "links-unchecked": Text(en="not checked", zh="未检查"),
    "links-note": Text(en="checked on {date}", zh="检查日期：{date}"),
    "bare": Text(en="Bare confirmations", zh="无说明的确认"),
    "bare-note": Text(
        en="{bare} of {all} reviews in 365 days", zh="近 365 天 {all} 次复审中 {bare} 次"
    ),
    "bulk": Text(en="Bulk reviews", zh="批量复审"),
    "bulk-note": Text(
        en="days on which one role signed more than 5 without a note",
        zh="同一岗位一天内无说明签署超过 5 份的天数",
    ),
    "items": Text(en="To do", zh="待办事项"),
    "items-note": Text(en="{new} new, {resolved} resolved", zh="新增 {new}，已解决 {resolved}"),
    "items-no-previous": Text(en="no earlier report to compare", zh="没有可比较的上一份报告"),
    "since-previous": Text(en="Compared with the report of {date}.", zh="与 {date} 的报告比较。"),
    "nothing-to-do": Text(en="Nothing to do.", zh="没有待办事项。"),
    "more-items": Text(
        en="… and {count} more, not shown here; {total} in all.",
        zh="……另有 {count} 项未在此列出，共 {total} 项。",
    ),
    "new": Text(en="new", zh="新增"),
    "kind": Text(en="What", zh="事项"),
    "document": Text(en="Document", zh="文件"),
    "owner": Text(en="Owner", zh="责任人"),
    "no-owner": Text(en="No owner", zh="无责任人"),
    "to-do": Text(en="Details", zh="说明"),
    "due-day": Text(en="Due", zh="截止日期"),
    "escalated": Text(en="told too: {role}", zh="已同时通知：{role}"),
    "trend": Text(en="The last twelve months", zh="近十二个月"),
    "trend-note": Text(
        en="At each month end, from the history in today's records.",
        zh="各月末的情况，依据当前记录中的历史计算。",
    ),
    "month-end": Text(en="Month end", zh="月末"),
    "by_owner": Text(en="By owner", zh="按责任人"),
    "by_risk": Text(en="By risk", zh="按风险等级"),
    "by_area": Text(en="By area", zh="按领域"),
    "by_market": Text(en="By market", zh="按市场"),
    "by_center": Text(en="By delivery center", zh="按交付中心"),
    "column-changed": Text(en="Changed", zh="有改动"),
    "column-by_owner": Text(en="Owner", zh="责任人"),
    "column-by_risk": Text(en="Risk", zh="风险等级"),
    "column-by_area": Text(en="Area", zh="领域"),
    "column-by_market": Text(en="Market", zh="市场"),
    "column-by_center": Text(en="Delivery center", zh="交付中心"),
    "group-note": Text(
        en="A document counts in every market it holds in, and in every center that serves one.",
        zh="一篇文件在其适用的每个市场、服务这些市场的每个交付中心各计一次。",
    ),
    "by-age": Text(en="Overdue by age", zh="逾期时长"),
    "days-overdue": Text(en="Days overdue", zh="逾期天数"),
    "due-ahead": Text(en="Coming due", zh="即将到期"),
    "within-days": Text(en="Within days", zh="多少天内"),
    "by-translation": Text(en="Translations by state", zh="译文状态"),
    "state": Text(en="State", zh="状态"),
    "forecast": Text(en="Reviews of the next 90 days", zh="未来 90 天的复审"),
    "forecast-note": Text(
        en="Proposed: an earlier day where too many fall into one week.",
        zh="建议日期：某周复审过多时，建议提前的日期。",
    ),
    "proposed": Text(en="Proposed", zh="建议日期"),
    "more-rows": Text(en="… and {count} more.", zh="……另有 {count} 条。"),
    "show-table": Text(en="The same figures as a table", zh="以表格查看相同数据"),
    "calendar": Text(en="Reviews", zh="复审"),
    "calendar-followed": Text(en="Calendar of reviews (iCalendar)", zh="复审日历（iCalendar）"),
    "follow": Text(en="Follow", zh="订阅"),
    "calendar-due": Text(en="Review due: {title}", zh="复审到期：{title}"),
    "calendar-proposed": Text(en="Review, proposed day: {title}", zh="复审（建议日期）：{title}"),
    "feed-changes": Text(en="Changes: {area}", zh="变更：{area}"),
    "feed-stale": Text(en="Documents whose review is overdue", zh="复审逾期的文件"),
}


def phrase(key: str, language: Language, **parts: object) -> str:
    """Give a phrase with its braces filled."""
    return WORDS[key].in_language(language).format(**parts)


def share_in_words(share: float | None) -> str:
    """Write a share as 87.5%; a dash where nothing was counted."""
    return "–" if share is None else f"{share * 100:.1f}%"
