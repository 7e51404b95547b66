from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from planning.people.sign_in import limits
from planning.people.sign_in.models import Unsent


@shared_task
def forget_expired_sessions() -> None:
    """Delete the sessions that have ended, and the forms no one came back for: nothing else does."""
    call_command("clearsessions")
    Unsent.objects.forgotten(timezone.now()).delete()


@shared_task
def forget_past_attempts() -> None:
    """Delete the counts of sign-in tries that no longer limit anyone."""
    limits.forget_past(now=timezone.now())
