"""What does a reply script say, and where must an agent fill something in?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sopkb.catalog import Catalog
from sopkb.model.documents import major_version
from sopkb.model.floor import Script, Variable
from sopkb.wording import text_in_words

PLACEHOLDER = re.compile(r"\[(?P<name>[^\[\]]*)\]")
PARAGRAPH_END = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a reply: words to be sent as they are, or a placeholder to be filled."""

    text: str
    variable: Variable | None = None


def placeholders(text: str) -> tuple[str, ...]:
    """Give what stands in square brackets, each once, in the order of the text."""
    return tuple(dict.fromkeys(match["name"] for match in PLACEHOLDER.finditer(text)))


def paragraphs(catalog: Catalog, script: Script, language: str) -> tuple[tuple[Piece, ...], ...]:
    """Split a script in a language into paragraphs of pieces; values stand in words.

    A placeholder shows the label of its variable; one without a variable stays as it is written.
    """
    text = text_in_words(catalog, script.text, language)
    variables = {variable.name: variable for variable in script.variables}
    return tuple(
        tuple(_pieces(part.strip(), variables, language))
        for part in PARAGRAPH_END.split(text)
        if part.strip()
    )


def plain_text(catalog: Catalog, script: Script, language: str) -> str:
    """Write a script as an agent sees it before filling anything in."""
    return "\n\n".join(
        "".join(f"[{piece.text}]" if piece.variable else piece.text for piece in pieces)
        for pieces in paragraphs(catalog, script, language)
    )


def is_outdated(catalog: Catalog, script: Script) -> bool:
    """Tell whether the document has had a new major version since the script was written."""
    document = catalog.documents.get(script.document)
    if document is None:
        return False
    return major_version(document.record.version) > major_version(script.document_version)


def _pieces(text: str, variables: dict[str, Variable], language: str) -> Iterator[Piece]:
    end = 0
    for match in PLACEHOLDER.finditer(text):
        variable = variables.get(match["name"])
        if variable is None:
            continue
        if match.start() > end:
            yield Piece(text=text[end : match.start()])
        yield Piece(text=variable.label.in_language(language), variable=variable)
        end = match.end()
    if end < len(text):
        yield Piece(text=text[end:])
