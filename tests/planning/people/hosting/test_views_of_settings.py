import pytest
from django.test import Client
from django.utils import timezone

from planning.events.log import SETTINGS
from planning.events.models import Event, LateTopics
from planning.events.phases import Phase
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, TopicFactory, UserFactory
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db


def settings_of(event: Event, **changes: object) -> dict[str, str]:
    """What the form posts: each field, and what the organizer saw in it."""
    seen = {name: "" if (value := getattr(event, name)) is None else str(value) for name in SETTINGS}
    return seen | {f"initial-{name}": value for name, value in seen.items()} | {k: str(v) for k, v in changes.items()}


def test_settings_are_for_organizers(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    path = f"/{event.slug}/settings/"
    anonymous = client.get(path)
    client.force_login(UserFactory())
    outsider = client.get(path)
    attending(client, event)
    attendee = client.get(path)
    organizing(client, event)
    organizer = client.get(path)

    assert [r.status_code for r in (anonymous, outsider, attendee, organizer)] == [302, 404, 403, 200]
    assert writes_of(client, path) == []


def test_settings_are_changed_on_the_page(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, seats=1)
    organizing(client, event)
    waiting = AttendeeFactory(event=event, waiting_since=timezone.now())

    changes = settings_of(event, seats=9, venue="The hut", late_topics="refused", reason="A bigger hut.")
    answer = client.post(f"/{event.slug}/settings/", changes, follow=True)

    event.refresh_from_db()
    waiting.refresh_from_db()
    assert "The settings have been changed." in words(answer)
    assert (event.seats, event.venue, event.late_topics) == (9, "The hut", LateTopics.REFUSED)
    assert waiting.waiting_since is None
    assert "A bigger hut." in words(client.get(f"/{event.slug}/schedule/"))


def test_settings_leave_what_another_organizer_changed_meanwhile(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING, seats=10)
    organizing(client, event)
    form = settings_of(event, venue="The hut", reason="Found one.")
    Event.objects.update(seats=20)

    client.post(f"/{event.slug}/settings/", form)

    event.refresh_from_db()
    assert (event.seats, event.venue) == (20, "The hut")


def test_settings_say_that_nothing_was_changed_and_keep_the_reason(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    organizing(client, event)

    answer = client.post(f"/{event.slug}/settings/", settings_of(event, reason="Why ever."))

    assert "Nothing to change" in words(answer)
    assert 'value="Why ever."' in answer.content.decode()


def test_fewer_votes_than_were_given_are_refused_on_the_page_and_over_the_api(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING, votes_per_ballot=3)
    ballot = BallotFactory(attendee__event=event)
    for topic in TopicFactory.create_batch(3, event=event):
        ballot.votes.create(topic=topic)
    organizing(client, event)

    page = client.post(f"/{event.slug}/settings/", settings_of(event, votes_per_ballot=2, reason="Less."))
    api = client.patch(
        f"/api/v1/events/{event.slug}/settings/",
        {"votes_per_ballot": 2, "reason": "Less."},
        content_type="application/json",
    )

    says = "1 ballot has more than 2 votes already. Allow at least 3."
    assert says in words(page)
    assert (api.status_code, says in api.content.decode()) == (400, True)
    assert Event.objects.get().votes_per_ballot == 3
