"""Which headers must a host send with the site, and how is each common host told?

One policy, written for Netlify and Cloudflare (`_headers`), Apache (`.htaccess`), nginx (a file to
include) and Azure (`staticwebapp.config.json`). Scripts and styles run only from the site's own
files, none that stands in a page; compiling WebAssembly is allowed because the search needs it.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from sopkb.catalog import Catalog

CONTENT_SECURITY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "; ".join(f"{key} {held}" for key, held in CONTENT_SECURITY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

CACHE = "Cache-Control"
ASK_AGAIN = "no-cache"
KEEP = "public, max-age=31536000, immutable"
KEPT = ("/assets/stylesheets/", "/assets/javascripts/bundle.")
"""Beginnings of paths whose names change with their content; a browser asks for all else again."""
KEPT_OF_LANGUAGE = ("/pagefind/{locale}/fragment/", "/pagefind/{locale}/index/")

NOTE = "Written by the build from one policy. To change it: scripts/sopkb/exports/headers.py"
NOT_FOUND = "/404.html"


def kept(catalog: Catalog) -> tuple[str, ...]:
    """Give the beginnings of paths that a browser may keep for good."""
    of_languages = (
        each.format(locale=locale) for locale in catalog.locales for each in KEPT_OF_LANGUAGE
    )
    return (*KEPT, *of_languages)


def netlify(catalog: Catalog) -> str:
    """Write `_headers`; its hosts let a browser ask again for what is not named."""
    lines = [f"# {NOTE}", "/*", *(f"  {name}: {held}" for name, held in HEADERS.items())]
    for path in kept(catalog):
        lines += [f"{path}*", f"  {CACHE}: {KEEP}"]
    return _lines(lines)


def apache(catalog: Catalog) -> str:
    """Write `.htaccess`."""
    named = "|".join(re.escape(path) for path in kept(catalog))
    always = (f'  Header always set {name} "{held}"' for name, held in HEADERS.items())
    return _lines(
        [
            f"# {NOTE}",
            f"ErrorDocument 404 {NOT_FOUND}",
            "<IfModule mod_headers.c>",
            *always,
            f'  Header set {CACHE} "{ASK_AGAIN}"',
            f'  Header set {CACHE} "{KEEP}" "expr=%{{REQUEST_URI}} =~ m#^({named})#"',
            "</IfModule>",
        ]
    )


def nginx(catalog: Catalog) -> str:
    """Write the lines to include in a `server` block; a `location` with own headers repeats them.

    nginx forgets the headers of a block as soon as a block within it adds one.
    """
    named = "|".join(re.escape(path) for path in kept(catalog))
    return _lines(
        [
            f"# {NOTE}",
            "# In the server block: include /path/to/site/nginx-headers.conf;",
            f"error_page 404 {NOT_FOUND};",
            f'set $kb_cache "{ASK_AGAIN}";',
            f'if ($uri ~ "^({named})") {{ set $kb_cache "{KEEP}"; }}',
            f"add_header {CACHE} $kb_cache always;",
            *(f'add_header {name} "{held}" always;' for name, held in HEADERS.items()),
        ]
    )


def azure(catalog: Catalog) -> str:
    """Write `staticwebapp.config.json`, which has no place for a note."""
    routes = [{"route": f"{path}*", "headers": {CACHE: KEEP}} for path in kept(catalog)]
    content = {
        "globalHeaders": {**HEADERS, CACHE: ASK_AGAIN},
        "routes": routes,
        "responseOverrides": {"404": {"rewrite": NOT_FOUND}},
    }
    return json.dumps(content, indent=1) + "\n"


def _lines(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _as_of_any_day(write: Callable[[Catalog], str], catalog: Catalog, today: date) -> str:
    return write(catalog)


HEADER_FILES: Mapping[str, Callable[[Catalog, date], str]] = {
    "_headers": partial(_as_of_any_day, netlify),
    ".htaccess": partial(_as_of_any_day, apache),
    "nginx-headers.conf": partial(_as_of_any_day, nginx),
    "staticwebapp.config.json": partial(_as_of_any_day, azure),
}
