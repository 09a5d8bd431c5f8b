"""What must a value be that the model refused, and how does a person mend it?"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sopkb.findings import Problem, Text
from sopkb.nearest import nearest
from sopkb.source import SourceFile
from sopkb.yaml_source import KeyPath, exists, locate, written

Words = tuple[Text, Text]

KEY_STEP = "[key]"
FOLLOW_UPS = frozenset({"int_type", "too_short"})


def explain(
    file: SourceFile, error: ValidationError, prefix: KeyPath, known_keys: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield one problem per refused value; `prefix` is where the validated part stands."""
    by_key_path: dict[KeyPath, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        by_key_path.setdefault(_key_path(file, prefix, detail), []).append(detail)
    for key_path, details in by_key_path.items():
        has_inner = any(inner[:-1][: len(key_path)] == key_path for inner in by_key_path)
        if has_inner and _is_follow_up(details[0]):
            continue
        message, fix = _words(file, key_path, details, known_keys)
        yield Problem(at=locate(file, key_path), message=message, fix=fix)


def _is_follow_up(detail: ErrorDetails) -> bool:
    """Tell whether an inner problem explains this one: a wrong item, a wrong branch of a union."""
    return detail["type"] in FOLLOW_UPS and isinstance(detail["input"], dict | list | tuple)


def _key_path(file: SourceFile, prefix: KeyPath, detail: ErrorDetails) -> KeyPath:
    """Drop the steps that stand for a branch of a union, which no file holds."""
    location = prefix + tuple(detail["loc"])
    if _is_about_key(detail):
        parent = location[: -2 if location[-1] == KEY_STEP else -1]
        location = (*parent, detail["input"])
    steps: KeyPath = ()
    for index, step in enumerate(location):
        is_missing_key = detail["type"] == "missing" and index == len(location) - 1
        if is_missing_key or exists(file, (*steps, step)):
            steps = (*steps, step)
    return steps


def _is_about_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "invalid_key" or detail["loc"][-1:] == (KEY_STEP,)


def _words(
    file: SourceFile,
    key_path: KeyPath,
    details: list[ErrorDetails],
    known_keys: tuple[str, ...],
) -> Words:
    detail = details[0]
    key = ".".join(str(step) for step in key_path) or file.path
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(str(key_path[-1]), known_keys)
    if _is_about_key(detail) and not isinstance(value, str):
        return _key_not_text(key, value)
    text = None if _is_about_key(detail) else written(file, key_path)
    seen = _shown(value if text is None else text)
    if kind != "missing" and not seen:
        return _empty(key)
    if kind == "string_type" and isinstance(value, bool | int | float):
        return _unquoted(key, seen, value)
    if {"int_type", "model_type"} <= {each["type"] for each in details}:
        return _NUMBER_OR_TEXT(key, seen, {})
    if kind in ("int_type", "float_type", "bool_type") and isinstance(value, str):
        seen = f"“{seen}”"
    return WORDS.get(kind, _other)(key, seen, detail.get("ctx", {}) | {"msg": detail["msg"]})


def _shown(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "…"


def _unknown_key(key: str, known_keys: tuple[str, ...]) -> Words:
    guess = nearest(key, known_keys)
    return (
        Text(en=f"“{key}” is not a key that may stand here.", zh=f"此处不能使用键“{key}”。"),
        Text(
            en=f"Did you mean “{guess}”?" if guess else "Remove it, or see data/schema/.",
            zh=f"是否应为“{guess}”？" if guess else "请删除该键，可用的键见 data/schema/。",
        ),
    )


def _unquoted(key: str, seen: str, value: object) -> Words:
    return (
        Text(
            en=f"“{key}” must be text; YAML reads {seen} without quotes as {value!r}.",
            zh=f"“{key}”必须是文本；{seen} 未加引号，YAML 会读成 {value!r}。",
        ),
        Text(en=f'Write "{seen}" with quotes.', zh=f'加上引号，写成 "{seen}"。'),
    )


def _key_not_text(key: str, value: object) -> Words:
    return (
        Text(
            en=f"“{key}” must have text before the colon; YAML reads it as {value!r}.",
            zh=f"“{key}”冒号前必须是文本，YAML 会读成 {value!r}。",
        ),
        Text(en="Put the key in quotes, or correct it.", zh="给该键加引号，或更正该键。"),
    )


def _empty(key: str) -> Words:
    return (
        Text(en=f"“{key}” must be filled in; it is empty.", zh=f"必须填写“{key}”，当前为空。"),
        Text(
            en=f"Write its value after “{key.rsplit('.', 1)[-1]}:”, or remove an optional key.",
            zh=f"在“{key.rsplit('.', 1)[-1]}:”之后填写内容；选填的键可删除。",
        ),
    )


def _missing(key: str, _seen: str, _context: Mapping[str, Any]) -> Words:
    return (
        Text(en=f"“{key}” must be given; it is missing.", zh=f"必须填写“{key}”，当前缺失。"),
        Text(en=f"Add “{key}:” with its value.", zh=f"补充“{key}:”及其值。"),
    )


def _day_form(key: str, seen: str, _context: Mapping[str, Any]) -> Words:
    return (
        Text(
            en=f"“{key}” must be a date of the form YYYY-MM-DD; seen: {seen}.",
            zh=f"“{key}”必须是 YYYY-MM-DD 形式的日期，当前为：{seen}。",
        ),
        Text(en="Write it like 2026-09-01.", zh="请写成如 2026-09-01 的形式。"),
    )


def _day_impossible(key: str, seen: str, _context: Mapping[str, Any]) -> Words:
    return (
        Text(
            en=f"“{key}” must be a day of the calendar; there is no {seen}.",
            zh=f"“{key}”必须是真实存在的日期，{seen} 不存在。",
        ),
        Text(en="Correct the day or the month.", zh="请更正日期。"),
    )


def _choice(key: str, seen: str, context: Mapping[str, Any]) -> Words:
    allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    return (
        Text(
            en=f"“{key}” must be one of: {allowed}; seen: {seen}.",
            zh=f"“{key}”只能是：{allowed}；当前为：{seen}。",
        ),
        _did_you_mean(seen, allowed.split(", ")),
    )


def _did_you_mean(seen: str, allowed: list[str]) -> Text:
    guess = nearest(seen, allowed)
    if guess is None:
        return Text(en="Choose one of these values.", zh="请从上述取值中选择。")
    return Text(en=f"Did you mean “{guess}”?", zh=f"是否应为“{guess}”？")


def _pattern(key: str, seen: str, context: Mapping[str, Any]) -> Words:
    return (
        Text(
            en=f"“{key}” must have the form {context.get('pattern')}; seen: {seen}.",
            zh=f"“{key}”必须符合格式 {context.get('pattern')}，当前为：{seen}。",
        ),
        Text(
            en="Compare with the same key of another record.",
            zh="请参照其他记录中的同名键。",
        ),
    )


def _too_short(key: str, _seen: str, context: Mapping[str, Any]) -> Words:
    wanted, held = context.get("min_length"), context.get("actual_length")
    return (
        Text(
            en=f"“{key}” must hold at least {wanted}; it holds {held}.",
            zh=f"“{key}”至少要有 {wanted} 项，当前有 {held} 项。",
        ),
        Text(en="Add what is missing.", zh="请补齐缺少的项。"),
    )


def _wrong_kind(en: str, zh: str) -> Callable[[str, str, Mapping[str, Any]], Words]:
    def words(key: str, seen: str, _context: Mapping[str, Any]) -> Words:
        return (
            Text(
                en=f"“{key}” must be {en}; seen: {seen}.", zh=f"“{key}”必须是{zh}，当前为：{seen}。"
            ),
            Text(en=f"Write {en}.", zh=f"请改为{zh}。"),
        )

    return words


def _bound(en: str, zh: str, name: str) -> Callable[[str, str, Mapping[str, Any]], Words]:
    def words(key: str, seen: str, context: Mapping[str, Any]) -> Words:
        limit = context.get(name)
        return _wrong_kind(f"{en} {limit}", f"{zh} {limit} 的数字")(key, seen, context)

    return words


def _other(key: str, seen: str, context: Mapping[str, Any]) -> Words:
    return (
        Text(
            en=f"“{key}” is not as it must be ({context['msg']}); seen: {seen}.",
            zh=f"“{key}”不符合要求（{context['msg']}），当前为：{seen}。",
        ),
        Text(
            en="Compare with the same key of another record, or see data/schema/.",
            zh="请参照其他记录中的同名键，或查看 data/schema/。",
        ),
    )


_NUMBER = _wrong_kind("a number", "数字")
_WHOLE_NUMBER = _wrong_kind("a whole number without quotes", "整数且不加引号")
_NUMBER_OR_TEXT = _wrong_kind(
    "a number, or text in both languages such as {en: none, zh: 无}",
    "数字，或如 {en: none, zh: 无} 的双语文本",
)
_LIST = _wrong_kind("a list, such as [a, b]", "列表，如 [a, b]")
_MAPPING = _wrong_kind("keys with values, one per line", "逐行书写的键值")

WORDS: Mapping[str, Callable[[str, str, Mapping[str, Any]], Words]] = {
    "missing": _missing,
    "day_form": _day_form,
    "day_impossible": _day_impossible,
    "enum": _choice,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_type": _wrong_kind("text", "文本"),
    "one_answer": _wrong_kind(
        "the number of the one right option, such as 2", "唯一正确选项的序号，如 2"
    ),
    "too_short": _too_short,
    "greater_than_equal": _bound("at least", "不小于", "ge"),
    "less_than_equal": _bound("at most", "不大于", "le"),
    "int_type": _WHOLE_NUMBER,
    "float_type": _NUMBER,
    "bool_type": _wrong_kind("true or false", "true 或 false"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
}
