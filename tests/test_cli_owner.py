"""Do `sopkb owner` and `sopkb forecast` list everything, in both languages and every format?"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands import AS_OF, RECORD, edit, run, sentence

OWNERS = "data/owners.yml"
PAGE = "docs/sops/buyer/refund-request.md"


def ask(root: Path, *arguments: object, as_of: str = AS_OF) -> str:
    return run(*arguments, "--root", root, "--as-of", as_of).output


def listed(root: Path, *arguments: object, as_of: str = AS_OF) -> list[dict[str, Any]]:
    answer = json.loads(ask(root, *arguments, "--report", "json", as_of=as_of))
    assert (answer["version"], answer["as_of"]) == (1, as_of)
    rows: list[dict[str, Any]] = answer["rows"]
    return rows


def as_what(rows: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(row["register"], row["key"], row["id"]) for row in rows}


def leave(root: Path, day: str) -> None:
    """Let buyer-refunds leave."""
    began = 'forge_team: "@example/buyer-care"\n  active_from: 2024-01-01\n'
    edit(root, OWNERS, began, f"{began}  active_until: {day}\n")


# --- owner ------------------------------------------------------------------------------------


def test_it_lists_what_names_the_role_in_every_register(root: Path) -> None:
    edit(root, PAGE, "- Promise a day.", "- Promise a day. <!-- verify: 2027-01 -->")
    began = "  active_from: 2024-01-01\nprogramme-lead:"
    delegates = "  delegates: [{to: buyer-refunds, from: 2026-12-01, until: 2026-12-09, reason: L}]"
    edit(root, OWNERS, began, began.replace("\n", f"\n{delegates}\n"))
    seen = as_what(listed(root, "owner", "buyer-refunds"))
    assert seen >= {
        ("documents", "owner", "SOP-BUY-001"),
        ("claims", "owner", "SOP-BUY-001"),
        ("owners", "backup", "buyer-returns"),
        ("owners", "delegates.to", "buyer-returns"),
        ("owners", "backup", "programme-lead"),
        ("values", "owner", "refund-window"),
        ("scripts", "owner", "SCR-BUY-001"),
        ("guides", "document", "GDE-BUY-001"),
    }
    assert not {key for _, key, _ in seen} & {"reviews.by", "approvals.role"}


def test_it_names_translators_leads_and_what_escalates(root: Path) -> None:
    seen = as_what(listed(root, "owner", "programme-lead"))
    assert ("documents", "translations.translator", "SOP-BUY-001") in seen
    assert ("owners", "escalates_to", "buyer-refunds") in seen
    assert any(register == "centers" and key == "lead" for register, key, _ in seen)


def test_a_path_is_called_as_its_situation_is(root: Path) -> None:
    rows = listed(root, "owner", "buyer-refunds")
    titles = {row["title"] for row in rows if row["register"] == "escalation"}
    assert titles == {"Refund disputed or above the limit"}


def test_what_is_held_under_an_alias_is_held_by_the_role(root: Path) -> None:
    text = (root / OWNERS).read_text("utf-8")
    alias = text.split("buyer-returns:")[0].replace("buyer-refunds:", "old-name:", 1)
    (root / OWNERS).write_text(f"{text}\n{alias}  alias_of: buyer-refunds\n", encoding="utf-8")
    edit(root, RECORD, "owner: buyer-refunds", "owner: old-name")
    seen = as_what(listed(root, "owner", "buyer-refunds"))
    assert seen >= {("documents", "owner", "SOP-BUY-001"), ("owners", "alias_of", "old-name")}


def test_a_retired_document_needs_no_new_owner(root: Path) -> None:
    edit(root, RECORD, "status: effective", "status: retired")
    seen = as_what(listed(root, "owner", "buyer-refunds"))
    assert "SOP-BUY-001" not in {held for register, _, held in seen if register == "documents"}


def test_departure_brings_the_due_days_forward_and_names_who_acts(root: Path) -> None:
    before = {row["id"]: row["due"] for row in listed(root, "owner", "buyer-refunds")}
    leave(root, "2026-11-21")
    after = {row["id"]: row["due"] for row in listed(root, "owner", "buyer-refunds")}
    assert before["SOP-BUY-001"] > "2026-12-05"
    assert after["SOP-BUY-001"] == "2026-12-05"
    first = ask(root, "owner", "buyer-refunds").splitlines()[0]
    assert "active until 2026-11-21" in first
    assert "buyer-returns acts for it on 2026-11-22" in first
    assert "由 buyer-returns 代行" in ask(root, "owner", "buyer-refunds", "--lang", "zh")


def test_the_table_speaks_both_languages(root: Path) -> None:
    english = ask(root, "owner", "buyer-refunds")
    assert "document owner SOP-BUY-001 Refund request" in " ".join(english.split())
    mandarin = ask(root, "owner", "buyer-refunds", "--lang", "zh")
    assert "责任人" in mandarin
    assert "退款申请" in mandarin
    assert "截至 2026-11-22（Asia/Shanghai）" in mandarin


def test_a_role_that_holds_nothing_is_no_error(root: Path) -> None:
    text = (root / OWNERS).read_text("utf-8")
    spare = text.split("buyer-returns:")[0].replace("buyer-refunds:", "spare:", 1)
    (root / OWNERS).write_text(f"{text}\n{spare}", encoding="utf-8")
    assert listed(root, "owner", "spare") == []
    assert ask(root, "owner", "spare").splitlines()[-1].startswith("0 entries as of 2026-11-22")


def test_an_unknown_role_is_refused_with_the_nearest(root: Path) -> None:
    told = sentence(run("owner", "buyer-refnds", "--root", root, "--as-of", AS_OF, expect=2))
    assert "“buyer-refunds”" in told


def test_a_role_whose_row_is_damaged_cannot_be_judged(root: Path) -> None:
    edit(root, OWNERS, "timezone: Asia/Manila", "time_zone: Asia/Manila")
    told = sentence(run("owner", "buyer-refunds", "--root", root, "--as-of", AS_OF, expect=2))
    assert "sopkb check" in told


# --- forecast ---------------------------------------------------------------------------------


def test_it_lists_reviews_by_owner_week_and_day(root: Path) -> None:
    rows = listed(root, "forecast", "--days", "200")
    assert {row["document"] for row in rows} == {"SOP-BUY-001", "SOP-BUY-003"}
    assert rows == sorted(rows, key=lambda row: (row["owner"], row["due"], row["document"]))
    assert all(row["week"] <= row["due"] for row in rows)


def test_a_pile_up_is_told_with_an_earlier_day(root: Path) -> None:
    with (root / "data/policy.yml").open("a", encoding="utf-8") as policy:
        policy.write("reviews_per_week: 1\n")
    other = "data/documents/sops/buyer/parcel-not-received.yml"
    (root / other).write_text(
        (root / RECORD).read_text("utf-8").replace("id: SOP-BUY-001", "id: SOP-BUY-003"),
        encoding="utf-8",
    )
    first, second = listed(root, "forecast", "--days", "200")
    assert first["in_week"] == second["in_week"] == 2
    assert first["proposed"] < first["week"]
    assert second["proposed"] is None
    assert "1 proposed earlier" in ask(root, "forecast", "--days", "200")
    assert "建议提前 1 份" in ask(root, "forecast", "--days", "200", "--lang", "zh")


@pytest.mark.parametrize("days", ["0", "-1", "3651", "soon"])
def test_days_that_make_no_sense_are_refused(root: Path, days: str) -> None:
    run("forecast", "--days", days, "--root", root, expect=2)


# --- formats ----------------------------------------------------------------------------------


def test_several_formats_come_of_one_run(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "out" / "held.md"
    output = ask(
        root, "owner", "buyer-refunds", "--report", "table", "--report", f"markdown:{file}"
    )
    assert output.startswith("buyer-refunds: ")
    assert "| document | owner | SOP-BUY-001 |" in file.read_text("utf-8")


def test_an_unknown_format_is_refused(root: Path) -> None:
    wanted = ("owner", "buyer-refunds", "--root", root, "--report", "tabel")
    assert "“table”" in sentence(run(*wanted, expect=2))


def test_a_hostile_title_stays_text(root: Path) -> None:
    edit(root, PAGE, "# Refund request", "# <b>a | b</b> @all \x1b[31m https://example.com")
    markdown = ask(root, "owner", "buyer-refunds", "--report", "markdown")
    row = next(line for line in markdown.splitlines() if "SOP-BUY-001" in line)
    assert row.count(" | ") == 6
    assert not any(mark in row for mark in ("<", "@all", "https://", "\x1b"))
    assert "\x1b" not in ask(root, "owner", "buyer-refunds")
