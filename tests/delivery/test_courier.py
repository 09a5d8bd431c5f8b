"""Does every message arrive once, and is it known of each whether it has?"""

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.slack import NotifySlack
from apprise.plugins.wecombot import NotifyWeComBot
from apprise.plugins.workflows import NotifyWorkflows

from sopkb.catalog import Catalog
from sopkb.delivery.courier import Clock, Courier, Result
from sopkb.delivery.ledger import LEDGER, Fate, open_ledger
from sopkb.delivery.plan import SUMMARY, Message, plan_of
from sopkb.delivery.report_file import NotDeliverable
from sopkb.model.delivery import Channel, Delivery
from sopkb.night.model import NightReport
from tests.nights import item, night
from tests.receivers import Reply, closed_port, silent_receiver, web_receiver

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


@dataclass
class Run:
    """Sends without waiting, and remembers how long it would have waited."""

    folder: Path
    addresses: Mapping[str, str]
    waited: list[float] = field(default_factory=list)

    def __call__(self, *messages: Message) -> list[Result]:
        clock = Clock(now=lambda: NOW, sleep=self.waited.append)
        courier = Courier(ledger=open_ledger(self.folder), addresses=self.addresses, clock=clock)
        return [delivered.result for delivered in courier.deliver(messages)]


def messages(report: NightReport, *channels: str, limit: int = 4000) -> tuple[Message, ...]:
    """Plan the summary of a night on some channels, each in its own variable."""
    delivery = Delivery(
        channels={name: Channel(url_from=name.upper(), limit=limit) for name in channels},
        summary=channels,
    )
    return plan_of(report, Catalog(root=Path(), delivery=delivery)).messages


def test_a_message_is_sent_once_and_holds_the_summary(tmp_path: Path) -> None:
    report = night(item(1))
    with web_receiver() as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        assert run(*messages(report, "team")) == [Result.SENT]
        assert run(*messages(report, "team")) == [Result.SENT_BEFORE]
    assert len(receiver.received) == 1
    assert receiver.received[0]["title"] == "Knowledge base: 75.0% of reviews valid"
    assert receiver.received[0]["message"].startswith("As of 22 Nov 2026 (Asia/Shanghai)")


def test_another_night_and_another_text_are_other_messages(tmp_path: Path) -> None:
    tomorrow = night(item(1)).health.as_of + timedelta(days=1)
    with web_receiver() as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        for report in (night(item(1)), night(item(1), item(2)), night(item(1), as_of=tomorrow)):
            assert run(*messages(report, "team")) == [Result.SENT]


def test_a_night_sent_in_part_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    with web_receiver() as one, web_receiver(Reply(500)) as two, web_receiver() as three:
        run = Run(tmp_path, {"A": one.address, "B": two.address, "C": three.address})
        sent = messages(night(item(1)), "a", "b", "c")
        assert run(*sent) == [Result.SENT, Result.REFUSED, Result.SENT]
        assert run(*sent) == [Result.SENT_BEFORE, Result.SENT, Result.SENT_BEFORE]
        assert [len(each.received) for each in (one, two, three)] == [1, 2, 1]


def test_a_receiver_that_hangs_is_not_sent_to_twice(tmp_path: Path) -> None:
    with silent_receiver() as port, web_receiver() as other:
        hanging = f"json://127.0.0.1:{port}/?rto=0.2&cto=5"
        run = Run(tmp_path, {"A": hanging, "B": other.address})
        sent = messages(night(item(1)), "a", "b")
        assert run(*sent) == [Result.NO_ANSWER, Result.SENT]
        assert run(*sent) == [Result.UNCERTAIN, Result.SENT_BEFORE]


def test_a_run_that_was_stopped_while_sending_does_not_send_again(tmp_path: Path) -> None:
    (message,) = messages(night(item(1)), "team")
    open_ledger(tmp_path).note(message, Fate.ON_ITS_WAY)
    with web_receiver() as receiver:
        assert Run(tmp_path, {"TEAM": receiver.address})(message) == [Result.UNCERTAIN]
    assert receiver.received == []


