"""The site of a miniature with every state of a translation."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sopkb.translation import section_hashes
from tests.conftest import build_site, plant_site, serve

OVERLAY = Path(__file__).parents[1] / "behind"
OLD = "h1:0000000000000000"
PINS = re.compile(r"^translations:\n(?:[ ].*\n)*", re.M)


def pin(root: Path, name: str, *, behind: tuple[str, ...] = (), gone: tuple[str, ...] = ()) -> None:
    """Attest the translation of a document, but for the sections that changed since."""
    record = root / f"data/documents/sops/buyer/{name}.yml"
    text = PINS.sub("", record.read_text("utf-8"))
    source, target = ("zh", "en") if "source_language: zh" in text else ("en", "zh")
    suffix = ".zh" if source == "zh" else ""
    page = (root / f"docs/sops/buyer/{name}{suffix}.md").read_text("utf-8")
    pins = section_hashes(page) | dict.fromkeys((*behind, *gone), OLD)
    lines = "".join(f'      {key}: "{value}"\n' for key, value in pins.items())
    attested = 'version: "1.0"\n    date: 2026-06-02\n    translator: programme-lead'
    record.write_text(
        f"{text}translations:\n  {target}:\n    {attested}\n    sections:\n{lines}", "utf-8"
    )


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build, strictly, a miniature with every state of a translation."""
    target = tmp_path_factory.mktemp("behind")
    root = plant_site(target / "kb", OVERLAY)
    pin(root, "refund-request", behind=("steps", "exceptions"), gone=("old-part",))
    pin(root, "late-delivery", behind=("intro", "limits"))
    pin(root, "wrong-item")
    pin(root, "parcel-not-received")
    done = build_site(root, target / "site")
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr
    yield from serve(target / "site")
