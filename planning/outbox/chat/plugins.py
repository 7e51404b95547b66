"""The chat services that Apprise posts to. It takes 9 MB and 0.2 s to load: only `addresses` does, at first use."""

from collections.abc import Mapping
from typing import Any

from apprise import AppriseAsset
from apprise.exception import AppriseException
from apprise.plugins.base import NotifyBase
from apprise.plugins.discord import NotifyDiscord
from apprise.plugins.google_chat import NotifyGoogleChat
from apprise.plugins.matrix import NotifyMatrix
from apprise.plugins.mattermost import NotifyMattermost
from apprise.plugins.ntfy import NotifyNtfy
from apprise.plugins.rocketchat import NotifyRocketChat
from apprise.plugins.slack import NotifySlack
from apprise.plugins.telegram import NotifyTelegram
from apprise.plugins.webexteams import NotifyWebexTeams
from apprise.plugins.workflows import NotifyWorkflows
from apprise.plugins.zulip import NotifyZulip
from apprise.utils.http import is_public_ip_address

__all__ = ["PLUGINS", "is_public_ip_address", "plugin"]

# Named one by one: Apprise itself would load all its hundred and fifty, most of which are not chats, and some of
# which let people send any request to anywhere.
PLUGINS: Mapping[str, type[NotifyBase]] = {
    "Discord": NotifyDiscord,
    "Google Chat": NotifyGoogleChat,
    "Matrix": NotifyMatrix,
    "Mattermost": NotifyMattermost,
    "ntfy": NotifyNtfy,
    "Rocket.Chat": NotifyRocketChat,
    "Slack": NotifySlack,
    "Teams": NotifyWorkflows,
    "Telegram": NotifyTelegram,
    "Webex": NotifyWebexTeams,
    "Zulip": NotifyZulip,
}


def plugin(kind: type[NotifyBase], parts: dict[str, Any]) -> NotifyBase | None:
    """What posts to the address of these parts. None if it lacks something, or has too much."""
    plain = AppriseAsset(
        app_id="Hack the Garden",
        http_redirects=False,
        allow_templates=False,
        pem_autogen=False,
        pgp_autogen=False,
        async_mode=False,
        storage_mode="memory",
    )
    # Encrypted rooms in Matrix need keys that are kept from one post to the next, and we keep none.
    kept_simple = {"e2ee": False} if parts["schema"] in {"matrix", "matrixs"} else {}
    try:
        made = kind(**parts, **kept_simple, asset=plain)
    except (AppriseException, TypeError, ValueError):  # whose text may hold the address
        return None
    made.socket_connect_timeout, made.socket_read_timeout = 5.0, 15.0
    return made
