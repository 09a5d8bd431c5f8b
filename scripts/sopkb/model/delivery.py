"""Where does the report of a night go? (`data/delivery.yml`)"""

from typing import Annotated

from pydantic import Field, StrictInt

from sopkb.model.base import LocaleRef, Model, OwnerRef


class Channel(Model):
    """A chat or mailbox; the environment variable `url_from` holds its Apprise URL.

    `language`: of all its messages; without it each owner's own. `limit`: the longest message in
    bytes of UTF-8.
    """

    url_from: str = Field(min_length=1)
    language: LocaleRef | None = None
    limit: Annotated[StrictInt, Field(ge=2_000, le=1_000_000)] = 4_000


class Mail(Model):
    """Each owner's own mailbox; the environment variable `url_from` holds the mail server's URL."""

    url_from: str = Field(min_length=1)


class Delivery(Model):
    """Where the report of a night goes: the summary, and each owner's digest.

    A digest goes to the channels of the owner; without such to those of its team; and by mail.
    """

    channels: dict[str, Channel] = Field(default_factory=dict)
    summary: tuple[str, ...] = ()
    owners: dict[OwnerRef, tuple[str, ...]] = Field(default_factory=dict)
    teams: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    mail: Mail | None = None
