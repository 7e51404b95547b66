import logging

from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from planning.backoffice.spreadsheets import importing
from planning.backoffice.spreadsheets.models import TableImport

logger = logging.getLogger(__name__)

AT_MOST = 2.0
"""Seconds a run can take: where one worker does everything, mail waits no longer than this."""


@shared_task
def go_on_with_imports() -> int:
    """Carry on with the import that has waited longest, and forget old ones. Return how many rows are through."""
    now = timezone.now()
    TableImport.objects.out_of_date(now).delete()
    put = TableImport.objects.free(now).defer("file").first()
    if put is None:
        return 0
    importing.continue_import(put, clock=timezone.now, seconds=AT_MOST)
    if TableImport.objects.unfinished().exists():
        wake_importing()
    return put.position


def wake_importing() -> None:
    """Tell a worker there is a table. Without a broker it waits for the next sweep."""
    try:
        go_on_with_imports.delay()
    except OperationalError as error:
        logger.warning("The broker is down (%s). The import waits in the database.", error)
