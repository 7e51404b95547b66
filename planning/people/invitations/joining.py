"""Asking to come to an event whose organizers decide who does."""

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event, EventEntry
from planning.events.phases import Phase
from planning.people.invitations.letters import post_answer
from planning.people.invitations.models import JoinRequest
from planning.people.models import User
from planning.rejection import Rejected


class JoiningRejected(Rejected):
    """A request that cannot be made, or decided."""


@transaction.atomic
def ask_to_join(event: Event, user: User, *, name: str, word: str = "", clock: Clock) -> JoinRequest:
    """Ask once. Who asks again while the organizers have not answered changes what they said."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    if event.is_called_off or not event.is_planned or not event.phase_at(now).is_before(Phase.REVIEW):
        raise JoiningRejected(f"{event} {'is called off' if event.is_called_off else 'is over'}.")
    if event.entry != EventEntry.APPROVAL:
        raise JoiningRejected(f"There is nothing to ask for at {event}: it is open, or by invitation.")
    asked = JoinRequest.objects.filter(event=event, user=user).first()
    if asked is None:
        return JoinRequest.objects.create(event=event, user=user, name=name, word=word, asked_at=now)
    if asked.state != JoinRequest.State.OPEN:
        raise JoiningRejected(f"The organizers have answered: your request is {asked.get_state_display()}.")
    asked.name, asked.word = name, word
    asked.save()
    return asked


@transaction.atomic
def answer(request: JoinRequest, *, approves: bool, why: str = "", by: User, clock: Clock) -> JoinRequest:
    """Approve or decline; the person is told by mail. A decision can be changed, and is told again."""
    event = Event.objects.select_for_update().get(pk=request.event_id)
    request = JoinRequest.objects.select_related("event", "user").get(pk=request.pk)
    now, state = clock(), JoinRequest.State.APPROVED if approves else JoinRequest.State.DECLINED
    if not event.phase_at(now).is_before(Phase.REVIEW):
        raise JoiningRejected(f"{event} is over.")
    if request.state == state:
        return request
    request.state, request.decided_at, request.decided_by = state, now, by
    request.save(update_fields=["state", "decided_at", "decided_by"])
    post_answer(request, why=why, now=now)
    return request
