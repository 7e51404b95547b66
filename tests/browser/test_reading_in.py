"""A published wrap-up is read in on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from planning.events.models import Event
from planning.people.models import Attendee
from retros.wrapups.models import ImportedWrapUp, Report
from tests.browser.audit import findings_of
from tests.browser.conftest import PHONE, SignIn
from tests.browser.garden import signed_in_cookie
from tests.factories import OrganizerFactory, PastEventFactory, ReportFactory
from tests.retros.wrapups.importing.documents import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organizer() -> Attendee:
    event: Event = PastEventFactory(slug="2019-05")
    ReportFactory(topic__event=event, topic__title="Grow `seeds`", achievements="They grow well.")
    organizer: Attendee = OrganizerFactory(event=event)
    return organizer


def preview(page: Page, file: Path) -> None:
    file.write_text(TEXT)
    page.goto("/2019-05/wrap-up/import/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Show what it would change").click()
    page.get_by_role("heading", name="What it would change").wait_for()


def test_file_is_looked_at_and_read_in(sign_in: SignIn, organizer: Attendee, tmp_path: Path) -> None:
    assert organizer.user is not None
    page = sign_in(organizer.user)
    preview(page, tmp_path / "wrap-up.md")

    page.locator("summary", has_text="Grow seeds").click()
    page.get_by_text("It differs from the file. What's here stays.").first.wait_for()
    page.get_by_role("button", name="Import it").click()

    page.get_by_text("The wrap-up has been imported.").wait_for()
    assert ImportedWrapUp.objects.get().text == TEXT
    assert Report.objects.filter(achievements="They grow well.").exists()


def test_what_would_change_passes_the_audit_and_fits_a_phone(
    browser: Browser, live_server: LiveServer, organizer: Attendee, tmp_path: Path
) -> None:
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    context.add_cookies([signed_in_cookie(organizer, live_server.url)])
    page = context.new_page()
    preview(page, tmp_path / "wrap-up.md")
    page.locator("summary", has_text="Grow seeds").click()

    findings = findings_of(page)
    context.close()

    assert findings == []
