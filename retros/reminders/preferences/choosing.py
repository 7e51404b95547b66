"""How a person wants to be reminded, or that they do not."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.outbox.models import Channel
from planning.people.models import User
from planning.rejection import Rejected
from retros.reminders.models import Preference

WEEK = range(7)
LONGEST_AWAY = timedelta(days=366)
"""Meanwhile nobody is asked of the person's steps."""


class PreferenceRejected(Rejected):
    """A preference with which nothing would ever arrive, or not when it says."""


def preference_of(user: User) -> Preference:
    """Return what the person said, or the defaults, unsaved, where they said nothing."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def said_in(user: User, preference: Preference) -> dict[str, Any]:
    """What `prefer` takes, as it is now."""
    return {
        "language": user.language,
        "time_zone": user.time_zone,
        "hour": preference.hour,
        "quiet_weekdays": preference.quiet_weekdays,
        "away_until": preference.away_until,
        "by_mail": preference.by_mail,
    }


@transaction.atomic
def unsubscribe(user: User, *, now: datetime) -> Preference:
    """Write of nothing to them any more: their steps are asked of the organizers. Twice is as good as once."""
    preference = locked(user)
    if preference.unsubscribed_at is None:
        preference.unsubscribed_at = now
        preference.save(update_fields=["unsubscribed_at"])
    return preference


@transaction.atomic
def subscribe_again(user: User) -> Preference:
    preference = locked(user)
    preference.unsubscribed_at = None
    preference.save(update_fields=["unsubscribed_at"])
    return preference


@transaction.atomic
def prefer(
    user: User,
    *,
    language: str,
    time_zone: str,
    hour: int,
    quiet_weekdays: Collection[int],
    away_until: date | None,
    by_mail: bool,
    now: datetime,
) -> Preference:
    """Keep how the person wants to be reminded. Whether they are unsubscribed stays as it is."""
    refuse_unknown_zone(time_zone)
    refuse_silence(user, quiet_weekdays, by_mail=by_mail)
    preference = locked(user)
    if away_until and away_until != preference.away_until and away_until < timezone.localdate(now):
        raise PreferenceRejected(_("“Away until” has passed already. Choose a day to come, or leave it empty."))
    if away_until and away_until > timezone.localdate(now) + LONGEST_AWAY:
        raise PreferenceRejected(
            _("“Away until” is more than a year ahead. Unsubscribe instead: then others are asked.")
        )
    user.language, user.time_zone = language, time_zone
    user.save(update_fields=["language", "time_zone"])
    preference.hour, preference.quiet_weekdays = hour, sorted(set(quiet_weekdays))
    preference.away_until, preference.by_mail = away_until, by_mail
    preference.save(update_fields=["hour", "quiet_weekdays", "away_until", "by_mail"])
    return preference


def locked(user: User) -> Preference:
    preference, _created = Preference.objects.select_for_update().get_or_create(user=user)
    return preference


def refuse_unknown_zone(time_zone: str) -> None:
    if time_zone and time_zone not in available_timezones():
        raise PreferenceRejected(_("There is no time zone of this name. They look like Europe/Berlin."))


def refuse_silence(user: User, quiet_weekdays: Collection[int], *, by_mail: bool) -> None:
    if set(quiet_weekdays) >= set(WEEK):
        raise PreferenceRejected(_("All days are quiet: leave one without a mark, or unsubscribe."))
    if not by_mail and not Channel.objects.filter(user=user, removed_at=None).exists():
        raise PreferenceRejected(_("Without mail and without a channel nothing reaches you: add a channel first."))
