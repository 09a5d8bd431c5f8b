"""Does `sopkb notify` tell each owner in its language, by chat and by mail, and never a secret?"""

import os
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result

from sopkb.cli import main
from sopkb.model.documents import Risk
from sopkb.night.model import ItemKind, NightReport
from tests.nights import item, night, text
from tests.receivers import Reply, closed_port, silent_receiver, web_receiver
from tests.trees import plant

SOPKB = (sys.executable, "-c", "from sopkb.cli import main; main()")
SECRET = "s3cr3t-t0k3n"


class Mailboxes:
    """Takes mail and keeps it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused = ""
        self.hangs_up = False

    async def handle_RCPT(
        self, server: object, session: object, envelope: object, address: str, options: object
    ) -> str:
        if address == self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        content = envelope.content  # type: ignore[attr-defined]
        if self.hangs_up:
            server.transport.abort()  # type: ignore[attr-defined]
        self.mails.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailboxes() -> Iterator[tuple[Mailboxes, str]]:
    """Run a mail server; give it and its address for Apprise."""
    kept = Mailboxes()
    controller = Controller(kept, hostname="127.0.0.1", port=closed_port())
    controller.start()
    try:
        yield kept, f"mailto://127.0.0.1:{controller.port}/?from=kb@example.com&mode=insecure"
    finally:
        controller.stop()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Plant the miniature; one of its roles is written to in Mandarin."""
    planted = plant(tmp_path / "kb")
    owners = planted / "data/owners.yml"
    mandarin = owners.read_text("utf-8").replace("Asia/Manila", "Asia/Manila\n  language: zh", 1)
    owners.write_text(mandarin, "utf-8")
    return planted


def write(report: NightReport, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "report.json").write_text(report.model_dump_json(), "utf-8")
    return folder


def notify(root: Path, folder: Path, *options: str, **environment: str) -> Result:
    arguments = ["notify", str(folder), "--root", str(root), *options]
    return CliRunner().invoke(main, arguments, env=environment)


def test_nothing_is_sent_without_being_asked(root: Path, tmp_path: Path) -> None:
    folder = write(night(item(1)), tmp_path / "night")
    with web_receiver() as receiver:
        shown = notify(root, folder, NOTIFY_BUYER_CARE=receiver.address)
    assert shown.exit_code == 0, shown.output
    assert receiver.received == []
    assert not (folder / "delivery.json").exists()
    assert "===== programme · summary · en" in shown.output
    assert "===== buyer-care · buyer-refunds · zh" in shown.output
    assert "===== mail buyer-refunds@example.com · buyer-refunds · zh" in shown.output
    assert "复审已逾期：1" in shown.output
    assert "`--send` sends these 3 messages" in shown.output


def test_an_owner_is_told_in_its_language_by_chat_and_by_mail(
    root: Path, tmp_path: Path, mailboxes: tuple[Mailboxes, str]
) -> None:
    report = night(item(1, is_new=True, risk=Risk.HIGH, title=text("T <b>x</b>", "退款 <b>x</b>")))
    folder = write(report, tmp_path / "night")
    kept, address = mailboxes
    with web_receiver() as receiver:
        channels = {"NOTIFY_BUYER_CARE": receiver.address, "NOTIFY_PROGRAMME": receiver.address}
        first = notify(root, folder, "--send", NOTIFY_MAIL=address, **channels)
        second = notify(root, folder, "--send", "--lang", "zh", NOTIFY_MAIL=address, **channels)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert second.output.count("此前已发送") == 3
    summary, digest = receiver.received
    assert summary["title"] == "Knowledge base: 75.0% of reviews valid"
    assert digest["title"] == "知识库 · 买家退款主管：待办 1 项，其中新增 1 项"
    (mail,) = kept.mails
    assert mail["Subject"] == "知识库 · 买家退款主管：待办 1 项，其中新增 1 项"
    assert mail["To"] == "buyer-refunds@example.com"
    body = mail.get_body(("html",))
    assert body is not None
    html = body.get_content()
    assert "复审已逾期：1</h3>" in html
    assert 'href="https://kb.example.com/zh/sops/buyer/1/"' in html
    assert "<b>x" not in html


def test_a_role_is_told_of_what_it_must_know_because_of_age(root: Path, tmp_path: Path) -> None:
    old = item(1, age=40, kind=ItemKind.REVIEW_EXPIRED, escalated_to="programme-lead")
    shown = notify(root, write(night(old), tmp_path / "night"))
    assert "===== programme · programme-lead · en" in shown.output
    assert "Escalated to you: 1" in shown.output


