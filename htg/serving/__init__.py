"""How gunicorn serves the site, on a laptop and in production: `gunicorn -c python:htg.serving htg.wsgi`.

With REDIS_URL it serves only pages, beside `celery -A htg worker` and `celery -A htg beat`. Without, it runs Celery.
"""

import os
import signal
import sys
from typing import Any

from django.conf import settings

from htg.background.embedded import EmbeddedCelery
from htg.celery import app
from htg.serving.log import QuietLogger

EMBEDDED = not settings.REDIS_URL

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "htg.serving.worker.RelayedWorker"
threads = 8
# Two processes could each run their own Celery, but could not share one count of requests to the API.
workers = 1 if EMBEDDED else int(os.environ.get("WEB_CONCURRENCY") or 2)
# Loaded once, before workers are forked: they share most of its memory, and one that replaces another starts at once.
preload_app = True
graceful_timeout = 5
control_socket_disable = True
logger_class = QuietLogger
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(M)s ms"
loglevel = "warning"

_celery: list[EmbeddedCelery] = []


def when_ready(server: Any) -> None:
    if sys.stdout.isatty():  # closing a terminal sends SIGHUP, which means "reload" where there is none
        signal.signal(signal.SIGHUP, lambda _number, frame: server.signal(signal.SIGTERM, frame))


def post_worker_init(worker: Any) -> None:
    if EMBEDDED:
        celery = EmbeddedCelery(app)
        celery.start()
        _celery.append(celery)
    if worker.age == 1:
        host, port = worker.cfg.address[0][:2]
        worker.log.warning("Hack the Garden is at http://%s:%s – Ctrl-C ends it.", host, port)


def worker_exit(_server: Any, _worker: Any) -> None:
    for celery in _celery:
        celery.stop()
