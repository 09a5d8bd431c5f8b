"""In which formats can a report be written?"""

from collections.abc import Callable, Mapping

from sopkb.findings import Language, Report
from sopkb.formats import github, json_, junit, markdown, sarif, text

FORMATS: Mapping[str, Callable[[Report, Language], str]] = {
    "text": text.render,
    "github": github.render,
    "json": json_.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "markdown": markdown.render,
}
