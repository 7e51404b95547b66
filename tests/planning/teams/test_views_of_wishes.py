import re

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Team, Wish
from planning.topics.models import Topic
from planning.voting.models import Vote
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    EventFactory,
    MembershipFactory,
    TeamFactory,
    TopicFactory,
    WishFactory,
)
from tests.pages import Page, attending, words

pytestmark = pytest.mark.django_db


def event_with(*slugs: str, phase: Phase) -> Event:
    event: Event = EventFactory(phase=phase, team_size_min=1)
    for position, slug in enumerate(slugs):
        TopicFactory(event=event, slug=slug, title=slug.capitalize(), position=position)
    return event


def team_of(*people: Attendee, slug: str = "seeds") -> Team:
    topic = TopicFactory(event=people[0].event, slug=slug, title=slug.capitalize())
    team: Team = TeamFactory(topic=topic)
    for person in people:
        MembershipFactory(team=team, attendee=person)
    return team


def chosen(response: Page) -> list[str]:
    return re.findall(r'<option value="(\w+)" selected>', response.content.decode())


def wishes_of(attendee: Attendee) -> list[str]:
    return list(attendee.wishes.order_by("rank").values_list("topic__slug", flat=True))


def test_wishes_are_made_in_their_order(client: Client) -> None:
    event = event_with("seeds", "shoots", "leaves", phase=Phase.TEAM_FORMATION)
    attendee = attending(client, event)

    response = client.post(f"/{event.slug}/wishes/", {"wish_1": "leaves", "wish_2": "seeds"}, follow=True)

    assert wishes_of(attendee) == ["leaves", "seeds"]
    assert chosen(response) == ["leaves", "seeds"]
    assert "Your wishes are in." in words(response)


def test_wishes_are_taken_back(client: Client) -> None:
    event = event_with("seeds", phase=Phase.VOTING)
    attendee = attending(client, event)
    WishFactory(attendee=attendee, topic=Topic.objects.get())

    response = client.post(f"/{event.slug}/wishes/", {"wish_1": ""}, follow=True)

    assert wishes_of(attendee) == []
    assert "You have no wishes now." in words(response)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"wish_1": "seeds", "wish_2": "seeds"}, "You wished for the same topic twice."),
        ({"wish_1": "seeds", "wish_2": "weeds"}, "was withdrawn. Choose another topic."),
    ],
)
def test_wishes_that_are_refused_say_why_and_stay_in_the_form(
    client: Client, typed: dict[str, str], refusal: str
) -> None:
    event = event_with("seeds", "shoots", phase=Phase.VOTING)
    TopicFactory(event=event, slug="weeds", withdrawn_at=timezone.now())
    attendee = attending(client, event)
    WishFactory(attendee=attendee, topic=Topic.objects.get(slug="shoots"))

    response = client.post(f"/{event.slug}/wishes/", typed)

    assert refusal in words(response)
    assert chosen(response)[0] == "seeds"
    assert wishes_of(attendee) == ["shoots"]


@pytest.mark.parametrize(
    ("phase", "notice"),
    [
        (Phase.BRAINSTORM, "You can make wishes once voting opens"),
        (Phase.HACKING, "It’s too late to change your wishes."),
    ],
)
def test_wishes_at_another_time_say_so(client: Client, phase: Phase, notice: str) -> None:
    event = event_with("seeds", phase=phase)
    attending(client, event)

    looked = words(client.get(f"/{event.slug}/wishes/"))
    posted = words(client.post(f"/{event.slug}/wishes/", {"wish_1": "seeds"}))

    assert notice in looked
    assert "Save my wishes" not in looked
    assert "You can make wishes from the start of voting until the teams are formed." in posted
    assert not Wish.objects.exists()


def offered(client: Client, event: Event) -> list[str]:
    page = client.get(f"/{event.slug}/wishes/").content.decode()
    return re.findall(r'<option value="(\w+)"', page[: page.index("</select>")])


def test_wishes_are_offered_in_the_order_of_the_tally_once_it_is_known(client: Client) -> None:
    for phase, expected in ((Phase.VOTING, ["seeds", "shoots"]), (Phase.TEAM_FORMATION, ["shoots", "seeds"])):
        event = event_with("seeds", "shoots", phase=phase)
        ballot = BallotFactory(attendee=attending(client, event))
        Vote.objects.create(ballot=ballot, topic=event.topics.get(slug="shoots"))

        assert offered(client, event) == expected


def test_wishes_move_up_when_a_dearer_topic_is_withdrawn(client: Client) -> None:
    event = event_with("seeds", "shoots", phase=Phase.VOTING)
    attendee = attending(client, event)
    for rank, slug in enumerate(("seeds", "shoots"), start=1):
        WishFactory(attendee=attendee, topic=event.topics.get(slug=slug), rank=rank)
    event.topics.filter(slug="seeds").update(withdrawn_at=timezone.now())

    page = client.get(f"/{event.slug}/wishes/").content.decode()

    assert '<option value="shoots" selected>' in page[: page.index("</select>")]


def test_wishes_are_not_offered_for_discussions(client: Client) -> None:
    event = event_with("seeds", phase=Phase.VOTING)
    TopicFactory(event=event, slug="talk", track=Topic.Track.DISCUSSION)
    attending(client, event)

    assert offered(client, event) == ["seeds"]


def test_wishes_of_someone_whose_session_ended_are_kept(client: Client) -> None:
    event = event_with("seeds", "shoots", phase=Phase.VOTING)
    attendee = AttendeeFactory(event=event)

    client.post(f"/{event.slug}/wishes/", {"wish_1": "shoots", "wish_2": ""})
    client.force_login(attendee.user)
    response = client.get(f"/{event.slug}/wishes/")

    assert chosen(response) == ["shoots"]
    assert "It hasn’t been sent yet." in words(response)
