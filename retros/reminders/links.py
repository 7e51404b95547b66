"""Links in mails that work without signing in: signed, and each for one person and one step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from planning.people.models import User

LIFETIME = timedelta(days=60)
STEP_SALT = "retros.reminders.links.step"
ADDRESS_SALT = "retros.reminders.links.address"
UNSUBSCRIBE_SALT = "retros.reminders.links.unsubscribe"


class Keyed(Protocol):
    @property
    def pk(self) -> int: ...


class Addressee(Keyed, Protocol):
    @property
    def email(self) -> str: ...


class LinkBroken(Exception):
    """It is incomplete, or not ours."""


@dataclass(frozen=True)
class SignedLink:
    """What a link says: the mail of `day` reminded this person of this step, due on `due_on` then."""

    user_pk: int
    step_pk: int
    due_on: date
    day: date
    address: str

    def has_expired(self, now: datetime) -> bool:
        return timezone.localdate(now) > self.day + LIFETIME

    def is_for(self, user: User) -> bool:
        """Useless to anyone reading mail at an address that the account used to have."""
        return user.pk == self.user_pk and user.is_active and self.address == address_fingerprint(user)


def step_url(step: Keyed, user: Addressee, *, due_on: date, day: date, action: str = "") -> str:
    """Where the person answers for the step. `day` is that of the mail it is in."""
    return settings.SITE_URL + step_path(token_of(step, user, due_on=due_on, day=day), action)


def step_path(token: str, action: str = "") -> str:
    return reverse("linked-action", args=[token, action]) if action else reverse("linked-step", args=[token])


def token_of(step: Keyed, user: Addressee, *, due_on: date, day: date) -> str:
    """Short, for plain text mails: numbers in base 36."""
    numbers = (user.pk, step.pk, due_on.toordinal(), day.toordinal())
    said = "-".join([*map(int_to_base36, numbers), address_fingerprint(user)])
    return Signer(salt=STEP_SALT, sep=".").sign(said)


def read_token(token: str) -> SignedLink:
    """Raises LinkBroken."""
    try:
        *numbers, address = Signer(salt=STEP_SALT, sep=".").unsign(token).split("-")
    except BadSignature as error:
        raise LinkBroken from error
    user_pk, step_pk, due_on, day = map(base36_to_int, numbers)
    return SignedLink(user_pk, step_pk, date.fromordinal(due_on), date.fromordinal(day), address)


def address_fingerprint(user: Addressee) -> str:
    """Identifies an address without revealing it."""
    return salted_hmac(ADDRESS_SALT, user.email).hexdigest()[:6]


def unsubscribe_url(user: Keyed) -> str:
    """Where the person, or their mail program, unsubscribes. It never expires: no one may be kept."""
    token = Signer(salt=UNSUBSCRIBE_SALT, sep=".").sign(str(user.pk))
    return settings.SITE_URL + reverse("unsubscribe", args=[token])


def read_unsubscribe_token(token: str) -> int:
    """Return the person's pk. Raises LinkBroken."""
    try:
        return int(Signer(salt=UNSUBSCRIBE_SALT, sep=".").unsign(token))
    except BadSignature as error:
        raise LinkBroken from error


def preferences_url() -> str:
    return settings.SITE_URL + reverse("preferences")
