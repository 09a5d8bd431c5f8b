"""Where does a reader go to mend a page? Addresses of the configuration, filled with its facts."""

from collections.abc import Mapping
from urllib.parse import quote


def filled(address: str, parts: Mapping[str, str]) -> str:
    """Fill the braces of an address; every part is quoted, a path keeps its slashes."""
    for name, part in parts.items():
        safe = "/" if name == "path" else ""
        address = address.replace(f"{{{name}}}", quote(part, safe=safe))
    return address


def versions_path(document: str, language: str, default_language: str) -> str:
    """Give the path in the site of the page that compares the versions of a document."""
    own = "" if language == default_language else f"{language}/"
    return f"{own}changes/{document.lower()}/"
