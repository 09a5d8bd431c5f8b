"""At which address does the built site show a page, and which page stands at an address?

MkDocs' rule, told without running it. `filled` gives where a page is mended: an address of the
configuration, filled with the page's facts.
"""

from collections.abc import Iterator, Mapping
from posixpath import relpath
from urllib.parse import quote

from sopkb.catalog import Catalog
from sopkb.site_settings import read_site_settings


def page_path(catalog: Catalog, stem: str, locale: str) -> str:
    """Give a page's path below the site's address: `sops/buyer/x` becomes `zh/sops/buyer/x/`."""
    folder, _, name = stem.rpartition("/")
    path = folder if name == "index" else stem
    return _folder_of(catalog, locale) + (f"{path}/" if path else "")


def versions_path(catalog: Catalog, document: str, language: str) -> str:
    """Give the path of the page that compares the versions of a document."""
    return page_path(catalog, f"changes/{document.lower()}", language)


def relative(path: str, here: str) -> str:
    """Give the quoted link from one path below the site's address to another."""
    end = "/" if path.endswith("/") or not path else ""
    return quote(relpath(path or ".", here)) + end


def pages_at(catalog: Catalog, path: str) -> Iterator[tuple[str, str]]:
    """Yield stem and locale of the pages that can stand at a path below the site's address."""
    first, _, rest = path.partition("/")
    is_own = first in catalog.locales and first != catalog.default_locale
    locale, path = (first, rest) if is_own else (catalog.default_locale, path)
    bare = path.removesuffix("index.html").removesuffix("/")
    for stem in (bare, f"{bare}/index" if bare else "index"):
        if stem:
            yield stem, locale


def filled(address: str, parts: Mapping[str, str]) -> str:
    """Fill the braces of an address; every part is quoted, a path keeps its slashes."""
    for name, part in parts.items():
        safe = "/" if name == "path" else ""
        address = address.replace(f"{{{name}}}", quote(part, safe=safe))
    return address


class SiteAddress:
    """The addresses of a site, as `site_url` and `use_directory_urls` of mkdocs.yml have them."""

    def __init__(self, catalog: Catalog) -> None:
        """Read the settings; without a `site_url` addresses begin with a slash."""
        settings = read_site_settings(catalog.root)
        given = settings.text(("site_url",)) if settings else None
        self.is_known = bool(given)
        self.root = f"{(given or '').rstrip('/')}/"
        self._catalog = catalog
        written = settings.text(("use_directory_urls",)) if settings else None
        self._uses_folders = written != "false"

    def page(self, stem: str, locale: str) -> str:
        """Give the address of a page in the site of a language."""
        if self._uses_folders:
            return self.file(page_path(self._catalog, stem, locale))
        return self.file(f"{_folder_of(self._catalog, locale)}{stem}.html")

    def file(self, path: str) -> str:
        """Give the address of a file of the site."""
        return self.root + quote(path)


def _folder_of(catalog: Catalog, locale: str) -> str:
    return "" if locale == catalog.default_locale else f"{locale}/"
