"""A stand-in for the few endpoints of GitHub that rolling issues need, for tests."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ISSUES = "/repos/example/kb/issues"
LONGEST_BODY = 65_536


@dataclass
class StandIn:
    """The issues of one repository, the writes asked for, and statuses to refuse writes with."""

    port: int = 0
    issues: list[dict[str, Any]] = field(default_factory=list)
    writes: list[tuple[str, int]] = field(default_factory=list)
    refusals: list[int] = field(default_factory=list)
    refuses_to_list: int = 0
    tokens: set[str] = field(default_factory=set)

    @property
    def api(self) -> str:
        """Give the address of the API."""
        return f"http://127.0.0.1:{self.port}"

    def add(self, **given: Any) -> dict[str, Any]:
        """Make an issue."""
        number = len(self.issues) + 1
        issue: dict[str, Any] = {"number": number, "state": "open", "body": "", "labels": []}
        issue |= {"html_url": f"https://github.com/example/kb/issues/{number}"} | given
        issue["url"] = f"{self.api}{ISSUES}/{number}"
        issue["labels"] = [{"name": name} for name in issue["labels"]]
        self.issues.append(issue)
        return issue

    def page(self, query: dict[str, list[str]]) -> tuple[list[dict[str, Any]], str]:
        """Give a page of the issues with a label, the newest first, and the link to the next."""
        (label,), size = query["labels"], int(query["per_page"][0])
        assert query["state"] == ["all"]
        start = (int(query.get("page", ["1"])[0]) - 1) * size
        named = [
            issue
            for issue in reversed(self.issues)
            if label in {each["name"] for each in issue["labels"]}
        ]
        rest = named[start + size :]
        address = f"{self.api}{ISSUES}?state=all&labels={label}&per_page={size}"
        link = f'<{address}&page={start // size + 2}>; rel="next"' if rest else ""
        return named[start : start + size], link


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """Serve on a free port while the test runs."""
    forge = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            forge.tokens.add(self.headers["Authorization"])
            address = urlsplit(self.path)
            if forge.refuses_to_list:
                self.answer(forge.refuses_to_list, {"message": "refused"})
                return
            assert address.path == ISSUES, self.path
            issues, link = forge.page(parse_qs(address.query))
            self.answer(200, issues, link)

        def do_POST(self) -> None:
            given = self.given()
            if not self.refused(0):
                self.answer(201, forge.add(**given))

        def do_PATCH(self) -> None:
            found = re.fullmatch(rf"{ISSUES}/(\d+)", self.path)
            assert found, self.path
            number, given = int(found[1]), self.given()
            if not self.refused(number):
                forge.issues[number - 1] |= given
                self.answer(200, forge.issues[number - 1])

        def given(self) -> dict[str, Any]:
            given: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert len(given["body"]) <= LONGEST_BODY
            return given

        def refused(self, number: int) -> bool:
            forge.writes.append((self.command, number))
            status = forge.refusals.pop(0) if forge.refusals else 0
            if status:
                self.answer(status, {"message": "refused"})
            return bool(status)

        def answer(self, status: int, content: object, link: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if link:
                self.send_header("Link", link)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        forge.port = server.server_port
        yield forge
        server.shutdown()
