from celery import shared_task
from django.utils import timezone

from retros.nextsteps.evidence import deliveries, polling, reading


@shared_task
def read_unread() -> None:
    reading.read_unread()


@shared_task
def poll() -> None:
    polling.poll(now=timezone.now())


@shared_task
def forget_deliveries() -> None:
    deliveries.forget_deliveries(now=timezone.now())
