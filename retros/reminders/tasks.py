from celery import shared_task
from django.utils import timezone

from retros.reminders import planning


@shared_task
def plan_reminders() -> int:
    """Write the reminders that are due. Return how many messages."""
    return planning.plan_reminders(now=timezone.now())
