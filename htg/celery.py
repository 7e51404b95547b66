"""The Celery app. It only wakes work: what is to be done, and when, stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "htg.settings")

app = Celery("htg")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["planning.outbox", "planning.people", "retros.nextsteps.evidence", "retros.reminders"])
