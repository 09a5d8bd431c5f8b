"""Can every reply script be sent: its placeholders, its document, its promises, where it holds?"""

from collections.abc import Iterator

from sopkb.catalog import Catalog, Document
from sopkb.findings import LANGUAGES, Language, Location, Problem, Severity, Text
from sopkb.model.documents import ALL_MARKETS, OUT_OF_USE, DocumentRecord, Status
from sopkb.model.floor import Script
from sopkb.nearest import nearest
from sopkb.promises import FoundPromise, promises_in
from sopkb.rules.engine import Context, rule
from sopkb.script_text import is_outdated, placeholders


@rule(Severity.ERROR)
def script_placeholder(context: Context) -> Iterator[Problem]:
    """Both languages of a script must have the same placeholders, each declared in variables.

    话术的两种语言须使用相同的占位符，且每个占位符都须在 variables 中声明。

    Bad: text: {en: "Hello [name]", zh: "[buyer_name] 您好"}
    Good: text: {en: "Hello [buyer_name]", zh: "[buyer_name] 您好"}
    """
    for script in context.catalog.scripts.values():
        declared = [variable.name for variable in script.variables]
        used = {language: placeholders(_said(script, language)) for language in LANGUAGES}
        for language, names in used.items():
            unknown = [name for name in names if name not in declared]
            for name in unknown:
                yield _undeclared(context.catalog, script, language, name)
            used_anywhere = {name for each in used.values() for name in each}
            missing = (name for name in declared if name in used_anywhere and name not in names)
            for name in missing if not unknown else ():
                yield _in_one_language(context.catalog, script, language, name)
        for index, name in enumerate(declared):
            if not any(name in names for names in used.values()):
                yield _unused(context.catalog, script, index, name)


@rule(Severity.ERROR)
def script_promise(context: Context) -> Iterator[Problem]:
    """A script must not promise what data/promises.yml forbids.

    话术中不得出现 data/promises.yml 列出的承诺用语。

    Bad: text: {en: "The money will definitely arrive by Friday."}
    Good: text: {en: "A refund usually shows within {{ value('refund-arrival-card') }}."}
    """
    rows = tuple(context.catalog.promises.values())
    for script in _in_use(context.catalog):
        for language in LANGUAGES:
            for found in promises_in(_said(script, language), rows, language):
                yield _promised(context.catalog, script, language, found)


@rule(Severity.ERROR)
def script_document_retired(context: Context) -> Iterator[Problem]:
    """A script in use must follow a document that is not retired or superseded.

    使用中的话术所依据的文件不得已作废或已被取代。

    Bad: document: SOP-BUY-001, which is retired; status: effective
    Good: status: retired
    """
    for script, document in _with_documents(context.catalog):
        if document.record.status in OUT_OF_USE:
            yield _retired(context.catalog, script, document)


@rule(Severity.WARNING)
def script_outdated(context: Context) -> Iterator[Problem]:
    """A script should follow the major version that its document has now.

    话术应与所依据文件的现行主版本一致。

    Bad: document_version: "1.4" while SOP-BUY-001 has version 2.3
    Good: document_version: "2.3"
    """
    for script, document in _with_documents(context.catalog):
        if is_outdated(context.catalog, script) and document.record.status not in OUT_OF_USE:
            yield _outdated(context.catalog, script, document)


@rule(Severity.WARNING)
def script_scope_wider(context: Context) -> Iterator[Problem]:
    """A script should hold only in the markets and channels of its document.

    话术的适用市场和渠道不应超出所依据的文件。

    Bad: markets: [all] while SOP-BUY-001 holds in [us, gb]
    Good: markets: [us, gb]
    """
    for script, document in _with_documents(context.catalog):
        record = document.record
        if not _is_everywhere(context, record):
            yield from _outside(context.catalog, script, "markets", record.markets)
        yield from _outside(context.catalog, script, "channels", record.channels)


def _is_everywhere(context: Context, record: DocumentRecord) -> bool:
    return ALL_MARKETS in record.markets or set(record.markets) >= set(context.catalog.markets)


def _said(script: Script, language: Language) -> str:
    return script.text.in_language(language)


def _in_use(catalog: Catalog) -> Iterator[Script]:
    return (script for script in catalog.scripts.values() if script.status is Status.EFFECTIVE)


def _with_documents(catalog: Catalog) -> Iterator[tuple[Script, Document]]:
    for script in _in_use(catalog):
        document = catalog.documents.get(script.document)
        if document:
            yield script, document


def _place(catalog: Catalog, script: Script, language: Language, words: str) -> Location:
    """Give the line of a text that holds some words, its first where they run over two lines."""
    at = catalog.locate("scripts", (script.id, "text", language))
    file = catalog.item_files["scripts"][script.id]
    indent = at.column - 1
    for number, line in enumerate(file.lines[at.line - 1 :], at.line):
        if number > at.line and line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if words in line:
            return Location(path=at.path, line=number, column=line.index(words) + 1, key=at.key)
    return at


