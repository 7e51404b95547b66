"""The product's own gunicorn: one worker, its lines thrown away, and Celery elsewhere as beside a Redis."""

import os
from typing import Any

from htg.serving import *  # noqa: F403  # every setting but those below

workers = 1
accesslog = os.devnull


def post_worker_init(worker: Any) -> None:  # type: ignore[no-redef]  # the product's starts Celery
    """No Celery in here: it would be measured with the pages, and change what is on them."""
