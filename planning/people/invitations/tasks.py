from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from planning.events.models import Event
from planning.people.invitations.inviting import remind
from planning.people.invitations.keys import InvitationRejected
from planning.people.invitations.models import Invitation

PATIENCE = timedelta(days=7)
"""Before somebody is reminded that they were invited."""


@shared_task
def remind_invited() -> None:
    """Once each, a week after they were invited; and so never on the same day."""
    now = timezone.now()
    silent = Invitation.objects.unanswered(now).filter(reminded_at=None, made_at__lte=now - PATIENCE)
    for event in Event.objects.filter(pk__in=silent.order_by().values("event"), called_off_at=None):
        try:
            remind(event, silent, clock=timezone.now)
        except InvitationRejected:  # it ended, or was called off, meanwhile
            continue
