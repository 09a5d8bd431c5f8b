"""The command `sopkb`: the only place that prints, reads the clock and sets exit codes.

Exit code 0: nothing at or above --fail-on. 1: findings. 2: misused, or could not judge.
"""

import sys

import click

from sopkb.cli.check import check
from sopkb.cli.control import changed
from sopkb.cli.coverage import coverage
from sopkb.cli.documents import new
from sopkb.cli.fix import fix
from sopkb.cli.generate import generate
from sopkb.cli.heartbeat import heartbeat
from sopkb.cli.issues import issues
from sopkb.cli.leaks import leaks
from sopkb.cli.links import links
from sopkb.cli.manual import rules
from sopkb.cli.notify import notify
from sopkb.cli.owner import forecast, owner
from sopkb.cli.report import report
from sopkb.cli.scorm import scorm
from sopkb.cli.signing import approved, reviewed
from sopkb.cli.translation import compare, translated, translations
from sopkb.cli.what_changed import what_changed


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sopkb")
def main() -> None:
    """Check and maintain a bilingual knowledge base of operating procedures."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


for command in (
    check,
    fix,
    rules,
    new,
    changed,
    reviewed,
    approved,
    translated,
    translations,
    compare,
    what_changed,
    coverage,
    links,
    leaks,
    generate,
    heartbeat,
    owner,
    forecast,
    report,
    notify,
    issues,
    scorm,
):
    main.add_command(command)
