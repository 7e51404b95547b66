from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.people.access import get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, sign_in_first
from planning.rejection import Rejected
from retros.wrapups.beginning import begins_later
from retros.wrapups.gate.asking import ask_for_reports
from retros.wrapups.gate.forms import AskForm
from retros.wrapups.gate.readiness import gate_of
from retros.wrapups.pages import wrap_up_context


@sign_in_first
def wrap_up_gate(request: HttpRequest, slug: str) -> HttpResponse:
    """How far along the reports are. Posting asks their teams for what is missing."""
    organizer = get_organizer(request, slug)
    if request.method == "POST":
        ask(request, organizer)
        return redirect("wrap-up-gate", slug)
    event, gate, today = organizer.event, gate_of(organizer.event), timezone.localdate()
    waiting = [(readiness, readiness.not_asked_on(today)) for readiness in gate.waiting_for]
    context = {
        "gate": gate,
        "begins_later": begins_later(event, now=timezone.now()),
        "waiting": waiting,
        "ready": [(each, each.not_asked_on(today)) for each in gate.reports if each.is_ready],
        "somebody_to_ask": any(people for _, people in waiting),
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
        messages.success(request, f"Asked {', '.join(person.name for person in asked)}.")
