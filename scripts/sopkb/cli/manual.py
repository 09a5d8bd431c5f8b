"""What do the rules demand? (`sopkb rules`)"""

import click

from sopkb.cli.common import lang_option
from sopkb.findings import Language
from sopkb.rules import RULES, manual


@click.command()
@lang_option
def rules(lang: Language) -> None:
    """Print the manual: every rule with a bad and a good example."""
    click.echo(manual.as_text(RULES, lang), nl=False)
