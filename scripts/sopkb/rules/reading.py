"""Can every file be read, and does it hold what its model says?"""

from collections.abc import Iterator

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.rules.engine import Context, rule


@rule(Severity.ERROR)
def file_unreadable(context: Context) -> Iterator[Problem]:
    """Every page, record and register must be readable UTF-8 text.

    每个页面、记录和登记表都必须是可读取的 UTF-8 文本。

    Bad: a page saved as GBK
    Good: a page saved as UTF-8
    """
    return context.met_while_loading("file-unreadable")


@rule(Severity.ERROR)
def file_ignored(context: Context) -> Iterator[Problem]:
    """Every YAML file below data/ and every page below docs/ must be one that is read.

    data/ 下的每个 YAML 文件和 docs/ 下的每个页面都必须能被读取。

    Bad: data/documents/sops/buyer/refund-request.yaml
    Good: data/documents/sops/buyer/refund-request.yml
    """
    return context.met_while_loading("file-ignored")


@rule(Severity.ERROR)
def yaml_syntax(context: Context) -> Iterator[Problem]:
    """Records and registers must be valid YAML, indented with spaces, without aliases.

    记录和登记表必须是有效的 YAML：用空格缩进，不使用别名。

    Bad: owner: @buyer-refunds
    Good: owner: buyer-refunds
    """
    return context.met_while_loading("yaml-syntax")


@rule(Severity.ERROR)
def yaml_duplicate_key(context: Context) -> Iterator[Problem]:
    """A key must stand once in its mapping; YAML would keep the last one in silence.

    同一层级的键只能出现一次，否则 YAML 会静默保留最后一个。

    Bad: risk: high … risk: low
    Good: risk: high
    """
    return context.met_while_loading("yaml-duplicate-key")


@rule(Severity.ERROR)
def yaml_full_width_colon(context: Context) -> Iterator[Problem]:
    """A key must be followed by a half-width colon and a space.

    键名后必须使用半角冒号加空格。

    Bad: owner：buyer-refunds
    Good: owner: buyer-refunds
    """
    return context.met_while_loading("yaml-full-width-colon")


@rule(Severity.ERROR)
def register_missing(context: Context) -> Iterator[Problem]:
    """Every register named in the data model must exist.

    数据模型中规定的登记表文件必须存在。

    Bad: data/owners.yml deleted
    Good: data/owners.yml with the roles
    """
    return context.met_while_loading("register-missing")


@rule(Severity.ERROR)
def register_invalid(context: Context) -> Iterator[Problem]:
    """Every row of a register must have the keys and kinds of value of its schema.

    登记表的每一行都必须符合其结构规定的键和取值类型。

    Bad: unit: dayz
    Good: unit: days
    """
    return context.met_while_loading("register-invalid")


@rule(Severity.ERROR)
def table_invalid(context: Context) -> Iterator[Problem]:
    """Every row of a table (CSV) must have the columns and kinds of value of its model.

    CSV 表格的列和每个单元格的取值都必须符合规定。

    Bad: manila,TRN-BUY-001,1.0,forty,38,2026-11-16
    Good: manila,TRN-BUY-001,1.0,40,38,2026-11-16
    """
    return context.met_while_loading("table-invalid")


@rule(Severity.ERROR)
def record_invalid(context: Context) -> Iterator[Problem]:
    """Every record must have the keys and kinds of value of its schema.

    每份文件记录都必须符合其结构规定的键和取值类型。

    Bad: version: 1.10
    Good: version: "1.10"
    """
    return context.met_while_loading("record-invalid")


@rule(Severity.ERROR)
def document_id_duplicate(context: Context) -> Iterator[Problem]:
    """A document's id must be given once and never again.

    文件编号必须唯一，且不得复用。

    Bad: two records with id: SOP-BUY-001
    Good: id: SOP-BUY-001 and id: SOP-BUY-002
    """
    return context.met_while_loading("document-id-duplicate")


@rule(Severity.ERROR)
def documents_none(context: Context) -> Iterator[Problem]:
    """The knowledge base must hold at least one record; finding none is a failure.

    知识库至少要有一份文件记录；一份都没有视为失败。

    Bad: an empty data/documents/
    Good: data/documents/sops/buyer/refund-request.yml
    """
    if not context.catalog.record_files:
        yield Problem(
            at=Location(path="data/documents"),
            message=Text(
                en="There must be at least one record below data/documents; there is none.",
                zh="data/documents 下至少要有一份记录，当前一份都没有。",
            ),
            fix=Text(
                en="Check that you are in the right folder, or make one with `sopkb new`.",
                zh="请确认所在目录是否正确，或用 `sopkb new` 新建一份。",
            ),
        )
