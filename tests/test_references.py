"""Is every id that a row names found, wherever the row holds it?"""

from pydantic import Field

from sopkb.model.base import (
    ChannelRef,
    DocumentRef,
    LocaleRef,
    MarketRef,
    Model,
    OwnerRef,
    Reference,
    references,
)


class Inner(Model):
    role: OwnerRef
    note: str = "buyer-lead"


class Outer(Model):
    owner: OwnerRef
    backup: OwnerRef | None = None
    plain: str = "not-a-reference"
    markets: tuple[MarketRef, ...] = ()
    inner: Inner | None = None
    steps: tuple[Inner, ...] = ()
    limits: dict[MarketRef, int | Inner] = Field(default_factory=dict)
    by_language: dict[LocaleRef, tuple[DocumentRef, ...]] = Field(default_factory=dict)
    channel_or_number: ChannelRef | int = 0


def found(**values: object) -> list[tuple[str, str, tuple[str | int, ...]]]:
    row = Outer.model_validate({"owner": "lead", **values})
    return [(item.register, item.id, item.key_path) for item in references(row)]


def test_a_plain_field() -> None:
    assert found() == [("owners", "lead", ("owner",))]


def test_an_optional_field() -> None:
    assert found(backup="deputy")[1:] == [("owners", "deputy", ("backup",))]


def test_the_items_of_a_tuple() -> None:
    assert found(markets=["us", "gb"])[1:] == [
        ("markets", "us", ("markets", 0)),
        ("markets", "gb", ("markets", 1)),
    ]


def test_a_model_inside() -> None:
    assert found(inner={"role": "desk"})[1:] == [("owners", "desk", ("inner", "role"))]


def test_models_in_a_tuple() -> None:
    assert found(steps=[{"role": "a"}, {"role": "b"}])[1:] == [
        ("owners", "a", ("steps", 0, "role")),
        ("owners", "b", ("steps", 1, "role")),
    ]


def test_keys_of_a_mapping_and_a_union_of_number_and_model() -> None:
    assert found(limits={"us": 5, "gb": {"role": "desk"}})[1:] == [
        ("markets", "us", ("limits", "us")),
        ("markets", "gb", ("limits", "gb")),
        ("owners", "desk", ("limits", "gb", "role")),
    ]


def test_keys_and_items_of_a_mapping_of_tuples() -> None:
    assert found(by_language={"zh": ["SOP-BUY-001"]})[1:] == [
        ("locales", "zh", ("by_language", "zh")),
        ("documents", "SOP-BUY-001", ("by_language", "zh", 0)),
    ]


def test_a_union_of_reference_and_number_counts_text_only() -> None:
    assert found(channel_or_number="chat")[1:] == [("channel", "chat", ("channel_or_number",))]
    assert found(channel_or_number=3)[1:] == []


def test_no_reference_is_given_twice() -> None:
    given = found(backup="lead", markets=["us"], limits={"us": 1})
    assert len(given) == len(set(given)) == 4


def test_a_reference_is_a_value() -> None:
    assert Reference("owners", "a", ("b",)) == Reference("owners", "a", ("b",))
