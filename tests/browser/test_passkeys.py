"""Signing in with a passkey, in a real browser with an authenticator of its own."""

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from planning.people.models import User
from tests.browser.audit import audit
from tests.browser.conftest import PHONE
from tests.signing_in import mailed_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def plug_in_authenticator(page: Page, *, knows_the_finger: bool = True) -> None:
    """A phone's own: it asks for a finger, and gets it."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": knows_the_finger,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_signs_in_and_is_asked_for_again(phone: BrowserContext) -> None:
    page = phone.new_page()
    plug_in_authenticator(page)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").first.fill("ada@example.org")
    page.get_by_role("button", name="Mail me a code").click()
    page.get_by_label("Code").wait_for()
    page.get_by_label("Code").fill(mailed_code())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My page").wait_for()

    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert page.locator(".codes li").count() == 10

    page.goto("/me/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/?next=/next-steps/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/next-steps/")
    page.get_by_role("link", name="My page").wait_for()

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_role("button", name="Use a passkey").click()  # asked again before it is changed
    page.get_by_role("heading", name="Add a passkey").wait_for()
    page.goto("/accounts/2fa/")
    assert "My phone" in page.inner_text("main")


def test_a_browser_without_an_answer_is_told_so_on_the_page(phone: BrowserContext) -> None:
    page = phone.new_page()
    plug_in_authenticator(page, knows_the_finger=False)

    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_text("No passkey was used.").wait_for()


def test_pages_of_an_account_pass_the_audit_and_fit_a_phone(browser: Browser, live_server: LiveServer) -> None:
    client, user = Client(), User.objects.create_user("ada@example.org")
    client.force_login(user)
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()

    findings = [finding for path in ("login/", "inactive/") for finding in audit(page, f"/accounts/{path}")]
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    for path in ("2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "password/set/", "email/", "sessions/"):
        findings += audit(page, f"/accounts/{path}")
    context.close()

    assert findings == []
