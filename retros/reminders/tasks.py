from celery import shared_task
from django.utils import timezone

from retros.reminders import planning


@shared_task
def plan_reminders() -> int:
    """Write the digests that are due, and what is new for the channels of events. Return how many."""
    now = timezone.now()
    return planning.plan_reminders(now=now) + planning.post_to_event_channels(now=now)
