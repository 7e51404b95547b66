"""How an event follows up, as its organizers see and change it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from planning.people.access import as_user, familiar, get_organizer
from planning.people.unsent import posted_or_kept, sign_in_first, unsent
from retros.nextsteps.followup.forms import FollowUpForm
from retros.nextsteps.followup.plans import change_follow_up, changes_of_plan, follow_up_of, in_words


@sign_in_first
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    form = FollowUpForm(posted_or_kept(request), event=event)
    if request.method == "POST" and form.is_valid():
        try:
            change_follow_up(event, by=as_user(request), reason=form.cleaned_data["reason"], **form.said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The plan has been changed. Reminders follow it from now on.")
            return redirect("follow-up", slug)
    context = {
        "event": event,
        "now": timezone.now(),
        "attendee": organizer,
        "title": "Follow-up",
        "form": form,
        "unsent": unsent(request),
        "summary": in_words(follow_up_of(event)),
        "changes": changes_of_plan(event, familiar=familiar(request.user)),
    }
    return render(request, "retros/nextsteps/followup/follow_up.html", context)
