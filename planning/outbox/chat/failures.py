"""Why a post does not get there: kept as a code with its arguments, and put into words where it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, gettext_noop


class Code(StrEnum):
    # The channel, or its address
    REMOVED = "removed"
    NOT_INSTALLED = "not-installed"
    TOO_LONG = "too-long"
    NO_CHANNEL = "no-channel"
    WEB_ADDRESS = "web-address"
    SETTING = "setting"
    NO_HOST = "no-host"
    INSIDE = "inside"
    UNENCRYPTED = "unencrypted"
    INCOMPLETE = "incomplete"
    # What the service answered
    TOO_SLOW = "too-slow"
    BROKEN = "broken"
    SILENT = "silent"
    LED_INSIDE = "led-inside"
    GONE = "gone"
    MOVED = "moved"
    REFUSED = "refused"
    BUSY = "busy"
    # Ourselves
    WORKERS_DIED = "workers-died"


WORDS: Mapping[Code, str] = {
    Code.REMOVED: gettext_noop("The channel was removed."),
    Code.NOT_INSTALLED: gettext_noop("Posting to channels needs Apprise. Install the extra `channels`, and restart."),
    Code.TOO_LONG: gettext_noop("An address has at most %(number)s characters, with no spaces or line breaks."),
    Code.NO_CHANNEL: gettext_noop(
        "This is not a channel’s address, or we don’t post to that service. Channels can be at: %(services)s."
    ),
    Code.WEB_ADDRESS: gettext_noop(
        "This is not a web address that a chat service hands out for posting. For a server of your own write it "
        "like mmosts://chat.example.org/token. Channels can be at: %(services)s."
    ),
    Code.SETTING: gettext_noop("“%(setting)s” cannot be set in an address here. Leave it out."),
    Code.NO_HOST: gettext_noop("There is no host with that name. Check the address for typing mistakes."),
    Code.INSIDE: gettext_noop(
        "This address points inside the network, and we don’t post there. An admin can allow a host by "
        "name, in the setting CHANNEL_HOSTS."
    ),
    Code.UNENCRYPTED: gettext_noop(
        "Posts would go there unencrypted. Write the scheme with an s, like ntfys:// or mmosts://."
    ),
    Code.INCOMPLETE: gettext_noop("This address lacks a part, or has one too many: a token, a channel or a password."),
    Code.TOO_SLOW: gettext_noop("%(service)s did not accept it within %(seconds)s seconds."),
    Code.BROKEN: gettext_noop("%(service)s could not be reached (%(error)s)."),
    Code.SILENT: gettext_noop("%(service)s could not be reached, or did not say why it refused."),
    Code.LED_INSIDE: gettext_noop("%(service)s pointed inside the network, and we don’t post there."),
    Code.GONE: gettext_noop("%(service)s no longer knows this address (%(status)s). Make a new one there."),
    Code.MOVED: gettext_noop("%(service)s sent us on to another address (%(status)s), which we do not follow."),
    Code.REFUSED: gettext_noop("%(service)s refused it (%(status)s). Check there whether the address still works."),
    Code.BUSY: gettext_noop("%(service)s could not accept it just now (%(status)s)."),
    Code.WORKERS_DIED: gettext_noop("Each worker that tried to send it died."),
}


@dataclass(frozen=True)
class Failure:
    code: Code
    names: Mapping[str, str | int] = field(default_factory=dict)
    """What its words name: the service, what it answered."""

    def __str__(self) -> str:
        """In English, for those who run the site."""
        return WORDS[self.code] % self.names

    def in_words(self) -> str:
        """In the language that is active."""
        return gettext(WORDS[self.code]) % self.names

    def columns(self) -> dict[str, object]:
        """What a message keeps of it."""
        return {"last_error": str(self), "failure": {"code": self.code.value, "names": {**self.names}}}


class PostFailed(Exception):
    """A post did not get there. Its text is English."""

    def __init__(self, code: Code, **names: str | int) -> None:
        self.failure = Failure(code, names)
        super().__init__(str(self.failure))


class NotNow(PostFailed, OSError):
    """It is worth trying again."""


class Never(PostFailed, ValueError):
    """It is not."""


def why_it_failed(failure: Mapping[str, Any] | None, last_error: str) -> str:
    """What a message keeps, in the language that is active. One from before there were codes has but its English."""
    return Failure(Code(failure["code"]), failure["names"]).in_words() if failure else last_error
