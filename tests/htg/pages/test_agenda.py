import pytest
from django.test import Client

from planning.events.phases import Phase
from tests.factories import DemoFactory, EventFactory, WrapUpFactory
from tests.pages import attending
from tests.retros.visitors import enter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 404), ("outsider", 404), ("attendee", 200), ("member", 200), ("organizer", 200)],
)
def test_agenda_as_markdown_is_for_the_community(client: Client, visitor: str, status: int) -> None:
    demo = DemoFactory()
    enter(client, visitor, demo.topic)

    assert client.get(f"/{demo.topic.event.slug}/agenda.md").status_code == status


def test_agenda_as_markdown_is_a_file_in_the_published_format(client: Client) -> None:
    demo = DemoFactory(topic__title="Node agent", topic__emoji="🕵️")
    attending(client, demo.topic.event)

    response = client.get(f"/{demo.topic.event.slug}/agenda.md")

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{demo.topic.event.slug}-agenda.md"'
    assert "🕵️ Node agent" in response.content.decode()


def test_agenda_as_markdown_is_not_found_without_a_meeting(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    assert client.get(f"/{event.slug}/agenda.md").status_code == 404


def test_agenda_as_markdown_leads_into_the_published_wrap_up(client: Client) -> None:
    demo = DemoFactory(topic__title="Node agent", topic__emoji="🌱")
    attending(client, demo.topic.event)
    address = f"/{demo.topic.event.slug}/agenda.md"
    ours = client.get(address).content.decode()

    WrapUpFactory(event=demo.topic.event, url="https://example.org/README.md")

    assert f"[Summary](http://testserver/{demo.topic.event.slug}/wrap-up/#{demo.topic.slug})" in ours
    assert "[Summary](https://example.org/README.md#-node-agent)" in client.get(address).content.decode()
