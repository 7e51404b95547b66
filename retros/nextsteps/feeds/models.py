"""The address under which somebody's calendar or reader of news asks for their steps, without signing in."""

import secrets
from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse

from planning.people.models import User

SALT = "retros.nextsteps.feeds"  # never to be changed: it is in the addresses that calendars have
CALENDAR, NEWS = "ics", "atom"


class Feed(models.Model):
    """Someone's own address. A new one takes the place of the old; without a row there is none.

    The address itself is kept nowhere: it is signed with the site's secret key, over `nonce`.
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
    """Give them an address. One they had before leads nowhere from now on."""
    nonce = secrets.token_urlsafe(32)
    feed, _ = Feed.objects.update_or_create(user=user, defaults={"nonce": nonce, "made_at": now})
    return feed


def revoke_feed(user: User) -> None:
    Feed.objects.filter(user=user).delete()


def feed_owner(token: str) -> User | None:
    """Whose address it is; None where it was never given out, was revoked, or its owner may not sign in any more."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    feed = Feed.objects.select_related("user").filter(pk=int(number), user__is_active=True).first()
    try:
        return feed.user if feed and feed.signer.unsign(token) else None
    except BadSignature:
        return None
