"""How are counts drawn? As SVG without scripts, styles or addresses, to be read aloud too.

Pygal draws; what it adds for its own script, and the day it drew on, is taken off again. Colours
come from the page's style sheet, by the classes that the shapes have.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pygal
from pygal.style import Style

from sopkb.findings import Language
from sopkb.night.labels import STATES
from sopkb.night.model import Count

DRAWN = ("current", "due_soon", "overdue", "expired", "unreviewed")
WIDTH, ROW_HEIGHT, FRAME_HEIGHT, TREND_HEIGHT = 520, 30, 40, 230
UNWANTED = ("defs", "desc", "title")
LETTER, HAN = 10.8, 18.0
"""How wide characters of a label are; Pygal takes all for letters."""
SERIES = re.compile(r"\bserie-(\d+)")
LAST_NARROW = "\u2e7f"
STYLE = Style(font_family="inherit", label_font_size=18, major_label_font_size=18)


def columns(
    name: str, title: str, labels: Sequence[str], counts: Iterable[Count], language: Language
) -> str:
    """Draw counts beside each other, each stacked by state."""
    chart = pygal.StackedBar(**_config(TREND_HEIGHT), x_label_rotation=0)
    return _drawn(chart, name, title, labels, tuple(counts), language)


def bars(
    name: str, title: str, labels: Sequence[str], counts: Iterable[Count], language: Language
) -> str:
    """Draw counts below each other, each stacked by state."""
    held = tuple(counts)
    config = _config(FRAME_HEIGHT + ROW_HEIGHT * len(held))
    chart = pygal.HorizontalStackedBar(**config, margin_left=6 + _missing_width(labels))
    return _drawn(chart, name, title, labels[::-1], held[::-1], language)


def _config(height: int) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "height": height,
        "style": STYLE,
        "css": [],
        "js": [],
        "margin": 6,
        "spacing": 8,
        "truncate_label": -1,
        "show_legend": False,
        "disable_xml_declaration": True,
        "order_min": 0,
        "max_scale": 6,
    }


def _drawn(
    chart: Any,
    name: str,
    title: str,
    labels: Sequence[str],
    counts: tuple[Count, ...],
    language: Language,
) -> str:
    chart.uuid = name
    chart.x_labels = labels
    states = [STATES[state].in_language(language) for state in DRAWN]
    for state, words in zip(DRAWN, states, strict=True):
        chart.add(words, [getattr(count, state) for count in counts])
    chart.add_xml_filter(lambda root: _cleaned(root, name, title, states))
    return str(chart.render(is_unicode=True))


def _cleaned(root: Any, name: str, title: str, states: Sequence[str]) -> Any:
    """Take off what a page does not need, name the shapes, and say what the whole shows."""
    names = dict(_bar_names(root, states))
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_unwanted(child):
                parent.remove(child)
    for bar, words in names.items():
        _add_title(bar, words)
    _add_title(root, title).set("id", f"{name}-title")
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title")
    return root


def _bar_names(root: Any, states: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """Yield each bar with what it stands for: its label, state and number."""
    for series in root.iter():
        found = SERIES.search(series.get("class") or "")
        if found:
            for bar in series.iter():
                facts = {each.get("class"): each.text for each in bar if each.tag == "desc"}
                if facts:
                    yield bar, f"{facts['x_label']} · {states[int(found[1])]} · {facts['value']}"


def _is_unwanted(node: Any) -> bool:
    if callable(node.tag) or node.tag in UNWANTED:
        return True
    classes = (node.get("class") or "").split()
    return "background" in classes or any(each.endswith("overlay") for each in classes)


def _add_title(node: Any, words: str) -> Any:
    title = node.makeelement("title", {})
    title.text = words
    node.insert(0, title)
    return title


def _missing_width(labels: Sequence[str]) -> float:
    """Give the room that Chinese labels need beyond what Pygal gives to as many letters."""
    wide = (sum(each > LAST_NARROW for each in label) for label in labels)
    return max(wide, default=0) * (HAN - LETTER)
