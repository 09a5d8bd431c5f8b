"""Every step of a procedure has an address: `step-3`, or `refund-status-step-3` under an H3."""

import xml.etree.ElementTree as etree
from typing import Any

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]

SECTION = "steps"
AFTER_ATTRIBUTES = 6
"""The ids of headings come from attr_list (8); MkDocs collects all ids last (0)."""


def on_config(config: Any) -> Any:
    """Add the ids to the pages of every language."""
    if not any(isinstance(each, StepIds) for each in config.markdown_extensions):
        config.markdown_extensions.append(StepIds())
    return config


class StepIds(Extension):  # type: ignore[misc]
    """Python-Markdown's way to change a page before it is written."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the one change."""
        md.treeprocessors.register(StepNumberer(), "kb_step_ids", AFTER_ATTRIBUTES)


class StepNumberer:
    """Gives an id to each item of the first list under a heading of the section."""

    def run(self, root: etree.Element) -> None:
        """Walk over the blocks of the page."""
        is_inside, prefix = False, ""
        for block in root:
            if block.tag == "h2":
                is_inside, prefix = block.get("id") == SECTION, "step"
            elif block.tag == "h3" and block.get("id"):
                prefix = f"{block.get('id')}-step"
            elif block.tag == "ol" and is_inside and prefix:
                for number, item in enumerate(block, 1):
                    item.set("id", f"{prefix}-{number}")
                prefix = ""
