"""How fast is it? `python -m tests.benchmark.run` or `make bench`; it measures, it judges nothing.

Synthetic repositories are made in a temporary folder; every command runs in a fresh process.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from playwright.sync_api import Browser, sync_playwright

from tests.benchmark.links import plainly_served
from tests.benchmark.measure import Runs, alternate, fresh
from tests.benchmark.mutations.measure import print_table
from tests.benchmark.plan import ROOT
from tests.benchmark.reading import read
from tests.benchmark.searching import OURS, STOCK, Searched, search_speed
from tests.benchmark.sites import add_our_site, add_stock_site
from tests.benchmark.table import Row, as_table, conditions

sys.path.insert(0, str(ROOT / "scripts"))
from setup_browser import REMEDY, find_browser

CHECK = Path(sys.executable).with_name("sopkb"), "check"
LINKS = Path(sys.executable).with_name("sopkb"), "links"
LINKCHECKER = sys.executable, "-m", "linkcheck", "--no-status"
REPORT = CHECK[0], "report"
ALL_OVERDUE = "2027-10-01"
BUILD = sys.executable, "-m", "mkdocs", "build"
FOUND_SOMETHING = 1
QUERIES = {"": ("late parcel", "refund evidence"), "zh/": ("退款咨询", "tui货申请")}
IDENTITY = "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.com"

Measurement = Callable[[Path, int, int], Iterator[Row]]


def measure_check(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Compare the whole check with a mere parsing of the same files."""
    tree = _generated(folder / f"check-{documents}", documents)
    pages = _pages(tree)
    floor = (sys.executable, ROOT / "tests" / "benchmark" / "floor.py", tree)
    check, plain = alternate(rounds, partial(fresh, CHECK, tree), partial(fresh, floor, tree))
    ratio = f"{_ratio(check, plain)} the plain reading"
    yield Row(what="check", documents=documents, pages=pages, runs=check, ratio=ratio)
    yield Row(what="plain reading", documents=documents, pages=pages, runs=plain)


