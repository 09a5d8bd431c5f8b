"""What do the agents' tools hold: guides, reply scripts, escalation paths, bulletins?"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from sopkb.model.base import (
    AudienceRef,
    CenterRef,
    ChannelRef,
    Day,
    DocumentRef,
    EscalationChannelRef,
    LocalizedText,
    LocalizedWords,
    MarketRef,
    Model,
    OwnerRef,
    PersonaRef,
    ScriptRef,
    SituationRef,
    ToneRef,
    ValueRef,
    Version,
)
from sopkb.model.documents import Status
from sopkb.model.registers import Hours, Row

Positive = Annotated[StrictInt, Field(ge=1)]


class NodeKind(StrEnum):
    """What a step of a guide is: it asks, it ends, or it ends by handing the case up."""

    QUESTION = "question"
    OUTCOME = "outcome"
    HANDOFF = "handoff"


class Option(Model):
    """One answer to a question, and the node it leads to."""

    label: LocalizedText
    next: str


class Node(Model):
    """One screen of a guide.

    `section` is the id of a section of the guide's document; `escalation` a situation of the
    escalation register.
    """

    kind: NodeKind
    text: LocalizedText
    help: LocalizedText | None = None
    options: tuple[Option, ...] = ()
    actions: tuple[LocalizedText, ...] = ()
    script: ScriptRef | None = None
    escalation: SituationRef | None = None
    section: str | None = None


class Scenario(Model):
    """A case to test a guide with: the numbers of the options chosen, from 1, and the node hit."""

    name: LocalizedText
    answers: tuple[Positive, ...]
    expect: str


class Guide(Row):
    """A guided decision tree; `version` is the document's version that it was made from."""

    id: str = Field(pattern=r"^GDE-[A-Z]{3}-\d{3}$")
    title: LocalizedText
    document: DocumentRef
    version: Version
    start: str
    nodes: dict[str, Node] = Field(min_length=1)
    scenarios: tuple[Scenario, ...] = ()


class VariableKind(StrEnum):
    """What an agent fills into a placeholder."""

    TEXT = "text"
    AMOUNT = "amount"
    DATE = "date"
    NUMBER = "number"


class Variable(Model):
    """A placeholder of a reply script, written [name] in its text, in both languages alike."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: LocalizedText
    kind: VariableKind
    example: LocalizedText


class Script(Row):
    """A reply that an agent may send; `document_version` is the version that it follows.

    Without `persona` it may be sent to everybody.
    """

    id: str = Field(pattern=r"^SCR-[A-Z]{3}-\d{3}$")
    title: LocalizedText
    situation: SituationRef
    channels: tuple[ChannelRef, ...] = Field(min_length=1)
    tone: ToneRef
    persona: PersonaRef | None = None
    markets: tuple[MarketRef, ...] = Field(min_length=1)
    text: LocalizedText
    variables: tuple[Variable, ...] = ()
    do_not_say: tuple[LocalizedText, ...] = ()
    document: DocumentRef
    document_version: Version
    owner: OwnerRef
    status: Status


class Promise(Row):
    """Words with which a reply promises what nobody may promise, and why not.

    `harmless` holds longer words that only contain them, such as 保证金 and 保证.
    """

    phrases: LocalizedWords
    harmless: LocalizedWords = LocalizedWords()
    why: LocalizedText


class EscalationLevel(Model):
    """One step up: when, to whom, how, how fast, when reachable, what to attach.

    Without `when` the situation itself says it. `hours` are in the time zone of the role; without
    them it is always reachable.
    """

    level: Literal["L1", "L2", "L3", "L4"]
    when: LocalizedText | None = None
    to: OwnerRef
    channel: EscalationChannelRef
    response_time: ValueRef
    hours: Hours | None = None
    attach: LocalizedText
    do_not: LocalizedText | None = None


class Escalation(Row):
    """How a situation is handed up in a market; a row for one market goes before that for all."""

    situation: SituationRef
    market: MarketRef
    levels: tuple[EscalationLevel, ...] = Field(min_length=1)


class BulletinSeverity(StrEnum):
    """What a bulletin asks for."""

    INFO = "info"
    ACTION = "action"
    URGENT = "urgent"
    STOP = "stop"


class ChangedDocument(Model):
    """A document, perhaps one section of it, and the version that a bulletin announces."""

    id: DocumentRef
    section: str | None = None
    version: Version


class Bulletin(Row):
    """News with effect; both days are whole days in the time zone of the reader's center."""

    id: str = Field(pattern=r"^BUL-[A-Z]{3}-\d{3}$")
    title: LocalizedText
    severity: BulletinSeverity
    effective: Day
    expires: Day
    audience: tuple[AudienceRef, ...] = Field(min_length=1)
    markets: tuple[MarketRef, ...] = Field(min_length=1)
    centers: tuple[CenterRef, ...] = ()
    what_changed: LocalizedText
    do_now: LocalizedText
    documents: tuple[ChangedDocument, ...] = ()
    must_read: StrictBool
