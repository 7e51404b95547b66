"""Mails about a change to how someone signs in, in case it was not they who made it."""

import uuid
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from planning.outbox.posting import post
from planning.people.models import User

NEW_PASSWORD = "Your account has a new password"  # noqa: S105  # words, not a password
NEW_ADDRESS = "Your account has another address"
FACTOR_REMOVED = "A second factor of your account was removed"

TEXT = """Hello,

{what}. Sessions and tokens are listed on your page:

    {page}

Was it you? Then leave this mail alone. If not, sign in with a code, set a new password, which ends all other sessions,
and look through your second factors. If you cannot get in any more, ask an admin.

Hack the Garden
"""


def send_notice(user: User, what: str, *, to: str = "", now: datetime) -> None:
    """Write to the account's address, or to the one it had before."""
    text = TEXT.format(what=what[0].lower() + what[1:], page=settings.SITE_URL + reverse("me"))
    post(key=f"account/{uuid.uuid4()}", to=to or user.email, subject=what, text=text, now=now)
