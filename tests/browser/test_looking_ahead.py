"""The digests to come, in the admin."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from retros.reminders.models import Digest
from tests.admin_pages import address
from tests.browser.audit import COLORS, WCAG
from tests.browser.conftest import PHONE
from tests.browser.garden import signed_in_cookie
from tests.factories import AttendeeFactory, DueStepFactory, PastEventFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Read https://github.com/gardener/gardener/" + "averylongname" * 8


def test_digests_to_come_pass_the_audit_and_fit_a_phone(browser: Browser, live_server: LiveServer) -> None:
    due_on = timezone.localdate() + timedelta(days=1)
    DueStepFactory(due_on=due_on, text=LONG, owner__user__email=f"{'ada' * 20}@example.org")
    # At an event that asks nothing of anyone: the digest about the step should be the only one.
    admin = AttendeeFactory(event=PastEventFactory(), user__is_staff=True, user__is_superuser=True)
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    context.add_cookies([signed_in_cookie(admin, live_server.url)])
    page = context.new_page()
    page.goto(address(Digest, "preview"))

    shown = page.locator(".digests").inner_text()
    width = page.evaluate("document.documentElement.scrollWidth")
    hidden = page.evaluate("[...document.querySelectorAll('.form-row')].some(e => e.scrollWidth > e.clientWidth)")
    violations = Axe().run(page, ".digests", options=WCAG).response["violations"]
    page.emulate_media(color_scheme="dark")
    violations += Axe().run(page, ".digests", options=COLORS).response["violations"]
    context.close()

    assert "reminder 1" in shown
    assert (width, hidden) == (PHONE["width"], False)
    assert [node["html"] for found in violations for node in found["nodes"]] == []
