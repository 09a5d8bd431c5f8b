"""How does one message get to a chat or mailbox? Through Apprise.

Apprise turns Markdown into what a service shows, and shows it as it is where a service takes only
plain text; such a service gets plain text. It waits 4 seconds for an HTTP answer and 15 for a mail
server, unless the address says otherwise (`?cto=…&rto=…`), and shortens nothing. What it logs
may hold the address with its secret: nothing here may give its logger a handler.
"""

from dataclasses import dataclass

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.plugins import NotifyBase, url_to_dict

from sopkb.delivery.answers import Answer, answer_of, listening
from sopkb.delivery.plan import Message
from sopkb.night.message import MARKDOWN, PLAIN, Form

SENDER = "Knowledge base"


class NotAnAddress(Exception):
    """Apprise does not know what to do with an address."""


@dataclass(frozen=True, slots=True)
class Service:
    """One address, ready to be sent to."""

    plugin: NotifyBase
    schema: str

    @property
    def form(self) -> Form:
        """Tell in which form the service takes its text."""
        wanted = self.plugin.resolve_format(NotifyFormat.MARKDOWN)
        return PLAIN if wanted is NotifyFormat.TEXT else MARKDOWN

    def send(self, message: Message) -> Answer:
        """Send a message once; its first line is the title where the service has titles."""
        form = self.form
        has_title = self.plugin.title_maxlen > 0
        carrier = Apprise()
        carrier.add(self.plugin)
        with listening() as heard:
            accepted = carrier.notify(
                title=message.title() if has_title else "",
                body=message.body(form) if has_title else message.text(form),
                body_format=NotifyFormat.TEXT if form is PLAIN else NotifyFormat.MARKDOWN,
            )
        return answer_of(bool(accepted), heard, self.schema)


def service_at(address: str, to: str | None) -> Service:
    """Understand an address; `to` is the mailbox that mail goes to in place of its own.

    NotAnAddress if Apprise does not understand it; the error does not hold the address.
    """
    parts = url_to_dict(address)  # type: ignore[no-untyped-call]
    if parts is None:
        raise NotAnAddress
    if to is not None:
        parts |= {"targets": [to]}
    plugin = Apprise.instantiate(parts, asset=_sender())
    if plugin is None:
        raise NotAnAddress
    return Service(plugin, str(parts["schema"]))


def _sender() -> AppriseAsset:
    """Sign as the knowledge base, without the pictures that Apprise would load from elsewhere."""
    return AppriseAsset(
        app_id=SENDER, app_desc=SENDER, app_url="", image_url_mask="", image_url_logo=""
    )
