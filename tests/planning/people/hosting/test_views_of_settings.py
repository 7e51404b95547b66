from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event, LateTopics
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.hosting.forms import EditEventForm
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, TopicFactory, UserFactory
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db


def settings_of(event: Event, **changes: object) -> dict[str, str]:
    """What the form posts: each field, and what the organizer saw in it."""
    form = EditEventForm(None, instance=event)
    seen = {name: as_posted(form[name].value()) for name in form.fields if name not in {"reason", "tells"}}
    return seen | {f"initial-{name}": value for name, value in seen.items()} | {k: str(v) for k, v in changes.items()}


def as_posted(value: object) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%dT%H:%M}"
    return "" if value is None or value is False else str(value)


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
    assert "The event has been changed." in words(answer)
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


def test_the_event_is_edited_as_a_whole(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)
    later = event.wrap_up_due_at + timedelta(days=2)
    changes = {
        "name": "The winter hackathon",
        "cost": "550 €, with half board",
        "getting_there": "By train to Musterwald.",
        "hosts": "SAP\nx-cellent\nsap",
        "wrap_up_due_at": as_posted(later),
        "team_size_max": 8,
        "reason": "All is settled.",
    }

    client.post(f"/{event.slug}/settings/", settings_of(event, **changes))

    event.refresh_from_db()
    assert (event.name, event.cost, event.team_size_max) == ("The winter hackathon", "550 €, with half board", 8)
    assert event.getting_there == "By train to Musterwald."
    assert [host.name for host in event.hosts.all()] == ["SAP", "x-cellent"]
    assert as_posted(event.wrap_up_due_at) == as_posted(later)
    assert not Message.objects.exists()


def test_people_are_told_of_other_days_if_the_organizer_wants_it(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, venue="The barn")
    organizing(client, event)
    german = AttendeeFactory(event=event, user__language="de")
    AttendeeFactory(event=event, cancelled_at=timezone.now())

    client.post(f"/{event.slug}/settings/", settings_of(event, venue="The hut", tells="on", reason="Bigger."))

    mail = Message.objects.get(to=german.email)
    assert Message.objects.count() == 2
    assert mail.subject == f"{event} hat sich geändert"
    assert "Bigger.\n\n* Ort: The barn → The hut" in mail.text
