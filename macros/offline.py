"""What lets the site be read without a network: its build's id, and the lists of what to keep.

Nothing of it is in a preview. `extra: {offline: false}` in mkdocs.yml is the switch that takes the
worker away from all devices: see overrides/sw.js.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

import sopkb
from sopkb.offline import area_files, areas_at, center_files, centers_at
from sopkb.site_address import page_path
from sopkb.wording import day_in_words

AFTER_THE_CATALOG = 150
AFTER_ALL = -400
SOURCES = ("docs", "data", "overrides", "macros", "mkdocs.yml")
LIST, WORKER, FALLBACK = "offline.json", "sw.js", "503.html"
NOT_LISTED = re.compile(
    r".*\.(?:html|map)|sitemap.*|[._].*|nginx-headers\.conf|staticwebapp\..*"
    r"|pagefind/[^/]+/(?:fragment|index|filter)/.*|search/.*"
)
SHELL = re.compile(
    r"assets/(?:stylesheets/.*\.css|javascripts/bundle.*\.js|[^/]*\.(?:css|js)|images/.*)"
)


@dataclass(frozen=True, slots=True)
class Offline:
    """The build's id, empty where the worker must go; and the day of the build."""

    build: str
    today: date

    def day_in(self, language: str) -> str:
        """Give the day of the build in words."""
        return day_in_words(self.today, language)


@event_priority(AFTER_THE_CATALOG)
def on_config(config: Any) -> Any:
    """Give the build its id, which comes from all that it is made of."""
    shared = config.extra["kb_shared"]
    if "offline" not in shared:
        is_wanted = config.extra.get("offline", True)
        build = _build_id(Path(config.config_file_path).parent, shared) if is_wanted else ""
        shared["offline"] = None if _is_preview(config) else Offline(build, shared["today"])
    return config


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Tell the page which areas it leads to, and of which centers it offers the documents."""
    catalog, kb = config.extra["kb_shared"]["catalog"], page.meta["kb"]
    stem = page.file.norm_src_uri.removesuffix(".md")
    kb["areas"] = [asdict(area) for area in areas_at(catalog, stem, kb["language"])]
    kb["centers_offline"] = centers_at(catalog, stem, kb["language"])
    return context


@event_priority(AFTER_ALL)
def on_post_build(config: Any) -> None:
    """Write the worker and the lists when all else of the site is there."""
    shared, site = config.extra["kb_shared"], Path(config.site_dir)
    if config.plugins["i18n"].building or shared["offline"] is None:
        return
    catalog, build = shared["catalog"], shared["offline"].build
    worker = (site / WORKER).read_text("utf-8")
    _write(site / WORKER, worker.replace('const BUILD = "";', f'const BUILD = "{build}";'))
    parts = dict(_parts(catalog, site)) if build else {}
    listed = {path: _hash(file) for path, file in _files(site)}
    homes = [page_path(catalog, "index", each) for each in catalog.locales]
    shell = [path for path in listed if SHELL.fullmatch(path)]
    content = {"build": build, "files": listed, "parts": parts, "shell": [FALLBACK, *homes, *shell]}
    _write(site / LIST, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def _parts(catalog: Any, site: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Write the list of each part of the site that can be kept as a whole; tell how large it is."""
    for locale in catalog.locales:
        for area, files in area_files(catalog, locale).items():
            yield _part(site, f"area.{area}.{locale}", files)
        for center, files in center_files(catalog, locale).items():
            yield _part(site, f"center.{center}.{locale}", files)
        search = (site / "pagefind" / locale).rglob("*")
        found = sorted(file.relative_to(site).as_posix() for file in search if file.is_file())
        if found:
            yield _part(site, f"search.{locale}", tuple(found))


def _part(site: Path, name: str, files: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    path = f"offline/{name}.json"
    _write(site / path, json.dumps(files, ensure_ascii=False, indent=1) + "\n")
    kept = (site / file / "index.html" if file.endswith("/") else site / file for file in files)
    return name, {"path": path, "bytes": sum(each.stat().st_size for each in kept)}


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files that are not pages and not named by their content."""
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.is_file() and path not in (LIST, WORKER) and not NOT_LISTED.fullmatch(path):
            yield path, file


def _build_id(root: Path, shared: dict[str, Any]) -> str:
    """Hash the sources, the tools, the day and the readers that the build is for."""
    digest = sha256(f"{shared['today']} {sorted(shared['hidden'])}".encode())
    digest.update(" ".join(sorted(f"{d.name}=={d.version}" for d in distributions())).encode())
    core = Path(str(sopkb.__file__)).parent
    for start in (*(root / name for name in SOURCES), core):
        for file in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(file.relative_to(start.parent).as_posix().encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:16]


def _is_preview(config: Any) -> bool:
    """Tell whether `mkdocs serve` builds: it does so in a temporary folder of that name."""
    site = Path(config.site_dir)
    return site.parent == Path(tempfile.gettempdir()) and site.name.startswith("mkdocs_")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
