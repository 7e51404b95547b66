"""Bringing in topics in the admin."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from planning.events.phases import Phase
from planning.topics.importing.models import ImportedTopic
from planning.topics.models import Topic
from tests.admin_pages import address, export, sign_in, staff
from tests.factories import EventFactory
from tests.pages import words

ADDRESS = "/admin/planning/topic/bring-in/"

pytestmark = pytest.mark.django_db


def confirm(client: Client, page: Any) -> Any:
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in ("event", "text", "seen")}
    return client.post(ADDRESS, sent | {"import": "Bring them in"}, follow=True)


def test_list_is_looked_at_and_comes_in_once_confirmed(admin_client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    page = admin_client.post(ADDRESS, {"event": event.slug, "text": "- #12 Grow"})
    assert "Grow #12 It is not here yet." in words(page)
    assert Topic.objects.count() == 0
    confirm(admin_client, page)

    assert (Topic.objects.get().event, ImportedTopic.objects.get().number) == (event, 12)
    assert LogEntry.objects.get().get_change_message() == "Imported topics: 1 new topic."
    assert event.slug in export(admin_client, ImportedTopic)


def test_event_that_does_not_exist_is_said(admin_client: Client) -> None:
    page = admin_client.post(ADDRESS, {"event": "1999-01", "text": "- Grow"})

    assert "There’s no event in this month." in words(page)
    assert page.context["form"]["text"].value() == "- Grow"


@pytest.mark.parametrize(
    ("permissions", "status"),
    [(("add_topic", "change_topic", "view_topic"), 200), (("add_topic", "view_topic"), 403)],
)
def test_it_takes_the_permission_to_add_and_change_topics(permissions: tuple[str, ...], status: int) -> None:
    client = sign_in(staff(*permissions))

    assert client.get(ADDRESS).status_code == status
    assert ("Bring in issues or a list" in words(client.get(address(Topic, "changelist")))) == (status == 200)
