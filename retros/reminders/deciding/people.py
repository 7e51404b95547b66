"""Who can be reached, how, and when: what the reminders have to know of people, loaded at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planning.outbox.mail.bounces import bouncing_addresses
from planning.outbox.models import Channel
from planning.people.models import Attendee, User
from retros.reminders.models import Digest, Preference

WEEK = 7


@dataclass(frozen=True)
class Person:
    """An account, with its ways and times."""

    user: User
    name: str
    preference: Preference
    channels: tuple[Channel, ...] = ()
    bounces: bool = False
    written_on: frozenset[date] = frozenset()
    """The days, of those around now, whose digest is written."""

    @property
    def gets_mail(self) -> bool:
        return self.preference.by_mail and not self.bounces

    @property
    def is_reached(self) -> bool:
        wants = self.user.is_active and self.preference.unsubscribed_at is None
        return wants and (self.gets_mail or bool(self.channels))

    def local(self, now: datetime) -> datetime:
        return now.astimezone(self.user.zone)

    def is_up(self, now: datetime) -> bool:
        """Whether it is late enough in the day, and nothing was written on it yet."""
        local = self.local(now)
        return local.hour >= self.preference.hour and local.date() not in self.written_on

    def is_quiet(self, day: date) -> bool:
        return day.weekday() in self.preference.quiet_weekdays or self.is_away(day)

    def is_away(self, day: date) -> bool:
        return self.preference.away_until is not None and day <= self.preference.away_until

    def misses(self, until: datetime, now: datetime) -> bool:
        """Whether what ends then would be over on the next day that is no quiet one."""
        today = self.local(now).date()
        days = (today + timedelta(days=number) for number in range(1, WEEK + 1))
        return now < until and not any(self.hour_of(day) < until for day in days if not self.is_quiet(day))

    def hour_of(self, day: date) -> datetime:
        """From when on the day's digest may be written."""
        return datetime(day.year, day.month, day.day, self.preference.hour, tzinfo=self.user.zone)


def people_of(users: Collection[int], *, now: datetime) -> dict[int, Person]:
    """Load these people by their pk: five queries, however many they are."""
    accounts = User.objects.filter(pk__in=users).select_related("preference")
    names = dict(Attendee.objects.filter(user__in=users).order_by("event__slug").values_list("user", "name"))
    channels, days = channels_of(users), written_days_of(users, now=now)
    bouncing = bouncing_addresses([user.email for user in accounts])
    return {
        user.pk: Person(
            user=user,
            name=names.get(user.pk) or user.get_full_name(),
            preference=getattr(user, "preference", None) or Preference(user=user),
            channels=tuple(channels[user.pk]),
            bounces=user.email in bouncing,
            written_on=frozenset(days[user.pk]),
        )
        for user in accounts
    }


def channels_of(users: Collection[int]) -> defaultdict[int | None, list[Channel]]:
    channels: defaultdict[int | None, list[Channel]] = defaultdict(list)
    for channel in Channel.objects.filter(user__in=users, removed_at=None).order_by("pk"):
        channels[channel.user_id].append(channel)
    return channels


def written_days_of(users: Collection[int], *, now: datetime) -> defaultdict[int, set[date]]:
    """On which of the days that are today somewhere each person's digest was written."""
    today, written = now.date(), defaultdict[int, set[date]](set)
    around = Digest.objects.filter(day__range=(today - timedelta(days=2), today + timedelta(days=2)))
    for user, day in around.filter(user__in=users).exclude(written_at=None).values_list("user", "day"):
        written[user].add(day)
    return written
