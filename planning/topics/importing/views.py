from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.people.access import as_user, get_organizer
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.topics.importing.forms import TopicImportForm
from planning.topics.importing.showing import grouped, has_effect, in_numbers


@sign_in_first
def topics_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Look first, with a reason for each topic; then bring in what was looked at."""
    organizer = get_organizer(request, slug)
    event = organizer.event
    form = TopicImportForm(posted_or_kept(request), request.FILES or None)
    plan = form.plan(event, now=timezone.now()) if is_sent(request, form) else []
    is_confirmed = bool(plan) and "import" in request.POST and form.cleaned_data["seen"]
    if is_confirmed and (done := form.save(event, plan, by=as_user(request), clock=timezone.now)):
        messages.success(request, f"Imported: {in_numbers(done)}")
        return redirect("topics", slug)
    context = {"form": form, "plan": plan, "groups": grouped(plan), "has_effect": has_effect(plan)}
    return event_page(request, "planning/topics/importing/import.html", event, organizer, context)
