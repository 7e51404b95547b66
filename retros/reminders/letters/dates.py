"""Days as people say them, in the language and the time zone that are active."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def long_day(day: date) -> str:
    # Translators: how a date is written, in Django's letters: 21 November 2026
    return date_format(day, _("j F Y"))


def on_weekday(day: date) -> str:
    # Translators: how a day of the coming weeks is written, in Django's letters: on Wednesday, 25 November
    return date_format(day, _(r"\o\n l, j F"))


def relative_day(day: date, *, today: date) -> str:
    """Say “today”, “tomorrow” or “on Wednesday, 25 November”."""
    if day == today:
        return _("today")
    if (day - today).days == 1:
        return _("tomorrow")
    return on_weekday(day)


def moment_of(moment: datetime) -> str:
    local = timezone.localtime(moment)
    # Translators: a time of the day, in Django's letters: 16:30
    clock = date_format(local, _("H:i"))
    return _("%(day)s at %(clock)s") % {"day": on_weekday(local.date()), "clock": clock}
