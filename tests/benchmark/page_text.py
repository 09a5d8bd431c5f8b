"""What does a generated page say, section by section, the same in both languages?"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.benchmark import names, phrases
from tests.benchmark.names import Phrase, Phrases
from tests.benchmark.plan import LANGUAGES, Plan, Registers

SLOT = re.compile(r"<(?P<kind>[a-z]+)>")
USUAL_SECTIONS = 12
"""A type with fewer sections gets longer ones, so that all pages have about the same length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A page being written: two languages with equal `random` draw the same content."""

    plan: Plan
    language: str
    random: Random
    registers: Registers
    plans: Sequence[Plan]

    @property
    def breadth(self) -> float:
        """Tell how much longer than usual the sections of this type must be."""
        return max(1.0, USUAL_SECTIONS / len(self.registers.sections[self.plan.type]))

    def some(self, pool: Phrases, count: int) -> list[str]:
        """Draw phrases, more where the type has few sections; they repeat if there are too few."""
        wanted = round(count * self.breadth)
        chosen = self.random.sample(pool, min(wanted, len(pool)))
        chosen += self.random.choices(pool, k=wanted - len(chosen))
        return [self.say(phrase) for phrase in chosen]

    def say(self, phrase: Phrase) -> str:
        """Put a phrase into the page's language and fill its slots."""
        text = phrase[LANGUAGES.index(self.language)]
        return SLOT.sub(lambda match: self._fill(match["kind"]), text)

    def doc(self) -> str:
        """Name another document."""
        return f"{{{{ doc('{self.random.choice(self.plans).id}') }}}}"

    def link(self) -> str:
        """Link to a section of a document of the same area or of another one."""
        target = self.random.choice(self.plans)
        section = self.registers.sections[target.type][0]
        title = section["title"][self.language]
        area = target.folder.rsplit("/", 1)[-1]
        folder = "" if target.folder == self.plan.folder else f"../{area}/"
        return f"[{title}]({folder}{target.name}.md#{section['id']})"

    def value(self, kind: str, market: str | None = None) -> str:
        """Name a business value of a kind, for a market."""
        name = self.random.choice(self.registers.values[kind])
        place = f", market='{market}'" if market else ""
        return f"{{{{ value('{name}'{place}) }}}}"

    def owner(self) -> str:
        """Name a role."""
        return f"{{{{ owner('{self.random.choice(tuple(self.registers.owners))}') }}}}"

    def pick(self, texts: Phrase) -> str:
        """Choose the text of the page's language."""
        return texts[LANGUAGES.index(self.language)]

    def _fill(self, kind: str) -> str:
        match kind:
            case "doc":
                return self.doc()
            case "link":
                return self.link()
            case "owner":
                return self.owner()
            case "term":
                return f"{{{{ term('{self.random.choice(self.registers.terms)}') }}}}"
            case _:
                return self.value(kind)


def write_page(draft: Draft) -> str:
    """Write the title, the summary and every section of the type, in the order of the register."""
    parts = [
        f"# {draft.plan.title(draft.registers, draft.language)}",
        draft.some(phrases.SUMMARIES, 1)[0],
    ]
    for section in draft.registers.sections[draft.plan.type]:
        parts.append(f"## {section['title'][draft.language]} {{ #{section['id']} }}")
        parts.append(SECTIONS.get(section["id"], _paragraphs)(draft))
    return "\n\n".join(parts) + "\n"


def _answers(draft: Draft) -> str:
    labels = draft.some(names.LABELS, 5)
    colon = draft.pick((": ", "："))
    statements = draft.some(phrases.STATEMENTS, 5)
    return _bullets(
        f"**{label}**{colon}{text}" for label, text in zip(labels, statements, strict=True)
    )


def _applies(draft: Draft) -> str:
    lead = draft.pick(("Use this page when:", "有以下情形时使用本页："))
    instead = draft.pick(("Use something else when:", "以下情形请改用其他文件："))
    header = draft.pick(("Situation|Use instead", "情形|改用"))
    rows = [(text, draft.doc()) for text in draft.some(names.REDIRECTIONS, 5)]
    points = _bullets(draft.some(phrases.APPLIES, 3))
    return "\n\n".join((lead, points, instead, _table(header, rows)))


