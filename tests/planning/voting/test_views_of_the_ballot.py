import re

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.models import Ballot, Vote
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, TopicFactory, UserFactory
from tests.pages import Page, attending, queries_of, words

pytestmark = pytest.mark.django_db


def voting_on(*slugs: str, phase: Phase = Phase.VOTING) -> Event:
    event: Event = EventFactory(phase=phase, votes_per_ballot=2)
    for position, slug in enumerate(slugs):
        TopicFactory(event=event, slug=slug, title=slug.capitalize(), position=position)
    return event


def marked(response: Page) -> list[str]:
    """What the page offers to cast again."""
    return re.findall(r'value="([^"]+)" checked', response.content.decode())


def voted(response: Page) -> set[str]:
    return set(re.findall(r'name="take" value="([^"]+)" aria-pressed="true"', response.content.decode()))


def offered(response: Page) -> list[str]:
    return re.findall(r'name="(?:vote|take)" value="([^"]+)" aria-pressed', response.content.decode())


def cast_by(attendee: Attendee, *slugs: str) -> Ballot:
    ballot: Ballot = BallotFactory(attendee=attendee)
    for topic in Topic.objects.filter(event=attendee.event, slug__in=slugs):
        Vote.objects.create(ballot=ballot, topic=topic)
    return ballot


def votes_of(attendee: Attendee) -> list[str]:
    votes = Vote.objects.filter(ballot__attendee=attendee).order_by("topic__position")
    return list(votes.values_list("topic__slug", flat=True))


def test_ballot_asks_visitors_to_sign_in(client: Client) -> None:
    event = voting_on("seeds")

    assert client.get(f"/{event.slug}/ballot/")["Location"] == f"/accounts/login/?next=/{event.slug}/ballot/"


def test_ballot_is_not_found_by_outsiders(client: Client) -> None:
    event = voting_on("seeds")
    client.force_login(UserFactory())

    assert client.post(f"/{event.slug}/ballot/", {"topics": ["seeds"]}).status_code == 404
    assert not Ballot.objects.exists()


def test_ballot_is_not_for_the_waiting_list(client: Client) -> None:
    event = voting_on("seeds")
    client.force_login(AttendeeFactory(event=event, waiting_since=timezone.now()).user)

    assert client.get(f"/{event.slug}/ballot/").status_code == 403


