"""How do the commands refuse: in one sentence, in the language of whoever runs them?"""

from collections.abc import Iterable
from pathlib import Path

import click

from sopkb.findings import LANGUAGES, Language, Text
from sopkb.nearest import nearest

LANGUAGE_KEY = "sopkb.language"


def remember_language(context: click.Context, _: click.Parameter, language: Language) -> Language:
    """Keep the language that a command is to speak, as the callback of its `--lang`."""
    context.meta[LANGUAGE_KEY] = language
    return language


def in_language_of_command(told: Text) -> str:
    """Give a sentence in the language of the command that runs; English where none is known."""
    context = click.get_current_context(silent=True)
    language: Language = context.meta.get(LANGUAGE_KEY, LANGUAGES[0]) if context else LANGUAGES[0]
    return told.in_language(language)


class CannotJudge(click.ClickException):
    """One clear sentence and exit code 2."""

    exit_code = 2

    def __init__(self, told: Text) -> None:
        """Say the sentence in the language of the command."""
        super().__init__(in_language_of_command(told))


class Misused(click.UsageError):
    """One clear sentence below the usage of the command, and exit code 2."""

    def __init__(self, told: Text) -> None:
        """Say the sentence in the language of the command."""
        super().__init__(in_language_of_command(told))


def hint(name: str, known: Iterable[str]) -> Text:
    """Give the end of a sentence that refuses a name: the nearest one, if any is alike."""
    guess = nearest(name, known)
    if guess is None:
        return Text(en=".", zh="。")
    return Text(en=f"; did you mean “{guess}”?", zh=f"；是否应为“{guess}”？")


def unreadable(path: Path | str, error: OSError) -> CannotJudge:
    """Say that a file cannot be read, with what the operating system says."""
    return CannotJudge(
        Text(
            en=f"{path} cannot be read: {error.strerror}.",
            zh=f"无法读取 {path}：{error.strerror}。",
        )
    )


def unwritable(path: Path | str, error: OSError) -> CannotJudge:
    """Say that a file cannot be written, with what the operating system says."""
    return CannotJudge(
        Text(
            en=f"{path} cannot be written: {error.strerror}.",
            zh=f"无法写入 {path}：{error.strerror}。",
        )
    )


def source_unreadable(id_: str) -> CannotJudge:
    """Say that the page of a document in its source language is not there as text."""
    return CannotJudge(
        Text(
            en=f"The source page of {id_} cannot be read; run: sopkb check",
            zh=f"无法读取 {id_} 的原文页面，请运行：sopkb check",
        )
    )
