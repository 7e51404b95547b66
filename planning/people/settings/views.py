from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from planning.people.access import get_event, get_organizer
from planning.people.settings.changing import change_settings
from planning.people.settings.forms import SettingsForm
from planning.people.unsent import posted_or_kept, sign_in_first, unsent


@sign_in_first
def event_settings(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = SettingsForm(posted_or_kept(request), instance=get_event(slug))  # a copy: the form writes on it
    if request.method == "POST" and form.is_valid():
        try:
            change_settings(organizer.event, form.settings, reason=form.cleaned_data["reason"], clock=timezone.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The settings have been changed.")
            return redirect("event-settings", slug)
    context = {
        "event": organizer.event,
        "now": timezone.now(),
        "attendee": organizer,
        "form": form,
        "unsent": unsent(request),
        "title": "Settings",
        "submit": "Change the settings",
        "back": reverse("event-schedule", args=[slug]),
    }
    return render(request, "planning/people/settings/settings.html", context)
