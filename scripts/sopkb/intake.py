"""What has been read so far of a knowledge base, and what was wrong with it?"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sopkb.catalog import normal
from sopkb.findings import LoadProblem, Problem
from sopkb.source import SourceFile, read
from sopkb.yaml_source import read_yaml


@dataclass(slots=True)
class Loading:
    """What has been read so far; it becomes the catalog."""

    root: Path
    problems: list[LoadProblem] = field(default_factory=list)
    parts: dict[str, Any] = field(default_factory=dict)
    known_ids: dict[str, frozenset[str]] = field(default_factory=dict)
    register_files: dict[str, SourceFile] = field(default_factory=dict)
    item_files: dict[str, dict[str, SourceFile]] = field(default_factory=dict)

    def read(self, path: str) -> SourceFile | None:
        """Read a file; a damaged one is noted and gives None."""
        file = read(self.root, path)
        if isinstance(file, Problem):
            self.problems.append(LoadProblem(code="file-unreadable", problem=file))
            return None
        return replace(file, path=normal(path))

    def values(self, file: SourceFile) -> Any:
        """Read the values of a YAML file; its problems are noted."""
        content = read_yaml(file)
        self.problems += content.problems
        return content.value

    def has_problem(self, file: SourceFile) -> bool:
        """Tell whether a problem of a file is noted already; one is enough for a broken file."""
        return any(noted.problem.at.path == file.path for noted in self.problems)

    def refuse(self, code: str, problems: Iterator[Problem]) -> None:
        """Note the problems of a value that its model refused."""
        self.problems += [LoadProblem(code=code, problem=problem) for problem in problems]


def key_names(kind: Any) -> tuple[str, ...]:
    """Give the names of the keys of the models in a type, and of the models inside those."""
    names = set[str]()
    for model in _models_in(kind):
        for name, info in model.model_fields.items():
            names.add(info.alias or name)
            names.update(key_names(info.annotation))
    return tuple(sorted(names))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