def test_a_receiver_that_cannot_be_reached_gets_it_in_the_next_run(tmp_path: Path) -> None:
    sent = messages(night(item(1)), "team")
    address = f"json://127.0.0.1:{closed_port()}/"
    assert Run(tmp_path, {"TEAM": address})(*sent) == [Result.NOT_REACHED]
    with web_receiver() as receiver:
        assert Run(tmp_path, {"TEAM": receiver.address})(*sent) == [Result.SENT]


def test_a_channel_that_does_not_answer_gets_nothing_more_in_this_run(tmp_path: Path) -> None:
    first, second = messages(night(item(1)), "team") + messages(night(item(2)), "team")
    with silent_receiver() as port:
        run = Run(tmp_path, {"TEAM": f"json://127.0.0.1:{port}/?rto=0.2"})
        assert run(first, second) == [Result.NO_ANSWER, Result.NOT_TRIED]
    with web_receiver() as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        assert run(first, second) == [Result.UNCERTAIN, Result.SENT]


@pytest.mark.parametrize(
    ("header", "waits"),
    [
        ({"Retry-After": "7"}, [7.0]),
        ({"Retry-After": "Sun, 22 Nov 2026 01:00:30 GMT"}, [30.0]),
        ({"Retry-After": "Sun, 22 Nov 2026 00:00:00 GMT"}, [0.0]),
        ({"Retry-After": "soon"}, [2.0]),
        ({}, [2.0]),
    ],
)
def test_a_busy_receiver_is_asked_again_after_the_time_it_names(
    header: dict[str, str], waits: list[float], tmp_path: Path
) -> None:
    with web_receiver(Reply(429, headers=header)) as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        assert run(*messages(night(item(1)), "team")) == [Result.SENT]
    assert run.waited == waits
    assert len(receiver.received) == 2


def test_a_receiver_that_stays_busy_is_left_after_three_attempts(tmp_path: Path) -> None:
    with web_receiver(*[Reply(429)] * 9) as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        assert run(*messages(night(item(1)), "team")) == [Result.TOO_MANY]
    assert run.waited == [2.0, 4.0]
    assert len(receiver.received) == 3


def test_a_receiver_that_asks_for_too_long_a_wait_is_left(tmp_path: Path) -> None:
    with web_receiver(Reply(429, headers={"Retry-After": "3600"})) as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        assert run(*messages(night(item(1)), "team")) == [Result.TOO_MANY]
    assert run.waited == []


@pytest.mark.parametrize("address", ["", "https://", "nothing at all", "slack://x", "nosuch://x/y"])
def test_an_address_that_is_none_is_told_and_stops_nobody_else(
    address: str, tmp_path: Path
) -> None:
    with web_receiver() as receiver:
        run = Run(tmp_path, {"A": address, "B": receiver.address})
        first, second = run(*messages(night(item(1)), "a", "b"))
    assert first is (Result.NOT_AN_ADDRESS if address else Result.NO_ADDRESS)
    assert second is Result.SENT


