"""Is the address of a page that under which MkDocs shows it?"""

from dataclasses import replace
from pathlib import Path

import pytest

from sopkb.catalog import Catalog
from sopkb.site_address import SiteAddress

SITE = "site_url: https://kb.example.com/sub/\n"


@pytest.mark.parametrize(
    ("settings", "stem", "locale", "address"),
    [
        (SITE, "sops/buyer/a", "en", "https://kb.example.com/sub/sops/buyer/a/"),
        (SITE, "sops/buyer/a", "zh", "https://kb.example.com/sub/zh/sops/buyer/a/"),
        (SITE, "index", "en", "https://kb.example.com/sub/"),
        (SITE, "reference/index", "zh", "https://kb.example.com/sub/zh/reference/"),
        (SITE, "sops/退款 1", "en", "https://kb.example.com/sub/sops/%E9%80%80%E6%AC%BE%201/"),
        (f"{SITE}use_directory_urls: false\n", "a", "zh", "https://kb.example.com/sub/zh/a.html"),
        ("site_name: x\n", "a/b", "en", "/a/b/"),
        ("[", "a", "en", "/a/"),
    ],
)
def test_the_address(tmp_path: Path, settings: str, stem: str, locale: str, address: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert SiteAddress(Catalog(root=tmp_path)).page(stem, locale) == address


def test_without_settings_addresses_begin_at_the_root(tmp_path: Path) -> None:
    catalog = replace(Catalog(root=tmp_path))
    assert SiteAddress(catalog).file("api/v1/index.json") == "/api/v1/index.json"
