"""Do the scenarios of a guide end where they expect, and is there one for every outcome?"""

from collections.abc import Iterator

from sopkb.catalog import Catalog
from sopkb.findings import Location, Problem, Severity, Text
from sopkb.guide import ends, reached, walk
from sopkb.model.floor import Guide, Scenario
from sopkb.nearest import nearest
from sopkb.rules.engine import Context, rule


@rule(Severity.ERROR)
def guide_scenario_failed(context: Context) -> Iterator[Problem]:
    """The answers of a scenario must lead to the outcome that it expects.

    场景中的选项必须通向它所预期的结论。

    Bad: {name: …, answers: [1, 3], expect: refund} where the second question has two options
    Good: {name: …, answers: [1, 2], expect: refund}
    """
    for guide, index, scenario in _scenarios(context.catalog):
        at = context.catalog.locate("guides", (guide.id, "scenarios", index, "expect"))
        if scenario.expect not in guide.nodes:
            yield _unknown(at, guide, scenario)
            continue
        way = walk(guide, scenario.answers)
        taken = len(way) - 1
        if taken < len(scenario.answers):
            key_path = (guide.id, "scenarios", index, "answers", taken)
            yield from _stopped(context.catalog.locate("guides", key_path), guide, scenario, way)
        elif way[-1] != scenario.expect:
            yield _elsewhere(at, guide, scenario, way[-1])


@rule(Severity.WARNING)
def guide_outcome_untested(context: Context) -> Iterator[Problem]:
    """Every outcome of a guide must be reached by a scenario.

    决策树的每个结论都必须有场景到达。

    Bad: a node “refuse” that no scenario expects
    Good: {name: …, answers: [2], expect: refuse}
    """
    for guide in context.catalog.guides.values():
        tested = {scenario.expect for scenario in guide.scenarios}
        met = reached(guide)
        for name, node in guide.nodes.items():
            if ends(node) and name in met and name not in tested:
                yield Problem(
                    at=context.catalog.locate("guides", (guide.id, "nodes", name)),
                    message=Text(
                        en=f"Every outcome must be reached by a scenario; none expects “{name}”.",
                        zh=f"每个结论都必须有场景到达，没有场景以“{name}”为预期。",
                    ),
                    fix=Text(
                        en="Add {name: {en: …, zh: …}, answers: […], "
                        f"expect: {name}}} to “scenarios”.",
                        zh="请在“scenarios”中新增 {name: {en: …, zh: …}, answers: […], "
                        f"expect: {name}}}。",
                    ),
                )


def _scenarios(catalog: Catalog) -> Iterator[tuple[Guide, int, Scenario]]:
    """Yield the scenarios of the guides whose start is known, with their place in the list."""
    for guide in catalog.guides.values():
        if guide.start in guide.nodes:
            for index, scenario in enumerate(guide.scenarios):
                yield guide, index, scenario


def _unknown(at: Location, guide: Guide, scenario: Scenario) -> Problem:
    guess = nearest(scenario.expect, guide.nodes)
    return Problem(
        at=at,
        message=Text(
            en=f"A scenario must expect a node of the guide; there is no “{scenario.expect}”.",
            zh=f"场景的预期必须是决策树中的节点，“{scenario.expect}”不存在。",
        ),
        fix=Text(
            en=f"Did you mean “{guess}”?" if guess else "Name the outcome that is right.",
            zh=f"是否应为“{guess}”？" if guess else "请写出正确的结论。",
        ),
    )


def _stopped(
    at: Location, guide: Guide, scenario: Scenario, way: tuple[str, ...]
) -> Iterator[Problem]:
    """Say why the way ends early, but for an answer that leads to an unknown node."""
    node, number = guide.nodes[way[-1]], scenario.answers[len(way) - 1]
    count = len(node.options)
    if number <= count or (not ends(node) and not count):
        return
    before = "–".join(map(str, scenario.answers[: len(way) - 1]))
    yield Problem(
        at=at,
        message=Text(
            en=f"“{scenario.name.en}”: answer {number} must be one of the {count} options of "
            f"“{way[-1]}”, reached by {before or 'no answers'}.",
            zh=f"“{scenario.name.zh}”：选项 {number} 必须是“{way[-1]}”的 {count} 个选项之一"
            f"（此前所选：{before or '无'}）。",
        ),
        fix=Text(
            en="Correct the answers: number the options from 1, one number per question.",
            zh="请更正选项：编号从 1 开始，每个问题一个编号。",
        ),
    )


def _elsewhere(at: Location, guide: Guide, scenario: Scenario, met: str) -> Problem:
    more = "" if ends(guide.nodes[met]) else " It is a question: answers are missing."
    more_zh = "" if ends(guide.nodes[met]) else "该节点是问题，选项没有写全。"
    return Problem(
        at=at,
        message=Text(
            en=f"“{scenario.name.en}” must end at “{scenario.expect}”; its answers lead to "
            f"“{met}”.{more}",
            zh=f"“{scenario.name.zh}”应到达“{scenario.expect}”，所选选项通向“{met}”。{more_zh}",
        ),
        fix=Text(
            en=f"Correct the guide, or the scenario: its answers, or “expect: {met}”.",
            zh=f"请更正决策树，或更正场景的选项，或改为“expect: {met}”。",
        ),
    )
