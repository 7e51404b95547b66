"""What `manage.py check` looks for beyond Django's own checks: what would stop mails or posts, or show old pages."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  # as Django calls it
from django.db import DatabaseError, connection

from planning.caching.triggers import lacking
from planning.outbox.chat import addresses
from planning.outbox.chat.failures import Code, Failure


@register(Tags.security, deploy=True)
def check_mail_reaches_people(**_kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "console_mail.EmailBackend")):
        hint = "Set EMAIL_URL, for example smtp+tls://user:password@mail.example.org:587."
        found.append(Warning("Mail is printed, not sent, so no one can sign in.", hint=hint, id="htg.W001"))
    if urlsplit(settings.SITE_URL).hostname in {"127.0.0.1", "localhost"}:
        hint = "Set SITE_URL to the address people reach the site at."
        found.append(Warning("Links in mails point to the reader's own machine.", hint=hint, id="htg.W002"))
    return found


@register
def check_database_hands_out_mail(**_kwargs: Any) -> list[CheckMessage]:
    """A worker takes its mails with UPDATE … RETURNING."""
    if connection.features.can_return_columns_from_insert:
        return []
    hint = "Install SQLite 3.35 or newer, or set DATABASE_URL to a PostgreSQL."
    return [Error("This SQLite is too old, so no mail would be sent.", hint=hint, id="htg.E001")]


@register
def check_posts_reach_channels(**_kwargs: Any) -> list[CheckMessage]:
    """Asks the database only where posts cannot be sent."""
    if addresses.INSTALLED or not has_channels():
        return []
    return [
        Warning(
            "There are channels, but nothing that posts to them.", hint=str(Failure(Code.NOT_INSTALLED)), id="htg.W003"
        )
    ]


@register(Tags.caches, deploy=True)
def check_changes_are_noticed(**_kwargs: Any) -> list[CheckMessage]:
    try:
        missing = lacking(connection)
    except DatabaseError:  # it does not answer, which others say
        return []
    if not missing:
        return []
    text = f"The database lacks {len(missing)} triggers, such as {missing[0]}: visitors may be shown old pages."
    hint = "Run `manage.py migrate`: it sets them up, even if there is nothing to migrate."
    return [Error(text, hint=hint, id="htg.E002")]


def has_channels() -> bool:
    try:
        channels = apps.get_model("planning", "Channel")  # models are not loaded yet when this module is read
        return bool(channels._default_manager.filter(removed_at=None).exists())
    except DatabaseError:  # it is not migrated yet
        return False
