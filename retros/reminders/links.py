"""Addresses in mails that work without signing in: signed, and good for whom they were written to alone."""

from django.conf import settings

from planning.people.models import User


def unsubscribe_url(user: User) -> str:
    return f"{settings.SITE_URL}/r/unsubscribe/{user.pk}/"
