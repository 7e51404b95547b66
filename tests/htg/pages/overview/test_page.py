"""The overview in each phase, as visitors, attendees and organizers see it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from htg.pages.overview.counting import figures_of
from htg.pages.overview.needs import needs_of
from planning.events.models import Event
from planning.events.phases import Phase
from planning.models import Attendee
from planning.paging import TOPICS
from retros.nextsteps.models import NextStep
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    CheckInFactory,
    CommentFactory,
    DemoFactory,
    EventFactory,
    MembershipFactory,
    NextStepFactory,
    NoteFactory,
    ReportFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import attending, organizing, queries_of, words

pytestmark = pytest.mark.django_db

OF_ORGANIZERS = (
    "Needs you",
    "Nothing needs you",
    "Ready for",
    "Ready to close",
    "moving on",
    "Not yet: only organizers",
)


def busy(phase: Phase) -> Event:
    """An event with something of everything, and a lot left to do."""
    event: Event = EventFactory(phase=phase, seats=1)
    grow(event, 2)
    meeting = ReviewMeetingFactory(event=event, starts_at=timezone.now(), call_url="")
    DemoFactory(topic=TopicFactory(event=event, problem=""), meeting=meeting)
    NoteFactory(event=event)
    AttendeeFactory(event=event, waiting_since=timezone.now())
    return event


def grow(event: Event, number: int) -> None:
    long_ago = timezone.now() - timedelta(days=30)
    for _ in range(number):
        person = AttendeeFactory(event=event, name="Ada Sprout")
        topic = TopicFactory(event=event, proposed_by=person, proposed_at=long_ago)
        CommentFactory(topic=topic, author=person)
        team = TeamFactory(topic=topic, formed_at=long_ago)
        MembershipFactory(team=team, attendee=person)
        CheckInFactory(team=team, author=person, help_wanted="A rack.", written_at=long_ago)
        BallotFactory(attendee=person)
        ReportFactory(topic=topic)
        NextStepFactory(topic=topic, owner=None)


@pytest.mark.parametrize("phase", Phase)
def test_every_button_leads_to_a_page_that_the_organizer_may_open(client: Client, phase: Phase) -> None:
    event = busy(phase)
    organizing(client, event)
    page = client.get(f"/{event.slug}/").content.decode()
    needs = needs_of(figures_of(event, now=timezone.now()))

    assert needs
    for need in needs:
        url = need.url.replace("&", "&amp;")
        assert (f'action="{url}"' if need.action else f'href="{url}"') in page
        assert client.get(need.url).status_code == (302 if need.action else 200)


@pytest.mark.parametrize("phase", Phase)
def test_only_organizers_see_what_needs_them(client: Client, phase: Phase) -> None:
    event = busy(phase)
    pages = [words(client.get(f"/{event.slug}/"))]
    attending(client, event)
    pages.append(words(client.get(f"/{event.slug}/")))
    organizing(client, event)
    theirs = words(client.get(f"/{event.slug}/"))

    assert [said for said in OF_ORGANIZERS for page in pages if said in page] == []
    assert any(said in theirs for said in OF_ORGANIZERS)


def test_admins_see_what_organizers_see(client: Client) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    AttendeeFactory(event=event)
    client.force_login(UserFactory(is_superuser=True))

    assert "One person is waiting for a team." in words(client.get(f"/{event.slug}/"))


@pytest.mark.parametrize("phase", Phase)
def test_strangers_see_no_names(client: Client, phase: Phase) -> None:
    event = busy(phase)
    pages = [words(client.get(f"/{event.slug}/"))]
    client.force_login(UserFactory())
    pages.append(words(client.get(f"/{event.slug}/")))
    client.force_login(AttendeeFactory(event=event, waiting_since=timezone.now()).user)
    pages.append(words(client.get(f"/{event.slug}/")))

    assert [page for page in pages if "Ada Sprout" in page] == []


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("signed_in", [attending, organizing])
def test_an_overview_costs_the_same_with_forty_teams_as_with_one(
    client: Client, phase: Phase, signed_in: object
) -> None:
    event = EventFactory(phase=phase)
    NextStep.objects.all().delete()
    assert callable(signed_in)
    signed_in(client, event)
    grow(event, 1)
    few = queries_of(client, f"/{event.slug}/")
    grow(event, 39)

    assert len(queries_of(client, f"/{event.slug}/")) == len(few)


def test_organizers_read_the_worst_first_and_the_others_below(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM, seats=9)
    AttendeeFactory(event=event, waiting_since=timezone.now())
    TopicFactory(event=event, problem="", slug="etcd")
    organizing(client, event)

    response = client.get(f"/{event.slug}/")

    page = words(response)
    assert page.index("One person is waiting, and eight seats are free.") < page.index("Needs you as well")
    assert "1 topic does not state its problem" in page
    assert f'action="/{event.slug}/needs/give-seats/"' in response.content.decode()


def test_organizers_are_told_when_nothing_needs_them(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    organizing(client, event)

    assert "Nothing needs you as an organizer." in words(client.get(f"/{event.slug}/"))


def test_only_organizers_see_who_has_not_voted(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    AttendeeFactory(event=event, name="Bo Late")
    attending(client, event)
    theirs = words(client.get(f"/{event.slug}/"))
    organizing(client, event)

    assert "0 of 2 have cast a ballot" in theirs
    assert "Bo Late" not in theirs
    assert "Bo Late" in words(client.get(f"/{event.slug}/"))


def hacking() -> tuple[Event, Attendee]:
    """An event in its week, and someone in the second of its teams."""
    today = timezone.localdate()
    event = EventFactory(phase=Phase.HACKING, starts_on=today - timedelta(days=2), ends_on=today + timedelta(days=2))
    first = TopicFactory(event=event, title="Ferns", position=1)
    second = TopicFactory(event=event, title="Seeds", position=2)
    CheckInFactory(team=TeamFactory(topic=first), help_wanted="A rack with **IPv6**.", written_at=timezone.now())
    return event, MembershipFactory(team__topic=second, attendee__event=event).attendee


def test_attendees_see_their_own_team_first_and_who_asks_for_help(client: Client) -> None:
    event, member = hacking()
    assert member.user is not None
    client.force_login(member.user)

    page = words(client.get(f"/{event.slug}/"))

    assert "Seeds” doing?" in page
    assert "A rack with IPv6." in page.split("Help wanted", 1)[1]
    teams = page.split("Teams, day 3 of 5", 1)[1]
    assert teams.index("Seeds") < teams.index("Ferns")


def test_latest_words_call_for_help_also_where_there_are_more_teams_than_are_shown(client: Client) -> None:
    event, member = hacking()
    assert member.user is not None
    client.force_login(member.user)
    now = timezone.now()
    answered, asking = (TeamFactory(topic=TopicFactory(event=event, title=title)) for title in ("Roots", "Moss"))
    for team, hours, wanted in ((answered, 3, "A spade."), (answered, 1, ""), (asking, 2, "A heater.")):
        CheckInFactory(team=team, help_wanted=wanted, written_at=now - timedelta(hours=hours))
    few = words(client.get(f"/{event.slug}/"))
    for _ in range(TOPICS):
        TeamFactory(topic__event=event)
    many = words(client.get(f"/{event.slug}/"))

    calls = [page.split("Help wanted", 1)[1].split("Teams, day", 1)[0] for page in (few, many)]
    assert calls[0] == calls[1]
    assert "A spade." not in calls[0]
    assert calls[0].index("A heater.") < calls[0].index("A rack with IPv6.")


def test_organizers_see_first_which_team_has_been_silent_longest(client: Client) -> None:
    event, _ = hacking()
    organizing(client, event)

    teams = words(client.get(f"/{event.slug}/")).split("Teams, day 3 of 5", 1)[1]

    assert teams.index("Seeds") < teams.index("Ferns")
    assert "no word yet" in teams


def test_a_team_of_forty_shows_five_faces_and_says_how_many_more(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    team = TeamFactory(topic__event=event)
    for number in range(40):
        MembershipFactory(team=team, attendee__event=event, attendee__name=f"Person {number}")
    attending(client, event)

    assert "and 35 more" in words(client.get(f"/{event.slug}/"))


def test_a_phase_does_not_show_the_topics_as_the_one_before() -> None:
    event = busy(Phase.BRAINSTORM)
    seen = {}
    for phase in (Phase.BRAINSTORM, Phase.VOTING, Phase.TEAM_FORMATION, Phase.HACKING, Phase.REVIEW, Phase.CLOSED):
        other = EventFactory(phase=phase)
        event.topics.update(event=other)
        page = words(Client().get(f"/{other.slug}/"))
        titles = ("New topics", "To choose from", "Most wanted", "At work right now", "What will be shown")
        seen[phase] = [title for title in (*titles, "What was worked on") if title in page]
        event = other

    assert list(seen.values()) == [
        ["New topics"],
        ["To choose from"],
        ["Most wanted"],
        ["At work right now"],
        ["What was worked on"],
        ["What was worked on"],
    ]
