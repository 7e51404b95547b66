"""Days as people say them, in the language and the time zone that are active."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


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


def due_in_words(due_on: date, *, today: date) -> str:
    """Say “due in 3 days”, or for how long it has been due."""
    days = (due_on - today).days
    if days in NEAR:
        return near(days)
    if days > 0:
        return ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days}
    return overdue(-days)


NEAR = {-1, 0, 1}


def near(days: int) -> str:
    return {-1: _("due yesterday"), 0: _("due today"), 1: _("due tomorrow")}[days]


def overdue(days: int) -> str:
    if days < 14:
        return ngettext("due %(days)s day ago", "due %(days)s days ago", days) % {"days": days}
    if days < 61:
        weeks = days // 7
        return ngettext("due %(weeks)s week ago", "due %(weeks)s weeks ago", weeks) % {"weeks": weeks}
    months = days // 30
    return ngettext("due %(months)s month ago", "due %(months)s months ago", months) % {"months": months}
