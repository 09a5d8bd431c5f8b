"""How old are the data that the published site shows? A night that does not run cannot say so."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from http.client import HTTPException
from typing import Any
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from sopkb.cli.common import as_of_option, lang_option
from sopkb.cli.refusals import CannotJudge, Misused
from sopkb.findings import Language, Text
from sopkb.model.base import parse_day

INDEX = "api/v1/index.json"
PATIENCE = 20
"""Seconds to wait for the site."""
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The day that a site's data are of, in its own time zone."""

    day: date
    zone: ZoneInfo


@click.command()
@click.argument("site")
@click.option("--days", type=click.IntRange(0), default=3, show_default=True, help="Allowed age.")
@as_of_option
@lang_option
def heartbeat(site: str, days: int, as_of: date | None, lang: Language) -> None:
    """Ask a published SITE, by its address, how old its data are; exit 1 where they are old."""
    published = _published(f"{site.rstrip('/')}/{INDEX}")
    age = ((as_of or datetime.now(published.zone).date()) - published.day).days
    click.echo(_sentence(published.day, age).in_language(lang))
    if age > days:
        raise SystemExit(1)


def _published(address: str) -> Published:
    if not address.startswith(("http://", "https://")):
        raise Misused(
            Text(
                en=f"SITE must begin with https:// or http://; seen: {address}",
                zh=f"SITE 必须以 https:// 或 http:// 开头；当前为：{address}",
            )
        )
    held = _read(address)
    try:
        return Published(day=parse_day(held["as_of"]), zone=ZoneInfo(held["timezone"]))
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise CannotJudge(
            Text(
                en=f"{address} does not say of which day its data are.",
                zh=f"{address} 未说明其数据截至哪一天。",
            )
        ) from error


def _read(address: str) -> Any:
    try:
        with urlopen(Request(address), timeout=PATIENCE) as answer:
            return json.loads(answer.read(LARGEST))
    except (OSError, HTTPException) as error:
        raise CannotJudge(
            Text(en=f"{address} cannot be read: {error}.", zh=f"无法读取 {address}：{error}。")
        ) from error
    except ValueError as error:
        raise CannotJudge(
            Text(en=f"{address} is not JSON.", zh=f"{address} 不是 JSON。")
        ) from error


def _sentence(day: date, age: int) -> Text:
    return Text(
        en=f"The published data are as of {day}, {age} days old.",
        zh=f"已发布的数据截至 {day}，距今 {age} 天。",
    )
