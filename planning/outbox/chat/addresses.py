"""Addresses of chat channels: which services there are, and none that points into our own network.

They are written in Apprise's form (`slack://…`), or pasted as the web address that a service hands out.
Anyone who has one can post there, so none is logged, shown again, or part of any error.
"""

import socket
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from planning.outbox.chat.failures import Code, Failure
from planning.rejection import Rejected

if TYPE_CHECKING:
    from apprise.plugins.base import NotifyBase

INSTALLED = find_spec("apprise") is not None
LONGEST = 2000  # characters of an address

SERVICES: Mapping[str, str] = {
    "discord": "Discord",
    "gchat": "Google Chat",
    "matrix": "Matrix",
    "matrixs": "Matrix",
    "mmost": "Mattermost",
    "mmosts": "Mattermost",
    "ntfy": "ntfy",
    "ntfys": "ntfy",
    "rocket": "Rocket.Chat",
    "rockets": "Rocket.Chat",
    "slack": "Slack",
    "tgram": "Telegram",
    "webex": "Webex",
    "workflow": "Teams",
    "workflows": "Teams",
    "wxteams": "Webex",
    "zulip": "Zulip",
}
"""Apprise's schemes for the services we post to."""

# Those that name the server to post to. In others, that part is a token or a topic.
AT_A_HOST = {"matrix", "matrixs", "mmost", "mmosts", "ntfy", "ntfys", "rocket", "rockets", "workflow", "workflows"}
# Modes of Matrix and ntfy in which a public server gets the post.
HOSTED = {"t2bot", "cloud"}

# What can come after the question mark: who it goes to, and keys. Not among them are timeouts, redirects, templates
# read from files, attachments fetched from elsewhere and headers.
PARAMETERS = {
    *("api-version", "botname", "channel", "channels", "id", "key", "mode", "pa", "powerautomate", "route", "routeid"),
    *("sig", "signature", "sp", "sv", "team", "thread", "threadkey", "to", "token", "topic", "v", "ver", "version"),
    *("workflow", "workspace"),
}


class AddressRejected(Rejected):
    """The text never holds the address."""

    def __init__(self, code: Code, **names: str | int) -> None:
        self.failure = Failure(code, names)
        super().__init__(self.failure.in_words())


def service_at(address: str) -> str:
    """The service's name, which is all that is shown of an address. Looks nothing up."""
    scheme = scheme_of(address)
    if scheme in {"http", "https"}:
        scheme = str((parse_address(address) or {}).get("schema", ""))
    return SERVICES.get(scheme) or _("another service")


def check_address(address: str) -> None:
    """Refuse what is not a channel, or points into our own network. Looks up the host."""
    try:
        open_channel(address)
    except OSError:
        raise AddressRejected(Code.NO_HOST) from None


def open_channel(address: str) -> "NotifyBase":
    """What posts to the address. Raises AddressRejected, and OSError if its host cannot be looked up just now."""
    if not INSTALLED:
        raise AddressRejected(Code.NOT_INSTALLED)
    if len(address) > LONGEST or not address.isprintable() or " " in address:
        raise AddressRejected(Code.TOO_LONG, number=LONGEST)
    parts = parse_address(address)
    if parts is None:
        raise not_known(address)
    check_parameters(parts)
    if host := host_in(parts):
        check_host(host, is_secure=is_secure(parts))
    return plugin_for(parts)


def parse_address(address: str) -> dict[str, Any] | None:
    """What Apprise reads in it. The check reads exactly the same, so the two cannot disagree."""
    if service := SERVICES.get(scheme_of(address)):
        return parse_parts(plugins()[service].parse_url, address) if service in plugins() else None
    pasted = (parse_parts(plugin.parse_native_url, address) for plugin in plugins().values())
    return next((parts for parts in pasted if parts), None)


def parse_parts(parse: Callable[[str], Any], address: str) -> dict[str, Any] | None:
    # To Apprise a room's # does not start a fragment.
    return parse(address.replace("/#", "/%23")) or None


def scheme_of(address: str) -> str:
    scheme, mark, _rest = address.partition("://")
    return scheme.lower() if mark else ""


def not_known(address: str) -> AddressRejected:
    is_web_address = address.lower().startswith(("http://", "https://"))
    names = ", ".join(sorted(set(SERVICES.values()), key=str.lower))
    return AddressRejected(Code.WEB_ADDRESS if is_web_address else Code.NO_CHANNEL, services=names)


def check_parameters(parts: dict[str, Any]) -> None:
    if unknown := sorted(set(parts["qsd"]) - PARAMETERS):
        raise AddressRejected(Code.SETTING, setting=unknown[0][:30])


def is_secure(parts: dict[str, Any]) -> bool:
    return parts["schema"] in {"workflow", "workflows", "zulip"} or str(parts["schema"]).endswith("s")


def host_in(parts: dict[str, Any]) -> str:
    """The server that people chose, or nothing if the service has only one."""
    host = str(parts["host"] or "").strip("[]").lower()
    if parts["schema"] == "zulip":
        return host if "." in host else ""
    named = parts["schema"] in AT_A_HOST
    hosted = parts.get("mode") in HOSTED and not parts.get("fullpath")
    return host if named and not hosted else ""


def check_host(host: str, *, is_secure: bool) -> None:
    """Refuse an inside host, unless the settings name it. Raises OSError if it cannot be looked up."""
    if host in settings.CHANNEL_HOSTS:
        return
    if not all(map(is_outside, addresses_of(host))):
        raise AddressRejected(Code.INSIDE)
    if not is_secure:
        raise AddressRejected(Code.UNENCRYPTED)


def is_outside(address: str) -> bool:
    """Whether an IP address is out on the Internet: not one of ours, nor one that hides one of ours."""
    return bool(apprise_room().is_public_ip_address(address))


def addresses_of(host: str) -> set[str]:
    """All IP addresses of a host, however it is written. Raises OSError if there are none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except UnicodeError:  # longer than a name can be
        raise OSError("There is no host with that name.") from None
    return {str(where[0]) for *_, where in found}


@cache
def apprise_room() -> ModuleType:
    """What needs Apprise, loaded when the first address is looked at or posted to: most processes do neither."""
    return import_module("planning.outbox.chat.plugins")


def plugins() -> "Mapping[str, type[NotifyBase]]":
    """By the service's name. None if Apprise is not installed."""
    known: Mapping[str, type[NotifyBase]] = apprise_room().PLUGINS if INSTALLED else {}
    return known


def plugin_for(parts: dict[str, Any]) -> "NotifyBase":
    plugin: NotifyBase | None = apprise_room().plugin(plugins()[SERVICES[parts["schema"]]], parts)
    if plugin is None:
        raise AddressRejected(Code.INCOMPLETE)
    return plugin
