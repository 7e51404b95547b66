"""Issues are brought in on a phone, and a conflict is decided there."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from tests.browser.audit import findings_of
from tests.browser.conftest import PHONE, SignIn
from tests.browser.garden import signed_in_cookie
from tests.factories import OrganizerFactory, TopicFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organizer() -> Attendee:
    organizer: Attendee = OrganizerFactory(event__phase=Phase.BRAINSTORM)
    TopicFactory(event=organizer.event, title="Grow seeds", problem="Ours.")
    return organizer


def look(page: Page, organizer: Attendee, folder: Path) -> None:
    file = folder / "issues.json"
    url = "https://github.com/garden/hackathon/issues/"
    issues = [
        {"number": 12, "title": "🌱 Grow seeds", "body": "Theirs.", "url": f"{url}12", "state": "OPEN"},
        {"number": 13, "title": "A" + "very" * 40 + "LongWord", "body": "", "url": f"{url}13", "state": "OPEN"},
        {"number": 14, "title": "", "url": f"{url}14", "state": "OPEN"},
    ]
    file.write_text(json.dumps(issues))
    page.goto(f"/{organizer.event.slug}/topics/import/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Show what becomes of them").click()
    page.get_by_role("heading", name="Edited here and there").wait_for()


def test_conflict_is_decided_and_the_rest_comes_in(sign_in: SignIn, organizer: Attendee, tmp_path: Path) -> None:
    assert organizer.user is not None
    page = sign_in(organizer.user)
    look(page, organizer, tmp_path)

    page.get_by_label("Take what’s there").check()
    page.get_by_role("button", name="Bring them in").click()

    page.get_by_text("Imported: 1 new topic, 1 changed, 1 refused.").wait_for()
    assert Topic.objects.get(title="Grow seeds").problem == "Theirs."
    assert Topic.objects.count() == 2


def test_page_passes_the_audit_and_fits_a_phone(
    browser: Browser, live_server: LiveServer, organizer: Attendee, tmp_path: Path
) -> None:
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, bypass_csp=True, reduced_motion="reduce")
    context.add_cookies([signed_in_cookie(organizer, live_server.url)])
    page = context.new_page()
    look(page, organizer, tmp_path)

    findings = findings_of(page)
    context.close()

    assert findings == []
