import time

from celery import shared_task
from django.utils import timezone

from planning.outbox import delivery

AT_MOST = 50.0
"""Seconds a run may take: the next sweep goes on where it stopped."""


@shared_task
def deliver_waiting() -> int:
    """Send what waits in the outbox. Return how many messages were taken."""
    stop_at = time.monotonic() + AT_MOST
    taken = 0
    while time.monotonic() < stop_at and delivery.deliver_next(now=timezone.now()):
        taken += 1
    return taken
