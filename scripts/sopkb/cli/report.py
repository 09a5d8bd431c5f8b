"""How does the knowledge base stand, and what has who to do? (`sopkb report`, each night)"""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import click

from sopkb import git
from sopkb.catalog import Catalog
from sopkb.cli.common import (
    as_of_option,
    lang_option,
    load,
    root_option,
    today,
    write,
)
from sopkb.findings import Finding, Language
from sopkb.model.base import LocalizedText
from sopkb.night import judging
from sopkb.night.feedback import read_feedback
from sopkb.night.files import FOLDERS, report_files
from sopkb.night.health import health
from sopkb.night.model import NightReport
from sopkb.night.report import night_report
from sopkb.night.view import summary_line
from sopkb.rules import RULES
from sopkb.rules.engine import Context, run

T = TypeVar("T")


@click.command()
@root_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write the report to.",
)
@click.option("--previous", type=click.Path(path_type=Path), help="report.json of another night.")
@click.option("--links", type=click.Path(path_type=Path), help="Results of `sopkb links`.")
@click.option(
    "--feedback",
    type=click.Path(path_type=Path),
    help="Open issues: gh issue list --json number,title,body,state,createdAt.",
)
@click.option("--findings", "with_findings", is_flag=True, help="List what the check finds, too.")
@as_of_option
@lang_option
def report(
    root: Path,
    output: Path,
    previous: Path | None,
    links: Path | None,
    feedback: Path | None,
    with_findings: bool,
    as_of: date | None,
    lang: Language,
) -> None:
    """Write how the knowledge base stands and what has who to do, in both languages.

    Exit code 0 whatever it found; 2 if it could not judge everything, which the report says.
    """
    gc.disable()  # what is loaded lives until the end
    catalog = load(root)
    day = as_of or today(catalog)
    night = _night(catalog, day, previous, links, feedback, with_findings=with_findings)
    _write_all(catalog, night, output)
    click.echo(summary_line(night, lang))
    for each in night.could_not_judge:
        click.echo(f"{each.en}\n{each.zh}", err=True)
    raise click.exceptions.Exit(2 if night.could_not_judge else 0)


def _night(
    catalog: Catalog,
    day: date,
    previous: Path | None,
    links: Path | None,
    feedback: Path | None,
    *,
    with_findings: bool,
) -> NightReport:
    doubts = [
        *judging.no_documents(catalog),
        *judging.registers_damaged(catalog),
        *judging.clock(catalog, day),
    ]
    earlier = _read(previous, lambda text: judging.read_previous(text, day), doubts)
    results = _read(links, judging.read_links, doubts)
    messages = _read(feedback, read_feedback, doubts)
    doubts += judging.links_doubtful(results, day) if results else ()
    commit = _commit(catalog.root, doubts)
    return night_report(
        catalog,
        health(catalog, day),
        links=results,
        feedback=messages,
        findings=_findings(catalog, day) if with_findings else (),
        previous=earlier,
        commit=commit,
        tool_version=version("sopkb"),
        could_not_judge=tuple(doubts),
    )


def _read(
    path: Path | None, parse: Callable[[str], T | LocalizedText], doubts: list[LocalizedText]
) -> T | None:
    """Read a file that was given; what is wrong with it becomes a doubt."""
    if path is None:
        return None
    try:
        parsed = parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        parsed = judging.unreadable(path.name, error.strerror or type(error).__name__)
    except UnicodeError:
        parsed = judging.unreadable(path.name, "UTF-8")
    if isinstance(parsed, LocalizedText):
        doubts.append(parsed)
        return None
    return parsed


def _commit(root: Path, doubts: list[LocalizedText]) -> str | None:
    try:
        return git.commit_of(root, "docs", "data")
    except git.GitUnavailable as error:
        doubts.append(judging.no_commit(error.reason))
        return None


def _findings(catalog: Catalog, day: date) -> tuple[Finding, ...]:
    return run(Context(catalog=catalog, today=day), RULES)


def _write_all(catalog: Catalog, night: NightReport, output: Path) -> None:
    written = set[Path]()
    for name, text in report_files(catalog, night):
        write(text, output / name)
        written.add(output / name)
    for old in _of_earlier_nights(output):
        if old not in written:
            old.unlink()


def _of_earlier_nights(output: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (path for path in sorted((output / folder).glob("*")) if path.is_file())
