"""Does every rule find what it must and stay silent where it must?

A case is a folder `tests/cases/<rule-code>/<name>/` laid over the miniature. The guilty line ends
in `# expect: rule-code` (Markdown: `<!-- expect: rule-code -->`), or stands in `expect.txt` as
`path:line rule-code`. A case that expects nothing is a near miss and must stay silent. A case with
a `changed.txt` is judged as a change of the paths that stand there: before it they were as in the
folder `before`, or in the miniature where that does not hold them.

Every case that changes a document leaves its translation and its guide behind; only the cases of
those questions ask.
"""

from pathlib import Path

import pytest

from sopkb.rules import RULES
from tests.trees import (
    CASES,
    Expected,
    as_of_in,
    before_in,
    changed_in,
    expected_in,
    findings_in,
    plant,
)

OF_WHAT_FOLLOWS = (
    *(frozenset({"translation", "parity"}), frozenset({"guide"}), frozenset({"script"})),
    *(frozenset({"bulletin"}), frozenset({"training"}), frozenset({"escalation"})),
)
"""Families of rules on what follows a document."""

ALL_CASES = sorted(path for path in CASES.glob("*/*") if path.is_dir())


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_case_is_judged_as_it_expects(case: Path, tmp_path: Path) -> None:
    family = case.parent.name.split("-")[0]
    without = frozenset[str]().union(*(each for each in OF_WHAT_FOLLOWS if family not in each))
    tree = plant(tmp_path, case)
    changed = changed_in(case)
    before = before_in(case) if changed is not None else None
    findings = findings_in(tree, as_of_in(case), without, changed, before)
    seen = sorted(Expected(item.at.path, item.at.line, item.code) for item in findings)
    assert seen == expected_in(case), [f"{item.at.path}: {item.message.en}" for item in findings]


def test_the_miniature_is_clean(tmp_path: Path) -> None:
    assert findings_in(plant(tmp_path)) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_case_to_find_and_a_near_miss(rule: object) -> None:
    code = getattr(rule, "code", "")
    cases = [case for case in ALL_CASES if case.parent.name == code]
    finds = [case for case in cases if any(item.code == code for item in expected_in(case))]
    silent = [case for case in cases if not expected_in(case)]
    assert finds, f"tests/cases/{code}/ has no case with `expect: {code}`"
    assert silent, f"tests/cases/{code}/ has no near miss (a case that expects nothing)"
