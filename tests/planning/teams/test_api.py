import pytest
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.models import Membership, Team
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import BRAINSTORM, TEAM_FORMATION
from tests.factories import (
    AttendeeFactory,
    CheckInFactory,
    EventFactory,
    MembershipFactory,
    OrganizationFactory,
    OrganizerFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.TEAM_FORMATION)
    return event


@pytest.fixture
def attendee(event: Event) -> Attendee:
    attendee: Attendee = AttendeeFactory(event=event, name="Ada")
    return attendee


def team_at_work(**fields: object) -> Team:
    team: Team = TeamFactory(topic__event__phase=Phase.HACKING, **fields)
    return team


@pytest.mark.parametrize(
    "path",
    ["wishes/", "teams/", "teams/{topic}/", "memberships/", "memberships/{stay}/", "check-ins/", "check-ins/{word}/"],
)
def test_rooms_of_the_teams_are_for_attendees_with_a_seat(path: str) -> None:
    stay = MembershipFactory(team=team_at_work())
    word = CheckInFactory(team=stay.team)
    event = stay.team.topic.event
    address = below(event, path.format(topic=stay.team.topic.slug, stay=stay.pk, word=word.pk))
    waiting = AttendeeFactory(event=event, waiting_since=BRAINSTORM)

    statuses = [
        visitor(who).get(address).status_code
        for who in (None, UserFactory(), AttendeeFactory(), waiting, stay.attendee, OrganizerFactory(event=event))
    ]

    assert statuses == [401, 404, 404, 403, 200, 200]


def test_wishes_are_made_and_read_back_in_order(attendee: Attendee) -> None:
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)

    made = visitor(attendee).put(below(attendee.event, "wishes/"), {"topics": [shoots.slug, seeds.slug]})

    read = visitor(attendee).get(below(attendee.event, "wishes/"))
    assert made.json() == read.json() == {"topics": [shoots.slug, seeds.slug]}


def test_wishes_replace_the_earlier_ones(attendee: Attendee) -> None:
    wish = WishFactory(attendee=attendee)

    visitor(attendee).put(below(attendee.event, "wishes/"), {"topics": []})

    assert not attendee.wishes.filter(pk=wish.pk).exists()


def test_wishes_of_someone_else_are_not_shown(attendee: Attendee) -> None:
    WishFactory(attendee=AttendeeFactory(event=attendee.event))

    assert visitor(attendee).get(below(attendee.event, "wishes/")).json() == {"topics": []}


def test_wish_for_a_withdrawn_topic_is_a_409(attendee: Attendee) -> None:
    gone = TopicFactory(event=attendee.event, withdrawn_at=BRAINSTORM)

    response = visitor(attendee).put(below(attendee.event, "wishes/"), {"topics": [gone.slug]})

    assert refusal(response) == (409, f"“{gone}” was withdrawn. Choose another topic.")


def test_wish_during_the_week_is_a_409() -> None:
    attendee = AttendeeFactory(event__phase=Phase.HACKING)

    response = visitor(attendee).put(below(attendee.event, "wishes/"), {"topics": []})

    assert refusal(response) == (409, "You can make wishes from the start of voting until the teams are formed.")


@pytest.mark.parametrize("body", [{}, {"topics": "all"}, {"topics": ["nothing"]}])
def test_wishes_with_a_bad_body_are_a_400(attendee: Attendee, body: dict[str, object]) -> None:
    assert wrong_fields(visitor(attendee).put(below(attendee.event, "wishes/"), body)) == {"topics"}


def test_form_teams_makes_teams_of_the_wishes(event: Event, attendee: Attendee) -> None:
    organizer = OrganizerFactory(event=event)
    topic = TopicFactory(event=event)
    for person in (attendee, organizer):
        WishFactory(attendee=person, topic=topic)

    response = visitor(organizer).post(below(event, "teams/"))

    formed = response.json()["results"]
    assert response.status_code == 201
    assert [team["topic"] for team in formed] == [topic.slug]
    assert {member["attendee"]["name"] for member in formed[0]["members"]} == {"Ada", organizer.name}


def test_form_teams_is_the_organizers(event: Event, attendee: Attendee) -> None:
    address = below(event, "teams/")

    statuses = [refusal(visitor(who).post(address))[0] for who in (None, UserFactory(), attendee)]

    assert statuses == [401, 404, 403]


def test_form_teams_during_the_week_is_a_409() -> None:
    organizer = OrganizerFactory(event__phase=Phase.HACKING)

    response = visitor(organizer).post(below(organizer.event, "teams/"))

    assert refusal(response) == (409, "Teams are formed between the end of voting and the start of the week.")


def test_join_leaves_the_present_team(event: Event, attendee: Attendee) -> None:
    earlier = MembershipFactory(attendee=attendee, team__topic__event=event)
    topic = TopicFactory(event=event)

    response = visitor(attendee).post(below(event, f"teams/{topic.slug}/join/"))

    earlier.refresh_from_db()
    assert response.json()["topic"] == topic.slug
    assert earlier.until is not None
    assert [stay.team.topic for stay in attendee.memberships.present()] == [topic]


def test_join_a_withdrawn_topic_is_a_409(event: Event, attendee: Attendee) -> None:
    gone = TopicFactory(event=event, withdrawn_at=BRAINSTORM)

    response = visitor(attendee).post(below(event, f"teams/{gone.slug}/join/"))

    assert refusal(response) == (409, f"“{gone}” isn’t being worked on at {event}.")


