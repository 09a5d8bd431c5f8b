"""How do the owners' rolling issues on GitHub come to say what the night says?"""

import os
import re
from pathlib import Path

import click

from sopkb.catalog import Catalog
from sopkb.cli.common import lang_option, load, root_option
from sopkb.cli.notify import report_argument, send_option
from sopkb.cli.refusals import CannotJudge, Misused
from sopkb.delivery.issues import TOKEN, tasks_of
from sopkb.delivery.report_file import NotDeliverable, read_report
from sopkb.findings import Language, Text
from sopkb.night.model import NightReport

NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
DRY_RUN = Text(
    en="Nothing was written. `--send` makes or renews the issues of these {count} owners in "
    "{repository}, and closes those of owners who have nothing to do.",
    zh="未写入任何内容。加上 `--send` 才会在 {repository} 新建或更新这 {count} 位责任人的 issue，"
    "并关闭已无待办事项的 issue。",
)
NO_TOKEN = Text(
    en=f"The environment variable {TOKEN} is not set; it must hold a token that may write issues.",
    zh=f"环境变量 {TOKEN} 未设置；它应存放有 issue 写入权限的令牌。",
)


@click.command()
@report_argument
@click.option("--repository", required=True, metavar="OWNER/NAME", envvar="GITHUB_REPOSITORY")
@send_option
@click.option(
    "--api",
    default="https://api.github.com",
    show_default=True,
    envvar="GITHUB_API_URL",
    help="Address of GitHub's API.",
)
@root_option
@lang_option
def issues(folder: Path, repository: str, send: bool, api: str, root: Path, lang: Language) -> None:
    """Keep one issue per owner on GitHub that says what the night says."""
    if not NAME.fullmatch(repository):
        raise Misused(
            Text(
                en=f"--repository: “{repository}” is not of the form owner/name.",
                zh=f"--repository：“{repository}”不是 owner/name 的形式。",
            )
        )
    if not api.startswith(("https://", "http://")):
        raise Misused(
            Text(
                en=f"--api: “{api}” is no address such as https://api.github.com.",
                zh=f"--api：“{api}”不是 https://api.github.com 这样的地址。",
            )
        )
    try:
        report, catalog = read_report(folder), load(root)
        if not send:
            _show(report, catalog, repository, lang)
        elif not _send(report, catalog, repository, api, lang):
            raise click.exceptions.Exit(2)
    except NotDeliverable as error:
        raise CannotJudge(error.reason) from error


def _show(report: NightReport, catalog: Catalog, repository: str, lang: Language) -> None:
    tasks = tuple(tasks_of(report, catalog, ()))
    for task in tasks:
        click.echo(f"===== {task.owner} · {task.title} =====")
        click.echo(task.body)
    click.echo(DRY_RUN.in_language(lang).format(count=len(tasks), repository=repository))


def _send(report: NightReport, catalog: Catalog, repository: str, api: str, lang: Language) -> bool:
    """Import what sends only here: it takes longer to load than most commands run."""
    from sopkb.delivery.forge import forge_at
    from sopkb.delivery.issue_words import done_in_words

    token = os.environ.get(TOKEN)
    if not token:
        raise CannotJudge(NO_TOKEN)
    forge = forge_at(api, repository, token)
    is_all_done = True
    for task in tasks_of(report, catalog, forge.existing()):
        done = forge.carry_out(task)
        click.echo(done_in_words(done, lang))
        is_all_done &= done.number is not None
    return is_all_done
