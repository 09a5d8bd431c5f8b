"""Does the core work where MkDocs is not installed?"""

import subprocess
import sys
from pathlib import Path

from tests.trees import AS_OF, plant

ABSENT = ("mkdocs", "material", "mkdocs_macros", "mkdocs_static_i18n", "pymdownx", "markdown")

SCRIPT = """
import importlib, pkgutil, sys
from datetime import date
from pathlib import Path

for name in sys.argv[3].split(","):
    sys.modules[name] = None

import sopkb

names = [found.name for found in pkgutil.walk_packages(sopkb.__path__, "sopkb.")]
for name in names:
    importlib.import_module(name)

from sopkb.loading import load
from sopkb.rules import RULES
from sopkb.rules.engine import Context, run

catalog = load(Path(sys.argv[1]))
found = run(Context(catalog=catalog, today=date.fromisoformat(sys.argv[2])), RULES)
assert not any(sys.modules.get(name) for name in sys.argv[3].split(","))
print(len(names), len(catalog.documents), [(item.at.path, item.code) for item in found])
"""


def test_every_module_imports_and_the_miniature_is_judged_without_mkdocs(tmp_path: Path) -> None:
    root = plant(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(root), AS_OF.isoformat(), ",".join(ABSENT)],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.stderr.decode() == ""
    modules, documents, findings = done.stdout.decode().strip().split(" ", 2)
    assert int(modules) > 30
    assert (documents, findings) == ("2", "[]")
