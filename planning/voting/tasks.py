from celery import shared_task
from django.utils import timezone

from planning.voting.closing import keep_closed_tallies


@shared_task
def store_tallies() -> int:
    """Store the tallies of votes that have closed. Return how many."""
    return keep_closed_tallies(timezone.now())
