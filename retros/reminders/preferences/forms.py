from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.dates.fields import DayField
from planning.people.models import User
from retros.nextsteps.forms import date_input
from retros.reminders.models import Preference
from retros.reminders.preferences.choosing import said_in


def hour_choices() -> list[tuple[int, str]]:
    return [(hour, _("%(hour)s:00") % {"hour": f"{hour:02}"}) for hour in range(24)]


def zone_choices() -> list[tuple[str, str]]:
    """Those of places, which include summer time; the site's own on top."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    own = _("%(zone)s, like this site") % {"zone": settings.TIME_ZONE}
    return [("", own), *((zone, zone.replace("_", " ")) for zone in [*places, "UTC"])]


def weekdays_field() -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        label=gettext_lazy("Quiet days"),
        help_text=gettext_lazy("Nothing is sent on these days, except what would be too late the next day."),
        widget=forms.CheckboxSelectMultiple,
    )


class PreferenceForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=gettext_lazy("Language of the mails"))
    time_zone = forms.ChoiceField(choices=zone_choices, required=False, label=gettext_lazy("Time zone"))
    hour = forms.TypedChoiceField(
        choices=hour_choices,
        coerce=int,
        label=gettext_lazy("Not before"),
        help_text=gettext_lazy("The hour of the day, where you are."),
    )
    quiet_weekdays = weekdays_field()
    away_until = DayField(
        required=False,
        label=gettext_lazy("Away until"),
        widget=date_input(),
        help_text=gettext_lazy("The last day without reminders. Anything due in the meantime comes the day after."),
    )
    by_mail = forms.BooleanField(required=False, label=gettext_lazy("By mail"))


def initial_of(user: User, preference: Preference, *, today: date) -> dict[str, Any]:
    """A form's initial values. No one should have to clear a holiday that is over."""
    away_until = preference.away_until
    is_over = away_until is not None and away_until < today
    return said_in(user, preference) | {"away_until": None if is_over else away_until}
