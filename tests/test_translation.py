"""The state of a translation follows from hashes and parity, in either direction."""

from datetime import date
from typing import NamedTuple

import pytest

from sopkb.model.documents import Change, DocumentRecord, Translation
from sopkb.source import SourceFile
from sopkb.translation import (
    TranslationState,
    TranslationStatus,
    pair_mark,
    section_hashes,
    translation_of,
)

EN = (
    "# Refund\n\nDecide whether a buyer gets money back for an order that has arrived, and pay the "
    "right amount to the card.\n\n## Steps { #steps }\n\n1. Open the order.\n"
    "2. Pay within 3 days.\n"
)
ZH = (
    "# 退款\n\n判断已送达的订单能否退款，并将正确金额退回原支付方式。\n\n## 步骤 { #steps }\n\n"
    "1. 打开订单。\n2. 在 3 天内付款。\n"
)
TODAY = date(2026, 11, 22)


class FilePage(NamedTuple):
    file: SourceFile


def record(source: str = "en", pins: dict[str, str] | None = None) -> DocumentRecord:
    made = DocumentRecord.model_validate(
        {
            "id": "SOP-BUY-001",
            "owner": "o",
            "backup": "b",
            "status": "effective",
            "version": "1.1",
            "effective": "2026-01-01",
            "risk": "high",
            "source_language": source,
            "audience": ["agent-l1"],
            "markets": ["all"],
            "changes": [_change("1.0", "2026-01-01"), _change("1.1", "2026-11-18")],
        }
    )
    if pins is None:
        return made
    target = "zh" if source == "en" else "en"
    translation = Translation.model_construct(
        version="1.0", date=date(2026, 2, 1), translator="t", sections=pins
    )
    return made.model_copy(update={"translations": {target: translation}})


def _change(version: str, day: str) -> Change:
    note = {"en": "x", "zh": "无"}
    return Change.model_validate({"version": version, "date": day, "kind": "minor", "note": note})


def status(
    made: DocumentRecord, en: str | None = EN, zh: str | None = ZH, today: date = TODAY
) -> TranslationStatus:
    texts = {"en": en, "zh": zh}
    pages = {code: FilePage(SourceFile(code, text)) for code, text in texts.items() if text}
    target = "zh" if made.source_language == "en" else "en"
    return translation_of(pages, made, target, today=today, allowance=2)


def test_missing() -> None:
    found = status(record(), zh=None)
    assert found.state is TranslationState.MISSING
    assert found.since == date(2026, 1, 1)


@pytest.mark.parametrize("zh", [EN, EN.replace("Refund", "退款"), "# 退款\n", ""])
def test_stub(zh: str) -> None:
    expected = TranslationState.STUB if zh else TranslationState.MISSING
    assert status(record(pins=section_hashes(EN)), zh=zh).state is expected


SHORT = "# Wrong item\n\nSend it back\nand pay at once.\n"
CALL = "# Documents\n\n{{ documents(area='BUY', audience='agent-l1', market='us') }}\n"


@pytest.mark.parametrize(
    ("en", "zh", "expected"),
    [
        (SHORT, SHORT.replace("Wrong item", "发错货"), TranslationState.STUB),
        (SHORT, "# 发错货\n\nSend it back and pay at once.\n", TranslationState.STUB),
        (SHORT, "# 发错货\n\n寄回并立即付款。\n", TranslationState.UNPINNED),
        (CALL, CALL, TranslationState.STUB),
        (CALL, CALL.replace("Documents", "文件"), TranslationState.UNPINNED),
        ("# A\n\n```\na\n```\n", "# A\n\n```\n甲\n```\n", TranslationState.UNPINNED),
    ],
)
def test_a_short_page_is_a_stub_if_only_its_headings_are_translated(
    en: str, zh: str, expected: TranslationState
) -> None:
    assert status(record(), en=en, zh=zh).state is expected


def test_a_copy_into_english_is_a_stub() -> None:
    assert status(record("zh"), en=ZH).state is TranslationState.STUB
    assert status(record("zh"), en=ZH.replace("# 退款", "# Refund")).state is TranslationState.STUB


def test_unpinned() -> None:
    assert status(record()).state is TranslationState.UNPINNED
    assert status(record(pins={})).state is TranslationState.UNPINNED


@pytest.mark.parametrize("source", ["en", "zh"])
def test_in_sync(source: str) -> None:
    text = EN if source == "en" else ZH
    found = status(record(source, section_hashes(text)))
    assert found.state is TranslationState.IN_SYNC
    assert not found.is_late


def test_behind_names_the_sections() -> None:
    pins = section_hashes(EN.replace("Open", "Read"))
    found = status(record(pins=pins))
    assert found.state is TranslationState.BEHIND
    assert found.behind == ("steps",)
    assert (found.since, found.age) == (date(2026, 11, 18), 4)


@pytest.mark.parametrize(("day", "late"), [(19, False), (20, False), (21, True), (22, True)])
def test_late_when_the_allowance_has_passed(day: int, late: bool) -> None:
    pins = section_hashes(EN.replace("Open", "Read"))
    assert status(record(pins=pins), today=date(2026, 11, day)).is_late is late


def test_a_new_and_a_removed_section() -> None:
    pins = section_hashes(EN) | {"old": "h1:0000000000000000"}
    assert status(record(pins=pins)).removed == ("old",)
    del pins["old"], pins["steps"]
    assert status(record(pins=pins)).behind == ("steps",)


def test_a_pin_of_an_unknown_algorithm_vouches_for_nothing() -> None:
    pins = {key: value.replace("h1:", "h9:") for key, value in section_hashes(EN).items()}
    found = status(record(pins=pins))
    assert found.state is TranslationState.BEHIND
    assert found.unknown_pins == ("intro", "steps")
    marked = with_mark(record(pins=pins), pair_mark(EN, ZH))
    assert status(marked).unknown_pins == ("intro", "steps")


def test_mismatch_says_where() -> None:
    found = status(record(pins=section_hashes(EN)), zh=ZH.replace("3 天", "7 天"))
    assert found.state is TranslationState.MISMATCH
    assert [(d.source.line, d.target.line) for d in found.differences] == [(8, 8)]


def test_a_change_without_a_new_version_counts_from_the_translation() -> None:
    made = record(pins=section_hashes(EN.replace("Open", "Read")))
    only = made.model_copy(update={"changes": made.changes[:1]})
    assert status(only).since == date(2026, 2, 1)


def test_the_source_is_no_translation() -> None:
    with pytest.raises(ValueError, match="source"):
        translation_of({}, record(), "en", today=TODAY, allowance=2)


def test_a_pair_that_stands_as_it_was_stamped_is_in_sync() -> None:
    pins = section_hashes(EN)
    stamped = with_mark(record(pins=pins), pair_mark(EN, ZH))
    assert status(stamped).state is TranslationState.IN_SYNC


def test_the_mark_of_a_pair_holds_for_exactly_these_two_texts() -> None:
    stamped = with_mark(record(pins=section_hashes(EN)), pair_mark(EN, ZH))
    assert status(stamped, zh=ZH.replace("3 天", "7 天")).state is TranslationState.MISMATCH
    other = with_mark(record(pins=section_hashes(EN.replace("Open", "Read"))), pair_mark(ZH, EN))
    assert status(other).state is TranslationState.BEHIND


def with_mark(made: DocumentRecord, mark: str) -> DocumentRecord:
    locale, translation = next(iter(made.translations.items()))
    marked = translation.model_copy(update={"pair": mark})
    return made.model_copy(update={"translations": {locale: marked}})
