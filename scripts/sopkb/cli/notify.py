"""How does the report of a night get to chats and mailboxes?"""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from sopkb.cli.common import lang_option, load, root_option
from sopkb.cli.refusals import CannotJudge
from sopkb.delivery.plan import Plan, place_of, plan_of
from sopkb.delivery.report_file import NotDeliverable, read_report
from sopkb.findings import Language, Text

DRY_RUN = Text(
    en="Nothing was sent. `--send` sends these {count} messages.",
    zh="未发送任何消息。加上 `--send` 才会发送这 {count} 条消息。",
)
WITHOUT_CHANNEL = Text(
    en="{owner}: no channel in data/delivery.yml, told by the summary only",
    zh="{owner}：data/delivery.yml 中没有对应渠道，只能从汇总中看到",
)
NO_MESSAGES = Text(
    en="data/delivery.yml names no channel: there is nobody to send the report to.",
    zh="data/delivery.yml 未登记任何渠道，报告无处可发。",
)

report_argument = click.argument("folder", metavar="REPORT_DIR", type=click.Path(path_type=Path))
send_option = click.option("--send", is_flag=True, help="Send; without it only show what would go.")


@click.command()
@report_argument
@send_option
@root_option
@lang_option
def notify(folder: Path, send: bool, root: Path, lang: Language) -> None:
    """Send the digests and the summary of a night where data/delivery.yml says."""
    try:
        plan = plan_of(read_report(folder), load(root))
        if not plan.messages:
            raise CannotJudge(NO_MESSAGES)
        have_all_arrived = _send(plan, folder, lang) if send else _show(plan, lang)
    except NotDeliverable as error:
        raise CannotJudge(error.reason) from error
    if not have_all_arrived:
        raise click.exceptions.Exit(2)


def _show(plan: Plan, lang: Language) -> bool:
    for message in plan.messages:
        size = len(message.text().encode())
        click.echo(f"===== {place_of(message)} · {message.language} · {size:,} bytes =====")
        click.echo(message.text())
    _show_without_channel(plan, lang)
    click.echo(DRY_RUN.in_language(lang).format(count=len(plan.messages)))
    return True


def _send(plan: Plan, folder: Path, lang: Language) -> bool:
    """Import what sends only here: it takes longer to load than most commands run."""
    from sopkb.delivery.courier import Clock, Courier
    from sopkb.delivery.ledger import open_ledger
    from sopkb.delivery.words import result_in_words

    clock = Clock(now=lambda: datetime.now(UTC), sleep=time.sleep)
    courier = Courier(ledger=open_ledger(folder), addresses=os.environ, clock=clock)
    have_all_arrived = True
    for delivered in courier.deliver(plan.messages):
        click.echo(result_in_words(delivered, lang))
        have_all_arrived &= delivered.result.has_arrived
    _show_without_channel(plan, lang)
    return have_all_arrived


def _show_without_channel(plan: Plan, lang: Language) -> None:
    for owner in plan.without_channel:
        click.echo(WITHOUT_CHANNEL.in_language(lang).format(owner=owner))
