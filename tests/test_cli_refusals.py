"""Does every command refuse in the language of whoever runs it?"""

import json
from pathlib import Path

import pytest
import yaml

from sopkb.cli import main
from tests.cli_control import ID, REVIEW
from tests.commands import AS_OF, RECORD, run, sentence

ROLE = ("--role", "buyer-refunds")
NEW = ("--title", "Late parcel", "--title-zh", "包裹迟到", "--owner", "buyer-returns")
REFUSALS = (
    (
        ("check", "--root", "{root}/docs"),
        "There is no folder “docs” in {root}/docs; is --root right?",
        "{root}/docs 中没有文件夹“docs”；--root 是否正确？",
    ),
    (
        ("check", "--root", "{root}", "--since=-x"),
        "--since cannot be judged: “-x” is not a revision.",
        "无法按 --since 检查：“-x”不是有效的版本引用。",
    ),
    (
        ("check", "--root", "{root}", "--select", "parity-diferent"),
        "There is no rule or family “parity-diferent”; did you mean “parity-different”?",
        "没有名为“parity-diferent”的规则或规则族；是否应为“parity-different”？",
    ),
    (
        ("check", "--root", "{root}", "--as-of", "today"),
        "today is not a date of the form YYYY-MM-DD",
        "today 不是 YYYY-MM-DD 格式的日期",
    ),
    (
        ("check", "--root", "{root}", "--as-of", "0206-01-01"),
        "0206-01-01 is not of the years 1900 to 2999",
        "0206-01-01 不在 1900 至 2999 年之间",
    ),
    (
        ("coverage", "--root", "{root}", "--report", "jsn"),
        "--report: there is no format “jsn”; did you mean “json”? Known: text, json.",
        "--report：没有“jsn”这种格式；是否应为“json”？可用格式：text、json。",
    ),
    (
        ("fix", "--root", "{root}/docs"),
        "There is no folder “docs” in {root}/docs; is --root right?",
        "{root}/docs 中没有文件夹“docs”；--root 是否正确？",
    ),
    (
        ("new", "SOP", "BYU", *NEW, "--root", "{root}"),
        "AREA: “BYU” is not in data/vocabulary.yml (area); did you mean “BUY”?",
        "AREA：data/vocabulary.yml（area）中没有“BYU”；是否应为“BUY”？",
    ),
    (
        ("new", "SOP", "BUY", "--title", "a\nb", *NEW[2:], "--root", "{root}"),
        "A title must be one line of text.",
        "标题必须是一行文字。",
    ),
    (
        ("changed", ID, "--root", "{root}"),
        "Say either --minor (only the words are clearer) or --major (agents act differently).",
        "请在 --minor（仅表述更清楚）和 --major（客服专员的操作有变）中选择一个。",
    ),
    (
        ("changed", ID, "--minor", "--note", "…", "--note-zh", "…", "--root", "{root}"),
        "--note: say in one line what has changed; seen: “…”.",
        "--note：请用一行文字说明改了什么；当前为“…”。",
    ),
    (
        ("reviewed", ID, ID, *REVIEW, "--root", "{root}", "--as-of", AS_OF),
        "An ID is given twice.",
        "同一编号出现了两次。",
    ),
    (
        ("approved", ID, *ROLE, "--version", "9.9", "--root", "{root}", "--as-of", AS_OF),
        "--version: SOP-BUY-001 is at {version}, not 9.9; read the text that stands there now.",
        "--version：SOP-BUY-001 当前为 {version} 版，不是 9.9 版；请阅读当前正文。",
    ),
    (
        ("approved", ID, *ROLE, "--root", "{root}", "--as-of", "2001-01-01"),
        "--role: buyer-refunds is not active on 2001-01-01, only from {since} until ….",
        "--role：buyer-refunds 在 2001-01-01 未启用，启用期为 {since} 至 …。",
    ),
    (
        ("translated", ID, "--locale", "en", "--root", "{root}"),
        "--locale: “en” is the source language of SOP-BUY-001.",
        "--locale：“en”是 SOP-BUY-001 的原文语言。",
    ),
    (
        ("translated", ID, "--locale", "zh", "--unaffected", "--root", "{root}"),
        "--unaffected needs --note: why does the translation stay right?",
        "--unaffected 需要 --note：请说明译文为何仍然正确。",
    ),
    (
        ("compare", "{root}/a.md", "{root}/b.md"),
        "{root}/a.md cannot be read: No such file or directory.",
        "无法读取 {root}/a.md：No such file or directory。",
    ),
    (
        ("what-changed", ID, "--to", "1.0", "--root", "{root}"),
        "1.0 is the first version; nothing is before it.",
        "1.0 是最初的版本，之前没有其他版本。",
    ),
    (
        ("links", "--root", "{root}"),
        "There is no built site in {root}/site; run: make build",
        "{root}/site 中没有已构建的站点，请运行：make build",
    ),
    (
        ("leaks", "{root}/site", "--audience", "public", "--root", "{root}"),
        "No site in {root}/site; run: KB_AUDIENCE=public make build",
        "{root}/site 中没有站点，请运行：KB_AUDIENCE=public make build",
    ),
    (
        ("owner", "buyer-refund", "--root", "{root}", "--as-of", AS_OF),
        "ROLE: “buyer-refund” is not in data/owners.yml; did you mean “buyer-refunds”?",
        "ROLE：data/owners.yml 中没有“buyer-refund”；是否应为“buyer-refunds”？",
    ),
    (
        ("scorm", "--output", "{root}/out", "--root", "{root}", "--as-of", AS_OF, "TRN-BUY-999"),
        "ID: “TRN-BUY-999” is not in data/training.",
        "ID：data/training 中没有“TRN-BUY-999”。",
    ),
    (
        ("heartbeat", "kb.example"),
        "SITE must begin with https:// or http://; seen: kb.example/api/v1/index.json",
        "SITE 必须以 https:// 或 http:// 开头；当前为：kb.example/api/v1/index.json",
    ),
    (
        ("issues", "{root}", "--repository", "kb", "--root", "{root}"),
        "--repository: “kb” is not of the form owner/name.",
        "--repository：“kb”不是 owner/name 的形式。",
    ),
)


