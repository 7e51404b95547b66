"""Asking for a seat in a full team: its lead or an organizer lets somebody in, or one of its people swaps."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from planning.clock import Clock
from planning.events.models import Event
from planning.markdown import plain
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.teams.membership import TEAMWORK, TeamRejected, move
from planning.teams.models import Membership, Team
from planning.teams.switching.models import SwitchRequest

MOST_ASKED = 20
"""People who get a mail about one request."""


def in_teamwork(attendee: Attendee, *, clock: Clock) -> tuple[Event, datetime]:
    """The event, locked, and the time: two answers come one after the other."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    now = clock()
    if event.phase_at(now) not in TEAMWORK:
        raise TeamRejected("Teams can be switched from the end of voting until the week ends.")
    return event, now


@transaction.atomic
def ask_to_switch(attendee: Attendee, team: Team, *, why: str = "", clock: Clock) -> SwitchRequest:
    """Ask for a seat in a full team, instead of anything asked for before."""
    event, now = in_teamwork(attendee, clock=clock)
    if team.topic.event_id != event.pk or attendee.memberships.present().filter(team=team).exists():
        raise TeamRejected("Choose another team of this event.")
    if not team.is_full():
        raise TeamRejected("This team has a free seat: you can join it at once.")
    if same := attendee.switch_requests.waiting().filter(team=team).first():
        return same
    before = attendee.switch_requests.filter(state=SwitchRequest.State.ASKED)
    before.update(state=SwitchRequest.State.WITHDRAWN, answered_at=now)
    asked = SwitchRequest.objects.create(attendee=attendee, team=team, why=why, asked_at=now)
    ask_team(asked, event, now=now)
    return asked


def ask_team(asked: SwitchRequest, event: Event, *, now: datetime) -> None:
    """Who may let somebody in reads the name; who may swap reads only what they would swap for."""
    topic, stay = plain(str(asked.team)), asked.attendee.memberships.present().select_related("team__topic").first()
    page = f"{settings.SITE_URL}{reverse('switch', args=[event.slug])}"
    deciding = {person.pk: person for person in event.attendees.organizers().reachable().select_related("user")}
    why = f" “{asked.why}”" if asked.why else ""
    letters = {
        pk: (person, f"{asked.attendee} asks for a seat in “{topic}”, which is full.{why}")
        for pk, person in deciding.items()
    }
    for member in asked.team.memberships.present().exclude(attendee__user=None).select_related("attendee__user"):
        if member.attendee_id == asked.team.lead_id:
            letters[member.attendee_id] = (member.attendee, f"{asked.attendee} asks for a seat in your team.{why}")
        elif stay:
            swap = f"Somebody in “{plain(str(stay.team))}” would swap with one of you."
            letters.setdefault(member.attendee_id, (member.attendee, swap))
    for pk, (person, text) in list(letters.items())[:MOST_ASKED]:
        post(
            key=f"switch-request/{asked.pk}/{pk}",
            to=person.email,
            subject=f"A seat in “{topic}”",
            text=f"Hello {person.name},\n\n{text}\n\nSay yes or no:\n\n{page}\n",
            now=now,
        )


@transaction.atomic
def answer_request(answerer: Attendee, asked: SwitchRequest, *, yes: bool, clock: Clock) -> SwitchRequest:
    """The lead or an organizer lets the person in, or does not. The first answer counts."""
    event, now = in_teamwork(answerer, clock=clock)
    asked = still_waiting(asked, event)
    if not (answerer.is_organizer or asked.team.lead_id == answerer.pk):
        raise TeamRejected("Only the team’s lead and the organizers can let somebody in.")
    if yes:
        move(asked.attendee, asked.team, event, now=now)
    return close(asked, SwitchRequest.State.YES if yes else SwitchRequest.State.NO, by=answerer, now=now)


@transaction.atomic
def swap_seats(answerer: Attendee, asked: SwitchRequest, *, clock: Clock) -> SwitchRequest:
    """One of the team takes the person's seat, and gives them their own."""
    event, now = in_teamwork(answerer, clock=clock)
    asked = still_waiting(asked, event)
    stay = Membership.objects.present().filter(attendee=asked.attendee).select_related("team__topic__event").first()
    if not answerer.memberships.present().filter(team=asked.team).exists():
        raise TeamRejected("Only somebody in that team can swap.")
    if stay is None:
        raise TeamRejected(f"{asked.attendee} has no seat to swap.")
    team = asked.team
    move(answerer, stay.team, event, now=now)
    move(asked.attendee, team, event, now=now)
    return close(asked, SwitchRequest.State.YES, by=answerer, now=now)


@transaction.atomic
def withdraw_request(attendee: Attendee, asked: SwitchRequest, *, clock: Clock) -> SwitchRequest:
    event = Event.objects.select_for_update().get(pk=attendee.event_id)
    asked = still_waiting(asked, event)
    if asked.attendee_id != attendee.pk:
        raise TeamRejected("Only who asked can take the request back.")
    return close(asked, SwitchRequest.State.WITHDRAWN, by=attendee, now=clock())


def answer_as(answerer: Attendee, asked: SwitchRequest, said: str, clock: Clock) -> SwitchRequest:
    """What a page or a program says: yes, no, swap or withdraw."""
    if said == "swap":
        return swap_seats(answerer, asked, clock=clock)
    if said == "withdraw":
        return withdraw_request(answerer, asked, clock=clock)
    return answer_request(answerer, asked, yes=said == "yes", clock=clock)


def still_waiting(asked: SwitchRequest, event: Event) -> SwitchRequest:
    requests = SwitchRequest.objects.waiting().filter(team__topic__event=event)
    found = requests.select_related("attendee__user", "team__topic__event").filter(pk=asked.pk).first()
    if found is None:
        raise TeamRejected("This request has been answered or taken back, or they have moved meanwhile.")
    return found


def close(asked: SwitchRequest, state: SwitchRequest.State, *, by: Attendee, now: datetime) -> SwitchRequest:
    asked.state, asked.answered_by, asked.answered_at = state, by if by.pk else None, now
    asked.save(update_fields=["state", "answered_by", "answered_at"])
    if state is not SwitchRequest.State.WITHDRAWN and asked.attendee.email:
        topic, said = plain(str(asked.team)), "yes" if state is SwitchRequest.State.YES else "no"
        post(
            key=f"switch-answer/{asked.pk}",
            to=asked.attendee.email,
            subject=f"{said.capitalize()}: your seat in “{topic}”",
            text=(
                f"Hello {asked.attendee.name},\n\nyou asked for a seat in “{topic}”. The answer is {said}.\n\n"
                f"{settings.SITE_URL}{asked.team.get_absolute_url()}\n"
            ),
            now=now,
        )
    return asked
