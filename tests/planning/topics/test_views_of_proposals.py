import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.topics.models import Topic
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Grow seeds",
    "emoji": "🌱",
    "track": "main",
    "problem": "None grow.",
    "motivation": "",
    "benefits": "",
}


def test_topic_new_asks_visitors_to_sign_in(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    response = client.get(f"/{event.slug}/topics/new/")

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next=/{event.slug}/topics/new/"


def test_topic_new_is_not_found_by_outsiders(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(UserFactory())

    assert client.get(f"/{event.slug}/topics/new/").status_code == 404
    assert client.post(f"/{event.slug}/topics/new/", TYPED).status_code == 404
    assert not Topic.objects.exists()


def test_topic_new_puts_the_topic_on_the_board(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attendee = attending(client, event)

    response = client.post(f"/{event.slug}/topics/new/", TYPED, follow=True)

    topic = Topic.objects.get()
    assert (topic.title, topic.proposed_by) == ("Grow seeds", attendee)
    assert response.redirect_chain == [(f"/{event.slug}/topics/grow-seeds/", 302)]
    assert "Your topic is in." in words(response)


def test_topic_new_keeps_what_was_typed_when_something_is_wrong(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    response = client.post(f"/{event.slug}/topics/new/", {**TYPED, "title": ""})

    assert "None grow." in response.content.decode()
    assert "This field is required." in words(response)
    assert not Topic.objects.exists()


def test_topic_new_says_why_the_event_takes_no_more_topics_and_keeps_what_was_typed(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    response = client.post(f"/{event.slug}/topics/new/", TYPED)

    assert "is no longer accepting topics. Keep this one for the next event." in words(response)
    assert "None grow." in response.content.decode()
    assert not Topic.objects.exists()


def test_topic_new_keeps_what_was_typed_by_someone_whose_session_ended(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attendee = AttendeeFactory(event=event)

    lost = client.post(f"/{event.slug}/topics/new/", TYPED)
    client.force_login(attendee.user)
    found = client.get(f"/{event.slug}/topics/new/")

    assert lost["Location"] == f"/accounts/login/?next=/{event.slug}/topics/new/"
    assert not Topic.objects.exists()
    assert "It hasn’t been sent yet." in words(found)
    assert "None grow." in found.content.decode()


def test_topic_new_forgets_what_was_kept_once_it_is_sent(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.post(f"/{event.slug}/topics/new/", TYPED)
    attending(client, event)

    client.post(f"/{event.slug}/topics/new/", TYPED)

    assert "None grow." not in client.get(f"/{event.slug}/topics/new/").content.decode()


def test_topic_edit_is_for_whoever_proposed_it(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    topic = TopicFactory(event=event, proposed_by=attending(client, event), slug="seeds")

    response = client.post(f"/{event.slug}/topics/seeds/edit/", TYPED)

    topic.refresh_from_db()
    assert response["Location"] == f"/{event.slug}/topics/seeds/"
    assert (topic.title, topic.problem) == ("Grow seeds", "None grow.")


def test_topic_edit_shows_what_is_written(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    TopicFactory(event=event, proposed_by=attending(client, event), slug="seeds", problem="Weeds everywhere.")

    assert "Weeds everywhere." in client.get(f"/{event.slug}/topics/seeds/edit/").content.decode()


def test_topic_edit_is_for_organizers(client: Client) -> None:
    topic = TopicFactory()
    organizing(client, topic.event)

    assert client.get(f"{topic.get_absolute_url()}edit/").status_code == 200


@pytest.mark.parametrize("page", ["edit", "withdraw"])
def test_topic_is_changed_by_nobody_else(client: Client, page: str) -> None:
    topic = TopicFactory()
    path = f"{topic.get_absolute_url()}{page}/"

    anonymous = client.post(path, TYPED)
    client.force_login(UserFactory())
    outsider = client.post(path, TYPED)
    attending(client, topic.event)
    attendee = client.post(path, TYPED)

    assert (anonymous.status_code, outsider.status_code, attendee.status_code) == (302, 404, 403)
    topic.refresh_from_db()
    assert (topic.title == TYPED["title"], topic.is_withdrawn) == (False, False)


def test_topic_edit_keeps_what_was_typed_when_something_is_wrong(client: Client) -> None:
    topic = TopicFactory(title="Weeds")
    organizing(client, topic.event)

    response = client.post(f"{topic.get_absolute_url()}edit/", {**TYPED, "emoji": "seed"})

    assert "Put one emoji here" in words(response)
    assert "Grow seeds" in response.content.decode()
    topic.refresh_from_db()
    assert topic.title == "Weeds"


def test_topic_withdraw_asks_before_it_acts(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.BRAINSTORM))
    organizing(client, topic.event)
    path = f"{topic.get_absolute_url()}withdraw/"

    asked = client.get(path)
    withdrawn_by_asking = Topic.objects.get().is_withdrawn
    client.post(path)

    assert "Its page stays, with its comments." in words(asked)
    assert not withdrawn_by_asking
    assert Topic.objects.get().is_withdrawn


def test_topic_withdraw_says_why_it_is_too_late(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.HACKING))
    organizing(client, topic.event)

    response = client.post(f"{topic.get_absolute_url()}withdraw/")

    assert "Voting is over." in words(response)
    assert not Topic.objects.get().is_withdrawn


def test_topic_is_brought_back_from_its_page(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.BRAINSTORM), withdrawn_at=timezone.now())
    organizing(client, topic.event)

    offered = client.get(topic.get_absolute_url())
    answer = client.post(f"{topic.get_absolute_url()}bring-back/", follow=True)

    assert "Bring it back" in words(offered)
    assert "back on the board" in words(answer)
    assert not Topic.objects.get().is_withdrawn


def test_topic_bring_back_says_why_it_is_too_late(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.HACKING), withdrawn_at=timezone.now())
    organizing(client, topic.event)

    page = client.get(topic.get_absolute_url())
    answer = client.post(f"{topic.get_absolute_url()}bring-back/", follow=True)

    assert "Bring it back" not in words(page)
    assert "it stays withdrawn" in words(answer)
    assert Topic.objects.get().is_withdrawn
