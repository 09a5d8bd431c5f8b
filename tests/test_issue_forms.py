"""Are the forms for readers ones that GitHub accepts, and the same in both languages?"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.trees import ROOT

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
TOPICS = sorted(path.stem.removesuffix("-en") for path in FORMS.glob("*-en.yml"))
ALL = sorted(path for path in FORMS.glob("*.yml") if path.stem != "config")
KEYS = {"name", "description", "title", "labels", "body"}
ATTRIBUTES = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "options", "multiple", "default"},
}
"""What GitHub knows of the kinds of field that are used here."""


def read(path: Path) -> dict[str, Any]:
    form: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return form


def shape(form: dict[str, Any]) -> list[tuple[object, ...]]:
    """Give what must be the same in both languages."""
    return [
        (
            each["type"],
            each.get("id"),
            each.get("validations", {}).get("required", False),
            len(each["attributes"].get("options", ())),
        )
        for each in form["body"]
    ]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_form_is_one_that_github_accepts(path: Path) -> None:
    form = read(path)
    assert set(form) == KEYS
    ids = [each["id"] for each in form["body"] if each["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    labels = [each["attributes"].get("label") for each in form["body"]]
    assert len(set(filter(None, labels))) == len(ids)
    for each in form["body"]:
        assert set(each) <= {"type", "id", "attributes", "validations"}
        assert set(each["attributes"]) <= ATTRIBUTES[each["type"]]
        assert all(isinstance(option, str) for option in each["attributes"].get("options", ()))


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_ask_the_same(topic: str) -> None:
    forms = [read(FORMS / f"{topic}-{language}.yml") for language in ("en", "zh")]
    assert shape(forms[0]) == shape(forms[1])
    assert forms[0]["labels"] == forms[1]["labels"]


def test_there_is_a_form_for_each_need() -> None:
    assert TOPICS == ["access", "missing", "wrong"]
    assert len(ALL) == 2 * len(TOPICS)


def test_the_form_for_errors_has_the_fields_that_the_site_fills() -> None:
    ids = {each.get("id") for each in read(FORMS / "wrong-zh.yml")["body"]}
    assert {"document", "version", "section"} <= ids