def test_join_before_the_end_of_voting_is_a_409() -> None:
    topic = TopicFactory(event__phase=Phase.VOTING)
    attendee = AttendeeFactory(event=topic.event)

    response = visitor(attendee).post(below(topic.event, f"teams/{topic.slug}/join/"))

    assert refusal(response) == (409, "Teams can be joined from the end of voting until the week ends.")


@pytest.mark.parametrize("path", ["teams/{}/join/", "teams/{}/leave/", "teams/{}/check-in/"])
def test_teams_are_joined_left_and_spoken_for_by_attendees(path: str) -> None:
    team = team_at_work()
    address = below(team.topic.event, path.format(team.topic.slug))

    statuses = [refusal(visitor(who).post(address))[0] for who in (None, UserFactory(), AttendeeFactory())]

    assert statuses == [401, 404, 404]


def test_leave_ends_the_stay() -> None:
    stay = MembershipFactory(team=team_at_work())

    response = visitor(stay.attendee).post(below(stay.team.topic.event, f"teams/{stay.team.topic.slug}/leave/"))

    stay.refresh_from_db()
    assert response.status_code == 204
    assert stay.until is not None


def test_leave_a_team_of_others_is_a_404() -> None:
    stay = MembershipFactory(team=team_at_work())
    other = AttendeeFactory(event=stay.team.topic.event)

    response = visitor(other).post(below(other.event, f"teams/{stay.team.topic.slug}/leave/"))

    assert refusal(response)[0] == 404


def test_team_tells_who_is_in_it_now(attendee: Attendee) -> None:
    team = TeamFactory(topic__event=attendee.event)
    MembershipFactory(team=team, attendee=attendee)
    MembershipFactory(team=team, until=TEAM_FORMATION)

    answer = visitor(attendee).get(below(attendee.event, f"teams/{team.topic.slug}/")).json()

    assert [member["attendee"]["name"] for member in answer["members"]] == ["Ada"]


def test_memberships_filter_by_topic_and_presence(attendee: Attendee) -> None:
    present = MembershipFactory(attendee=attendee, team__topic__event=attendee.event)
    past = MembershipFactory(team__topic__event=attendee.event, until=TEAM_FORMATION)

    def found(query: str) -> list[int]:
        listed = visitor(attendee).get(below(attendee.event, f"memberships/?{query}")).json()["results"]
        return [stay["id"] for stay in listed]

    assert found("present=true") == [present.pk]
    assert found("present=false") == [past.pk]
    assert found(f"topic={past.team.topic.slug}") == [past.pk]
    assert found(f"attendee={attendee.pk}") == [present.pk]


def test_check_in_is_kept_and_listed() -> None:
    stay = MembershipFactory(team=team_at_work())
    event, topic = stay.team.topic.event, stay.team.topic

    word = {"mood": "slow", "progress": "It compiles.", "help_wanted": "A reviewer."}
    response = visitor(stay.attendee).post(below(event, f"teams/{topic.slug}/check-in/"), word)

    listed = visitor(stay.attendee).get(below(event, f"check-ins/?topic={topic.slug}")).json()["results"]
    assert response.status_code == 201
    assert [(word["topic"], word["progress"], word["help_wanted"]) for word in listed] == [
        (topic.slug, "It compiles.", "A reviewer.")
    ]


def test_check_in_for_a_team_of_others_is_the_organizers() -> None:
    team = team_at_work()
    address = below(team.topic.event, f"teams/{team.topic.slug}/check-in/")

    statuses = [
        visitor(who).post(address, {"mood": "well"}).status_code
        for who in (AttendeeFactory(event=team.topic.event), OrganizerFactory(event=team.topic.event))
    ]

    assert statuses == [403, 201]


def test_check_in_without_a_mood_is_a_400() -> None:
    stay = MembershipFactory(team=team_at_work())

    response = visitor(stay.attendee).post(below(stay.team.topic.event, f"teams/{stay.team.topic.slug}/check-in/"), {})

    assert wrong_fields(response) == {"mood"}


def test_check_in_before_the_week_is_a_409(event: Event) -> None:
    stay = MembershipFactory(team__topic__event=event)

    response = visitor(stay.attendee).post(
        below(event, f"teams/{stay.team.topic.slug}/check-in/"), {"mood": "well", "progress": "Early."}
    )

    assert refusal(response) == (409, "You can only check in during the hacking week.")


def member(team: Team) -> Membership:
    stay: Membership = MembershipFactory(
        team=team, attendee=AttendeeFactory(event=team.topic.event, organization=OrganizationFactory())
    )
    return stay


@pytest.mark.parametrize("path", ["teams/", "memberships/", "check-ins/"])
def test_lists_of_the_teams_cost_the_same_queries_however_many(attendee: Attendee, path: str) -> None:
    def add(number: int) -> None:
        for topic in TopicFactory.create_batch(number, event=attendee.event):
            stay = member(TeamFactory(topic=topic))
            CheckInFactory(team=stay.team, author=stay.attendee)

    same_queries_for_3_and_30(visitor(attendee), below(attendee.event, path), add)


def test_help_is_offered_and_listed() -> None:
    call = CheckInFactory(team=team_at_work(), help_wanted="A reviewer.", written_at=timezone.now())
    event = call.team.topic.event
    helper = AttendeeFactory(event=event)

    response = visitor(helper).post(below(event, f"check-ins/{call.pk}/help/"))

    listed = visitor(helper).get(below(event, f"help-offers/?check_in={call.pk}")).json()["results"]
    assert response.status_code == 200
    assert [(offer["topic"], offer["attendee"]["id"]) for offer in listed] == [(call.team.topic.slug, helper.pk)]
