"""What the site is made of: a cache that processes share outlives an update, and may not show what came before it."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings


@cache
def release() -> str:
    """Read once a process, as the code is."""
    made_of = sha256(repr((settings.SITE_URL, settings.TIME_ZONE, settings.LANGUAGE_CODE)).encode())
    for path in sorted(files_of_release()):
        stat = path.stat()
        made_of.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode())
    return made_of.hexdigest()[:16]


def files_of_release() -> Iterator[Path]:
    """Our own files, the addresses of static ones, and the folder of the packages: installing one changes it."""
    for config in apps.get_app_configs():
        if Path(config.path).parent == settings.BASE_DIR:
            yield from (path for path in Path(config.path).rglob("*.*") if path.suffix != ".pyc")
    yield from Path(settings.STATIC_ROOT).glob("staticfiles.json")
    yield Path(django.__file__).parents[1]
