"""How an event follows up, as its organizers see and change it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from planning.people.access import as_user, familiar, get_organizer
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from retros.nextsteps.followup.forms import FollowUpForm
from retros.nextsteps.followup.plans import change_follow_up, changes_of_plan, follow_up_of, plan_in_words


@sign_in_first
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event = organizer.event
    form = FollowUpForm(posted_or_kept(request), event=event)
    if is_sent(request, form):
        try:
            change_follow_up(event, by=as_user(request), reason=form.cleaned_data["reason"], **form.said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The plan has been changed. Reminders follow it from now on.")
            return redirect("follow-up", slug)
    context = {
        "title": "Follow-up",
        "form": form,
        "summary": plan_in_words(follow_up_of(event)),
        "changes": changes_of_plan(event, familiar=familiar(request.user)),
    }
    return event_page(request, "retros/nextsteps/followup/follow_up.html", event, organizer, context)
