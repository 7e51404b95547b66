from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from planning.people.access import as_user
from planning.people.models import User
from planning.people.pages import is_sent, post_only, sign_in_first
from planning.people.speaking import speaking_to
from planning.people.unsent import posted_or_kept, unsent
from retros.reminders.preferences.choosing import (
    PreferenceRejected,
    prefer,
    preference_of,
    subscribe_again,
    unsubscribe,
)
from retros.reminders.preferences.forms import PreferenceForm, initial_of


@sign_in_first
def preferences(request: HttpRequest) -> HttpResponse:
    user = as_user(request)
    with speaking_to(user):
        preference, now = preference_of(user), timezone.now()
        initial = initial_of(user, preference, today=timezone.localdate(now))
        form = PreferenceForm(posted_or_kept(request), initial=initial)
        if is_sent(request, form):
            try:
                prefer(user, **form.cleaned_data, now=now)
            except PreferenceRejected as rejection:
                form.add_error(None, str(rejection))
            else:
                return saved(request, user)
        context = {
            "form": form,
            "preference": preference,
            "unsent": unsent(request),
            "channels": user.channels.filter(removed_at=None),
        }
        return render(request, "retros/reminders/preferences/preferences.html", context)


def saved(request: HttpRequest, user: User) -> HttpResponse:
    """In the language that was just chosen."""
    with speaking_to(user):
        messages.success(request, _("Saved."))
        return redirect("preferences")


@sign_in_first
@post_only("preferences")
def preferences_subscribe(request: HttpRequest) -> HttpResponse:
    """Unsubscribe, or subscribe again."""
    user = as_user(request)
    with speaking_to(user):
        if request.POST.get("wanted") == "no":
            unsubscribe(user, now=timezone.now())
            messages.success(request, _("You've unsubscribed."))
        else:
            subscribe_again(user)
            messages.success(request, _("You'll get reminders again."))
    return redirect("preferences")