def _undeclared(catalog: Catalog, script: Script, language: Language, name: str) -> Problem:
    guess = nearest(name, [variable.name for variable in script.variables])
    return Problem(
        at=_place(catalog, script, language, f"[{name}]"),
        message=Text(
            en=f"What stands in square brackets must be declared in “variables”; “{name}” is not.",
            zh=f"方括号中的占位符必须在“variables”中声明，“{name}”未声明。",
        ),
        fix=Text(
            en=f"Did you mean “[{guess}]”? If not, add it to “variables”."
            if guess
            else "Add it to “variables” with name, label, kind and example.",
            zh=f"是否应为“[{guess}]”？如不是，请在“variables”中添加。"
            if guess
            else "请在“variables”中添加，写明 name、label、kind 和 example。",
        ),
    )


def _unused(catalog: Catalog, script: Script, index: int, name: str) -> Problem:
    return Problem(
        at=catalog.locate("scripts", (script.id, "variables", index, "name")),
        message=Text(
            en=f"Every variable must be used in the text; “{name}” is in neither language.",
            zh=f"声明的变量必须在文本中使用，“{name}”在两种语言中都未出现。",
        ),
        fix=Text(
            en=f"Write “[{name}]” in both languages, or remove the variable.",
            zh=f"在两种语言中写入“[{name}]”，或删除该变量。",
        ),
    )


def _in_one_language(catalog: Catalog, script: Script, language: Language, name: str) -> Problem:
    return Problem(
        at=catalog.locate("scripts", (script.id, "text", language)),
        message=Text(
            en="Both languages must have the same placeholders; "
            f"“[{name}]” is missing from “{language}”.",
            zh=f"两种语言的占位符必须一致；“{language}”中缺少“[{name}]”。",
        ),
        fix=Text(
            en=f"Write “[{name}]” there, or remove it from the other language.",
            zh=f"在此补上“[{name}]”，或从另一种语言中删除。",
        ),
    )


def _promised(catalog: Catalog, script: Script, language: Language, found: FoundPromise) -> Problem:
    return Problem(
        at=_place(catalog, script, language, found.words),
        message=Text(
            en=f"A reply must not promise: “{found.words}”. {found.row.why.en}",
            zh=f"话术不得作出承诺：“{found.words}”。{found.row.why.zh}",
        ),
        fix=Text(
            en="Say what usually happens and who decides; words that only look like a promise "
            f"belong in “harmless” of “{found.row.id}” in data/promises.yml.",
            zh="改为说明通常情况和由谁决定；并非承诺的说法可加入 data/promises.yml "
            f"中“{found.row.id}”的“harmless”。",
        ),
    )


def _retired(catalog: Catalog, script: Script, document: Document) -> Problem:
    after = [
        other.id for other in catalog.documents.values() if document.id in other.record.supersedes
    ]
    return Problem(
        at=catalog.locate("scripts", (script.id, "document")),
        message=Text(
            en=f"A script in use must follow a document in use; {document.id} is "
            f"{document.record.status}.",
            zh=f"使用中的话术须依据有效的文件；{document.id} 的状态为 {document.record.status}。",
        ),
        fix=Text(
            en=f"Check the text against {', '.join(after)}, name it here; or set “status: retired”."
            if after
            else "Set “status: retired”, or name the document that holds now.",
            zh=f"请对照 {'、'.join(after)} 核对文本并改写此处，或设为“status: retired”。"
            if after
            else "设为“status: retired”，或改为现行有效的文件。",
        ),
    )


def _outdated(catalog: Catalog, script: Script, document: Document) -> Problem:
    now = document.record.version
    return Problem(
        at=catalog.locate("scripts", (script.id, "document_version")),
        message=Text(
            en=f"The script follows version {script.document_version} of {document.id}, which has "
            f"version {now} now: agents act differently.",
            zh=f"话术依据 {document.id} 的 {script.document_version} 版，该文件现为 {now} 版，"
            "操作要求已改变。",
        ),
        fix=Text(
            en=f'Check both languages against it, then write “document_version: "{now}"”.',
            zh=f'对照文件核对两种语言，然后写“document_version: "{now}"”。',
        ),
    )


def _outside(
    catalog: Catalog, script: Script, key: str, held: tuple[str, ...]
) -> Iterator[Problem]:
    for index, name in enumerate(getattr(script, key)):
        if name not in held:
            yield _wider(catalog, script, (key, index), name, held)


def _wider(
    catalog: Catalog,
    script: Script,
    key_path: tuple[str, int],
    name: str,
    held: tuple[str, ...],
) -> Problem:
    listed = ", ".join(held) or "–"
    return Problem(
        at=catalog.locate("scripts", (script.id, *key_path)),
        message=Text(
            en=f"A script should hold only where its document holds; {script.document} "
            f"has {key_path[0]} {listed}, not “{name}”.",
            zh=f"话术的适用范围不应超出文件；{script.document} 的 {key_path[0]} 为 {listed}，"
            f"不含“{name}”。",
        ),
        fix=Text(
            en=f"Remove “{name}” here, or extend the document.",
            zh=f"请在此删除“{name}”，或扩大文件的适用范围。",
        ),
    )
