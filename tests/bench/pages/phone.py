"""The first load of the ballot on a phone over a weak uplink: Chromium, with nothing kept, held back by itself."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

from tests.bench.pages.server import Server
from tests.browser.conftest import PHONE, QUIET

KBIT, LATENCY = 400, 400
"""A second and direction, and milliseconds there and back."""


@dataclass(frozen=True)
class Load:
    name: str
    most_seconds: float
    most_kilobytes: float | None
    seconds: float
    kilobytes: float

    @property
    def holds(self) -> bool:
        return self.seconds <= self.most_seconds and self.kilobytes <= (self.most_kilobytes or self.kilobytes)


NAMES = ("ballot on a phone, 100 topics", "ballot on a phone, 1,000 topics")


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield opened
        opened.close()


def load_ballots(small: Server, large: Server, *, rounds: int) -> Iterator[Load]:
    """The best of some: the machine that measures is not the phone."""
    few, many = NAMES
    with browser() as opened:
        yield Load(few, 2.7, 45.0, *min(load(opened, small) for _ in range(rounds)))
        yield Load(many, 5.0, None, *min(load(opened, large) for _ in range(rounds)))


def load(opened: Browser, server: Server) -> tuple[float, float]:
    """Seconds until the page and all it fetches is there, and the bytes that came over the line, with their headers."""
    context = opened.new_context(viewport=PHONE)
    cookie: Any = {"name": settings.SESSION_COOKIE_NAME, "value": server.garden.session, "url": server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    received: list[float] = []
    protocol.send("Network.enable")
    speed = KBIT * 1_000 / 8
    limits = {"offline": False, "latency": LATENCY, "downloadThroughput": speed, "uploadThroughput": speed}
    protocol.send("Network.emulateNetworkConditions", limits)
    protocol.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    began = monotonic()
    page.goto(f"{server.url}{server.garden.voting}ballot/", wait_until="load")
    seconds = monotonic() - began
    page.wait_for_load_state("networkidle")
    assert page.locator("button.vote").count()
    context.close()
    return seconds, sum(received) / 1_000
