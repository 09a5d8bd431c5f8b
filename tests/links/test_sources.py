"""Which source holds an address that stands in no Markdown? Judged without LinkChecker."""

from pathlib import Path

import pytest

from sopkb.link_check.built_site import Holder, Target, read_site
from sopkb.link_check.origins import Origins
from sopkb.loading import load
from tests.links.sites import planted, write_site

SETTINGS = """\
site_url: https://kb.example.com/
extra:
  edit_url: https://git.example.com/sop/edit/main/{path}
  home: https://home.example.com/start
"""
PAGE = "sops/buyer/refund-request/"


@pytest.mark.parametrize(
    ("address", "in_text", "expected"),
    [
        ("https://git.example.com/sop/edit/main/docs/index.md", True, "mkdocs.yml:3"),
        ("https://git.example.com/sop/edit/main/docs/index.md", False, "mkdocs.yml:3"),
        ("https://home.example.com/start", False, "mkdocs.yml:4"),
        ("https://home.example.com/start/other", False, "mkdocs.yml:1"),
        ("https://chat.example.com/buyer", True, "data/owners.yml:2"),
        ("https://record.example.com/note", True, "data/documents/sops/buyer/refund-request.yml:1"),
        ("https://nobody.example.com/", True, "docs/sops/buyer/refund-request.md:1"),
    ],
)
def test_an_address_is_found_where_it_is_written(
    tmp_path: Path, address: str, in_text: bool, expected: str
) -> None:
    root = tmp_path / "kb"
    planted(root, SETTINGS)
    for path, line in [
        ("data/owners.yml", "# https://chat.example.com/buyer"),
        ("data/documents/sops/buyer/refund-request.yml", "# https://record.example.com/note"),
    ]:
        lines = (root / path).read_text("utf-8").split("\n")
        at = 1 if "owners" in path else 0
        (root / path).write_text("\n".join([*lines[:at], line, *lines[at:]]), "utf-8")
    catalog = load(root)
    site = read_site(write_site(tmp_path / "site"), "https://kb.example.com/")
    target = Target(address=address, is_external=True)
    (found,) = Origins(catalog, site).of(target, Holder(PAGE, address, in_text))
    assert f"{found.path}:{found.line}" == expected
