"""How is a valid repository of any size made, in both languages, the same for the same seed?

`python -m tests.benchmark.generator FOLDER DOCUMENTS` writes one.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import click

from sopkb.normal_form import page_hash
from sopkb.translation import pair_mark, section_hashes
from tests.benchmark.index_pages import index_pages
from tests.benchmark.names import KEYWORDS, NOTES, REVIEW_NOTES
from tests.benchmark.page_text import Draft, write_page
from tests.benchmark.plan import (
    LANGUAGES,
    ROOT,
    SUFFIXES,
    Plan,
    Registers,
    make_plans,
    read_registers,
)

AS_OF = date(2026, 11, 22)
FIRST_DAY = date(2025, 1, 6)
RISKS = ("high", "medium", "low")


def generate(target: Path, documents: int, seed: int = 1) -> Path:
    """Write a repository with the real registers and `documents` generated documents."""
    registers = read_registers()
    plans = make_plans(registers, documents)
    _copy_registers(target)
    for folder in sorted({plan.folder for plan in plans}):
        (target / "docs" / folder).mkdir(parents=True, exist_ok=True)
        (target / "data" / "documents" / folder).mkdir(parents=True, exist_ok=True)
    for plan in plans:
        _write_document(target, plan, registers, plans, seed)
    for path, text in index_pages(registers, plans):
        _write(target / "docs" / path, text)
    return target


def _copy_registers(target: Path) -> None:
    """Copy the registers but those that name documents or trainings of the real repository."""
    (target / "data").mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "data").glob("*.yml")):
        shutil.copy(path, target / "data" / path.name)
    _write(target / "data" / "exceptions.yml", "[]\n")
    _write(target / "data" / "training_matrix.yml", "{}\n")


def _write_document(
    target: Path, plan: Plan, registers: Registers, plans: Sequence[Plan], seed: int
) -> None:
    pages = {}
    for language in LANGUAGES:
        draft = Draft(
            plan=plan,
            language=language,
            random=Random(f"{seed}:{plan.id}"),
            registers=registers,
            plans=plans,
        )
        pages[language] = write_page(draft)
        _write(target / "docs" / f"{plan.stem}{SUFFIXES[language]}.md", pages[language])
    record = _record(plan, registers, pages, Random(f"{seed}:{plan.id}:record"))
    _write(target / "data" / "documents" / f"{plan.stem}.yml", record)


def _record(plan: Plan, registers: Registers, pages: Mapping[str, str], random: Random) -> str:
    owner = random.choice([key for key, row in registers.owners.items() if "backup" in row])
    backup = registers.owners[owner]["backup"]
    reasons = random.sample(registers.reasons, 2)
    keywords = random.sample(KEYWORDS, 4)
    effective = FIRST_DAY + timedelta(days=400 + random.randrange(60))
    risk, source = random.choice(RISKS), random.choice(LANGUAGES)
    text = page_hash(pages[source])
    return f"""\
id: {plan.id}
owner: {owner}
backup: {backup}
status: effective
version: "2.1"
effective: {effective}
risk: {risk}
access: center
source_language: {source}
audience: [agent-l1, agent-l2]
markets: [{random.choice(("all", ", ".join(list(registers.markets)[:3])))}]
channels: [chat, phone, email]
contact_reasons: [{", ".join(reasons)}]
keywords:
  en: [{", ".join(en for en, _ in keywords)}]
  zh: [{", ".join(zh for _, zh in keywords)}]
supersedes: []
depends_on:
  - {{kind: policy, ref: service-policy, version: "2026-02"}}
reviews:
{_reviews(owner, effective, text, random)}
approvals:
{_approvals((owner, backup), effective, text)}
translations:
{_translations(source, pages, effective)}
changes:
{_changes(effective)}
"""


def _approvals(roles: Sequence[str], effective: date, text: str) -> str:
    """Write an approval of this text by each role."""
    day = effective - timedelta(days=4)
    return "\n".join(
        f'  - {{date: {day}, role: {role}, version: "2.1", text: "{text}"}}' for role in roles
    )


def _reviews(owner: str, effective: date, text: str, random: Random) -> str:
    """Write three reviews; the last is recent enough for the shortest cycle."""
    days = (
        effective,
        effective + timedelta(days=90),
        AS_OF - timedelta(days=5 + random.randrange(60)),
    )
    return "\n".join(
        f"  - date: {day}\n    by: {owner}\n    method: walkthrough\n"
        f'    outcome: confirmed\n    version: "2.1"\n    text: "{text}"\n    note: {note}'
        for day, note in zip(days, REVIEW_NOTES, strict=True)
    )


def _translations(source: str, pages: Mapping[str, str], effective: date) -> str:
    """Pin every section of the source, as `sopkb translated` does."""
    locale = next(language for language in LANGUAGES if language != source)
    head = (
        f'  {locale}:\n    version: "2.1"\n    date: {effective + timedelta(days=1)}\n'
        f'    translator: translation-desk\n    pair: "{pair_mark(pages[source], pages[locale])}"\n'
        "    sections:"
    )
    pins = section_hashes(pages[source])
    return "\n".join([head, *(f"      {key}: {pin}" for key, pin in pins.items())])


def _changes(effective: date) -> str:
    history = (
        ("1.0", FIRST_DAY, "major"),
        ("2.0", FIRST_DAY + timedelta(days=200), "major"),
        ("2.1", effective, "minor"),
    )
    return "\n".join(
        f'  - version: "{version}"\n    date: {day}\n    kind: {kind}\n'
        f"    note:\n      en: {en}\n      zh: {zh}"
        for (version, day, kind), (en, zh) in zip(history, NOTES, strict=True)
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("documents", type=int)
@click.option("--seed", default=1, show_default=True, help="Another seed writes other texts.")
def main(folder: Path, documents: int, seed: int) -> None:
    """Write a synthetic repository of DOCUMENTS documents into FOLDER."""
    generate(folder, documents, seed)


if __name__ == "__main__":
    main()
