"""Is the knowledge base free of data by which a person could be found?"""

import re
from collections.abc import Callable, Iterator

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.personal_numbers import (
    holds_long_number,
    identity_numbers,
    masked,
    order_numbers,
    phones,
)
from sopkb.prose import without_code
from sopkb.rules.damage import is_register_damaged
from sopkb.rules.engine import Context, rule
from sopkb.source import SourceFile

MAIL = re.compile(r"[A-Za-z0-9._%+-]+[@＠](?P<domain>(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")
RESERVED_ENDS = frozenset({"example", "test", "invalid", "localhost"})
FILE_ENDS = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp"})


@rule(Severity.ERROR)
def personal_mail(context: Context) -> Iterator[Problem]:
    """A mail address must be in one of the example domains of data/policy.yml.

    邮箱地址只能使用 data/policy.yml 中的示例域名。

    Bad: write to the private address of a colleague
    Good: {{ owner('buyer-refunds') }}
    """
    if is_register_damaged(context.catalog, "policy"):
        return
    allowed = {domain.lower() for domain in context.catalog.policy.example_domains}
    for file in _files(context):
        if "@" not in file.text and "＠" not in file.text:
            continue
        for match in MAIL.finditer(file.text):
            if not _is_example(match["domain"].lower(), allowed):
                at = file.position(match.start())
                yield _mail(at, match, next(iter(sorted(allowed)), "example.com"))


@rule(Severity.ERROR)
def personal_phone(context: Context) -> Iterator[Problem]:
    """No telephone number of a person may stand anywhere.

    不得出现任何个人电话号码。

    Bad: call the buyer on a number copied from a case
    Good: call the buyer on [phone number]
    """
    what = Text(en="telephone number", zh="个人电话号码")
    yield from _numbers(context, phones, what, Text(en="[phone number]", zh="[电话号码]"))


@rule(Severity.ERROR)
def personal_id_card(context: Context) -> Iterator[Problem]:
    """No number of an identity card, of social security or of a payment card may stand anywhere.

    不得出现身份证号、社会保障号或银行卡号。

    Bad: the identity card number of a seller, copied from a case
    Good: [identity or card number]
    """
    what = Text(en="identity or card number", zh="身份证号或银行卡号")
    wanted = Text(en="[identity or card number]", zh="[证件号码或卡号]")
    yield from _numbers(context, identity_numbers, what, wanted)


@rule(Severity.WARNING)
def personal_order_number(context: Context) -> Iterator[Problem]:
    """An order, parcel or account number should not be a real one.

    不应出现真实的订单号、运单号或账号。

    Bad: an order number copied from a case
    Good: [order number]
    """
    what = Text(en="order, parcel or account number", zh="订单号、运单号或账号")
    yield from _numbers(context, order_numbers, what, Text(en="[order number]", zh="[订单号]"))


def _files(context: Context) -> Iterator[SourceFile]:
    yield from (page.file for page in context.pages)
    records = context.catalog.record_files.values()
    yield from (file for file in records if context.covers(file.path))
    yield from context.catalog.register_files.values()
    for items in context.catalog.item_files.values():
        yield from items.values()


def _numbers(
    context: Context,
    find: Callable[[str], Iterator[re.Match[str]]],
    what: Text,
    wanted: Text,
) -> Iterator[Problem]:
    for file in _files(context):
        if not holds_long_number(file.text):
            continue
        is_page = file.path.endswith(".md")
        in_prose = is_page and find is order_numbers
        for match in find(without_code(file.text) if in_prose else file.text):
            yield _number(file.position(match.start()), match[0], what, wanted)


def _is_example(domain: str, allowed: set[str]) -> bool:
    ends = domain.rsplit(".", 1)[-1]
    if ends in RESERVED_ENDS or ends in FILE_ENDS:
        return True
    return any(domain == each or domain.endswith(f".{each}") for each in allowed)


def _mail(at: Location, match: re.Match[str], example: str) -> Problem:
    seen = f"…@{match['domain']}"
    return Problem(
        at=at,
        message=Text(
            en=f"A mail address must be in an example domain; seen: “{seen}”.",
            zh=f"邮箱地址只能使用示例域名，当前为“{seen}”。",
        ),
        fix=Text(
            en=f"Name the role with “{{{{ owner('…') }}}}”, or use an address at {example}.",
            zh=f"用“{{{{ owner('…') }}}}”引用岗位，或使用 {example} 域名的地址。",
        ),
    )


def _number(at: Location, seen: str, what: Text, wanted: Text) -> Problem:
    return Problem(
        at=at,
        message=Text(
            en=f"Data of persons must not stand here; “{masked(seen)}” looks like a real "
            f"{what.en}.",
            zh=f"此处不得出现个人数据；“{masked(seen)}”疑似真实的{what.zh}。",
        ),
        fix=Text(
            en=f"Replace it by a placeholder such as “{wanted.en}”.",
            zh=f"用占位内容代替，例如“{wanted.zh}”。",
        ),
    )
