"""The link of an invitation: what it is for stands in it, signed with the site's own secret."""

from datetime import datetime

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from planning.people.invitations.models import Invitation
from planning.rejection import Rejected

SALT = "planning.people.invitations"
"""Never to be changed: it is in the links that are out."""
SIGNER = Signer(sep="~", salt=SALT)


class InvitationRejected(Rejected):
    """An invitation that lets nobody in, or cannot be made."""


def link_of(invitation: Invitation) -> str:
    return settings.SITE_URL + reverse("join", args=[key_of(invitation)])


def key_of(invitation: Invitation) -> str:
    return SIGNER.sign(f"{invitation.pk}")


def find_invitation(key: str) -> Invitation:
    """The one that the key belongs to, whether or not it still lets somebody in."""
    try:
        number = int(SIGNER.unsign(key))
    except (BadSignature, ValueError):
        raise InvitationRejected(
            "This isn’t the whole link of an invitation: something in it was changed or cut off. "
            "Copy all of it from the mail, or ask whoever sent it."
        ) from None
    invitation = Invitation.objects.select_related("event").filter(pk=number).first()
    if invitation is None:
        raise InvitationRejected("This invitation doesn’t exist any more. Ask the organizers for a new one.")
    return invitation


def refuse_invalid(invitation: Invitation, *, now: datetime) -> None:
    """Say in words why it no longer lets anyone in."""
    event = invitation.event
    if event.is_called_off:
        raise InvitationRejected(f"{event} is called off: {event.called_off_because}")
    if invitation.revoked_at is not None:
        raise InvitationRejected("The organizers have taken this invitation back. Ask them for a new one.")
    if invitation.expires_at <= now:
        ended = date_format(localtime(invitation.expires_at), "j F Y")
        raise InvitationRejected(f"This invitation was good until {ended}. Ask the organizers for a new one.")
    if not invitation.left:
        raise InvitationRejected(
            "This invitation has been used already."
            if invitation.uses == 1
            else f"All {invitation.uses} people that this invitation is for have registered. Ask for another one."
        )
