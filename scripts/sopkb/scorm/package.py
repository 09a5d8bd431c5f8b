"""What stands in the package of a training module in one language, byte by byte?

The same module gives the same bytes on every machine and every day: no clock, no compression.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sopkb.catalog import Catalog, Document
from sopkb.findings import Text
from sopkb.model.training import Training
from sopkb.scorm.lesson import Lesson, Unpackable, read_lesson
from sopkb.site_address import SiteAddress
from sopkb.templates import Templates

HERE = Path(__file__).parent / "templates"
SITE_TEMPLATES = ("macros/templates", "overrides")
QUIZ_SCRIPT = "overrides/assets/kb-quiz.js"
OWN_FILES = ("scorm.js", "style.css")
NO_TIME = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o644 << 16
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

OTHER_WORDS: Mapping[str, str] = {"quiz-private": "scorm-private"}
"""Words of the quiz that a learning system makes untrue, and what is said there instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package: the name of its file and the bytes of the archive."""

    name: str
    content: bytes


def packages(catalog: Catalog, training: Training, today: date) -> Iterator[Package]:
    """Yield the package of a module in every language that its text is written in."""
    document = catalog.documents.get(training.id)
    if document is None:
        raise Unpackable(
            Text(
                en=f"data/training/{training.id}.yml: there is no record {training.id}.",
                zh=f"data/training/{training.id}.yml：没有记录 {training.id}。",
            )
        )
    for language in sorted(document.pages):
        yield _package(catalog, training, document, language, today)


def _package(
    catalog: Catalog, training: Training, document: Document, language: str, today: date
) -> Package:
    templates = Templates(HERE, *(catalog.root / folder for folder in SITE_TEMPLATES))
    lesson = read_lesson(catalog, document, language, today, templates, OTHER_WORDS)
    files = _files(catalog, training, document, language, lesson, templates)
    version = document.record.version
    return Package(name=f"{training.id}_{version}_{language}.zip", content=_archive(files))


def _files(
    catalog: Catalog,
    training: Training,
    document: Document,
    language: str,
    lesson: Lesson,
    templates: Templates,
) -> dict[str, bytes]:
    page = templates.render(
        "lesson",
        language=language,
        title=document.title(language),
        id=training.id,
        version=document.record.version,
        html=lesson.html,
        url=SiteAddress(catalog).page(document.stem, language),
        t=lambda key: catalog.word("interface", key, language),
    )
    files = {name: (HERE / name).read_bytes() for name in OWN_FILES}
    files["kb-quiz.js"] = _read(catalog.root / QUIZ_SCRIPT)
    files["index.html"] = page.encode("utf-8")
    files |= {name: _read(catalog.root / path) for name, path in lesson.images.items()}
    manifest = templates.render(
        "imsmanifest",
        id=f"{training.id}.{language}",
        version=document.record.version,
        title=NOT_IN_XML.sub("", document.title(language)),
        pass_mark=training.pass_mark,
        files=sorted(files),
    )
    return {"imsmanifest.xml": manifest.encode("utf-8"), **dict(sorted(files.items()))}


def _archive(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, NO_TIME)
            entry.create_system, entry.external_attr = 3, PLAIN_FILE
            archive.writestr(entry, content)
    return held.getvalue()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unpackable(
            Text(
                en=f"{path} is needed for the package: {error.strerror}.",
                zh=f"打包需要 {path}：{error.strerror}。",
            )
        ) from error
