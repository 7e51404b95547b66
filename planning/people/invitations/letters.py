"""Invitations in words, in the language of the account, or of the site for whoever has none."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planning.events.models import Event
from planning.outbox.models import Message
from planning.outbox.posting import post
from planning.people.invitations.keys import link_of
from planning.people.invitations.models import Invitation, JoinRequest
from planning.people.speaking import speaking_to


def post_invitation(invitation: Invitation, *, language: str, now: datetime) -> None:
    with translation.override(language):
        subject = _("You’re invited to %(event)s") % {"event": invitation.event}
        text = letter(invitation, _("you’re invited to %(event)s.") % {"event": invitation.event})
    send(invitation, f"invitation/{invitation.pk}", subject, text, now=now)


def post_reminder(invitation: Invitation, *, language: str, now: datetime) -> None:
    with translation.override(language):
        subject = _("Are you coming to %(event)s?") % {"event": invitation.event}
        asked = _("you were invited to %(event)s, and haven’t answered yet. You won’t be asked again.")
        text = letter(invitation, asked % {"event": invitation.event})
    send(invitation, f"invitation/{invitation.pk}/reminder", subject, text, now=now)


def send(invitation: Invitation, key: str, subject: str, text: str, *, now: datetime) -> None:
    # Two invitations look like two places: first an organizer finds out whether the mail arrived.
    post(key=key, to=invitation.email, subject=subject, text=text, in_doubt=Message.InDoubt.HOLD, now=now)


def letter(invitation: Invitation, first: str) -> str:
    event = invitation.event
    greeting = _("Hello %(name)s,") % {"name": invitation.name} if invitation.name else _("Hello,")
    until = date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT")
    return "\n\n".join(
        [
            f"{greeting}\n\n{first}",
            "\n".join(facts_of(event)),
            _("See what it is about, and register here:\n%(url)s") % {"url": link_of(invitation)},
            _("The link is yours alone, and good until %(day)s.") % {"day": until},
        ]
    )


def facts_of(event: Event) -> list[str]:
    days = [date_format(day, "DATE_FORMAT") for day in (event.starts_on, event.ends_on) if day]
    facts = {_("When"): " – ".join(days), _("Where"): event.venue, _("Cost"): event.cost}
    return [f"{name}: {value}" for name, value in facts.items() if value]


def post_answer(request: JoinRequest, *, why: str, now: datetime) -> None:
    """To who asked to join."""
    names = {"event": request.event}
    approved = request.state == JoinRequest.State.APPROVED
    with speaking_to(request.user):
        greeting = _("Hello %(name)s,") % {"name": request.name}
        if approved:
            subject = _("You can come to %(event)s") % names
            said = _("the organizers are glad to have you. Register here, and you’re in:")
            said = f"{said}\n{settings.SITE_URL}{request.event.get_absolute_url()}register/"
        else:
            subject = _("Your request to join %(event)s") % names
            said = _("the organizers can’t offer you a place at %(event)s.") % names + (f"\n\n{why}" if why else "")
    key = f"join/{request.pk}/{request.state}/{now.isoformat()}"
    post(
        key=key,
        to=request.user.email,
        subject=subject,
        text=f"{greeting}\n\n{said}\n",
        in_doubt=Message.InDoubt.HOLD,
        now=now,
    )
