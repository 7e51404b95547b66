"""The sheet that people take home: counted in pages, as a browser prints it."""

import re
from datetime import date

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from planning.events.models import Event
from planning.events.phases import Phase
from retros.wrapups.models import Report
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    ReportFactory,
    TopicFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = re.compile(rb"/Type\s*/Page\b")
TWO_LINES = "Make the gardener-node-agent the only one who touches a node, and let it tell what it did, where and why"
SENTENCE = "It runs on all nodes of the local setup, reports what it did, and " + "is tested against every `etcd` " * 4
STEP = "Write down how the credentials are rotated while the old ones are still in use by somebody else, " * 2


def pages_on_paper(browser: Browser, live_server: LiveServer, event: Event) -> int:
    page = browser.new_page(base_url=live_server.url)
    answer = page.goto(f"/{event.slug}/wrap-up/print/")
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    assert answer is not None
    assert answer.status == 200
    return len(PAGE.findall(pdf))


def full_event(topics: int, *, steps: int) -> Event:
    """A week as large as any so far, of people who write a lot."""
    event: Event = EventFactory(phase=Phase.CLOSED, venue="Schlosshof Freizeitheim", name="Hack the Garden 12/2026")
    event.hosts.add(OrganizationFactory(name="SAP"), OrganizationFactory(name="STACKIT"))
    owner = AttendeeFactory(event=event, name="Bartholomäus Freiherr von Hohenstein")
    outcomes = list(Report.Outcome)
    for number in range(topics):
        topic = TopicFactory(event=event, title=f"{TWO_LINES} {number}")
        ReportFactory(topic=topic, outcome=outcomes[number % len(outcomes)], achievements=f"{SENTENCE}. Then more.")
        NextStepFactory.create_batch(steps, topic=topic, text=STEP, owner=owner, due_on=date(2026, 12, 18))
    return event


def test_fifteen_topics_fit_on_one_page(browser: Browser, live_server: LiveServer) -> None:
    assert pages_on_paper(browser, live_server, full_event(15, steps=9)) == 1


def test_as_many_topics_as_ever_fit_on_one_page(browser: Browser, live_server: LiveServer) -> None:
    assert pages_on_paper(browser, live_server, full_event(23, steps=1)) == 1


def test_ten_topics_with_steps_of_two_lines_fit_on_one_page(browser: Browser, live_server: LiveServer) -> None:
    assert pages_on_paper(browser, live_server, full_event(10, steps=3)) == 1


def test_few_topics_with_many_steps_fit_on_one_page(browser: Browser, live_server: LiveServer) -> None:
    assert pages_on_paper(browser, live_server, full_event(4, steps=30)) == 1


def test_more_topics_go_on_overleaf(browser: Browser, live_server: LiveServer) -> None:
    assert pages_on_paper(browser, live_server, full_event(60, steps=1)) == 3


def test_every_past_event_fits_on_one_page(browser: Browser, live_server: LiveServer) -> None:
    call_command("load_past_events")
    PastEventFactory(slug="2009-06")

    pages = {event.slug: pages_on_paper(browser, live_server, event) for event in Event.objects.all()}

    assert pages == dict.fromkeys(pages, 1)
    assert len(pages) > 5
