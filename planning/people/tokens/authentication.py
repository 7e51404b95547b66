"""Signing in to the API with a token: `Authorization: Bearer <key>` (RFC 6750).

A token can read, or read and write, for its owner. It signs no one in: it makes no other token, and neither reads nor
makes what opens a door by itself, like a code in a mail or a feed's address. Anyone who finds it has it until it is
deleted, and no longer.
"""

import logging
from datetime import datetime

from django.db import OperationalError, transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from planning.people.models import User
from planning.people.tokens.models import ApiToken, digest

logger = logging.getLogger(__name__)


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = timezone.now()
        tokens = ApiToken.objects.select_related("user")
        token = tokens.filter(digest=digest(key), expires_at__gt=now, user__is_active=True).first()
        if token is None:
            raise AuthenticationFailed("This token is unknown or has expired. Make a new one on your page.")
        note_use(token, now)
        if request.method not in SAFE_METHODS and not token.may_write:
            raise PermissionDenied("This token can only read. On your page you can make one that can write as well.")
        return token.user, token

    def authenticate_header(self, _request: Request) -> str:
        return "Bearer"


def note_use(token: ApiToken, now: datetime) -> None:
    """Write down that the token is in use, for its owner to see.

    A GET changes nothing that anyone said or did, and can be repeated at will. This is no part of what it asks
    for: it is how an owner notices that someone else has the key. It is written at most once a minute, and a database
    that cannot be written to just now keeps no one from reading.
    """
    try:
        with transaction.atomic():
            token.note_use(now)
    except OperationalError as error:
        logger.warning("The use of a token was not noted (%s).", error)
