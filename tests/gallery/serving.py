"""The product's own gunicorn: one worker, its lines thrown away, and no Celery to change what is planted."""

import os
from typing import Any

from htg.serving import *  # noqa: F403  # every setting but those below

workers = 1
accesslog = os.devnull


def post_worker_init(worker: Any) -> None:  # type: ignore[no-redef]  # the product's starts Celery
    """Nothing is delivered meanwhile."""
