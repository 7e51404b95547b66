import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.events.models import Event, LateTopics
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.ballots import cast_ballot
from planning.voting.models import Ballot
from tests.factories import AttendeeFactory, EventFactory, TopicFactory
from tests.pages import Page, attending, words

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def voting_on(*slugs: str, votes: int = 2) -> Event:
    event: Event = EventFactory(phase=Phase.VOTING, votes_per_ballot=votes)
    for position, slug in enumerate(slugs):
        TopicFactory(event=event, slug=slug, title=slug.capitalize(), position=position)
    return event


def order_of(response: Page) -> list[str]:
    return re.findall(r'name="(?:vote|take)" value="([^"]+)" aria-pressed', response.content.decode())


def votes_of(attendee: Attendee) -> set[str]:
    return set(Topic.objects.filter(votes__ballot__attendee=attendee).values_list("slug", flat=True))


def test_tap_is_saved_said_and_can_be_undone(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    attendee = attending(client, event)
    page = f"/{event.slug}/ballot/"

    given = client.post(f"{page}?order=title", {"vote": "seeds"}, follow=True)
    assert given.redirect_chain[0][0] == f"{page}?order=title&saved=seeds#v-seeds"
    assert "Saved: vote for 🌱 Seeds Undo" in words(given)
    assert "1 of 2 votes left" in words(given)
    assert votes_of(attendee) == {"seeds"}

    undone = client.post(page, {"take": "seeds"}, follow=True)
    assert "Saved: vote for 🌱 Seeds taken back Undo" in words(undone)
    assert not Ballot.objects.exists()


def test_tap_with_htmx_brings_the_purse_and_its_button_alone(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    attending(client, event)

    response = client.post(f"/{event.slug}/ballot/", {"vote": "seeds"}, headers=HTMX)

    assert 'data-voted="seeds "' in response.content.decode()
    assert re.findall(r'id="(v-\w+)" name="(\w+)"', response.content.decode()) == [("v-seeds", "take")]
    assert "Shoots" not in words(response)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_tap_beyond_the_budget_is_told(client: Client, headers: dict[str, str]) -> None:
    event = voting_on("seeds", "shoots", votes=1)
    attendee = attending(client, event)
    client.post(f"/{event.slug}/ballot/", {"vote": "seeds"})

    response = client.post(f"/{event.slug}/ballot/", {"vote": "shoots"}, headers=headers)

    assert "Your one vote is given. Take it back to use it elsewhere." in words(response)
    assert "is-spent" in response.content.decode()
    assert votes_of(attendee) == {"seeds"}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_tap_after_the_close_is_told(client: Client, headers: dict[str, str]) -> None:
    event = voting_on("seeds")
    attendee = attending(client, event)
    Event.objects.filter(pk=event.pk).update(voting_closes_at=timezone.now() - timedelta(seconds=1))

    response = client.post(f"/{event.slug}/ballot/", {"vote": "seeds"}, headers=headers)

    assert "Voting is closed. Your ballot was not changed." in words(response)
    assert votes_of(attendee) == set()


def test_tap_for_a_topic_that_is_not_there_is_told(client: Client) -> None:
    event = voting_on("seeds")
    attending(client, event)

    assert "has no such topic" in words(client.post(f"/{event.slug}/ballot/", {"vote": "weeds"}))


def test_no_opinion_is_a_ballot_of_its_own_and_can_be_undone(client: Client) -> None:
    event = voting_on("seeds")
    attendee = attending(client, event)
    page = f"/{event.slug}/ballot/"
    assert "I have no opinion" in words(client.get(page))

    blank = client.post(page, {"blank": "1"}, follow=True)
    assert "your ballot is in, blank Undo" in words(blank)
    assert [ballot.attendee for ballot in Ballot.objects.filter(votes=None)] == [attendee]

    undone = client.post(page, {"unblank": "1"}, follow=True)
    assert "Your ballot is not in yet" in words(undone)


def test_each_voter_has_an_order_of_their_own_that_stays(client: Client) -> None:
    event = voting_on(*(f"topic-{letter}" for letter in "abcdefgh"))
    orders = []
    for _ in range(3):
        attending(client, event)
        orders.append(order_of(client.get(f"/{event.slug}/ballot/")))
    assert len({tuple(order) for order in orders}) == 3

    TopicFactory(event=event, slug="later")

    later = order_of(client.get(f"/{event.slug}/ballot/"))
    assert [slug for slug in later if slug != "later"] == orders[-1]


def test_other_orders_are_a_link_away(client: Client) -> None:
    event = voting_on("shoots", "leaves", "seeds")
    attending(client, event)

    shown = {order: order_of(client.get(f"/{event.slug}/ballot/?order={order}")) for order in ("title", "newest")}

    assert shown == {"title": ["leaves", "seeds", "shoots"], "newest": ["seeds", "leaves", "shoots"]}


def test_late_topic_says_since_when_it_is_there(client: Client) -> None:
    event = voting_on("seeds")
    Event.objects.filter(pk=event.pk).update(late_topics=LateTopics.ON_BALLOT)
    late = TopicFactory(event=event, slug="late", proposed_at=timezone.now())
    attending(client, event)

    said = words(client.get(f"/{event.slug}/ballot/"))

    assert said.count("new since") == 1
    assert f"new since {timezone.localtime(late.proposed_at):%A}" in said


def test_tap_that_lost_its_session_is_offered_again(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    attendee = AttendeeFactory(event=event)

    client.post(f"/{event.slug}/ballot/", {"vote": "shoots"})
    client.force_login(attendee.user)

    assert "Your vote for 🌱 Shoots wasn’t saved. Save it now" in words(client.get(f"/{event.slug}/ballot/"))
    assert votes_of(attendee) == set()


def test_tap_takes_ten_statements_whatever_is_on_the_ballot(client: Client) -> None:
    event = voting_on(*(f"topic-{number}" for number in range(6)), votes=6)
    attendee = attending(client, event)
    cast_ballot(attendee, list(event.topics.all()[:5]), clock=timezone.now)

    for tap in ({"vote": "topic-5"}, {"take": "topic-1"}):
        with CaptureQueriesContext(connection) as queries:
            client.post(f"/{event.slug}/ballot/", tap, headers=HTMX)
        statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        assert len(statements) <= 11, statements


def test_receipt_is_shown_in_groups_of_four_and_is_new_with_each_change(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    attendee = attending(client, event)
    codes, said = [], ""
    for slug in ("seeds", "shoots"):
        client.post(f"/{event.slug}/ballot/", {"vote": slug})
        code = Ballot.objects.get(attendee=attendee).receipt
        codes.append(code)
        said = words(client.get(f"/{event.slug}/ballot/receipt/"))
        assert f"{code[:4]} {code[4:8]} {code[8:12]} {code[12:]}" in said

    assert codes[0] != codes[1]
    assert "Voting closes. The ballot box is opened" in said


def test_receipt_of_who_has_not_voted_leads_to_the_ballot(client: Client) -> None:
    event = voting_on("seeds")
    AttendeeFactory(event=event)
    attending(client, event)

    response = client.get(f"/{event.slug}/ballot/receipt/")

    assert "You have not voted yet." in words(response)
    assert f'class="button" href="/{event.slug}/ballot/"' in response.content.decode()


def test_receipt_is_for_people_with_a_seat(client: Client) -> None:
    event = voting_on("seeds")
    attending(client, voting_on("shoots"))

    assert client.get(f"/{event.slug}/ballot/receipt/").status_code == 404


def test_wishes_are_the_second_step_and_lead_to_the_receipt(client: Client) -> None:
    event = voting_on("seeds")
    attending(client, event)

    assert f'href="/{event.slug}/wishes/">Next: wishes' in client.get(f"/{event.slug}/ballot/").content.decode()
    assert (
        f'href="/{event.slug}/ballot/receipt/">Next: receipt' in client.get(f"/{event.slug}/wishes/").content.decode()
    )
