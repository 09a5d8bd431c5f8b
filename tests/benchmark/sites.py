"""How is the same content built with our site and with a stock one, side by side?

The stock one is our mkdocs.yml without what is ours: no overrides, hooks, styles, scripts or
plugins but i18n, macros and Material's own search, and `stock_macros.py` in place of our macros.
Material's search cuts Chinese with jieba, if that is installed; it is one of our requirements for
this only, because Material tells Chinese sites to install it.
"""

import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.benchmark.plan import ROOT

STOCK_PLUGINS = ("i18n", "macros")
OUR_THEME = ("custom_dir", "static_templates")
NAVIGATION = 'nav:\n  - index.md\n  - sops\n  - "*"\n'
OURS = ("hooks", "extra", "extra_css", "extra_javascript", "watch")


class PythonName(str):
    """A `!!python/name:` value of mkdocs.yml, kept as it is written."""


class KeepingLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without importing what it names."""


class KeepingDumper(yaml.SafeDumper):
    """Writes names as they were read."""


KeepingLoader.add_multi_constructor(
    "tag:yaml.org,2002:python/name:", lambda loader, suffix, node: PythonName(suffix)
)
KeepingDumper.add_representer(
    PythonName,
    lambda dumper, name: dumper.represent_scalar(f"tag:yaml.org,2002:python/name:{name}", ""),
)


def add_our_site(target: Path) -> None:
    """Lay our site over a generated repository."""
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    for folder in ("macros", "overrides"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, target / folder, ignore=ignored)
    (target / "docs" / ".nav.yml").write_text(NAVIGATION, encoding="utf-8", newline="\n")


def add_stock_site(target: Path) -> None:
    """Lay the stock site over a generated repository."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = stock(yaml.load(text, Loader=KeepingLoader))
    written = yaml.dump(config, Dumper=KeepingDumper, allow_unicode=True, sort_keys=False)
    (target / "mkdocs.yml").write_text(written, encoding="utf-8", newline="\n")
    shutil.copy(Path(__file__).with_name("stock_macros.py"), target / "stock_macros.py")


def stock(config: dict[str, Any]) -> dict[str, Any]:
    """Take out of a configuration what is ours."""
    plugins: dict[str, Any] = {"search": {"lang": ["en", "zh"]}}
    plugins |= {name: options for name, options in _plugins(config) if name in STOCK_PLUGINS}
    if "i18n" in plugins:  # else it drops double entries of the search index, in quadratic time
        plugins["i18n"] = {**plugins["i18n"], "reconfigure_search": False}
    kept = {key: value for key, value in config.items() if key not in OURS}
    theme = {key: value for key, value in config["theme"].items() if key not in OUR_THEME}
    macros = {**plugins["macros"], "module_name": "stock_macros"}
    macros.pop("include_dir", None)
    plugins["macros"] = macros
    return {**kept, "theme": theme, "plugins": [{name: plugins[name]} for name in plugins]}


def _plugins(config: dict[str, Any]) -> list[tuple[str, Any]]:
    entries = [entry if isinstance(entry, dict) else {entry: {}} for entry in config["plugins"]]
    return [item for entry in entries for item in entry.items()]
