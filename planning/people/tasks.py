from celery import shared_task
from django.core.management import call_command


@shared_task
def forget_expired_sessions() -> None:
    """Delete the sessions that have ended: nothing else does."""
    call_command("clearsessions")
