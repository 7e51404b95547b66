from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.paging import TOPICS, page_of
from planning.people.access import get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, sign_in_first
from planning.rejection import Rejected
from retros.wrapups.beginning import begins_later
from retros.wrapups.gate.asking import ask_for_reports
from retros.wrapups.gate.forms import AskForm
from retros.wrapups.gate.progress import is_somebody_to_ask, progress_of, waiting_first
from retros.wrapups.gate.readiness import readiness_of_topics
from retros.wrapups.pages import wrap_up_context

MOST_NAMES = 20


@sign_in_first
def wrap_up_gate(request: HttpRequest, slug: str) -> HttpResponse:
    """How far along the reports are. Posting asks their teams for what is missing."""
    organizer = get_organizer(request, slug)
    if request.method == "POST":
        ask(request, organizer)
        return redirect("wrap-up-gate", slug)
    event, today, progress = organizer.event, timezone.localdate(), progress_of(organizer.event)
    page = page_of(request, waiting_first(event).values_list("pk", flat=True), TOPICS, count=progress.total)
    shown = [(each, each.not_asked_on(today)) for each in readiness_of_topics(list(page))]
    context = {
        "gate": progress,
        "page": page,
        "begins_later": begins_later(event, now=timezone.now()),
        "waiting": [(each, people) for each, people in shown if not each.is_ready],
        "ready": [(each, people) for each, people in shown if each.is_ready],
        "somebody_to_ask": is_somebody_to_ask(event, today),
    }
    return event_page(request, "retros/wrapups/gate/gate.html", event, organizer, wrap_up_context(event) | context)


def ask(request: HttpRequest, organizer: Attendee) -> None:
    form = AskForm(request.POST, event=organizer.event)
    if not form.is_valid():
        messages.error(request, "There's no such topic at this event.")
        return
    try:
        asked = ask_for_reports(organizer, form.topics, now=timezone.now())
    except Rejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"Asked {names_in_words(asked)}.")


def names_in_words(people: list[Attendee]) -> str:
    """A few by name."""
    names = [person.name for person in people[:MOST_NAMES]]
    more = [f"{len(people) - MOST_NAMES} more"] if len(people) > MOST_NAMES else []
    return ", ".join([*names, *more])
