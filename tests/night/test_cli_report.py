"""Does `sopkb report` write everything, say what it could not judge, and end as it must?"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopkb.cli import main
from tests.night.bases import add, days_ago, empty, review
from tests.trees import AS_OF, ROOT

IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.com")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Plant a knowledge base under version control, with one review that is overdue."""
    made = empty(tmp_path / "kb")
    add(made, 1, reviews=[review(days_ago(370))])
    add(made, 2)
    _commit(made)
    return made


def report(root: Path, *options: str, as_of: str = AS_OF.isoformat()) -> Result:
    output = root.parent / "out"
    command = ["report", "--root", str(root), "--as-of", as_of, "--output", str(output), *options]
    return CliRunner().invoke(main, command)


def written(root: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((root.parent / "out/report.json").read_text("utf-8"))
    return content


def test_whatever_it_found_it_ends_well(root: Path) -> None:
    done = report(root)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "Valid reviews: 50.0%, Effective documents: 2, Reviews overdue: 1, To do: 1 · "
        "As of 22 Nov 2026 (Asia/Shanghai)\n"
    )
    assert len(str(written(root)["commit"])) == 40


def test_it_speaks_mandarin(root: Path) -> None:
    assert report(root, "--lang", "zh").stdout == (
        "复审有效率：50.0%，现行有效文件：2，复审逾期：1，待办事项：1 · "
        "截至 2026年11月22日（Asia/Shanghai）\n"
    )


def test_a_damaged_export_of_messages_is_what_could_not_be_judged(root: Path) -> None:
    export = root.parent / "feedback.json"
    export.write_text("", encoding="utf-8")
    done = report(root, "--feedback", str(export))
    assert done.exit_code == 2
    assert "they were not counted" in done.stderr


def test_the_next_night_tells_what_is_new_and_what_is_done(root: Path) -> None:
    report(root, as_of=days_ago(1).isoformat())
    add(root, 1)
    add(root, 2, reviews=[review(days_ago(380))])
    _commit(root)
    done = report(root, "--previous", str(root.parent / "out/report.json"))
    assert done.exit_code == 0
    night = written(root)
    assert night["resolved"] == ["review_overdue:SOP-BUY-001"]
    assert not (root.parent / "out/digests/nobody.md").exists()


def test_a_digest_of_a_role_that_has_nothing_to_do_any_more_is_taken_away(root: Path) -> None:
    report(root)
    digest = root.parent / "out/digests/buyer-refunds.md"
    assert digest.exists()
    add(root, 1)
    report(root)
    assert not digest.exists()


def test_findings_of_the_check_join_when_asked_for(root: Path) -> None:
    page = root / "docs/sops/buyer/document-buy-002.zh.md"
    page.write_text(page.read_text("utf-8") + "\n卖家\n", "utf-8")
    kinds = []
    for options in ((), ("--findings",)):
        report(root, *options)
        health = written(root)["health"]
        assert isinstance(health, dict)
        kinds.append("finding" in {item["kind"] for item in health["items"]})
    assert kinds == [False, True]


def _no_documents(root: Path) -> tuple[str, ...]:
    for path in (root / "data/documents").rglob("*.yml"):
        path.unlink()
    return ()


def _no_git(root: Path) -> tuple[str, ...]:
    (root / ".git").rename(root.parent / "gone")
    return ()


def _previous_damaged(root: Path) -> tuple[str, ...]:
    (root.parent / "old.json").write_text('{"schema_version": 1', "utf-8")
    return ("--previous", str(root.parent / "old.json"))


def _previous_absent(root: Path) -> tuple[str, ...]:
    return ("--previous", str(root.parent / "nowhere.json"))


def _previous_not_text(root: Path) -> tuple[str, ...]:
    (root.parent / "old.json").write_bytes(b"\xff\xfe\x00")
    return ("--previous", str(root.parent / "old.json"))


def _links_cut_short(root: Path) -> tuple[str, ...]:
    results = {"checked_on": str(AS_OF), "external": True, "complete": False, "checked": 3}
    (root.parent / "links.json").write_text(json.dumps({**results, "problems": []}), "utf-8")
    return ("--links", str(root.parent / "links.json"))


def _links_absent(root: Path) -> tuple[str, ...]:
    return ("--links", str(root.parent / "links.json"))


def _policy_damaged(root: Path) -> tuple[str, ...]:
    (root / "data/policy.yml").write_text("risk: [\n", "utf-8")
    return ()


BAD_INPUT: list[tuple[Callable[[Path], tuple[str, ...]], str, str]] = [
    (_no_documents, "There is no document", "没有任何可读取的文件"),
    (_no_git, "The commit could not be told", "无法确定对应的提交版本"),
    (_previous_damaged, "The previous report is damaged", "上一份报告已损坏"),
    (_previous_absent, "nowhere.json could not be read", "无法读取 nowhere.json"),
    (_previous_not_text, "old.json could not be read", "无法读取 old.json"),
    (_links_cut_short, "The link check ended early, after 3 links", "链接检查提前结束"),
    (_links_absent, "links.json could not be read", "无法读取 links.json"),
    (_policy_damaged, "data/policy.yml could not be read", "data/policy.yml 无法读取"),
]


@pytest.mark.parametrize(("damage", "en", "zh"), BAD_INPUT)
def test_what_could_not_be_judged_is_said_and_all_else_written(
    root: Path, damage: Callable[[Path], tuple[str, ...]], en: str, zh: str
) -> None:
    options = damage(root)
    done = report(root, *options)
    assert done.exit_code == 2, done.output
    assert en in done.stderr
    assert zh in done.stderr
    out = root.parent / "out"
    assert en in (out / "report.html").read_text("utf-8")
    assert zh in (out / "report.zh.md").read_text("utf-8")
    assert written(root)["could_not_judge"]


@pytest.mark.parametrize("as_of", ["2026-08-01", "1970-01-01", "2027-11-24"])
def test_a_clock_far_off_is_doubted(root: Path, as_of: str) -> None:
    for number in range(3, 9):
        add(root, number)
    done = report(root, as_of=as_of)
    assert done.exit_code == 2
    assert "is the clock right" in done.stderr
    assert "请核对系统时钟" in done.stderr


def test_a_folder_without_a_knowledge_base(tmp_path: Path) -> None:
    done = report(tmp_path)
    assert done.exit_code == 2
    assert "There is no folder “docs”" in done.stderr


def test_a_full_disk_is_one_clear_sentence(root: Path) -> None:
    """A limit on the size of files stands for the disk: writing fails in the same way."""
    command = [sys.executable, "-c", "from sopkb.cli import main; main()", "report"]
    options = ["--as-of", AS_OF.isoformat(), "--output", str(root.parent / "out")]
    done = subprocess.run(
        [*command, *options],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr


def _commit(root: Path) -> None:
    if not (root / ".git").exists():
        subprocess.run(("git", "init", "-q"), cwd=root, check=True)
    for arguments in (("add", "-A"), ("commit", "-qm", "All")):
        subprocess.run(("git", *IDENTITY, *arguments), cwd=root, check=True)