def test_a_disk_that_is_full_stops_before_anything_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with web_receiver() as receiver:
        monkeypatch.setattr(os, "fsync", full)
        run = Run(tmp_path, {"TEAM": receiver.address})
        with pytest.raises(NotDeliverable, match="No space left") as raised:
            run(*messages(night(item(1)), "team"))
    assert "无法写入" in raised.value.reason.zh
    assert receiver.received == []
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_while_sending_does_not_send_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = messages(night(item(1)), "team")
    room = iter([None])

    def full(_: int) -> None:
        if next(room, "full"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with web_receiver() as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            with pytest.raises(NotDeliverable):
                run(*sent)
        assert run(*sent) == [Result.UNCERTAIN]
    assert len(receiver.received) == 1


@pytest.mark.parametrize("damage", ["", "{", '{"schema_version": 2}', "\xff"])
def test_a_damaged_ledger_stops_everything(damage: str, tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_bytes(damage.encode("latin-1"))
    with pytest.raises(NotDeliverable, match="not known what has been sent"):
        open_ledger(tmp_path)


def test_the_ledger_forgets_what_is_older_than_a_month(tmp_path: Path) -> None:
    old, new = night(item(1)), night(item(1), as_of=night().health.as_of + timedelta(days=32))
    with web_receiver() as receiver:
        run = Run(tmp_path, {"TEAM": receiver.address})
        run(*messages(old, "team"), *messages(new, "team"))
    assert [each.as_of for each in open_ledger(tmp_path).entries] == [new.health.as_of]


@contextmanager
def chat(
    monkeypatch: pytest.MonkeyPatch, name: str, *replies: Reply
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Serve one of the chats that have a fixed address in Apprise."""
    plugins = {
        "wecom": (NotifyWeComBot, "wecombot://key-1", "/send?key={key}"),
        "feishu": (NotifyFeishu, "feishu://token-1", "/hook/{token}"),
        "lark": (NotifyLark, "lark://token-1", "/hook/"),
        "slack": (NotifySlack, "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ", "/services"),
    }
    plugin, address, path = plugins[name]
    with web_receiver(*replies) as receiver:
        attribute = "webhook_url" if name == "slack" else "notify_url"
        monkeypatch.setattr(plugin, attribute, f"http://127.0.0.1:{receiver.port}{path}")
        monkeypatch.setattr(plugin, "request_rate_per_sec", 0)
        yield address, receiver.received


@pytest.mark.parametrize("name", ["wecom", "feishu", "lark", "slack"])
def test_each_chat_gets_what_it_can_show(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = night(*(item(number) for number in range(1, 40)))
    with chat(monkeypatch, name) as (address, received):
        run = Run(tmp_path, {"TEAM": address})
        assert run(*messages(report, "team", limit=2048)) == [Result.SENT]
    (payload,) = received
    shown = json.dumps(payload, ensure_ascii=False)
    assert "SOP-BUY-001" in shown
    if name == "slack":
        assert "<https://kb.example.com/sops/buyer/1/|SOP-BUY-001 Refund request>" in shown
        assert "github.com" not in shown
        return
    content = payload.get("content") or payload["text"]
    assert isinstance(content, dict)
    text = str(content.get("text") or content.get("content"))
    assert text.startswith("Knowledge base: 75.0% of reviews valid\n")
    assert len(text.encode()) <= 2048
    assert "](" not in text
    assert "**" not in text


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("wecom", '{"errcode": 93000, "errmsg": "invalid webhook url"}', Result.REFUSED),
        ("wecom", '{"errcode": 45009, "errmsg": "api freq out of limit"}', Result.TOO_MANY),
        ("wecom", '{"errcode": 0, "errmsg": "ok"}', Result.SENT),
        ("feishu", '{"code": 19001, "msg": "param invalid"}', Result.REFUSED),
        ("lark", '{"code": 9499, "msg": "too many request"}', Result.TOO_MANY),
        ("lark", '{"code": 0, "msg": "success"}', Result.SENT),
    ],
)
def test_a_chat_that_refuses_with_status_200_is_believed(
    name: str, text: str, expected: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chat(monkeypatch, name, *[Reply(text=text)] * 3) as (address, _):
        run = Run(tmp_path, {"TEAM": address})
        assert run(*messages(night(item(1)), "team")) == [expected]


def test_teams_gets_a_card_with_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = requests.post

    def without_tls(address: str, **options: Any) -> requests.Response:
        return real(address.replace("https://", "http://"), **options)

    monkeypatch.setattr(requests, "post", without_tls)
    monkeypatch.setattr(NotifyWorkflows, "request_rate_per_sec", 0)
    with web_receiver() as receiver:
        run = Run(tmp_path, {"TEAM": f"workflows://127.0.0.1:{receiver.port}/flow/signature/"})
        assert run(*messages(night(item(1)), "team")) == [Result.SENT]
    shown = json.dumps(receiver.received, ensure_ascii=False)
    assert "AdaptiveCard" in shown
    assert "[SOP-BUY-001 Refund request](https://kb.example.com/sops/buyer/1/)" in shown
    assert "github.com" not in shown


def test_the_summary_is_a_recipient_of_its_own() -> None:
    assert [each.recipient for each in messages(night(), "team")] == [SUMMARY]
