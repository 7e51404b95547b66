import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from planning.outbox import delivery

logger = logging.getLogger(__name__)

AT_MOST = 50.0
"""Seconds a run can take, so that no worker is busy for long: the next run carries on where it stopped."""


@shared_task
def deliver_waiting() -> int:
    """Send what is waiting in the outbox. Return how many messages were handled."""
    run = delivery.deliver(clock=timezone.now, seconds=AT_MOST)
    if not run.is_through:
        wake_delivery()
    return run.taken


def wake_delivery() -> None:
    """Tell a worker there is mail. Without a broker it waits for the next sweep."""
    try:
        deliver_waiting.delay()
    except OperationalError as error:
        logger.warning("The broker is down (%s). The message waits in the outbox.", error)