def told(root: Path, arguments: tuple[str, ...], language: str) -> str:
    """Give what a command says that refuses, to somebody who asked for a language."""
    given = [argument.replace("{root}", str(root)) for argument in arguments]
    return sentence(run(*given, "--lang", language, expect=2))


@pytest.mark.parametrize(("arguments", "english", "mandarin"), REFUSALS)
def test_a_refusal_is_told_in_the_language_that_was_asked_for(
    root: Path, arguments: tuple[str, ...], english: str, mandarin: str
) -> None:
    owners = yaml.safe_load((root / "data/owners.yml").read_text("utf-8"))
    record = yaml.safe_load((root / RECORD).read_text("utf-8"))
    seen = {"version": record["version"], "since": owners["buyer-refunds"]["active_from"]}
    for language, wanted in (("en", english), ("zh", mandarin)):
        said = told(root, arguments, language).removeprefix("Error: ")
        assert said.rpartition("': ")[2] == wanted.format(root=root, **seen)


def test_what_is_refused_below_the_commands_is_told_in_both_languages(root: Path) -> None:
    record = yaml.safe_load((root / RECORD).read_text("utf-8"))
    (root / RECORD).write_text(json.dumps(record, default=str), encoding="utf-8")
    approve = ("approved", ID, "--role", "programme-lead", "--root", "{root}", "--as-of", AS_OF)
    assert told(root, approve, "en") == f"Error: {RECORD} must hold one key on each line."
    assert told(root, approve, "zh") == f"Error: {RECORD} 必须每行只写一个键。"


def test_a_damaged_register_is_told_in_both_languages(root: Path) -> None:
    (root / "data/owners.yml").write_text("[", encoding="utf-8")
    generate = ("generate", "--root", "{root}")
    assert "not every record and register can be read; run: sopkb check" in told(
        root, generate, "en"
    )
    assert told(root, generate, "zh").endswith("：有记录或登记表无法读取，请运行：sopkb check")


def test_all_ids_of_a_kind_being_given_is_told_in_both_languages(root: Path) -> None:
    text = (root / RECORD).read_text("utf-8").replace(f"id: {ID}", "id: SOP-BUY-999")
    (root / RECORD).write_text(text, encoding="utf-8")
    new = ("new", "SOP", "BUY", *NEW, "--root", "{root}", "--as-of", AS_OF)
    assert told(root, new, "en").endswith(" SOP-BUY-999 is given; choose another type or area.")
    assert told(root, new, "zh") == "Error: SOP-BUY-999 已被使用；请改选其他类型或领域。"


def test_what_is_done_is_told_in_mandarin_too(root: Path) -> None:
    place = ("--root", root, "--lang", "zh")
    assert "；下次复审：" in run("reviewed", ID, *REVIEW, "--as-of", AS_OF, *place).output
    stale = run("generate", "--check", *place, expect=1).output.splitlines()
    assert all(line.endswith(" 不是最新的。请运行：sopkb generate") for line in stale)


@pytest.mark.parametrize("name", main.commands)
def test_every_command_can_be_asked_for_mandarin(name: str) -> None:
    options = [option for each in main.commands[name].params for option in each.opts]
    assert "--lang" in options
