from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from planning.people.access import get_event, get_organizer
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.settings.changing import change_settings
from planning.people.settings.forms import SettingsForm
from planning.people.unsent import posted_or_kept


@sign_in_first
def event_settings(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = SettingsForm(posted_or_kept(request), instance=get_event(slug))  # a copy: the form writes on it
    if is_sent(request, form):
        try:
            change_settings(organizer.event, form.settings, reason=form.cleaned_data["reason"], clock=timezone.now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The settings are changed.")
            return redirect("event-settings", slug)
    context = {
        "form": form,
        "title": "Settings",
        "submit": "Change the settings",
        "back": reverse("event-schedule", args=[slug]),
    }
    return event_page(request, "planning/people/settings/settings.html", organizer.event, organizer, context)
