"""The product's own gunicorn: one worker, no lines about requests, and Celery elsewhere as beside a Redis."""

from typing import Any

from htg.serving import *  # noqa: F403  # every setting but those below

workers = 1
accesslog = None
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """No Celery in here: it would work, and be measured, at the same time."""
