"""Where on the built site does a page stand, and which page stands at an address?"""

from collections.abc import Collection, Iterator


def page_address(stem: str, locale: str, default_locale: str) -> str:
    """Give a page's path below the site's address: `sops/buyer/x` becomes `zh/sops/buyer/x/`."""
    folder, _, name = stem.rpartition("/")
    path = folder if name == "index" else stem
    own = "" if locale == default_locale else f"{locale}/"
    return own + (f"{path}/" if path else "")


def pages_at(
    address: str, locales: Collection[str], default_locale: str
) -> Iterator[tuple[str, str]]:
    """Yield stem and locale of the pages that can stand at a path below the site's address."""
    first, _, rest = address.partition("/")
    is_own = first in locales and first != default_locale
    locale, path = (first, rest) if is_own else (default_locale, address)
    bare = path.removesuffix("index.html").removesuffix("/")
    for stem in (bare, f"{bare}/index" if bare else "index"):
        if stem:
            yield stem, locale
