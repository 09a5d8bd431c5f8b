"""Does the night's report have somewhere to go, and does nobody read there how to write to it?"""

import re
from collections.abc import Iterable, Iterator

from sopkb.findings import Location, Problem, Severity, Text
from sopkb.model.delivery import Delivery
from sopkb.nearest import nearest
from sopkb.rules.damage import is_register_damaged
from sopkb.rules.engine import Context, rule
from sopkb.yaml_source import KeyPath

ADDRESS = re.compile(r"\w[\w+.-]*://")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@rule(Severity.ERROR)
def delivery_secret(context: Context) -> Iterator[Problem]:
    """An address to send to must stand in the environment, never in data/delivery.yml.

    发送地址必须存放在环境变量中，不得写入 data/delivery.yml。

    Bad: url_from: slack://TOKEN-A/TOKEN-B/TOKEN-C
    Good: url_from: NOTIFY_BUYER_CARE
    """
    file = context.catalog.register_files.get("delivery")
    lines = file.text.splitlines() if file else ()
    guilty = {number for number, line in enumerate(lines, 1) if ADDRESS.search(line)}
    for at in _places_without_variable(context):
        guilty.add(at.line)
    for number in sorted(guilty):
        yield _secret(Location(path="data/delivery.yml", line=number))


@rule(Severity.ERROR)
def delivery_channel_unknown(context: Context) -> Iterator[Problem]:
    """Every channel that a message goes to must stand under “channels” in data/delivery.yml.

    消息发往的渠道都必须登记在 data/delivery.yml 的“channels”下。

    Bad: teams: {buyer-care: [buyers]}, where channels holds buyer-care only
    Good: teams: {buyer-care: [buyer-care]}
    """
    delivery = context.catalog.delivery
    for name, key_path in _channels_named(delivery):
        if name not in delivery.channels:
            yield Problem(
                at=context.catalog.locate("delivery", key_path),
                message=Text(
                    en=f"A message must go to a channel that is listed; there is no “{name}”.",
                    zh=f"消息必须发往已登记的渠道，“{name}”不存在。",
                ),
                fix=_choose(name, delivery.channels, "channels"),
            )


@rule(Severity.ERROR)
def delivery_team_unknown(context: Context) -> Iterator[Problem]:
    """Every team in data/delivery.yml must be the team of a role in data/owners.yml.

    data/delivery.yml 中的团队都必须是 data/owners.yml 中某个岗位的团队。

    Bad: teams: {buyers: [buyer-care]}, a team that no role has
    Good: teams: {buyer-care: [buyer-care]}
    """
    if is_register_damaged(context.catalog, "owners"):
        return
    teams = {owner.team for owner in context.catalog.owners.values()}
    for team in context.catalog.delivery.teams:
        if team not in teams:
            yield Problem(
                at=context.catalog.locate("delivery", ("teams", team)),
                message=Text(
                    en=f"A team must be the team of a role; no role has the team “{team}”.",
                    zh=f"团队必须是某个岗位的团队，没有岗位属于“{team}”。",
                ),
                fix=_choose(team, teams, "team"),
            )


def _places_without_variable(context: Context) -> Iterator[Location]:
    delivery = context.catalog.delivery
    for name, channel in delivery.channels.items():
        if not VARIABLE.fullmatch(channel.url_from):
            yield context.catalog.locate("delivery", ("channels", name, "url_from"))
    if delivery.mail and not VARIABLE.fullmatch(delivery.mail.url_from):
        yield context.catalog.locate("delivery", ("mail", "url_from"))


def _channels_named(delivery: Delivery) -> Iterator[tuple[str, KeyPath]]:
    for index, name in enumerate(delivery.summary):
        yield name, ("summary", index)
    for key, places in (("owners", delivery.owners), ("teams", delivery.teams)):
        for place, names in places.items():
            for index, name in enumerate(names):
                yield name, (key, place, index)


def _secret(at: Location) -> Problem:
    """Name the line only: a finding is copied to logs and comments, the secret must not be."""
    return Problem(
        at=at,
        message=Text(
            en="No address to send to may stand here: everybody who reads the repository can use "
            "it. “url_from” must be the name of an environment variable.",
            zh="此处不得写发送地址：能读取本仓库的人都能使用它。“url_from”必须是环境变量名。",
        ),
        fix=Text(
            en="Write a name such as NOTIFY_BUYER_CARE, put the address into that variable, and "
            "replace the address at its service: it is no secret any more.",
            zh="改为如 NOTIFY_BUYER_CARE 的变量名，把地址存入该变量；"
            "原地址已泄露，请在对应服务中更换。",
        ),
    )


def _choose(name: str, known: Iterable[str], key: str) -> Text:
    names = sorted(known)
    guess = nearest(name, names)
    if guess:
        return Text(en=f"Did you mean “{guess}”?", zh=f"是否应为“{guess}”？")
    listed = ", ".join(names) or "–"
    return Text(
        en=f"Choose one of: {listed}; or add it to “{key}” first.",
        zh=f"请从中选择：{listed}；或先在“{key}”中登记。",
    )
