"""What does mkdocs.yml say, read without running it?"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from sopkb.findings import Location, Problem
from sopkb.source import SourceFile, read
from sopkb.yaml_source import KeyPath, compose, locate, written

SETTINGS_FILE = "mkdocs.yml"
TRUE = frozenset({"true", "yes", "on"})
FALSE = frozenset({"false", "no", "off"})


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The settings of the site, found by key path."""

    file: SourceFile

    def text(self, key_path: KeyPath) -> str | None:
        """Give a plain value as it is written, with the words for yes and no made one."""
        seen = written(self.file, self._numbered(key_path))
        if seen is None:
            return None
        folded = seen.lower()
        return "true" if folded in TRUE else "false" if folded in FALSE else seen

    def items(self, key_path: KeyPath) -> tuple[tuple[str, Location], ...]:
        """Give the plain values of a list with their places."""
        node = self._node(key_path)
        values = node.value if isinstance(node, yaml.SequenceNode) else ()
        return tuple(
            (item.value, self.file.at(item.start_mark.line + 1, item.start_mark.column + 1))
            for item in values
            if isinstance(item, yaml.ScalarNode)
        )

    def keys(self, key_path: KeyPath) -> frozenset[str]:
        """Give the keys of a mapping."""
        node = self._node(key_path)
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        return frozenset(str(key.value) for key, _ in pairs)

    def locate(self, key_path: KeyPath) -> Location:
        """Give the place of a key, or of its nearest parent that exists."""
        return locate(self.file, self._numbered(key_path))

    def _numbered(self, key_path: KeyPath) -> KeyPath:
        """Put the position of a plugin in the list of plugins in front of its name."""
        if key_path[0] != "plugins":
            return key_path
        plugins = self._node(("plugins",))
        items = plugins.value if isinstance(plugins, yaml.SequenceNode) else ()
        for index, item in enumerate(items):
            pairs = item.value if isinstance(item, yaml.MappingNode) else ()
            if any(key.value == key_path[1] for key, _ in pairs):
                return ("plugins", index, *key_path[1:])
        return key_path

    def _node(self, key_path: KeyPath) -> yaml.Node | None:
        node = compose(self.file.text)
        for step in key_path:
            pairs = node.value if isinstance(node, yaml.MappingNode) else ()
            node = next((value for key, value in pairs if key.value == step), None)
        return node


def read_site_settings(root: Path) -> SiteSettings | None:
    """Read mkdocs.yml; None where there is none, or where MkDocs itself will refuse it."""
    if not (root / SETTINGS_FILE).is_file():
        return None
    file = read(root, SETTINGS_FILE)
    if isinstance(file, Problem):
        return None
    try:
        return SiteSettings(file) if compose(file.text) else None
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
