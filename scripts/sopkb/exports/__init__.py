"""Every generated file there is: path from the root to the function that builds its text.

Those of the models need nothing; those of the catalog say what the records and registers hold.
"""

from collections.abc import Callable, Mapping
from functools import partial

from sopkb.catalog import Catalog
from sopkb.exports import codeowners, schema
from sopkb.item_loading import FOLDERS
from sopkb.loading import REGISTERS, WHOLE_FILES

GENERATED: Mapping[str, Callable[[], str]] = {
    "data/schema/document.json": schema.document_schema,
    "data/schema/report.json": schema.report_schema,
    **{
        f"data/schema/{name}.json": partial(schema.register_schema, name)
        for name in (*REGISTERS, *WHOLE_FILES, *FOLDERS)
    },
}

FROM_CATALOG: Mapping[str, Callable[[Catalog], str]] = {
    ".github/CODEOWNERS": codeowners.codeowners,
}
