"""When the last language has been built, the files beside the pages are written, once."""

from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority

from sopkb.exports.site_files import site_files

AFTER_I18N = -200


@event_priority(AFTER_I18N)
def on_post_build(config: Any) -> None:
    """Write the files; the i18n plugin builds the other languages within the first one's event."""
    if config.plugins["i18n"].building:
        return
    shared = config.extra["kb_shared"]
    for path, text in site_files(shared["catalog"], shared["today"]):
        target = Path(config.site_dir, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
