"""Is a document's text still the one that its last review or approval has attested?"""

from functools import lru_cache

from sopkb.catalog import Document, Page
from sopkb.model.documents import Review
from sopkb.normal_form import page_hash, whole_hash
from sopkb.translation import pair_mark

REMEMBERED = 4096
_page_hash = lru_cache(maxsize=REMEMBERED)(page_hash)


def text_hash_of(document: Document) -> str | None:
    """Give the hash of the source page that reviews and approvals are bound to."""
    page = document.pages.get(document.record.source_language)
    if page is None:
        return None
    return _pinned_hash(document, page) or _page_hash(page.file.text)


def last_review(document: Document) -> Review | None:
    """Give the newest review; of several on one day the one that stands last."""
    return max(reversed(document.record.reviews), key=lambda review: review.date, default=None)


def changed_since_review(document: Document) -> bool:
    """Tell whether the text is not the one that the last review has read.

    A review from before hashes were kept is judged by its version. Without a review nothing has
    been attested, so nothing has changed since.
    """
    last = last_review(document)
    if last is None:
        return False
    if last.text is None:
        return last.version != document.record.version
    return last.text != text_hash_of(document)


def _pinned_hash(document: Document, page: Page) -> str | None:
    """Give the hash by the pins of a translation that was stamped for exactly these two pages."""
    for locale, pins in document.record.translations.items():
        target = document.pages.get(locale)
        if pins.pair and target and pins.pair == pair_mark(page.file.text, target.file.text):
            return whole_hash(pins.sections.values())
    return None
