"""A real Chromium: Debian's, or the one CHROMIUM names."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from planning.people.models import User

PHONE: ViewportSize = {"width": 390, "height": 844}
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # Chromium refuses to start as root with it, and it only sees our own pages
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("There is no Chromium here. Install one, or name it in CHROMIUM.")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as environment:
        # Playwright runs an event loop in the test's thread, and Django would refuse the database there.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A phone that fails the test if a page complains: an error in a script, or a breach of the content policy."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(message.text)

    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    context.set_default_timeout(10_000)
    context.on("console", listen)
    yield context
    context.close()
    assert complaints == []


SignIn = Callable[[User], Page]


@pytest.fixture
def sign_in(phone: BrowserContext, live_server: LiveServer) -> SignIn:
    """Open the phone as someone who has signed in before."""

    def as_user(user: User) -> Page:
        client = Client()
        client.force_login(user)
        phone.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        return phone.new_page()

    return as_user
