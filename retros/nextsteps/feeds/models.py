"""The link someone's calendar or feed reader uses to fetch their steps, without signing in."""

import secrets
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse

from planning.people.models import User

SALT = "retros.nextsteps.feeds"  # must never change: it is part of the links that calendars have
CALENDAR, NEWS = "ics", "atom"


class Feed(models.Model):
    """Someone's private link. A new one replaces the old; without a row there is none.

    The link itself is not stored: it is `nonce`, signed with the site's secret key.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed")
    nonce = models.CharField(max_length=43, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Feed of {self.user}"

    @property
    def token(self) -> str:
        return self.signer.sign(str(self.pk))

    @property
    def signer(self) -> Signer:
        return Signer(sep=".", salt=f"{SALT}/{self.nonce}")

    @property
    def calendar_url(self) -> str:
        return settings.SITE_URL + reverse("next-steps-feed", args=[self.token, CALENDAR])

    @property
    def news_url(self) -> str:
        return settings.SITE_URL + reverse("next-steps-feed", args=[self.token, NEWS])


def make_feed(user: User, *, now: datetime) -> Feed:
    """Give them a link. Any previous one stops working."""
    nonce = secrets.token_urlsafe(32)
    feed, _ = Feed.objects.update_or_create(user=user, defaults={"nonce": nonce, "made_at": now})
    return feed


def revoke_feed(user: User) -> None:
    Feed.objects.filter(user=user).delete()


def feed_owner(token: str) -> User | None:
    """Whose link it is; None if it was never given out, was revoked, or its owner may no longer sign in."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    feed = Feed.objects.select_related("user").filter(pk=int(number), user__is_active=True).first()
    try:
        return feed.user if feed and feed.signer.unsign(token) else None
    except BadSignature:
        return None
