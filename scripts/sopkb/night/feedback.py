"""How many open messages of readers say that a document is wrong? From an export of the tracker.

The export is what `gh issue list --json number,title,body,state,createdAt` writes. A message
belongs to the document that its title names, else to the one given in the field of the form.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from pydantic import BaseModel, TypeAdapter, ValidationError

from sopkb.catalog import Catalog
from sopkb.findings import Location
from sopkb.model.base import LocalizedText
from sopkb.night import item_words as words
from sopkb.night.items import item_at
from sopkb.night.model import Item, ItemKind

ID = r"(?<![A-Z0-9-])[A-Z]{2,3}-[A-Z]{3}-[0-9]{3}(?![0-9])"
IN_TITLE = re.compile(ID)
IN_FORM = re.compile(rf"^### (?:Document id|文件编号)[ \t]*\r?\n\s*(?P<id>{ID})", re.M)


class Message(BaseModel):
    """One message of the export; keys that are not needed are left alone."""

    title: str
    body: str | None = None
    state: str = "OPEN"
    createdAt: datetime


MESSAGES = TypeAdapter(tuple[Message, ...])


def read_feedback(text: str) -> tuple[Message, ...] | LocalizedText:
    """Read an export, or say that readers' messages were not counted."""
    try:
        return MESSAGES.validate_json(text)
    except ValidationError:
        return LocalizedText(
            en="The export of readers' messages is damaged or of another form; they were not "
            "counted.",
            zh="读者反馈的导出文件已损坏或格式不符，未统计反馈。",
        )


def open_messages(catalog: Catalog, messages: tuple[Message, ...]) -> dict[str, list[date]]:
    """Give the days of the open messages on each document, the oldest first."""
    found = dict[str, list[date]]()
    for message in sorted(messages, key=lambda each: each.createdAt.timestamp()):
        name = _document(message)
        if message.state.upper() == "OPEN" and name in catalog.documents:
            found.setdefault(name, []).append(message.createdAt.date())
    return dict(sorted(found.items()))


def feedback_items(catalog: Catalog, days: dict[str, list[date]], today: date) -> Iterator[Item]:
    """Yield one item for each document with open messages."""
    for name, each in days.items():
        at = Location(path=catalog.documents[name].file.path)
        message = words.feedback(len(each), each[0])
        key = f"{ItemKind.FEEDBACK}:{name}"
        yield item_at(catalog, ItemKind.FEEDBACK, key, at, message, today, due=each[0])


def _document(message: Message) -> str:
    match = IN_TITLE.search(message.title)
    if match:
        return match[0]
    field = IN_FORM.search(message.body or "")
    return field["id"] if field else ""
