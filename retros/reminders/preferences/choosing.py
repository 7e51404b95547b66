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
"""No one else is asked about the person's steps in the meantime."""


class PreferenceRejected(Rejected):
    """A preference with which nothing would ever arrive, or not when it should."""


def preference_of(user: User) -> Preference:
    """Return what the person chose, or the defaults, unsaved, if they chose nothing."""
    return Preference.objects.filter(user=user).first() or Preference(user=user)


def said_in(user: User, preference: Preference) -> dict[str, Any]:
    """What `prefer` accepts, as it is now."""
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
    """Stop writing to them: the organizers are asked about their steps. Twice is as good as once."""
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
    """Save how the person wants to be reminded. Whether they are unsubscribed stays as it is."""
    refuse_unknown_zone(time_zone)
    refuse_silence(user, quiet_weekdays, by_mail=by_mail)
    preference = locked(user)
    if away_until and away_until != preference.away_until and away_until < timezone.localdate(now):
        raise PreferenceRejected(_("“Away until” has already passed. Choose a later day, or leave it empty."))
    if away_until and away_until > timezone.localdate(now) + LONGEST_AWAY:
        raise PreferenceRejected(
            _("“Away until” is more than a year away. Unsubscribe instead, so that others are asked.")
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
        raise PreferenceRejected(_("There's no time zone with this name. They look like Europe/Berlin."))


def refuse_silence(user: User, quiet_weekdays: Collection[int], *, by_mail: bool) -> None:
    if set(quiet_weekdays) >= set(WEEK):
        raise PreferenceRejected(_("All days are quiet: leave at least one unticked, or unsubscribe."))
    if not by_mail and not Channel.objects.filter(user=user, removed_at=None).exists():
        raise PreferenceRejected(_("Without mail or a channel, nothing would reach you: add a channel first."))