def test_one_mailbox_that_is_refused_stops_no_other(
    root: Path, tmp_path: Path, mailboxes: tuple[Mailboxes, str]
) -> None:
    kept, address = mailboxes
    kept.refused = "buyer-refunds@example.com"
    folder = write(night(item(1), item(2, owner="buyer-returns")), tmp_path / "night")
    with web_receiver() as receiver:
        channels = {"NOTIFY_BUYER_CARE": receiver.address, "NOTIFY_PROGRAMME": receiver.address}
        sent = notify(root, folder, "--send", NOTIFY_MAIL=address, **channels)
        kept.refused = ""
        again = notify(root, folder, "--send", NOTIFY_MAIL=address, **channels)
    assert sent.exit_code == 2
    assert "mail buyer-refunds@example.com · buyer-refunds: NOT SENT: the receiver refused" in (
        sent.output
    )
    assert again.exit_code == 0, again.output
    assert [mail["To"] for mail in kept.mails] == [
        "buyer-returns@example.com",
        "buyer-refunds@example.com",
    ]
    assert len(receiver.received) == 3


def test_mail_that_was_taken_but_not_confirmed_is_not_sent_twice(
    root: Path, tmp_path: Path, mailboxes: tuple[Mailboxes, str]
) -> None:
    kept, address = mailboxes
    kept.hangs_up = True
    folder = write(night(item(1)), tmp_path / "night")
    first = notify(root, folder, "--send", NOTIFY_MAIL=address)
    kept.hangs_up = False
    second = notify(root, folder, "--send", NOTIFY_MAIL=address)
    assert "mail buyer-refunds@example.com · buyer-refunds: NOT CERTAIN" in first.output
    assert "mail buyer-refunds@example.com · buyer-refunds: NOT CERTAIN" in second.output
    assert len(kept.mails) == 1


def test_a_mail_server_that_never_greets_gets_it_in_the_next_run(
    root: Path, tmp_path: Path, mailboxes: tuple[Mailboxes, str]
) -> None:
    kept, address = mailboxes
    folder = write(night(item(1), item(2, owner="buyer-returns")), tmp_path / "night")
    with silent_receiver() as port:
        silent = f"mailto://127.0.0.1:{port}/?from=kb@example.com&mode=insecure&cto=0.2"
        first = notify(root, folder, "--send", NOTIFY_MAIL=silent)
    notify(root, folder, "--send", NOTIFY_MAIL=address)
    assert "buyer-refunds: NOT SENT: the receiver could not be reached" in first.output
    assert "buyer-returns: NOT SENT: the channel failed just before" in first.output
    assert len(kept.mails) == 2


def test_a_variable_that_is_missing_is_named_and_the_others_are_sent(
    root: Path, tmp_path: Path
) -> None:
    folder = write(night(item(1)), tmp_path / "night")
    with web_receiver() as receiver:
        shown = notify(root, folder, "--send", "--lang", "zh", NOTIFY_PROGRAMME=receiver.address)
    assert shown.exit_code == 2
    assert "programme · summary: 已发送" in shown.output
    assert "环境变量 NOTIFY_BUYER_CARE 未设置" in shown.output
    assert "环境变量 NOTIFY_MAIL 未设置" in shown.output
    assert len(receiver.received) == 1


def test_no_secret_is_ever_shown(root: Path, tmp_path: Path) -> None:
    """In a process of its own: what a library logs without being asked goes to its terminal."""
    folder = write(night(item(1)), tmp_path / "night")
    with web_receiver(Reply(400, text=SECRET)) as receiver:
        channels = {
            "NOTIFY_PROGRAMME": f"json://user:{SECRET}@127.0.0.1:{receiver.port}/{SECRET}",
            "NOTIFY_BUYER_CARE": f"lark://{SECRET}!",
            "NOTIFY_MAIL": f"mailto://user:{SECRET}@127.0.0.1:{closed_port()}/?from=kb@example.com",
        }
        shown = subprocess.run(
            [*SOPKB, "notify", str(folder), "--root", str(root), "--send"],
            env=os.environ | channels,
            capture_output=True,
            text=True,
            check=False,
        )
    assert shown.returncode == 2
    assert "it says 400" in shown.stdout
    assert "no address that Apprise understands" in shown.stdout
    assert "could not be reached" in shown.stdout
    ledger = (folder / "delivery.json").read_text("utf-8")
    assert SECRET not in shown.stdout + shown.stderr + ledger
    assert shown.stderr == ""


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read"), ("{", "damaged"), ('{"schema_version": 2}', "another version")],
)
def test_a_report_that_cannot_be_read_is_refused(
    content: str | None, sentence: str, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "night"
    folder.mkdir()
    if content is not None:
        (folder / "report.json").write_text(content)
    shown = notify(root, folder, "--send")
    assert shown.exit_code == 2
    assert sentence in shown.output
    assert "Traceback" not in shown.output


def test_a_register_without_channels_is_refused(root: Path, tmp_path: Path) -> None:
    (root / "data/delivery.yml").write_text("{}\n")
    shown = notify(root, write(night(item(1)), tmp_path / "night"), "--lang", "zh")
    assert shown.exit_code == 2
    assert "未登记任何渠道" in shown.output


def test_an_owner_without_channel_is_named(root: Path, tmp_path: Path) -> None:
    report = night(item(1, owner="nobody"))
    shown = notify(root, write(report, tmp_path / "night"))
    assert "nobody: no channel in data/delivery.yml" in shown.output
