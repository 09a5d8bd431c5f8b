"""Which messages does a night send, to whom, in which language?"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sopkb.catalog import Catalog
from sopkb.findings import Language
from sopkb.model.delivery import Channel
from sopkb.model.registers import Owner
from sopkb.night.digest import digest_text, owners_with_items, summary_text
from sopkb.night.message import MARKDOWN, PLAIN, Form
from sopkb.night.model import NightReport

SUMMARY = "summary"
MAIL = "mail"
MAIL_LIMIT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message on one channel.

    `recipient` is the role whose digest it is, or `summary`. `url_from` names the environment
    variable that holds the channel's address; `to` is the mailbox, for mail to a role.
    """

    report: NightReport
    channel: str
    recipient: str
    url_from: str
    language: Language
    limit: int
    to: str | None = None

    def text(self, form: Form = MARKDOWN) -> str:
        """Write the whole message in the form that a service takes."""
        if self.recipient == SUMMARY:
            return summary_text(self.report, self.language, self.limit, form)
        return digest_text(self.report, self.recipient, self.language, self.limit, form)

    def title(self) -> str:
        """Give the first line as plain text: the subject of a mail."""
        return self.text(PLAIN).partition("\n")[0]

    def body(self, form: Form) -> str:
        """Give what follows the title."""
        return self.text(form).partition("\n\n")[2]

    @property
    def content(self) -> str:
        """Tell one text from another: a hash of the whole message."""
        return sha256(self.text().encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All messages of a night, the summary first; `without_channel`: owners nobody can tell."""

    messages: tuple[Message, ...]
    without_channel: tuple[str, ...]


def plan_of(report: NightReport, catalog: Catalog) -> Plan:
    """Address the summary and the digests as data/delivery.yml says."""
    owners = owners_with_items(report)
    by_owner = {name: tuple(_digests(report, catalog, name)) for name in owners}
    return Plan(
        messages=(
            *_summaries(report, catalog),
            *(each for name in owners for each in by_owner[name]),
        ),
        without_channel=tuple(name for name, messages in by_owner.items() if not messages),
    )


def place_of(message: Message) -> str:
    """Name the channel and the recipient of a message."""
    where = f"{MAIL} {message.to}" if message.to else message.channel
    return f"{where} · {message.recipient}"


def language_of(catalog: Catalog, name: str) -> Language:
    """Give the language that a role is written to in."""
    owner = catalog.owners.get(name)
    return _language(owner.language if owner and owner.language else catalog.default_locale)


def _summaries(report: NightReport, catalog: Catalog) -> Iterator[Message]:
    for name in catalog.delivery.summary:
        if channel := catalog.delivery.channels.get(name):
            language = _language(channel.language or catalog.default_locale)
            yield _on_channel(report, name, channel, SUMMARY, language)


def _digests(report: NightReport, catalog: Catalog, name: str) -> Iterator[Message]:
    owner = catalog.owners.get(name)
    own_language = language_of(catalog, name)
    for channel_name in _channels_of(catalog, name, owner):
        if channel := catalog.delivery.channels.get(channel_name):
            language = _language(channel.language) if channel.language else own_language
            yield _on_channel(report, channel_name, channel, name, language)
    if catalog.delivery.mail and owner:
        yield Message(
            report=report,
            channel=MAIL,
            recipient=name,
            url_from=catalog.delivery.mail.url_from,
            language=own_language,
            limit=MAIL_LIMIT,
            to=owner.contact.email,
        )


def _channels_of(catalog: Catalog, name: str, owner: Owner | None) -> tuple[str, ...]:
    delivery = catalog.delivery
    of_team = delivery.teams.get(owner.team, ()) if owner else ()
    return delivery.owners.get(name, of_team)


def _on_channel(
    report: NightReport, name: str, channel: Channel, recipient: str, language: Language
) -> Message:
    return Message(
        report=report,
        channel=name,
        recipient=recipient,
        url_from=channel.url_from,
        language=language,
        limit=channel.limit,
    )


def _language(code: str) -> Language:
    return "zh" if code == "zh" else "en"
