"""Is a document's text still the one that its last review or approval has attested?"""

from sopkb.catalog import Document
from sopkb.normal_form import page_hash


def text_hash_of(document: Document) -> str | None:
    """Give the hash of the source page that reviews and approvals are bound to."""
    page = document.pages.get(document.record.source_language)
    return page_hash(page.file.text) if page else None


def changed_since_review(document: Document) -> bool:
    """Tell whether the text is not the one that the last review has read.

    A review from before hashes were kept is judged by its version. Without a review nothing has
    been attested, so nothing has changed since.
    """
    last = max(document.record.reviews, key=lambda review: review.date, default=None)
    if last is None:
        return False
    if last.text is None:
        return last.version != document.record.version
    return last.text != text_hash_of(document)
