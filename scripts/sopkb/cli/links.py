"""Which links of the built site are broken, and on which line do they stand? (`sopkb links`)"""

import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import click
from pydantic import ValidationError

from sopkb.catalog import Catalog
from sopkb.cli.common import (
    CannotJudge,
    as_of_option,
    lang_option,
    load,
    report_option,
    root_option,
    target,
    today,
    write,
)
from sopkb.findings import Language, Report, Severity
from sopkb.formats import FORMATS
from sopkb.link_check.check import Outcome, check_links
from sopkb.link_check.checker import LinkCheckerFailed
from sopkb.link_check.findings import RULES, findings_of
from sopkb.link_results import LinkResults

FILE = click.Path(path_type=Path)


@click.command()
@root_option
@click.option("--site", type=FILE, help="Folder of the built site; default: site below --root.")
@click.option("--external", is_flag=True, help="Ask other sites too; meant for the night.")
@click.option("--previous", type=FILE, metavar="FILE", help="Results of the night before.")
@click.option("--results", type=FILE, metavar="FILE", help="Write the results to this file.")
@click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="End after this time, with what is known by then.",
)
@report_option
@lang_option
@as_of_option
def links(
    root: Path,
    site: Path | None,
    external: bool,
    previous: Path | None,
    results: Path | None,
    minutes: float,
    outputs: tuple[str, ...],
    lang: Language,
    as_of: date | None,
) -> None:
    """Check the links of the built site with LinkChecker, over a server on this machine."""
    end = time.monotonic() + minutes * 60
    if previous and not external:
        raise click.UsageError("--previous is of use only together with --external.")
    targets = [target(output) for output in outputs]
    catalog = load(root)
    day = as_of or today(catalog)
    try:
        outcome = check_links(
            catalog,
            _built(site or root / "site"),
            today=day,
            seconds_left=lambda: end - time.monotonic(),
            agent=_agent(catalog) if external else None,
            previous=_read(previous) if previous else None,
        )
    except LinkCheckerFailed as error:
        raise CannotJudge(str(error)) from error
    if results:
        write(f"{outcome.results.model_dump_json(indent=2)}\n", results)
    report = _report(catalog, outcome, day)
    for format_name, file in targets:
        write(FORMATS[format_name](report, lang), file)
    _tell_what_was_not_judged(outcome)
    raise click.exceptions.Exit(1 if report.reaches(Severity.ERROR) else 0)


def _built(site: Path) -> Path:
    if not (site / "index.html").is_file():
        raise CannotJudge(f"There is no built site in {site}; run: make build")
    return site


def _agent(catalog: Catalog) -> str:
    """Give the name under which other sites are asked, with the address of those who ask."""
    contact = catalog.policy.links.contact
    if contact is None:
        raise CannotJudge("data/policy.yml: links.contact must tell other sites who asks them.")
    return f"sopkb/{version('sopkb')} (+{contact})"


def _read(previous: Path) -> LinkResults | None:
    """Read the results of the night before; a first night has none."""
    if not previous.exists():
        click.echo(f"{previous} is not there: this counts as the first night.", err=True)
        return None
    try:
        return LinkResults.model_validate_json(previous.read_bytes())
    except (OSError, ValidationError) as error:
        raise CannotJudge(
            f"{previous} is not a result of `sopkb links`; delete it to begin anew."
        ) from error


def _report(catalog: Catalog, outcome: Outcome, day: date) -> Report:
    return Report(
        as_of=day,
        timezone=catalog.policy.timezone,
        findings=findings_of(catalog, outcome),
        documents=len(catalog.documents),
        pages=len(catalog.pages),
        rules=RULES,
    )


def _tell_what_was_not_judged(outcome: Outcome) -> None:
    if outcome.is_offline:
        raise CannotJudge("No other site could be reached: their links could not be judged.")
    if outcome.missed:
        raise CannotJudge(f"{outcome.missed} addresses of the site could not be judged in time.")
    if outcome.not_reached:
        click.echo(
            f"{outcome.not_reached} addresses of other sites are left to the next night.", err=True
        )
