"""What one web worker weighs, and what it takes to start, against the same libraries with nothing of ours in them."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from django.conf import settings

from tests.faults.processes import ROOT

SITE = """
from htg.serving import preload_app, worker
from htg.wsgi import application
"""
LIBRARIES = """
from django.conf import settings
contrib = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
settings.configure(
    SECRET_KEY="nothing is signed",
    INSTALLED_APPS=[*(f"django.contrib.{app}" for app in contrib), "allauth", "allauth.account", "rest_framework"],
    MIDDLEWARE=["allauth.account.middleware.AccountMiddleware"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    ROOT_URLCONF="rest_framework.urls",
)
import django
django.setup()
from django.core.wsgi import WSGIHandler
from gunicorn.workers import gthread
from rest_framework import routers, viewsets
preload_app = False
"""
# Each of the two workers that a site has by default takes half of a loading that they share.
WEIGH = """
import os, time
from django.urls import get_resolver
get_resolver().url_patterns
print(time.process_time() / (2 if preload_app else 1), end=" ", flush=True)
if preload_app and os.fork():
    os.wait()  # as gunicorn does it: the worker is the child
else:
    with open("/proc/self/status") as status:
        kilobytes = next(line.split()[1] for line in status if line.startswith("VmRSS"))
    print(int(kilobytes) / 1024)
"""
MOST_MEMORY = 105 / 67
MOST_SECONDS = 1.3 / 0.6
"""Of what the libraries take alone: that was 67 MB and 0.6 seconds where the limits of 105 MB and 1.3 were set."""

NAMES = ("one web worker, memory", "one web worker of two, loading the site")


@dataclass(frozen=True)
class Weight:
    name: str
    unit: str
    digits: int
    """Behind the point."""
    ours: float
    floor: float
    most: float

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def holds(self) -> bool:
        return self.ratio <= self.most


def weigh(*, full: bool) -> list[Weight]:
    """In full, every start but the first finds its modules compiled, as on a server."""
    with tempfile.TemporaryDirectory(prefix="htg-bench-compiled-") as folder:
        env = environment(folder) if full else environment()
        measured = [(started(SITE, env), started(LIBRARIES, env)) for _ in range(5 if full else 1)]
    seconds, megabytes = (
        (min(ours[place] for ours, _ in measured), min(floor[place] for _, floor in measured)) for place in (0, 1)
    )
    memory, loading = NAMES
    return [Weight(memory, "MB", 0, *megabytes, MOST_MEMORY), Weight(loading, "s", 2, *seconds, MOST_SECONDS)]


def environment(compiled: str = "") -> dict[str, str]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "htg.settings", "SECRET_KEY": settings.SECRET_KEY, "LOCAL": "1"}
    return env | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""} if compiled else env


def started(code: str, env: dict[str, str]) -> tuple[float, float]:
    """Seconds of processor time and megabytes of a process that has done this."""
    words = [sys.executable, "-c", code + WEIGH]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)
