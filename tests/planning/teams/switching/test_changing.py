import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.teams.membership import TeamRejected, hand_over_lead, join_team
from planning.teams.models import Membership, Team
from planning.teams.switching.changing import answer_request, ask_to_switch, swap_seats, withdraw_request
from planning.teams.switching.models import SwitchRequest
from tests.clock import HACKING, REVIEW
from tests.factories import AttendeeFactory, EventFactory, MembershipFactory, OrganizerFactory, TeamFactory

pytestmark = pytest.mark.django_db

NOW = stopped_at(HACKING)


@pytest.fixture
def full() -> Membership:
    """The stay of the one person in a team that takes no more."""
    event = EventFactory(team_size_min=1, team_size_max=1)
    stay: Membership = MembershipFactory(team__topic__event=event, team__topic__title="Seeds", attendee__name="Ada")
    return stay


def somebody(team: Team, name: str = "Grace") -> Membership:
    """In another team of the same event."""
    event = team.topic.event
    stay: Membership = MembershipFactory(
        team=TeamFactory(topic__event=event, topic__title="Roots"), attendee=AttendeeFactory(event=event, name=name)
    )
    return stay


def teams_of(*stays: Membership) -> list[str]:
    return [str(Membership.objects.present().get(attendee=stay.attendee).team.topic.title) for stay in stays]


def test_request_tells_organizers_who_asks_and_the_team_only_that_somebody_does(full: Membership) -> None:
    organizer = OrganizerFactory(event=full.team.topic.event)

    ask_to_switch(somebody(full.team).attendee, full.team, why="Closer to my work.", clock=NOW)

    told = {message.to: message.text for message in Message.objects.all()}
    assert "Grace asks" in told[organizer.email]
    assert "Closer to my work." in told[organizer.email]
    assert "Grace" not in told[full.attendee.email]
    assert "would swap with one of you" in told[full.attendee.email]


def test_who_asks_keeps_their_seat_until_the_lead_or_an_organizer_says_yes(full: Membership) -> None:
    stay, organizer = somebody(full.team), OrganizerFactory(event=full.team.topic.event)
    asked = ask_to_switch(stay.attendee, full.team, clock=NOW)
    assert teams_of(stay) == ["Roots"]

    answered = answer_request(organizer, asked, yes=True, clock=NOW)

    assert (answered.state, answered.answered_by) == (SwitchRequest.State.YES, organizer)
    assert teams_of(stay) == ["Seeds"]
    assert list(stay.attendee.memberships.values_list("team__topic__title", "until")) == [
        ("Roots", HACKING),
        ("Seeds", None),
    ]


def test_lead_says_no_and_other_members_cannot_answer(full: Membership) -> None:
    stay = somebody(full.team)
    asked = ask_to_switch(stay.attendee, full.team, clock=NOW)
    with pytest.raises(TeamRejected, match="lead and the organizers"):
        answer_request(full.attendee, asked, yes=True, clock=NOW)
    hand_over_lead(full.attendee, full.team, full.attendee, clock=NOW)

    answered = answer_request(full.attendee, SwitchRequest.objects.get(), yes=False, clock=NOW)

    assert answered.state == SwitchRequest.State.NO
    assert teams_of(stay) == ["Roots"]


def test_swap_gives_each_the_seat_of_the_other_and_both_teams_are_told(full: Membership) -> None:
    stay = somebody(full.team)
    mate = MembershipFactory(team=stay.team, attendee=AttendeeFactory(event=stay.team.topic.event))
    asked = ask_to_switch(stay.attendee, full.team, clock=NOW)

    swap_seats(full.attendee, asked, clock=NOW)

    assert teams_of(full, stay) == ["Roots", "Seeds"]
    news = Message.objects.filter(to=mate.attendee.email).values_list("text", flat=True)
    assert any("Ada has joined your team from" in text for text in news)
    assert any("Grace has switched to" in text for text in news)


def test_first_answer_counts(full: Membership) -> None:
    asked = ask_to_switch(somebody(full.team).attendee, full.team, clock=NOW)
    organizer = OrganizerFactory(event=full.team.topic.event)
    answer_request(organizer, asked, yes=False, clock=NOW)

    with pytest.raises(TeamRejected, match="answered or taken back"):
        swap_seats(full.attendee, asked, clock=NOW)


def test_request_of_somebody_who_moved_meanwhile_is_void(full: Membership) -> None:
    stay = somebody(full.team)
    asked = ask_to_switch(stay.attendee, full.team, clock=NOW)
    later = stopped_at(HACKING.replace(minute=59))
    join_team(stay.attendee, TeamFactory(topic__event=full.team.topic.event).topic, clock=later)

    with pytest.raises(TeamRejected, match="moved meanwhile"):
        swap_seats(full.attendee, asked, clock=later)


def test_new_request_takes_the_place_of_the_one_before(full: Membership) -> None:
    person, other = somebody(full.team).attendee, somebody(full.team, name="Mary")
    first = ask_to_switch(person, full.team, clock=NOW)

    second = ask_to_switch(person, other.team, clock=NOW)

    first.refresh_from_db()
    assert (first.state, second.state) == (SwitchRequest.State.WITHDRAWN, SwitchRequest.State.ASKED)


def test_request_is_refused_where_there_is_a_free_seat_or_the_week_is_over(full: Membership) -> None:
    person = somebody(full.team).attendee
    free = TeamFactory(topic__event=full.team.topic.event)

    with pytest.raises(TeamRejected, match="free seat"):
        ask_to_switch(person, free, clock=NOW)
    with pytest.raises(TeamRejected, match="until the week ends"):
        ask_to_switch(person, full.team, clock=stopped_at(REVIEW))
    assert not SwitchRequest.objects.exists()


def test_request_is_taken_back_by_who_made_it_alone(full: Membership) -> None:
    person = somebody(full.team).attendee
    asked = ask_to_switch(person, full.team, clock=NOW)

    with pytest.raises(TeamRejected, match="Only who asked"):
        withdraw_request(full.attendee, asked, clock=NOW)
    assert withdraw_request(person, asked, clock=NOW).state == SwitchRequest.State.WITHDRAWN


def test_lead_is_one_of_the_team_and_ends_with_their_stay(full: Membership) -> None:
    stranger = somebody(full.team)
    with pytest.raises(TeamRejected, match="one of the people"):
        hand_over_lead(full.attendee, full.team, stranger.attendee, clock=NOW)
    with pytest.raises(TeamRejected, match="hand it over"):
        hand_over_lead(stranger.attendee, full.team, full.attendee, clock=NOW)

    assert hand_over_lead(full.attendee, full.team, full.attendee, clock=NOW).lead == full.attendee

    join_team(full.attendee, TeamFactory(topic__event=full.team.topic.event).topic, clock=NOW)
    full.team.refresh_from_db()
    assert full.team.lead is None
