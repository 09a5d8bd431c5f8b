"""At which address does the built site show a page? MkDocs' rule, told without running it."""

from posixpath import basename, dirname
from urllib.parse import quote

from sopkb.catalog import Catalog
from sopkb.site_settings import read_site_settings


class SiteAddress:
    """The addresses of a site, as `site_url` and `use_directory_urls` of mkdocs.yml have them."""

    def __init__(self, catalog: Catalog) -> None:
        """Read the settings; without a `site_url` addresses begin with a slash."""
        settings = read_site_settings(catalog.root)
        given = settings.text(("site_url",)) if settings else None
        self.is_known = bool(given)
        self.root = f"{(given or '').rstrip('/')}/"
        self._default_locale = catalog.default_locale
        written = settings.text(("use_directory_urls",)) if settings else None
        self._uses_folders = written != "false"

    def page(self, stem: str, locale: str) -> str:
        """Give the address of a page in the site of a language."""
        path = stem if locale == self._default_locale else f"{locale}/{stem}"
        return self.file(self._built(path))

    def file(self, path: str) -> str:
        """Give the address of a file of the site."""
        return self.root + quote(path)

    def _built(self, path: str) -> str:
        if not self._uses_folders:
            return f"{path}.html"
        folder = dirname(path) if basename(path) == "index" else path
        return f"{folder}/" if folder else ""
