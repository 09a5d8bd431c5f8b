"""Does the built site hold the files beside its pages, written once and true to its pages?"""

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from macros.site_files import on_post_build

from sopkb.exports.api_index import ALL
from sopkb.exports.site_files import SITE_FILES, site_files
from sopkb.loading import load
from tests.trees import AS_OF, ROOT

ADDRESS = "https://kb.example.com/"


@pytest.fixture
def site(whole_build: subprocess.CompletedProcess[str]) -> Path:
    assert whole_build.returncode == 0, whole_build.stderr
    built: Path = whole_build.args
    return built


def content(site: Path, path: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((site / path).read_bytes())
    return read


def test_the_files_are_those_of_the_catalog_as_of_the_day_of_the_build(site: Path) -> None:
    for path, text in site_files(load(ROOT), AS_OF):
        assert (site / path).read_bytes().decode("utf-8") == text


@pytest.mark.parametrize("name", ALL)
def test_a_file_is_valid_by_the_schema_published_beside_it(site: Path, name: str) -> None:
    schema = content(site, f"api/v1/schema/{name}.json")
    checker = Draft202012Validator.FORMAT_CHECKER
    held = content(site, f"api/v1/{name}.json")
    Draft202012Validator(schema, format_checker=checker).validate(held)


def test_every_address_is_one_of_a_page_of_the_site(site: Path) -> None:
    documents = content(site, "api/v1/documents.json")["documents"]
    addresses = [each["url"][language] for each in documents for language in ("en", "zh")]
    assert len(addresses) == 2 * len(load(ROOT).documents)
    for address in addresses:
        page = site / unquote(address.removeprefix(ADDRESS)) / "index.html"
        assert page.is_file()
        assert f'<link rel="canonical" href="{address}">' in page.read_text("utf-8")


def test_every_file_of_the_index_is_there(site: Path) -> None:
    for each in content(site, "api/v1/index.json")["files"]:
        for address in (each["url"], each["schema_url"]):
            assert (site / address.removeprefix(ADDRESS)).is_file()


def test_nothing_is_written_before_the_last_language(tmp_path: Path) -> None:
    plugins = {"i18n": SimpleNamespace(building=True)}
    on_post_build(SimpleNamespace(plugins=plugins, site_dir=tmp_path))
    assert list(tmp_path.iterdir()) == []
    plugins = {"i18n": SimpleNamespace(building=False)}
    shared = {"catalog": load(ROOT), "today": AS_OF}
    extra = {"kb_shared": shared}
    on_post_build(SimpleNamespace(plugins=plugins, site_dir=tmp_path, extra=extra))
    assert all((tmp_path / path).is_file() for path in SITE_FILES)
