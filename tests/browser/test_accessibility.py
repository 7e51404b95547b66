"""WCAG 2.2 AA on every page, as far as a machine can tell, by day and by night."""

from collections.abc import Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from planning.events.phases import Phase
from planning.people.models import Attendee, User
from tests.browser.conftest import PHONE
from tests.browser.garden import pages_of, plant, signed_in_cookie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLORS = {"runOnly": ["color-contrast"]}
"""What night changes."""


@pytest.mark.parametrize("phase", [Phase.VOTING, Phase.HACKING, Phase.CLOSED])
def test_pages_pass_the_audit_and_fit_a_phone(browser: Browser, live_server: LiveServer, phase: Phase) -> None:
    garden = plant(phase)

    assert audit_all(browser, live_server, garden.organizer, pages_of(garden)) == []


def test_pages_of_the_admin_pass_the_audit_and_fit_a_phone(browser: Browser, live_server: LiveServer) -> None:
    garden = plant(Phase.VOTING)
    User.objects.filter(email=garden.organizer.email).update(is_staff=True, is_superuser=True)
    pages = ["/admin/", "/admin/planning/topic/", "/admin/retros/nextstep/?attention=unowned"]

    assert audit_all(browser, live_server, garden.organizer, pages) == []


def test_the_description_of_the_api_can_be_read_by_day_and_by_night(browser: Browser, live_server: LiveServer) -> None:
    """The rest of the page is Swagger's."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/api/")
    page.locator(".opblock-get .opblock-summary-control").first.click()
    page.locator(".opblock-body .response").first.wait_for()

    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [
            f"{scheme}: {node['html'][:120]}"
            for violation in Axe().run(page, options=COLORS).response["violations"]
            for node in violation["nodes"]
        ]
    context.close()

    assert found == []


def audit_all(browser: Browser, live_server: LiveServer, reader: Attendee, paths: Iterable[str]) -> list[str]:
    # The audit is itself a script of a stranger, so the content policy has to let it in.
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    context.add_cookies([signed_in_cookie(reader, live_server.url)])
    page = context.new_page()
    findings = [finding for path in paths for finding in audit(page, path)]
    context.close()
    return findings


def audit(page: Page, path: str) -> list[str]:
    """What is wrong with a page by day, and with its colors by night."""
    page.emulate_media(color_scheme="light")
    answer = page.goto(path)
    findings = [] if answer and answer.status == 200 else ["does not open"]
    if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
        findings.append("is wider than the phone")
    violations = Axe().run(page, options=WCAG).response["violations"]
    page.emulate_media(color_scheme="dark")
    violations += Axe().run(page, options=COLORS).response["violations"]
    findings += [f"{found['id']} {node['html'][:120]}" for found in violations for node in found["nodes"]]
    return [f"{path}: {finding}" for finding in findings]
