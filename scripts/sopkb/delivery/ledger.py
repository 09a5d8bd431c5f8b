"""What of a night has been sent already, so that nothing is sent twice?

Before a message leaves, the file `delivery.json` beside the report says that it is on its way, and
after that it has been sent. A message whose fate is unknown, because the program was stopped
between the two or the receiver did not answer, is not sent again by itself: at most once. A message
that was refused is taken out, so the next run sends it. The file is replaced as a whole, so
it is never half written. What is older than a month is forgotten.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from sopkb.delivery.plan import Message
from sopkb.delivery.report_file import NotDeliverable
from sopkb.findings import Text
from sopkb.model.base import Model

LEDGER = "delivery.json"
REMEMBERED = timedelta(days=31)


class Fate(StrEnum):
    """What is known of a message that left."""

    ON_ITS_WAY = "on_its_way"
    SENT = "sent"


class Entry(Model):
    """One message of one night; `content` is the hash of its text."""

    as_of: date
    channel: str
    recipient: str
    content: str
    fate: Fate = Fate.ON_ITS_WAY

    def is_same_message(self, other: "Entry") -> bool:
        """Tell whether two entries are of one message, whatever became of it."""
        return self.model_copy(update={"fate": other.fate}) == other


class _File(Model):
    schema_version: Literal[1] = 1
    messages: tuple[Entry, ...] = ()


@dataclass(slots=True)
class Ledger:
    """The entries of one file; every change is on disk before it counts."""

    path: Path
    entries: tuple[Entry, ...]

    def fate(self, message: Message) -> Fate | None:
        """Tell what has become of a message; None if it has not left."""
        wanted = entry_of(message)
        return next((each.fate for each in self.entries if each.is_same_message(wanted)), None)

    def note(self, message: Message, fate: Fate | None) -> None:
        """Write what has become of a message; NotDeliverable if the disk does not take it."""
        new = entry_of(message)
        kept = [each for each in self.entries if not each.is_same_message(new)]
        kept = [each for each in kept if each.as_of >= new.as_of - REMEMBERED]
        if fate is not None:
            kept.append(new.model_copy(update={"fate": fate}))
        self._write(kept)
        self.entries = tuple(kept)

    def _write(self, entries: Iterable[Entry]) -> None:
        text = _File(messages=tuple(entries)).model_dump_json(indent=2) + "\n"
        fresh = self.path.with_name(f"{self.path.name}.new")
        try:
            with fresh.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(self.path)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise NotDeliverable(_not_written(self.path, error)) from error


def open_ledger(folder: Path) -> Ledger:
    """Read what has been sent; NotDeliverable if the file is there but cannot be read."""
    path = folder / LEDGER
    try:
        return Ledger(path, _File.model_validate_json(path.read_bytes()).messages)
    except FileNotFoundError:
        return Ledger(path, ())
    except (OSError, ValidationError) as error:
        raise NotDeliverable(
            Text(
                en=f"{path} cannot be read, so it is not known what has been sent already; nothing "
                "is sent. Restore it, or remove it if nothing of this night has arrived.",
                zh=f"无法读取 {path}，不能确定哪些消息已发送，因此未发送任何消息。"
                "请恢复该文件；如确认当晚消息均未送达，可删除该文件。",
            )
        ) from error


def entry_of(message: Message) -> Entry:
    """Give the entry of a message that is about to leave."""
    return Entry(
        as_of=message.report.health.as_of,
        channel=message.channel,
        recipient=message.recipient,
        content=message.content,
    )


def _not_written(path: Path, error: OSError) -> Text:
    return Text(
        en=f"{path} cannot be written: {error.strerror}. Nothing more is sent, because what "
        "is sent must be written down.",
        zh=f"无法写入 {path}：{error.strerror}。发送情况必须记录在案，因此不再发送后续消息。",
    )