def _preparations(draft: Draft) -> str:
    title = draft.pick(("Before anything else", "首先注意"))
    caution = draft.some(phrases.CAUTIONS, 1)[0]
    points = _bullets(draft.some(phrases.PREPARATIONS, 3))
    return f'{points}\n\n!!! warning "{title}"\n    {caution}'


def _steps(draft: Draft) -> str:
    see, otherwise = draft.pick(("You see: ", "看到：")), draft.pick(("If not: ", "否则："))
    lines = []
    for number, action in enumerate(draft.some(phrases.ACTIONS, 7), 1):
        result = draft.some(phrases.RESULTS, 1)[0]
        lines.append(f"{number}. {action}\n    - {see}{result}")
        lines.append(f"    - {otherwise}{draft.some(phrases.OTHERWISE, 1)[0]}")
    return "\n".join(lines)


def _decisions(draft: Draft) -> str:
    header = draft.pick(("If|Then", "如果|那么"))
    conditions = draft.some(phrases.CONDITIONS, 6)
    consequences = draft.some(phrases.CONSEQUENCES, 6)
    return _table(header, zip(conditions, consequences, strict=True))


def _limits(draft: Draft) -> str:
    header = draft.pick(("Market|Agent decides|Time frame", "市场|客服专员自行决定|时限"))
    rows = [
        (row["name"][draft.language], draft.value("money", market), draft.value("time", market))
        for market, row in draft.registers.markets.items()
    ]
    return f"{_table(header, rows)}\n\n{draft.some(phrases.EXPLANATIONS, 1)[0]}"


def _escalation(draft: Draft) -> str:
    header = draft.pick(
        ("Level|When|To|Response time|Attach", "级别|何时升级|升级给|响应时限|附上")
    )
    occasions = draft.some(names.OCCASIONS, 3)
    attachments = draft.some(names.ATTACHMENTS, 3)
    rows = [
        (f"L{min(level, 4)}", occasion, draft.owner(), draft.value("time"), attachment)
        for level, (occasion, attachment) in enumerate(zip(occasions, attachments, strict=True), 2)
    ]
    return _table(header, rows)


def _scripts(draft: Draft) -> str:
    parts = []
    chosen = draft.random.sample(range(len(phrases.REPLIES)), 2)
    for index in chosen:
        title = draft.pick(names.REPLY_TITLES[index])
        parts.append(f"### {title} {{ #script-{index + 1} }}")
        parts.append(f"> {draft.say(phrases.REPLIES[index])}")
    return "\n\n".join(parts)


def _market_exceptions(draft: Draft) -> str:
    header = draft.pick(("Market|What differs", "市场|差异"))
    markets = [row["name"][draft.language] for row in draft.registers.markets.values()]
    return _table(header, zip(markets[:4], draft.some(names.DIFFERENCES, 4), strict=True))


def _references(draft: Draft) -> str:
    return _bullets([draft.doc(), draft.doc(), draft.doc(), draft.link()])


def _paragraphs(draft: Draft) -> str:
    return "\n\n".join(draft.some(phrases.EXPLANATIONS, 2))


def _list_of(pool: Phrases, count: int) -> Callable[[Draft], str]:
    return lambda draft: _bullets(draft.some(pool, count))


def _bullets(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _table(header: str, rows: Iterable[Sequence[str]]) -> str:
    columns = header.split("|")
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


SECTIONS: Mapping[str, Callable[[Draft], str]] = {
    "quick-answer": _answers,
    "rule": _answers,
    "trigger": _answers,
    "purpose": _answers,
    "when-to-use": _applies,
    "applies-to": _applies,
    "before-you-start": _preparations,
    "first-actions": _preparations,
    "steps": _steps,
    "recovery": _steps,
    "decisions": _decisions,
    "exceptions": _decisions,
    "limits": _limits,
    "escalation": _escalation,
    "scripts": _scripts,
    "do-not": _list_of(phrases.PROHIBITIONS, 5),
    "record": _list_of(phrases.RECORDS, 4),
    "market-exceptions": _market_exceptions,
    "references": _references,
    "checklist": _list_of(phrases.CHECKS, 8),
}
"""How each section is written; a section that is not named here gets paragraphs."""
