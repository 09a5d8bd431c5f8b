"""What did a receiver answer to a message?

Apprise tells only true or false. Whether a message may be sent again depends on more, and some
services refuse with status 200 and a code in the answer's text; so the answers are listened to
where Apprise hands a message to the network.
"""

import smtplib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

CODE_KEYS: Mapping[str, str] = {"wecombot": "errcode", "lark": "code", "feishu": "code"}
"""Services that answer with status 200 even when they refuse: where their answer has the code."""

TOO_MANY_CODES = frozenset({45009, 9499, 11232})
TOO_MANY_STATUSES = frozenset({429, 503})


class Outcome(StrEnum):
    """What became of one attempt to send."""

    SENT = "sent"
    REFUSED = "refused"
    TOO_MANY = "too_many"
    NOT_REACHED = "not_reached"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome, the status or code that the receiver gave, and how long it asks to wait."""

    outcome: Outcome
    code: int | None = None
    retry_after: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What one call on the network gave or raised."""

    result: Any = None
    error: Exception | None = None


@contextmanager
def listening() -> Iterator[list[Heard]]:
    """Hear what HTTP and mail servers answer, in order; the last one is the final answer."""
    heard: list[Heard] = []
    with ExitStack() as stack:
        stack.enter_context(_overhearing(requests.Session, "send", heard))
        stack.enter_context(_overhearing(smtplib.SMTP, "sendmail", heard))
        yield heard


def answer_of(accepted: bool, heard: list[Heard], schema: str) -> Answer:
    """Judge what was heard while Apprise sent a message through one service."""
    last = heard[-1] if heard else Heard()
    response = last.result if isinstance(last.result, requests.Response) else None
    code = _refusal_code(response, schema)
    if code is not None:
        is_busy = code in TOO_MANY_CODES
        return Answer(outcome=Outcome.TOO_MANY if is_busy else Outcome.REFUSED, code=code)
    if accepted:
        return Answer(outcome=Outcome.SENT)
    if _has_reached_some(heard):
        return Answer(outcome=Outcome.NO_ANSWER)
    if response is not None:
        return _refused(response)
    return _without_response(last)


def seconds_to_wait(answer: Answer, now: datetime) -> float | None:
    """Give the seconds that a receiver asks to wait, from a number or a date; None if neither."""
    asked = answer.retry_after or ""
    if asked.isascii() and asked.isdigit():
        return float(asked)
    try:
        return max((parsedate_to_datetime(asked) - now).total_seconds(), 0.0)
    except (ValueError, TypeError):
        return None


@contextmanager
def _overhearing(owner: type, name: str, heard: list[Heard]) -> Iterator[None]:
    original: Callable[..., Any] = getattr(owner, name)

    def call(*arguments: Any, **options: Any) -> Any:
        try:
            result = original(*arguments, **options)
        except Exception as error:
            heard.append(Heard(error=error))
            raise
        heard.append(Heard(result=result))
        return result

    setattr(owner, name, call)
    try:
        yield
    finally:
        setattr(owner, name, original)


def _refusal_code(response: requests.Response | None, schema: str) -> int | None:
    key = CODE_KEYS.get(schema)
    if response is None or key is None or not response.ok:
        return None
    try:
        code = response.json().get(key)
    except (ValueError, AttributeError):
        return None
    return code if isinstance(code, int) and code != 0 else None


def _has_reached_some(heard: list[Heard]) -> bool:
    """Tell whether a message to several receivers got through to any of them."""
    return any(isinstance(each.result, requests.Response) and each.result.ok for each in heard)


def _refused(response: requests.Response) -> Answer:
    is_busy = response.status_code in TOO_MANY_STATUSES
    return Answer(
        outcome=Outcome.TOO_MANY if is_busy else Outcome.REFUSED,
        code=response.status_code,
        retry_after=response.headers.get("Retry-After"),
    )


def _without_response(last: Heard) -> Answer:
    """Judge a connection that failed and a mail server; nothing heard: it was never connected."""
    match last.error:
        case smtplib.SMTPResponseException() as error:
            return Answer(outcome=Outcome.REFUSED, code=error.smtp_code)
        case smtplib.SMTPRecipientsRefused() as error:
            codes = [code for code, _ in error.recipients.values()]
            return Answer(outcome=Outcome.REFUSED, code=codes[0] if codes else None)
        case None:
            is_refused = bool(last.result)
            return Answer(outcome=Outcome.REFUSED if is_refused else Outcome.NOT_REACHED)
        case error:
            never_left = _has_never_left(error)
            return Answer(outcome=Outcome.NOT_REACHED if never_left else Outcome.NO_ANSWER)


def _has_never_left(error: Exception) -> bool:
    """Tell whether the connection failed before anything was sent on it."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
