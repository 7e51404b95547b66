"""Tokens, and the keys that are shown of them once."""

from django.utils import timezone

from planning.people.models import User
from planning.people.tokens.models import ApiToken


def key_of(user: User) -> str:
    return ApiToken.issue(user, "script", now=timezone.now())
