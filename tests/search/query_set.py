"""Which queries must find what, and how well does the search of a served site do?

`python -m tests.search.query_set ADDRESS` prints the figures per class and every miss.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
HELD_OUT_EVERY = 3
ASK = """async ({base, language, queries}) => {
  const worker = new Worker(`${base}assets/kb-search-worker.js`, {type: "module", name: language});
  const ask = (query, number) => new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(event.message);
    worker.onmessage = ({data}) => data.error ? reject(data.error) : resolve(data.results);
    worker.postMessage({number, query, filters: {}});
  });
  const found = [];
  for (const [number, query] of queries.entries()) found.push(await ask(query, number));
  worker.terminate();
  return found;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One query: what may come first, and whether it was held out."""

    language: str
    kind: str
    text: str
    expected: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a query: the rank of the first expected result, 0 where there is none."""

    query: Query
    rank: int
    found: tuple[str, ...]


def queries() -> Iterator[Query]:
    """Read the query sets of both languages."""
    for language in LANGUAGES:
        held: dict[str, dict[Any, list[str]]]
        held = yaml.safe_load((HERE / f"queries.{language}.yml").read_text("utf-8"))
        for kind, rows in held.items():
            for place, (text, expected) in enumerate(rows.items(), start=1):
                yield Query(
                    language=language,
                    kind=kind,
                    text=str(text),
                    expected=tuple(expected),
                    held_out=place % HELD_OUT_EVERY == 0,
                )


def ask(page: Page, site: str, query: str, language: str = "en") -> list[dict[str, Any]]:
    """Give the results of one query in a page of a served site."""
    words = {"base": f"{site}/", "language": language, "queries": [query]}
    rows: list[list[dict[str, Any]]] = page.evaluate(ASK, words)
    return rows[0]


def answers(page: Page, site: str, asked: Sequence[Query]) -> list[Answer]:
    """Ask the search of a served site, one page for all queries."""
    page.goto(f"{site}/")
    found = []
    for language in LANGUAGES:
        own = [query for query in asked if query.language == language]
        words = {"base": f"{site}/", "language": language, "queries": [each.text for each in own]}
        results = page.evaluate(ASK, words)
        found += [_answer(query, rows) for query, rows in zip(own, results, strict=True)]
    return found


def figures(found: Sequence[Answer]) -> str:
    """Give the shares of first and of first three places, per language and class."""
    groups = defaultdict(list)
    for answer in found:
        groups[(answer.query.language, answer.query.kind)].append(answer)
        groups[(answer.query.language, "all")].append(answer)
    rows = [f"{language} {kind:<12} {_shares(group)}" for (language, kind), group in groups.items()]
    return "\n".join(sorted(rows))


def share(found: Sequence[Answer], places: int) -> float:
    """Give the share of answers whose expected result is among the first places."""
    return sum(0 < answer.rank <= places for answer in found) / len(found)


def _shares(group: Sequence[Answer]) -> str:
    return f"{len(group):4}  top-1 {share(group, 1):4.0%}  top-3 {share(group, 3):4.0%}"


def _answer(query: Query, rows: Sequence[dict[str, str]]) -> Answer:
    names = [(row.get("id", ""), row["kind"], row["address"]) for row in rows]
    ranks = (place for place, name in enumerate(names, 1) if _is_expected(name, query))
    shown = tuple(identity or address for identity, _, address in names)
    return Answer(query=query, rank=next(ranks, 0), found=shown)


def _is_expected(name: tuple[str, str, str], query: Query) -> bool:
    identity, kind, address = name
    return any(
        each in (identity, kind, address) or (each.endswith("/") and address.endswith(each))
        for each in query.expected
    )


def main() -> None:
    """Print the figures of a served site; `--tuned` leaves the held-out queries alone."""
    only_tuned = "--tuned" in sys.argv
    asked = [query for query in queries() if not (only_tuned and query.held_out)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        found = answers(browser.new_page(), sys.argv[1], asked)
    print(figures(found))
    for answer in found:
        if answer.rank != 1:
            query = answer.query
            print(query.language, query.kind, query.text, query.expected, answer.rank, answer.found)


if __name__ == "__main__":
    main()
