"""Do the contents on top of the style sheet name its sections, and does each state look one way?"""

import re
from collections import Counter

from tests.trees import ROOT

STYLE = (ROOT / "overrides" / "assets" / "kb.css").read_text(encoding="utf-8")


def test_the_contents_name_the_sections_in_their_order() -> None:
    contents = " ".join(STYLE.partition("*/")[0].split())
    sections = re.findall(r"^/\* -{4} (\d+ .*?) -{3,}", STYLE, re.M)
    assert len(sections) > 20
    assert " · ".join(sections) in contents


def test_the_colours_of_a_state_stand_in_one_place() -> None:
    states = re.findall(r'^\[data-state="([\w-]+)"\](?:,| \{)$', STYLE, re.M)
    assert len(states) > 20
    assert [state for state, times in Counter(states).items() if times > 1] == []
