"""How long do parity and terminology of all pairs take? `… -m tests.benchmark.languages FOLDER`.

Every pair is compared, whatever its stamp says; loading the catalog is part of it.
"""

import gc
import sys
from datetime import date
from pathlib import Path

from sopkb.loading import load
from sopkb.parity import compare
from sopkb.rules import terminology
from sopkb.rules.engine import Context, run

TERMS = (terminology.term_forbidden, terminology.term_untranslated, terminology.term_translated)
AS_OF = date(2026, 11, 22)


def judge_languages(root: Path) -> int:
    """Compare every pair of pages below a root, look for terms, and count what is found."""
    gc.disable()
    catalog = load(root)
    differences = sum(
        len(compare(document.pages["en"].file, document.pages["zh"].file, "en", "zh"))
        for document in catalog.documents.values()
    )
    return differences + len(run(Context(catalog=catalog, today=AS_OF), TERMS))


if __name__ == "__main__":
    sys.exit(min(judge_languages(Path(sys.argv[1])), 1))
