"""How is the markup of a macro made? From templates in folders, escaped, the same one only once."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Templates:
    """The templates of some folders; an unknown variable is an error."""

    def __init__(self, *folders: Path) -> None:
        """Look in the folders in their order."""
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._rendered: dict[tuple[Any, ...], str] = {}

    def render(self, name: str, **context: Any) -> str:
        """Render a template."""
        return self._environment.get_template(f"{name}.html.j2").render(context)

    def render_once(self, name: str, **context: Any) -> str:
        """Render a template, or give what it gave for the same values before."""
        key = (name, *context.values())
        if key not in self._rendered:
            self._rendered[key] = self.render(name, **context)
        return self._rendered[key]