def measure_report(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Compare the report of a night, on which all reviews are overdue, with a mere parsing."""
    tree = _generated(folder / f"report-{documents}", documents)
    _commit(tree)
    floor = (sys.executable, ROOT / "tests" / "benchmark" / "floor.py", tree)
    command = (*REPORT, "--as-of", ALL_OVERDUE, "--output", folder / f"night-{documents}")
    night, plain = alternate(rounds, partial(fresh, command, tree), partial(fresh, floor, tree))
    pages, ratio = _pages(tree), f"{_ratio(night, plain)} the plain reading"
    yield Row(what="report", documents=documents, pages=pages, runs=night, ratio=ratio)
    yield Row(what="plain reading for the report", documents=documents, pages=pages, runs=plain)


def measure_languages(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Compare parity and terminology of all pairs with a mere parsing of the same files."""
    tree = _generated(folder / f"languages-{documents}", documents)
    floor = (sys.executable, ROOT / "tests" / "benchmark" / "floor.py", tree)
    ours = (sys.executable, "-m", "tests.benchmark.languages", tree)
    judged, plain = alternate(rounds, partial(fresh, ours, ROOT), partial(fresh, floor, tree))
    pages, ratio = _pages(tree), f"{_ratio(judged, plain)} the plain reading"
    what = "parity and terminology"
    yield Row(what=what, documents=documents, pages=pages, runs=judged, ratio=ratio)
    yield Row(what="plain reading of the pairs", documents=documents, pages=pages, runs=plain)


def measure_since(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Compare the check of one changed page with the whole check of the same tree."""
    tree = _generated(folder / f"since-{documents}", documents)
    _commit(tree)
    page = min((tree / "docs" / "sops").rglob("*-001.md"))
    page.write_text(page.read_text("utf-8") + "\nOne line more.\n", "utf-8", newline="\n")
    since, whole = alternate(
        rounds,
        partial(fresh, (*CHECK, "--since", "HEAD"), tree, (0, FOUND_SOMETHING)),
        partial(fresh, CHECK, tree, (0, FOUND_SOMETHING)),
    )
    what, ratio = "check --since HEAD, one page changed", f"{_ratio(since, whole)} the whole"
    pages = _pages(tree)
    yield Row(what=what, documents=documents, pages=pages, runs=since, ratio=ratio)
    yield Row(what="check of the same tree", documents=documents, pages=pages, runs=whole)


def measure_site(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Compare the build of our site with that of a stock site of the same pages."""
    ours = _generated(folder / f"ours-{documents}", documents)
    stock = _generated(folder / f"stock-{documents}", documents)
    add_our_site(ours)
    add_stock_site(stock)
    our, their = alternate(rounds, partial(fresh, BUILD, ours), partial(fresh, BUILD, stock))
    pages, ratio = _pages(ours), f"{_ratio(our, their)} the stock build"
    yield Row(what="site build", documents=documents, pages=pages, runs=our, ratio=ratio)
    yield Row(what="stock site build", documents=documents, pages=pages, runs=their)


def measure_links(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Compare our check of the links within a built site with LinkChecker as it comes.

    One round: LinkChecker waits between its questions, so that its time hardly varies.
    """
    tree = _generated(folder / f"links-{documents}", documents)
    add_our_site(tree)
    fresh(BUILD, tree)
    with plainly_served(tree / "site") as address:
        theirs = (*LINKCHECKER, address)
        our, their = alternate(1, partial(fresh, LINKS, tree), partial(fresh, theirs, tree))
    pages = sum(1 for _ in (tree / "site").rglob("*.html"))
    ratio = f"{their.seconds / our.seconds:.1f} times as fast as LinkChecker's defaults"
    what = "links within the site, anchors too (one run)"
    yield Row(what=what, documents=documents, pages=pages, runs=our, ratio=ratio)
    what = "LinkChecker's defaults, no anchors (one run)"
    yield Row(what=what, documents=documents, pages=pages, runs=their)


def measure_search(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Compare our search with Material's on the same pages; Chinese only ours finds."""
    ours = _generated(folder / f"our-search-{documents}", documents)
    stock = _generated(folder / f"stock-search-{documents}", documents)
    add_our_site(ours)
    add_stock_site(stock)
    for tree in (ours, stock):
        fresh(BUILD, tree)
    with _browser() as browser:
        speed = partial(search_speed, browser, rounds=rounds)
        found = {path: speed(ours / "site", OURS, path, QUERIES[path]) for path in QUERIES}
        their = speed(stock / "site", STOCK, "", QUERIES[""])
    texts = {
        "search in English": f"{found[''].text}; {_times(their, found[''])}",
        "search in Mandarin": found["zh/"].text,
        "stock search in English": their.text,
    }
    for what, text in texts.items():
        yield Row(what=what, documents=documents, pages=_pages(ours), ratio=text)


def measure_page(folder: Path, documents: int, rounds: int) -> Iterator[Row]:
    """Visit two documents, one after the other, in a slow browser over a slow line."""
    tree = _generated(folder / f"page-{documents}", documents)
    add_our_site(tree)
    fresh(BUILD, tree)
    first, second = sorted((tree / "docs" / "sops").rglob("*-00[12].md"))[:2]
    stems = [path.relative_to(tree / "docs").with_suffix("").as_posix() for path in (first, second)]
    texts = dict[str, str]()
    with _browser() as browser:
        for language, locale in (("English", ""), ("Mandarin", "zh/")):
            pages = f"{locale}{stems[0]}/", f"{locale}{stems[1]}/"
            texts[language] = read(browser, tree / "site", pages, rounds).text
    for language, text in texts.items():
        what = f"a document, then another, in {language}"
        yield Row(what=what, documents=documents, pages=_pages(tree), ratio=text)


MEASUREMENTS: Mapping[str, tuple[Measurement, tuple[int, ...]]] = {
    "check": (measure_check, (100, 1_000, 10_000)),
    "report": (measure_report, (1_000, 10_000)),
    "since": (measure_since, (1_000,)),
    "languages": (measure_languages, (1_000, 10_000)),
    "site": (measure_site, (500,)),
    "links": (measure_links, (100,)),
    "search": (measure_search, (500, 5_000)),
    "page": (measure_page, (500, 5_000)),
}
"""What can be measured, and at which numbers of documents it usually is."""


@click.command()
@click.option("--documents", type=int, multiple=True, help="Other sizes; may be repeated.")
@click.option("--only", type=click.Choice(tuple(MEASUREMENTS)), multiple=True, help="Only this.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
def main(documents: tuple[int, ...], only: tuple[str, ...], rounds: int) -> None:
    """Measure check and site build on synthetic repositories and print one Markdown table."""
    head, rows = conditions(rounds), list[Row]()
    with TemporaryDirectory(prefix="sopkb-bench-") as name:
        for each in only or MEASUREMENTS:
            measure, usual_sizes = MEASUREMENTS[each]
            for size in documents or usual_sizes:
                click.echo(f"{each}: {size} documents …", err=True)
                for row in measure(Path(name), size, rounds):
                    click.echo(f"  {' · '.join(row.cells)}", err=True)
                    rows.append(row)
    for what in ("check", "parity and terminology", "report"):
        rows += _growth([row for row in rows if row.what == what])
    print(f"{as_table(rows)}\n\n{head}")
    if not only or "languages" in only:
        print_table()


def _growth(checks: list[Row]) -> Iterator[Row]:
    """Compare the largest check with the one before it."""
    if len(checks) < 2:
        return
    small, large = sorted(checks, key=lambda row: row.documents)[-2:]
    assert small.runs is not None
    assert large.runs is not None
    what = f"{large.what}: growth from {small.documents:,} to {large.documents:,} documents"
    times = large.documents / small.documents
    ratio = f"{_ratio(large.runs, small.runs)} for {times:.1f} × the documents"
    yield Row(what=what, documents=large.documents, pages=large.pages, ratio=ratio)


def _generated(tree: Path, documents: int) -> Path:
    """Generate in another process: a large parent would count as memory of its children."""
    tree.mkdir()
    command = (sys.executable, "-m", "tests.benchmark.generator", tree, str(documents))
    subprocess.run(command, cwd=ROOT, check=True)
    return tree


def _commit(tree: Path) -> None:
    """Make a tree a Git repository of one commit."""
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "All")):
        subprocess.run(("git", *IDENTITY, *arguments), cwd=tree, check=True)


def _pages(tree: Path) -> int:
    return sum(1 for _ in (tree / "docs").rglob("*.md"))


@contextmanager
def _browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        raise click.ClickException(REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def _times(stock: Searched, ours: Searched) -> str:
    faster, smaller = stock.first / ours.first, stock.fetched / ours.fetched
    plain = stock.plain / ours.plain
    return f"stock takes {faster:.0f} × the time, {smaller:.0f} × the bytes ({plain:.0f} × plain)"


def _ratio(runs: Runs, others: Runs) -> str:
    wall, computing = runs.seconds / others.seconds, runs.computing / others.computing
    return f"{wall:.2f} × (CPU {computing:.2f} ×)"


if __name__ == "__main__":
    main()
