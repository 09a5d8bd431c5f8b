"""What does LinkChecker say of a list of addresses?

LinkChecker runs as a process of its own. It reads the addresses from a list that the local server
gives it, asks for each of them once, follows the addresses in style sheets, and writes a table
line by line, so that what was answered before the time ran out is not lost.
"""

import csv
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sopkb.findings import Refusal, Text
from sopkb.link_check.local_server import LOOPBACK, AddressList, serving

CONFIGURATION = """\
[checking]
threads={threads}
timeout={timeout}
recursionlevel=-1
robotstxt={robots}
useragent={agent}
maxrequestspersecond={rate}
maxfilesizeparse=100000000
maxfilesizedownload=100000000
resultcachesize=10000000
[filtering]
checkextern=1
nofollow=^{host}/(?!{list}$|.*\\.css$)
{ignored}
[output]
log=csv
status=0
verbose=1
[csv]
parts=urlname,parentname,result,warningstring,infostring,valid,url
"""
UNSAFE = re.compile(r"[\s\x00-\x20\x7f]")
HTTP_STATUS = re.compile(r"\d{3}\b")
FORBIDDEN_BY_ROBOTS, RATE_LIMITED = "robots.txt", "Rate limited"
LONGEST = 160


class LinkCheckerFailed(Refusal):
    """LinkChecker is not installed, or ended without a result."""


class Verdict(StrEnum):
    """What an answer means."""

    OK = "ok"
    FAILED = "failed"
    NO_CONNECTION = "no_connection"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at an address, in words too; `parent` is the file that names it."""

    address: str
    verdict: Verdict
    status: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How LinkChecker may ask: how fast, how long, under which name, heeding robots.txt or not."""

    agent: str
    threads: int
    rate: float
    timeout: int
    heeds_robots: bool
    only_site: bool


def check(
    site: Path,
    prefix: str,
    addresses: tuple[str, ...],
    manners: Manners,
    seconds_left: Callable[[], float],
) -> Iterator[Answer]:
    """Yield an answer for each address, in any order, until the time is over.

    An address that begins with `/` is one of the site, which is served below `prefix`.
    LinkChecker answers two spellings of one address but once; the other is asked for again.
    """
    waiting = {_on_one_line(address): address for address in addresses}
    count = None
    while waiting and len(waiting) != count:
        count = len(waiting)
        for answer in _asked(site, prefix, tuple(waiting), manners, seconds_left()):
            address = answer.address if answer.parent else waiting.pop(answer.address, "")
            if address:
                yield replace(answer, address=address)
            if not waiting and not manners.only_site:
                return  # what style sheets of the site name is not waited for


def _asked(
    site: Path, prefix: str, lines: tuple[str, ...], manners: Manners, seconds: float
) -> Iterator[Answer]:
    listed = AddressList(lines)
    with serving(site, prefix, listed) as host:
        text = _configuration(host, listed.path, manners)
        for row in _rows(host + listed.path, text, seconds):
            if row["parentname"]:
                yield _answer(row, host, listed.path)


def _configuration(host: str, list_path: str, manners: Manners) -> str:
    ignored = f"ignore=^(?!{re.escape(host)}/)" if manners.only_site else ""
    return CONFIGURATION.format(
        threads=manners.threads,
        timeout=manners.timeout,
        robots=int(manners.heeds_robots),
        agent=manners.agent,
        rate=manners.rate,
        host=re.escape(host),
        list=re.escape(list_path.removeprefix("/")),
        ignored=ignored,
    )


def _rows(list_address: str, configuration: str, seconds: float) -> Iterator[Mapping[str, str]]:
    with TemporaryDirectory(prefix="sopkb-links-") as folder:
        file = Path(folder, "linkcheckerrc")
        file.write_text(configuration, encoding="utf-8")
        command = [sys.executable, "-m", "linkcheck", "--config", str(file), list_address]
        process = _started(command)
        timer = threading.Timer(max(0, seconds), process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield from _table(process)
        finally:
            timer.cancel()
            process.kill()
            process.wait()


def _started(command: list[str]) -> subprocess.Popen[str]:
    """Start LinkChecker in English, and past any proxy for what is on this machine."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "PYTHONUTF8": "1"}
    known = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    environment["NO_PROXY"] = environment["no_proxy"] = f"{known},{LOOPBACK}".lstrip(",")
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env=environment,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _table(process: subprocess.Popen[str]) -> Iterator[Mapping[str, str]]:
    """Read the table as it grows; a line cut off in the middle counts as not answered."""
    rows = csv.reader(process.stdout or (), delimiter=";")
    head = next(rows, [])
    if "urlname" not in head and process.wait() >= 0:
        raise LinkCheckerFailed(
            Text(
                en="LinkChecker did not start; is the package linkchecker installed?",
                zh="LinkChecker 未能启动；是否已安装 linkchecker 软件包？",
            )
        )
    for row in rows:
        if len(row) == len(head):
            yield dict(zip(head, row, strict=True))


def _answer(row: Mapping[str, str], host: str, list_path: str) -> Answer:
    result = row["result"].strip()
    parent = row["parentname"].removeprefix(host)
    is_listed = parent == list_path
    address = row["urlname"] if is_listed else row["url"]
    return Answer(
        address=address.removeprefix(host),
        verdict=_verdict(row, result),
        status=_short(result),
        parent="" if is_listed else parent,
    )


def _verdict(row: Mapping[str, str], result: str) -> Verdict:
    if row["valid"] != "True":
        return Verdict.FAILED if HTTP_STATUS.match(result) else Verdict.NO_CONNECTION
    is_refused = FORBIDDEN_BY_ROBOTS in row["infostring"] or RATE_LIMITED in row["warningstring"]
    return Verdict.NOT_ASKED if is_refused else Verdict.OK


def _short(result: str) -> str:
    """Give one line: without addresses of objects in memory, and not endless."""
    line = " ".join(re.sub(r"<[^<>]*0x[0-9a-f]+>", "", result).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _on_one_line(address: str) -> str:
    return UNSAFE.sub(lambda match: quote(match[0]), address)
