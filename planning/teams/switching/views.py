from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from planning.markdown import plain
from planning.paging import page_of
from planning.people.access import get_attendee, get_insider
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.teams.access import get_team
from planning.teams.listing import present_stay, teams_matching
from planning.teams.membership import TEAMWORK, TeamRejected, hand_over_lead, join_team
from planning.teams.models import Team
from planning.teams.switching.changing import answer_as, ask_to_switch
from planning.teams.switching.forms import SwitchForm
from planning.teams.switching.listing import seats_of, to_answer
from planning.teams.switching.models import SwitchRequest


@sign_in_first
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Say first what leaving does to the team, then where there is a seat, and where one can be asked for."""
    attendee = get_insider(request, slug)
    event, now = attendee.event, timezone.now()
    form, present = SwitchForm(posted_or_kept(request), event=event), present_stay(attendee)
    if is_sent(request, form):
        try:
            done = switch_or_ask(get_attendee(request, slug), form.cleaned_data["to"], form.cleaned_data["why"])
        except TeamRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, done)
            return redirect("switch", slug)
    others = teams_matching(event, "")
    if present:
        others = others.exclude(pk=present.team_id)
    page = page_of(request, others)
    context = {
        "form": form,
        "present": present,
        "left": present.team.memberships.present().count() - 1 if present else None,
        "page": page,
        "seats": seats_of(page, attendee, event),
        "own": attendee.switch_requests.waiting().select_related("team__topic").first() if attendee.pk else None,
        "to_answer": to_answer(attendee, event),
        "is_open": event.phase_at(now) in TEAMWORK,
    }
    return event_page(request, "planning/teams/switching/switch.html", event, attendee, context, now=now)


def switch_or_ask(attendee: Attendee, team: Team, why: str) -> str:
    """What has been done, in a sentence."""
    topic = plain(str(team.topic))
    if team.is_full() and not attendee.is_organizer:
        ask_to_switch(attendee, team, why=why, clock=timezone.now)
        return f"The team for “{topic}” has been asked. You keep your seat until somebody says yes."
    join_team(attendee, team.topic, clock=timezone.now)
    return f"You’re in the team for “{topic}”."


@sign_in_first
@post_only("switch", "slug")
def switch_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    attendee = get_insider(request, slug)
    asked = get_object_or_404(SwitchRequest, pk=pk, team__topic__event__slug=slug)
    try:
        answer_as(attendee, asked, request.POST.get("answer", ""), timezone.now)
    except TeamRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, "Done. Those concerned get a mail.")
    return redirect("switch", slug)


@sign_in_first
@post_only("team", "slug", "topic_slug")
def team_lead(request: HttpRequest, slug: str, topic_slug: str) -> HttpResponse:
    attendee, team = get_team(request, slug, topic_slug)
    chosen = request.POST.get("lead", "")
    person = next((each.attendee for each in team.present if str(each.attendee_id) == chosen), None)
    try:
        hand_over_lead(attendee, team, person, clock=timezone.now)
    except TeamRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"{person} leads the team." if person else "Nobody leads the team now.")
    return redirect(team)
