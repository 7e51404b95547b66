import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.voting.ballots import cast_ballot
from planning.voting.closing import store_tally
from planning.voting.models import Ballot, OpenedBox
from tests.factories import AttendeeFactory, EventFactory, TopicFactory, UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


def counted_event(*marks: str, **event: object) -> Event:
    """Voting has just closed, and is counted. A topic for each letter."""
    made: Event = EventFactory(phase=Phase.VOTING, **event)
    topics = {slug: TopicFactory(event=made, slug=slug, title=slug) for slug in "abc"}
    for ballot in marks:
        cast_ballot(AttendeeFactory(event=made), [topics[slug] for slug in ballot], clock=timezone.now)
    Event.objects.filter(pk=made.pk).update(voting_closes_at=timezone.now() - timedelta(seconds=1))
    store_tally(made, now=timezone.now())
    return made


def test_the_result_explains_each_topic_and_can_be_counted_again(client: Client) -> None:
    event = counted_event("a", "ab", "a", main_places=1, fast_track_places=0)

    text = words(client.get(f"/{event.slug}/tally/"))

    assert "1 of 3 topics chosen. 3 ballots cast." in text
    assert "All 3 of its supporters paid 0.33 of a place each." in text
    assert "Its 1 supporter had 0 of a place left when buying ended; 1 were missing." in text
    assert "Nobody voted for it." in text
    assert OpenedBox.objects.get().sha256 in text


def test_people_see_what_their_own_votes_came_to_and_nobody_else_does(client: Client) -> None:
    event = counted_event("a", "ab")
    voter = UserFactory()
    event.attendees.filter(pk=event.attendees.earliest("pk").pk).update(user=voter)
    path = f"/{event.slug}/tally/"

    stranger = words(client.get(path))
    client.force_login(voter)
    own = words(client.get(path))

    assert "Your share" not in stranger
    assert "Your share" in own


def test_a_receipt_typed_in_groups_finds_its_ballot(client: Client) -> None:
    event = counted_event("a", "b")
    receipt = Ballot.objects.latest("pk").receipt
    typed = f"{receipt[:4]} {receipt[4:8]} {receipt[8:].lower()}"

    assert "Your share" in words(client.get(f"/{event.slug}/tally/", {"receipt": typed}))
    assert receipt in words(client.get(f"/{event.slug}/ballot-box/", {"receipt": typed}))
    assert "no ballot with this receipt" in words(client.get(f"/{event.slug}/ballot-box/", {"receipt": "X"}))


def test_the_files_are_what_is_stored(client: Client) -> None:
    event = counted_event("a", "b")
    opened = OpenedBox.objects.get()

    assert client.get(f"/{event.slug}/ballot-box/ballot-box.pb").content == opened.content.encode()
    assert json.loads(client.get(f"/{event.slug}/tally/tally.json").content)["winners"]
    assert b"Count a ballot box again" in client.get(f"/{event.slug}/tally/verify_tally.py").content


@pytest.mark.parametrize("path", ["ballot-box/", "ballot-box/ballot-box.pb", "tally/tally.json", "tally/reveal/"])
def test_nothing_is_opened_before_voting_closes(path: str, client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)

    assert client.get(f"/{event.slug}/{path}").status_code == 404


def test_the_reveal_goes_from_the_last_place_to_the_first_and_shows_no_other(client: Client) -> None:
    event = counted_event("a", "ab", "a")

    last, first, all_of_them = (client.get(f"/{event.slug}/tally/reveal/{q}") for q in ("", "?place=1", "?place=all"))

    assert "Place 2 of 2" in words(last)
    assert 'rel="next" href="?place=1"' in last.content.decode()
    assert "Place 1 of 2" in words(first)
    assert "Our shortlist" in words(all_of_them)
