"""In what order do messages leave, how long is a busy receiver waited for, what became of each?

A receiver that answers “too many” is asked again after the time it names, at most twice and for at
most a minute each time. One that does not answer, cannot be reached or stays busy gets nothing
more in this run. Each failure concerns its channel only; the others go on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sopkb.delivery.answers import Answer, Outcome, seconds_to_wait
from sopkb.delivery.ledger import Fate, Ledger
from sopkb.delivery.plan import Message
from sopkb.delivery.service import NotAnAddress, Service, service_at

MOST_ATTEMPTS = 3
LONGEST_WAIT = 60.0
FIRST_WAIT = 2.0


class Result(StrEnum):
    """What became of a message."""

    SENT = "sent"
    SENT_BEFORE = "sent_before"
    REFUSED = "refused"
    TOO_MANY = "too_many"
    NOT_REACHED = "not_reached"
    NO_ANSWER = "no_answer"
    UNCERTAIN = "uncertain"
    NOT_TRIED = "not_tried"
    NO_ADDRESS = "no_address"
    NOT_AN_ADDRESS = "not_an_address"

    @property
    def has_arrived(self) -> bool:
        """Tell whether the receiver has the message."""
        return self in (Result.SENT, Result.SENT_BEFORE)


ENDS_CHANNEL = frozenset({Result.TOO_MANY, Result.NOT_REACHED, Result.NO_ANSWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A message and what became of it; `code` is what the receiver gave as its reason."""

    message: Message
    result: Result
    code: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Where the time comes from, and how it is waited for, in seconds."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]


@dataclass(slots=True, kw_only=True)
class Courier:
    """Sends the messages of one night; `addresses` are the variables of the environment."""

    ledger: Ledger
    addresses: Mapping[str, str]
    clock: Clock
    services: dict[tuple[str, str | None], Service] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)

    def deliver(self, messages: Iterable[Message]) -> Iterator[Delivered]:
        """Send what has not been sent yet, and tell of each message what became of it.

        NotDeliverable if it cannot be written down what is sent.
        """
        for message in messages:
            delivered = self._deliver(message)
            if delivered.result in ENDS_CHANNEL:
                self.ended.add(message.channel)
            yield delivered

    def _deliver(self, message: Message) -> Delivered:
        known = self._known(message)
        if known is not None:
            return Delivered(message=message, result=known)
        try:
            service = self._service(message)
        except NotAnAddress:
            return Delivered(message=message, result=Result.NOT_AN_ADDRESS)
        self.ledger.note(message, Fate.ON_ITS_WAY)
        answer = self._send(service, message)
        result = Result(answer.outcome)
        if result is not Result.NO_ANSWER:
            self.ledger.note(message, Fate.SENT if result is Result.SENT else None)
        return Delivered(message=message, result=result, code=answer.code)

    def _known(self, message: Message) -> Result | None:
        match self.ledger.fate(message):
            case Fate.SENT:
                return Result.SENT_BEFORE
            case Fate.ON_ITS_WAY:
                return Result.UNCERTAIN
        if not self.addresses.get(message.url_from):
            return Result.NO_ADDRESS
        return Result.NOT_TRIED if message.channel in self.ended else None

    def _service(self, message: Message) -> Service:
        """Keep one service per channel: between its messages Apprise waits as it asks."""
        key = (message.url_from, message.to)
        if key not in self.services:
            self.services[key] = service_at(self.addresses[message.url_from], message.to)
        return self.services[key]

    def _send(self, service: Service, message: Message) -> Answer:
        for attempt in range(1, MOST_ATTEMPTS + 1):
            answer = service.send(message)
            wait = self._wait(answer, attempt)
            if answer.outcome is not Outcome.TOO_MANY or wait > LONGEST_WAIT:
                break
            if attempt < MOST_ATTEMPTS:
                self.clock.sleep(wait)
        return answer

    def _wait(self, answer: Answer, attempt: int) -> float:
        asked = seconds_to_wait(answer, self.clock.now())
        return FIRST_WAIT * 2 ** (attempt - 1) if asked is None else asked
