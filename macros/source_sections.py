"""Where a translation is behind, the page shows what its source says, rendered as the source is."""

import xml.etree.ElementTree as etree
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urlsplit

from markdown import Markdown  # type: ignore[import-untyped]

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
NAMES = ("id", "for", "name")
LAST = -1000


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    """Fill the marks that `macros/main.py` has left with the text of the source sections."""
    kb = page.meta["kb"]
    for number, text, framed in kb["source_sections"]:
        fitting = Fitting(f"source-{number}-", page.file, files)
        shown = kb["pieces"].put_back(_converted(text, fitting, config))
        kb["pieces"].markup[number] = framed(html=shown)
    return html


def _converted(text: str, fitting: "Fitting", config: Any) -> str:
    extensions = [name for name in config.markdown_extensions if name != "toc"]
    settings = {name: held for name, held in config.mdx_configs.items() if name != "toc"}
    markdown = Markdown(extensions=extensions, extension_configs=settings)
    markdown.treeprocessors.register(fitting, "kb_fitting", LAST)
    return str(markdown.convert(text))


class Fitting:
    """Makes a borrowed text fit into a page: no heading, no id twice, links that lead somewhere."""

    def __init__(self, prefix: str, file: Any, files: Any) -> None:
        """Know the page that borrows."""
        self.prefix, self.file, self.files = prefix, file, files

    def run(self, root: etree.Element) -> None:
        """Change the tree, when all others are done with it."""
        for element in root.iter():
            self.fit(element)

    def fit(self, element: etree.Element) -> None:
        """Change one element."""
        if element.tag in HEADINGS:
            element.tag = "p"
            element.attrib = {"class": "kb-source-heading"}
        for name in NAMES:
            if name in element.attrib:
                element.set(name, self.prefix + element.attrib[name])
        for name in ("href", "src"):
            if name in element.attrib:
                element.set(name, self._address(element.attrib[name]))

    def _address(self, link: str) -> str:
        """Give the address of a link to a file of the docs; leave any other as it is."""
        parts = urlsplit(link)
        if parts.fragment.startswith(("fn:", "fnref:")):
            return f"#{self.prefix}{parts.fragment}"
        if parts.scheme or parts.netloc or not parts.path:
            return link
        path = normpath(join(dirname(self.file.src_uri), parts.path))
        target = self.files.get_file_from_path(path)
        if target is None:
            return link
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{target.url_relative_to(self.file)}{fragment}"
