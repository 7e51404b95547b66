"""The documents that leave for other sites carry nothing that would run there, by whichever door."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from tests.api import below
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    EventFactory,
    LinkFactory,
    NextStepFactory,
    OrganizationFactory,
    ReportFactory,
    WrapUpFactory,
)
from tests.pages import attending

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
LINK = "[here](javascript:alert(1))"
PAGES = ("wrap-up.md", "wrap-up/summary.md", "agenda.md")


@pytest.fixture
def event() -> Event:
    """With a script and a link that runs one wherever people type."""
    event: Event = EventFactory(
        phase=Phase.REVIEW, name=f"Spring {SCRIPT}", venue=SCRIPT, introduction=SCRIPT, venue_url="javascript:alert(1)"
    )
    event.hosts.add(OrganizationFactory(name=SCRIPT))
    wrap_up = WrapUpFactory(event=event, introduction=f"{SCRIPT} {LINK}", conclusion=f"{SCRIPT} {LINK}")
    wrap_up.save()
    demo = DemoFactory(meeting__event=event, topic__event=event, topic__title=f"T {SCRIPT} {LINK}", topic__emoji="<b>")
    demo.presenters.add(AttendeeFactory(event=event, name=SCRIPT))
    DemoFactory(meeting=demo.meeting, topic__event=event, minutes=0, note=f"{SCRIPT} {LINK}")
    report = ReportFactory(topic=demo.topic, achievements=f"{SCRIPT} {LINK}", outcome_note=SCRIPT, notes=SCRIPT)
    LinkFactory(report=report, title=SCRIPT)
    NextStepFactory(topic=demo.topic, text=f"{SCRIPT} {LINK}")
    return event


def runs(text: str) -> list[str]:
    """A backslash before it makes it text."""
    return re.findall(r"(?<!\\)<script|\]\(javascript:", text)


def test_pages_carry_no_script(client: Client, event: Event) -> None:
    attending(client, event)

    texts = {page: client.get(f"{event.get_absolute_url()}{page}").content.decode() for page in PAGES}

    assert {page: runs(text) for page, text in texts.items()} == {page: [] for page in PAGES}
    assert all("&lt;script>alert(1)" in text for text in texts.values())


@pytest.mark.parametrize("path", ["wrap-up/document/", "wrap-up/summary/"])
def test_api_carries_no_script(client: Client, event: Event, path: str) -> None:
    answer = client.get(below(event, path)).json()

    assert runs(answer["markdown"]) == []


@pytest.mark.parametrize("command", [("export_wrapup",), ("export_wrapup", "--summary"), ("export_agenda",)])
def test_commands_write_no_script(event: Event, command: tuple[str, ...]) -> None:
    written = StringIO()

    call_command(command[0], event.slug, *command[1:], stdout=written)

    assert runs(written.getvalue()) == []
    assert "&lt;script>" in written.getvalue()
