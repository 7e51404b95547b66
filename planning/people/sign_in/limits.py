"""How often someone may try to sign in.

Counted by account and visitor together, so that no one uses up another person's tries; and by account over all
visitors, so that guessing stays bounded however many addresses it comes from. A device that the account has signed in
on before has a count of its own: strangers cannot use that one up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import pluralize
from django.utils.crypto import salted_hmac

from planning.people.sign_in.models import Attempts

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    times: int
    within: timedelta


@dataclass(frozen=True)
class TryLimits:
    """The limits for one thing. `account` covers all visitors except those on a known device."""

    what: str
    here: tuple[Limit, ...]
    visitor: tuple[Limit, ...]
    account: tuple[Limit, ...]
    device: tuple[Limit, ...]


@dataclass(frozen=True)
class Visitor:
    """`device` is empty unless this account has signed in on it before."""

    address: str
    device: str = ""


# A hut of thirty has one address: one visitor is allowed far more than one account.
PASSWORDS = TryLimits(
    "wrong passwords",
    here=(Limit(5, 5 * MINUTE), Limit(20, DAY)),
    visitor=(Limit(60, MINUTE), Limit(1000, DAY)),
    account=(Limit(100, DAY),),
    device=(Limit(5, 5 * MINUTE), Limit(50, DAY)),
)
CODES = TryLimits(
    "wrong codes",
    here=(Limit(10, 5 * MINUTE), Limit(20, DAY)),
    visitor=(Limit(60, MINUTE), Limit(1000, DAY)),
    account=(Limit(100, DAY),),
    device=(Limit(10, 5 * MINUTE), Limit(50, DAY)),
)
MAILS = TryLimits(
    "codes by mail",
    here=(Limit(3, MINUTE), Limit(5, 10 * MINUTE), Limit(20, DAY)),
    visitor=(Limit(120, MINUTE), Limit(1000, DAY)),
    account=(Limit(12, 10 * MINUTE), Limit(60, DAY)),
    device=(Limit(3, MINUTE), Limit(60, DAY)),
)
SECOND_FACTORS = TryLimits(
    "wrong codes from an app",
    here=(Limit(5, 5 * MINUTE), Limit(20, DAY)),
    visitor=(Limit(60, MINUTE), Limit(1000, DAY)),
    account=(Limit(50, DAY),),
    device=(Limit(5, 5 * MINUTE), Limit(50, DAY)),
)
# Someone looking over a shoulder sees an app's code while it still works.
APP_CODES = TryLimits("uses of this code", here=(), visitor=(), account=(Limit(1, 2 * MINUTE),), device=())


class TooOften(ValidationError):
    """A refusal, with how long to wait. The text is for the person."""

    def __init__(self, what: str, wait: timedelta) -> None:
        super().__init__(
            f"Too many {what} for now. Wait {wait_in_words(wait)}, or sign in another way.", code="too_often"
        )
        self.wait = wait


class Guess:
    """One try. It counts, unless it turns out to be right."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys

    def was_right(self) -> None:
        Attempts.objects.filter(key__in=self.keys, times__gt=0).update(times=F("times") - 1)


@transaction.atomic
def count_try(limits: TryLimits, account: str, visitor: Visitor, *, now: datetime) -> Guess:
    """Count one more try, or refuse it (TooOften) and count nothing."""
    counted = dict(sorted(counted_keys(limits, account, visitor)))
    fresh = [Attempts(key=key, what=what, times=0, until=now) for key, (what, _) in counted.items()]
    Attempts.objects.bulk_create(fresh, ignore_conflicts=True)
    tries = list(Attempts.objects.select_for_update().filter(key__in=counted).order_by("key"))
    for row in tries:
        limit = counted[row.key][1]
        if row.until <= now:
            row.times, row.until = 0, now + limit.within
        if row.times >= limit.times:
            raise TooOften(limits.what, row.until - now)
        row.times += 1
    Attempts.objects.bulk_update(tries, ["times", "until"])
    return Guess(list(counted))


def counted_keys(limits: TryLimits, account: str, visitor: Visitor) -> Iterator[tuple[str, tuple[str, Limit]]]:
    """What the try is counted under. The keys do not give away who it was."""
    whose = (
        [("from a known device", f"{account} {visitor.device}", limits.device)]
        if visitor.device
        else [
            ("for one account from one visitor", f"{account} {visitor.address}", limits.here),
            ("from one visitor", visitor.address, limits.visitor),
            ("for one account", account, limits.account),
        ]
    )
    for by, who, each in whose:
        for limit in each:
            what = f"{limits.what} {by}"
            yield salted_hmac("sign-in", f"{what}/{limit.within}/{who}", algorithm="sha256").hexdigest(), (what, limit)


def forget_past(*, now: datetime) -> None:
    Attempts.objects.filter(until__lte=now).delete()


def wait_in_words(wait: timedelta) -> str:
    for length, word in ((timedelta(hours=1), "hour"), (MINUTE, "minute")):
        if wait > length:
            return f"{ceil(wait / length)} {word}s"
    seconds = max(ceil(wait.total_seconds()), 1)
    return f"{seconds} second{pluralize(seconds)}"
