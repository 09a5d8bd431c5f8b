"""Which small types do all records and registers share?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt
from pydantic_core import PydanticCustomError

DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Model(BaseModel):
    """A frozen row that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @cached_property
    def references_by_register(self) -> "Mapping[str, tuple[Reference, ...]]":
        """Give the ids that the row names, by the register they must be in."""
        found: dict[str, tuple[Reference, ...]] = {}
        for reference in references(self):
            found[reference.register] = (*found.get(reference.register, ()), reference)
        return found


class LocalizedText(Model):
    """A text shown to people, in both languages."""

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)

    def in_language(self, language: str) -> str:
        """Give the text in the reader's language."""
        return self.zh if language == "zh" else self.en


class LocalizedWords(Model):
    """Lists of words, one per language."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()

    def in_language(self, language: str) -> tuple[str, ...]:
        """Give the words of one language."""
        return self.zh if language == "zh" else self.en


def parse_day(value: Any) -> date:
    """Read a day of the form YYYY-MM-DD; a ValueError says what is wrong with it."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not DAY_FORM.fullmatch(value):
        raise PydanticCustomError("day_form", "not a date of the form YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day_impossible", "no such day in the calendar") from None


Day = Annotated[date, BeforeValidator(parse_day)]
PositiveDays = Annotated[StrictInt, Field(ge=1, le=3650)]
Version = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$")]
TextHash = Annotated[str, Field(pattern=r"^h1:[0-9a-f]{16}$")]


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose text is an id of `register`."""

    register: str


OwnerRef = Annotated[str, Ref("owners")]
MarketRef = Annotated[str, Ref("markets")]
CenterRef = Annotated[str, Ref("centers")]
ContactReasonRef = Annotated[str, Ref("contact_reasons")]
DocumentRef = Annotated[str, Ref("documents")]
LocaleRef = Annotated[str, Ref("locales")]
AudienceRef = Annotated[str, Ref("audience")]
ChannelRef = Annotated[str, Ref("channel")]
PersonaRef = Annotated[str, Ref("persona")]
ToneRef = Annotated[str, Ref("tone")]
SituationRef = Annotated[str, Ref("situation")]
EscalationChannelRef = Annotated[str, Ref("escalation_channel")]
ValueRef = Annotated[str, Ref("values")]
GuideRef = Annotated[str, Ref("guides")]
ScriptRef = Annotated[str, Ref("scripts")]
TrainingRef = Annotated[str, Ref("training")]


@dataclass(frozen=True, slots=True)
class Reference:
    """One id that a row names: the register it must be in, the id, the key path in the file."""

    register: str
    id: str
    key_path: tuple[str | int, ...]


def references(row: BaseModel) -> Iterator[Reference]:
    """Yield every id that a row names, in the order of its fields."""
    for name, hint in _hints(type(row)).items():
        yield from _walk(getattr(row, name), hint, (name,))


def localized_texts(
    row: BaseModel, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], LocalizedText]]:
    """Yield every text of a row that is shown in both languages, with its key path."""
    if isinstance(row, LocalizedText):
        yield path, row
        return
    for name in type(row).model_fields:
        yield from _texts_in(getattr(row, name), (*path, name))


def _texts_in(
    value: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], LocalizedText]]:
    if isinstance(value, BaseModel):
        yield from localized_texts(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts_in(item, (*path, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts_in(item, (*path, key))


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    """Give the types of the fields that can name an id; most fields cannot."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields if _can_name(hints[name])}


def _can_name(hint: Any) -> bool:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return bool(_hints(hint))
    return any(isinstance(each, Ref) or _can_name(each) for each in get_args(hint))


def _walk(value: Any, hint: Any, path: tuple[str | int, ...]) -> Iterator[Reference]:
    if value is None:
        return
    if isinstance(value, BaseModel):
        for reference in references(value):
            yield Reference(reference.register, reference.id, path + reference.key_path)
        return
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        marks = [mark for mark in arguments[1:] if isinstance(mark, Ref)]
        if marks and isinstance(value, str):
            yield Reference(marks[0].register, value, path)
        else:
            yield from _walk(value, arguments[0], path)
    elif origin in (Union, UnionType):
        for option in arguments:
            yield from _walk(value, option, path)
    elif origin is tuple and isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, arguments[0], (*path, index))
    elif isinstance(value, Mapping) and len(arguments) == 2:
        for key, item in value.items():
            yield from _walk(key, arguments[0], (*path, key))
            yield from _walk(item, arguments[1], (*path, key))
