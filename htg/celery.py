"""The Celery app. It only wakes work: what is to be done, and when, is in the database."""

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
        "planning.people.invitations",
        "planning.backoffice.spreadsheets",
        "planning.voting",
        "retros.nextsteps.evidence",
        "retros.reminders",
    ]
)

# A child that has done its work waits up to half a minute for its result to be read. A worker that was asked to stop
# reads no more of them, so the child would wait in vain, and service managers kill what takes that long. Nothing is
# lost by two seconds: results are kept nowhere, and what was done is in the database.
pool.GUARANTEE_MESSAGE_CONSUMPTION_RETRY_LIMIT = 20
