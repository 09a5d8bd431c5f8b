"""Does every way through a guide lead from its start to an outcome?"""

from collections.abc import Iterator

from sopkb.findings import Problem, Severity, Text
from sopkb.guide import ends, loops_without_exit, reached
from sopkb.model.floor import Guide
from sopkb.nearest import nearest
from sopkb.rules.engine import Context, rule


@rule(Severity.ERROR)
def guide_start_unknown(context: Context) -> Iterator[Problem]:
    """A guide must start at one of its nodes.

    决策树的起点必须是其中的一个节点。

    Bad: start: windw
    Good: start: window
    """
    for guide in context.catalog.guides.values():
        if guide.start not in guide.nodes:
            yield Problem(
                at=context.catalog.locate("guides", (guide.id, "start")),
                message=Text(
                    en=f"A guide must start at one of its nodes; there is no “{guide.start}”.",
                    zh=f"决策树的起点必须是其中的一个节点，“{guide.start}”不存在。",
                ),
                fix=_node_instead(guide, guide.start),
            )


@rule(Severity.ERROR)
def guide_next_unknown(context: Context) -> Iterator[Problem]:
    """Every answer of a guide must lead to one of its nodes.

    决策树的每个选项都必须指向其中的一个节点。

    Bad: {label: {en: "Yes", zh: 是}, next: refnd}
    Good: {label: {en: "Yes", zh: 是}, next: refund}
    """
    for guide in context.catalog.guides.values():
        for name, node in guide.nodes.items():
            for index, option in enumerate(node.options):
                if option.next not in guide.nodes:
                    key_path = (guide.id, "nodes", name, "options", index, "next")
                    yield Problem(
                        at=context.catalog.locate("guides", key_path),
                        message=Text(
                            en=f"An answer must lead to a node; there is no “{option.next}”.",
                            zh=f"选项必须指向一个节点，“{option.next}”不存在。",
                        ),
                        fix=_node_instead(guide, option.next),
                    )


@rule(Severity.ERROR)
def guide_dead_end(context: Context) -> Iterator[Problem]:
    """A question of a guide must have options.

    决策树中的问题必须有选项。

    Bad: {kind: question, text: …} without options
    Good: {kind: question, text: …, options: [{label: …, next: refund}]}
    """
    for guide in context.catalog.guides.values():
        for name, node in guide.nodes.items():
            if not ends(node) and not node.options:
                yield Problem(
                    at=context.catalog.locate("guides", (guide.id, "nodes", name)),
                    message=Text(
                        en=f"A question must have options; “{name}” has none, and the agent is "
                        "stuck there.",
                        zh=f"问题必须有选项，“{name}”没有选项，客服专员会停在这里。",
                    ),
                    fix=Text(
                        en="Add options, or make it “kind: outcome” or “kind: handoff”.",
                        zh="请补充选项，或改为“kind: outcome”或“kind: handoff”。",
                    ),
                )


@rule(Severity.ERROR)
def guide_outcome_options(context: Context) -> Iterator[Problem]:
    """An outcome of a guide must not have options: the guide ends there.

    决策树在结论处结束，结论不得带有选项。

    Bad: {kind: outcome, text: …, options: [{label: …, next: refund}]}
    Good: {kind: question, text: …, options: [{label: …, next: refund}]}
    """
    for guide in context.catalog.guides.values():
        for name, node in guide.nodes.items():
            if ends(node) and node.options:
                yield Problem(
                    at=context.catalog.locate("guides", (guide.id, "nodes", name, "options")),
                    message=Text(
                        en=f"A guide ends at an outcome, which must not have options; “{name}” "
                        f"({node.kind}) has {len(node.options)}.",
                        zh=f"决策树在结论处结束，结论不得带有选项；“{name}”（{node.kind}）"
                        f"有 {len(node.options)} 个。",
                    ),
                    fix=Text(
                        en="Remove the options, or make it “kind: question”.",
                        zh="请删除选项，或改为“kind: question”。",
                    ),
                )


@rule(Severity.ERROR)
def guide_node_unreachable(context: Context) -> Iterator[Problem]:
    """Every node of a guide must be reached by some answers from its start.

    决策树的每个节点都必须能从起点经选项到达。

    Bad: a node “wait” that no option names in “next”
    Good: {label: {en: "No", zh: 否}, next: wait}
    """
    for guide in context.catalog.guides.values():
        met = reached(guide)
        for name in guide.nodes:
            if met and name not in met:
                yield Problem(
                    at=context.catalog.locate("guides", (guide.id, "nodes", name)),
                    message=Text(
                        en=f"Every node must be reached from the start; nothing leads to “{name}”.",
                        zh=f"每个节点都必须能从起点到达，没有选项通向“{name}”。",
                    ),
                    fix=Text(
                        en=f"Write “next: {name}” at the answer that leads there, or remove it.",
                        zh=f"请在通向它的选项处写“next: {name}”，或删除该节点。",
                    ),
                )


@rule(Severity.ERROR)
def guide_loop_endless(context: Context) -> Iterator[Problem]:
    """A loop of questions must have an answer that leads out of it to an outcome.

    问题形成的循环中必须有选项能走出循环、到达结论。

    Bad: wait → ask → wait, with no other answer
    Good: wait → ask → wait, or from ask to an outcome
    """
    for guide in context.catalog.guides.values():
        met = reached(guide)
        for ring in loops_without_exit(guide):
            if ring[0] in met:
                way = " → ".join((*ring, ring[0]))
                yield Problem(
                    at=context.catalog.locate("guides", (guide.id, "nodes", ring[0])),
                    message=Text(
                        en=f"A loop must have a way out to an outcome; this one has none: {way}.",
                        zh=f"循环必须有通向结论的出口，以下循环没有：{way}。",
                    ),
                    fix=Text(
                        en="Add an answer that leads to an outcome or a handoff.",
                        zh="请增加一个通向结论或移交的选项。",
                    ),
                )


def _node_instead(guide: Guide, name: str) -> Text:
    guess = nearest(name, guide.nodes)
    if guess:
        return Text(en=f"Did you mean “{guess}”?", zh=f"是否应为“{guess}”？")
    return Text(
        en=f"Name one of its nodes, or add a node “{name}”.",
        zh=f"请改为已有的节点，或新增节点“{name}”。",
    )