def test_ballot_lists_what_can_be_voted_on(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    TopicFactory(event=event, track=Topic.Track.DISCUSSION, slug="talk")
    TopicFactory(event=event, withdrawn_at=timezone.now(), slug="weeds")
    attending(client, event)

    response = client.get(f"/{event.slug}/ballot/")

    assert set(offered(response)) == {"seeds", "shoots"}
    assert "2 of 2 votes left" in words(response)


def test_ballot_is_cast(client: Client) -> None:
    event = voting_on("seeds", "shoots", "leaves")
    attendee = attending(client, event)

    response = client.post(f"/{event.slug}/ballot/", {"topics": ["seeds", "leaves"]}, follow=True)

    assert votes_of(attendee) == ["seeds", "leaves"]
    assert "Your ballot is in, with 2 votes." in words(response)
    assert voted(response) == {"seeds", "leaves"}
    assert "0 of 2 votes left" in words(response)


def test_ballot_replaces_the_earlier_one_and_says_so(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    attendee = attending(client, event)
    cast_by(attendee, "seeds")

    response = client.post(f"/{event.slug}/ballot/", {"topics": ["shoots"]}, follow=True)

    assert votes_of(attendee) == ["shoots"]
    assert "It replaces the one from" in words(response)


def test_ballot_with_too_many_marks_is_shown_again_with_its_marks(client: Client) -> None:
    event = voting_on("seeds", "shoots", "leaves")
    attendee = attending(client, event)

    response = client.post(f"/{event.slug}/ballot/", {"topics": ["seeds", "shoots", "leaves"]})

    assert "A ballot has 2 votes. You marked 3; remove some." in words(response)
    assert "1 vote too many." in words(response)
    assert set(marked(response)) == {"seeds", "shoots", "leaves"}
    assert votes_of(attendee) == []


def test_ballot_refuses_a_topic_withdrawn_meanwhile_and_keeps_the_other_marks(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    attending(client, event)
    Topic.objects.filter(slug="shoots").update(withdrawn_at=timezone.now())

    response = client.post(f"/{event.slug}/ballot/", {"topics": ["seeds", "shoots"]})

    assert "was withdrawn. Give that vote to another topic." in words(response)
    assert marked(response) == ["seeds"]


def test_ballot_tells_that_a_topic_it_has_a_vote_for_was_withdrawn(client: Client) -> None:
    event = voting_on("seeds", "shoots")
    cast_by(attending(client, event), "shoots")
    Topic.objects.filter(slug="shoots").update(withdrawn_at=timezone.now())

    response = client.get(f"/{event.slug}/ballot/")

    assert "Shoots has since been withdrawn. You can give this vote to another topic." in words(response)
    assert "2 of 2 votes left" in words(response)


def test_ballot_refuses_a_topic_of_another_event(client: Client) -> None:
    event = voting_on("seeds")
    TopicFactory(event=EventFactory(), slug="stranger")
    attending(client, event)

    response = client.post(f"/{event.slug}/ballot/", {"topics": ["stranger"]})

    assert "stranger is not one of the available choices" in words(response)
    assert not Ballot.objects.exists()


def test_ballot_before_voting_says_when_it_opens(client: Client) -> None:
    event = voting_on("seeds", phase=Phase.BRAINSTORM)
    attending(client, event)

    response = client.get(f"/{event.slug}/ballot/")

    assert "Voting opens on" in words(response)
    assert offered(response) == []


def test_ballot_after_voting_still_shows_its_marks(client: Client) -> None:
    event = voting_on("seeds", "shoots", phase=Phase.TEAM_FORMATION)
    cast_by(attending(client, event), "shoots")

    response = client.get(f"/{event.slug}/ballot/")

    assert "Voting is closed." in words(response)
    assert words(response).count("Voted") == 1
    assert offered(response) == []


def test_ballot_sent_after_closing_is_refused_and_loses_no_mark(client: Client) -> None:
    event = voting_on("seeds", "shoots", phase=Phase.TEAM_FORMATION)
    attendee = attending(client, event)
    cast_by(attendee, "seeds")

    response = client.post(f"/{event.slug}/ballot/", {"topics": ["shoots"]})

    assert "Voting is closed. Your ballot was not changed." in words(response)
    assert "with 1 vote for 🌱 Seeds" in words(response)
    assert marked(response) == ["shoots"]
    assert votes_of(attendee) == ["seeds"]


def test_ballot_of_someone_whose_session_ended_is_kept_but_not_cast(client: Client) -> None:
    event = voting_on("seeds", "shoots", "leaves")
    attendee = AttendeeFactory(event=event)

    client.post(f"/{event.slug}/ballot/", {"topics": ["seeds", "leaves"]})
    client.force_login(attendee.user)
    response = client.get(f"/{event.slug}/ballot/")

    assert set(marked(response)) == {"seeds", "leaves"}
    assert "It hasn’t been sent yet." in words(response)
    assert not Ballot.objects.exists()


def test_ballot_that_lost_its_token_can_be_read_by_its_owner() -> None:
    event = voting_on("seeds", "shoots")
    browser = Client(enforce_csrf_checks=True)
    attending(browser, event)

    response = browser.post(f"/{event.slug}/ballot/", {"topics": ["shoots"]})

    assert response.status_code == 403
    assert "shoots" in words(response)


def test_ballot_without_topics_says_so(client: Client) -> None:
    event = voting_on()
    attending(client, event)

    assert "There is nothing to vote on yet." in words(client.get(f"/{event.slug}/ballot/"))


def test_ballot_takes_as_many_queries_for_thirty_topics_as_for_three(client: Client) -> None:
    few, many = (voting_on(*(f"topic-{number}" for number in range(topics))) for topics in (3, 30))
    user = UserFactory()
    for event in (few, many):
        cast_by(AttendeeFactory(event=event, user=user), *event.topics.values_list("slug", flat=True))
    client.force_login(user)

    assert len(queries_of(client, f"/{few.slug}/ballot/")) == len(queries_of(client, f"/{many.slug}/ballot/")) <= 12
