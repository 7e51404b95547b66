import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings
from playwright.sync_api import ViewportSize

from tests.bench.pages.running import collect
from tests.bench.scratch import scratch
from tests.browser.audit import PHONE
from tests.databases import using_database
from tests.faults.processes import MOVED, ROOT, wait_until
from tests.gallery import index
from tests.gallery.gardens import gardens
from tests.gallery.looking import Look, Visit, browser, look_at_all, take_picture
from tests.mail_server import free_port

OUT = ROOT / "var" / "gallery"
PICTURES = ROOT / "docs" / "pictures"
EVENT = r"/\d{4}-\d\d/"
WINDOW: ViewportSize = {"width": 1280, "height": 720}
README = {
    "home": (re.compile("/"), "visitor", WINDOW),
    "overview": (re.compile(EVENT), "organizer", WINDOW),
    "ballot": (re.compile(f"{EVENT}ballot/"), "attendee", PHONE),
}
"""The pictures in the README: of which page, as who sees it, and how wide."""


def fill(*, only: str = "") -> list[Look]:
    """Look at all pages with this in their address, and write them down. Returns the looks with findings."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="htg-gallery-") as folder:
        static = collect(Path(folder))
        looks = [look for name in gardens() for look in looks_at(name, static, only)]
    (OUT / "index.html").write_text(index.page_of(looks))
    wrong = [look for look in looks if look.findings]
    for look in wrong:
        print(index.title(look), *look.findings, sep="\n    ")
    print(f"{len(looks)} looks, {len(wrong)} with something wrong: {OUT.relative_to(ROOT) / 'index.html'}")
    return wrong


def take_for_readme(visits: list[Visit]) -> None:
    """As the demo stands on its first day."""
    PICTURES.mkdir(exist_ok=True)
    with browser() as opened:
        for name, (page, reader, screen) in README.items():
            visit = next(v for v in visits if v.reader == reader and page.fullmatch(v.address))
            take_picture(opened, visit, screen, PICTURES / f"{name}.jpg")


def looks_at(name: str, static: Path, only: str) -> list[Look]:
    with scratch("SQLite", migrated=True) as url, serving(url, static) as server:
        with using_database(url):
            visits = [
                Visit(garden.name, reader, address, server, session)
                for garden in gardens()[name]()
                for address in garden.addresses
                for reader, session in garden.readers.items()
                if only in address
            ]
        if name == "demo" and not only:
            take_for_readme(visits)
        return in_parallel(visits)


def in_parallel(visits: list[Visit]) -> list[Look]:
    """Each process has a browser of its own, and takes every so manieth page."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        parts = list(pool.map(partial(look_at_all, out=OUT), (visits[n::workers] for n in range(workers))))
    order = {visit.name: number for number, visit in enumerate(visits)}
    return sorted(chain.from_iterable(parts), key=lambda look: order[look.visit.name])


@contextmanager
def serving(database: str, static: Path) -> Iterator[str]:
    """The address of the site on this database."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.gallery.settings",
        "DATABASE_URL": database,
        "SECRET_KEY": settings.SECRET_KEY,
        "LOCAL": "1",
        "REDIS_URL": "",
        "PORT": str(port),
        "SITE_URL": address,
        "GALLERY_STATIC": str(static),
    }
    command = [sys.executable, "-m", *MOVED, "gunicorn", "-c", "python:tests.bench.pages.serving", "htg.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)  # noqa: S603  # our own
    try:
        wait_until(partial(answers, address))
        yield address
    finally:
        process.terminate()
        process.wait(30)


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=5):  # noqa: S310  # our own server
            return True
    except OSError:
        return False
