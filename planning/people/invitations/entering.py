"""Who may register: everyone, who was invited, or who asked and was approved."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from planning.events.models import Event, EventEntry
from planning.people.invitations.keys import InvitationRejected, find_invitation, refuse_invalid
from planning.people.invitations.models import Invitation, JoinRequest
from planning.people.models import User

CLOSED = {
    EventEntry.INVITATION: "{event} is by invitation. Open the link in yours, or ask the organizers for one.",
    EventEntry.APPROVAL: "The organizers of {event} decide who comes. Ask them first.",
}


@dataclass(frozen=True)
class Admission:
    """Why someone may register. It is used up once they have."""

    invitation: Invitation | None = None

    def use(self) -> None:
        if self.invitation:
            Invitation.objects.filter(pk=self.invitation.pk).update(used=F("used") + 1)


def admit(event: Event, user: User, key: str, *, now: datetime) -> Admission:
    """Find out why they may register. To be called under the event's lock: a link's last use is used once."""
    if event.is_called_off:
        raise InvitationRejected(f"{event} is called off: {event.called_off_because}")
    if key:
        try:
            return Admission(valid(key, event, now=now))
        except InvitationRejected:
            if not may_enter(event, user):
                raise
    if not may_enter(event, user):
        raise InvitationRejected(CLOSED[EventEntry(event.entry)].format(event=event))
    return Admission(own_invitation(event, user, now=now))


def valid(key: str, event: Event, *, now: datetime) -> Invitation:
    invitation = find_invitation(key)
    if invitation.event_id != event.pk:
        raise InvitationRejected(f"This invitation is to {invitation.event}, not to {event}.")
    refuse_invalid(invitation, now=now)
    return invitation


def may_enter(event: Event, user: User) -> bool:
    """Without a link: people whose address was invited have a right to come, wherever they left the mail."""
    if event.entry == EventEntry.OPEN:
        return True
    approved = JoinRequest.objects.filter(event=event, user=user, state=JoinRequest.State.APPROVED)
    return approved.exists()


def own_invitation(event: Event, user: User, *, now: datetime) -> Invitation | None:
    """The one to their address: they have answered it, without having followed its link."""
    return Invitation.objects.valid(now).filter(event=event, email=user.email).first()
