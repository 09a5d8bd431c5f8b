"""Which sections does the type of a document ask for, and which headings of a page are they?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sopkb.anchors import kebab
from sopkb.catalog import Catalog, Page
from sopkb.markdown import Heading
from sopkb.model.registers import SectionSpec
from sopkb.rules.engine import Context
from sopkb.titles import plain

Specs = tuple[SectionSpec, ...]


@dataclass(frozen=True, slots=True)
class SectionedPage:
    """A page held against the sections of its type; `found` keeps the first heading of each."""

    page: Page
    specs: Specs
    found: Mapping[str, Heading]

    def before(self, section: str) -> str | None:
        """Give the section of the page after which another must stand."""
        order = [spec.id for spec in self.specs]
        earlier = order[: order.index(section)]
        return next((each for each in reversed(earlier) if each in self.found), None)


def sectioned_pages(context: Context) -> Iterator[SectionedPage]:
    """Yield the pages of documents whose type has sections."""
    for page in context.pages:
        specs = specs_of(context.catalog, page)
        if specs:
            yield SectionedPage(page, specs, _found(page, specs))


def specs_of(catalog: Catalog, page: Page) -> Specs:
    """Give the sections of the type of a page's document; none for other pages."""
    document = catalog.document_of(page)
    return catalog.sections.get(document.record.type, ()) if document else ()


def section_titled(specs: Specs, text: str) -> SectionSpec | None:
    """Give the section that bears a title, in whichever language."""
    wanted = _folded(text)
    for spec in specs:
        if wanted in (_folded(spec.title.en), _folded(spec.title.zh)):
            return spec
    return None


def _found(page: Page, specs: Specs) -> dict[str, Heading]:
    """Name the sections of a page; one marked as a second title counts as what it was meant."""
    known = {spec.id for spec in specs}
    found: dict[str, Heading] = {}
    for index, heading in enumerate(page.outline.headings):
        if heading.level == 2 or (heading.level == 1 and index > 0):
            section = _section_of(heading, specs, known)
            if section:
                found.setdefault(section, heading)
    return found


def _section_of(heading: Heading, specs: Specs, known: set[str]) -> str | None:
    """Take the id, mended if its form is wrong; a heading without one is known by its title."""
    written = heading.id or ""
    wanted = written if written in known else kebab(written)
    if wanted in known:
        return wanted
    spec = section_titled(specs, heading.text) if not written or wanted != written else None
    return spec.id if spec else None


def _folded(text: str) -> str:
    return " ".join(plain(text).casefold().split())
