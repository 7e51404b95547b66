"""The Celery app. It only wakes work: what is to be done, and when, stands in the database."""

import os

from billiard import pool
from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "htg.settings")

app = Celery("htg")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "planning.outbox",
        "planning.people",
        "planning.backoffice.spreadsheets",
        "planning.voting",
        "retros.nextsteps.evidence",
        "retros.reminders",
    ]
)

# A child that has done its work waits half a minute until somebody has read the result. A worker that was told to end
# reads none any more, so the child waited in vain, and service managers kill what takes so long. Nothing is lost by
# two seconds: a result is kept nowhere, and what was done stands in the database.
pool.GUARANTEE_MESSAGE_CONSUMPTION_RETRY_LIMIT = 20
