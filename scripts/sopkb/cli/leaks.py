"""Does a built site tell of documents that its readers must not see? (`sopkb leaks`)"""

from datetime import date
from pathlib import Path

import click

from sopkb.access import hidden_documents
from sopkb.cli.common import (
    as_of_option,
    lang_option,
    load,
    report_option,
    root_option,
    target,
    today,
    write,
)
from sopkb.cli.refusals import CannotJudge
from sopkb.findings import Language, Report, Severity, Text
from sopkb.formats import FORMATS
from sopkb.leaks import LEAK
from sopkb.leaks import leaks as leaks_of
from sopkb.model.documents import Access

UNREAD = Text(
    en="Some files cannot be read, what they hide is not known; run: make check",
    zh="有文件无法读取，无从得知其中哪些内容不得公开，请运行：make check",
)


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option(
    "--audience",
    type=click.Choice([each.value for each in Access]),
    required=True,
    help="For whom the site was built, as in KB_AUDIENCE.",
)
@root_option
@report_option
@lang_option
@as_of_option
def leaks(
    site: Path,
    audience: str,
    root: Path,
    outputs: tuple[str, ...],
    lang: Language,
    as_of: date | None,
) -> None:
    """Search the built SITE for the id, titles and text of documents above its audience."""
    targets = [target(output) for output in outputs]
    catalog = load(root)
    if not (site / "index.html").is_file():
        raise CannotJudge(
            Text(
                en=f"No site in {site}; run: KB_AUDIENCE={audience} make build",
                zh=f"{site} 中没有站点，请运行：KB_AUDIENCE={audience} make build",
            )
        )
    if catalog.problems:
        raise CannotJudge(UNREAD)
    hidden = hidden_documents(catalog, Access(audience))
    report = Report(
        as_of=as_of or today(catalog),
        timezone=catalog.policy.timezone,
        findings=leaks_of(catalog, Access(audience), site),
        documents=len(hidden),
        pages=sum(len(each.pages) for each in hidden),
        rules=(LEAK,),
    )
    for format_name, file in targets:
        write(FORMATS[format_name](report, lang), file)
    raise click.exceptions.Exit(1 if report.reaches(Severity.ERROR) else 0)
