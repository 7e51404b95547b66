from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.people.registration.registering import give_up_seat
from planning.teams.checkins.checking_in import check_in
from planning.teams.membership import TeamRejected, join_team, leave_team
from planning.teams.models import Membership, Team
from planning.teams.plans.publishing import form_teams
from planning.teams.wishes import make_wishes
from tests.clock import HACKING, REVIEW, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, MembershipFactory, TeamFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_form_teams_seats_people_by_their_wishes() -> None:
    event = EventFactory()
    topic = TopicFactory(event=event)
    people = AttendeeFactory.create_batch(2, event=event)
    for person in people:
        make_wishes(person, [topic], clock=stopped_at(VOTING))

    form_teams(event, clock=stopped_at(TEAM_FORMATION))

    assert [(stay.team.topic, stay.attendee, stay.since) for stay in Membership.objects.order_by("attendee_id")] == [
        (topic, person, TEAM_FORMATION) for person in people
    ]


def test_form_teams_again_replaces_the_teams() -> None:
    event = EventFactory()
    TopicFactory(event=event)
    AttendeeFactory.create_batch(2, event=event)
    form_teams(event, clock=stopped_at(TEAM_FORMATION))

    form_teams(event, clock=stopped_at(TEAM_FORMATION))

    assert (Team.objects.count(), Membership.objects.count()) == (1, 2)


def test_form_teams_tells_everyone_their_team() -> None:
    event = EventFactory()
    TopicFactory(event=event, title="Seeds", emoji="🌱")
    person = AttendeeFactory(event=event, name="Ada")
    AttendeeFactory(event=event, user=None)

    form_teams(event, clock=stopped_at(TEAM_FORMATION))

    message = Message.objects.get()
    assert (message.to, message.subject) == (person.email, "Your team: 🌱 Seeds")
    assert f"http://testserver{Team.objects.get().get_absolute_url()}\n" in message.text


def test_mail_about_a_team_names_a_topic_with_markdown_in_plain_words() -> None:
    event = EventFactory()
    TopicFactory(event=event, title="Rework [Flux](https://fluxcd.io) in `gardenlet`", emoji="🚛")
    AttendeeFactory(event=event)
    AttendeeFactory(event=event, user=None)

    form_teams(event, clock=stopped_at(TEAM_FORMATION))

    message = Message.objects.get()
    assert message.subject == "Your team: 🚛 Rework Flux in gardenlet"
    assert "you’ll work on “🚛 Rework Flux in gardenlet”" in message.text


def test_form_teams_outside_team_formation_is_rejected() -> None:
    with pytest.raises(TeamRejected, match="Teams are formed between"):
        form_teams(EventFactory(), clock=stopped_at(VOTING))


def test_form_teams_never_takes_away_what_a_team_wrote() -> None:
    stay = MembershipFactory()
    check_in(stay.attendee, stay.team, progress="It works.", clock=stopped_at(HACKING))

    with pytest.raises(TeamRejected, match="have started work"):
        form_teams(stay.team.topic.event, clock=stopped_at(TEAM_FORMATION))


def test_join_team_ends_the_stay_in_the_other_team() -> None:
    stay = MembershipFactory()
    other = TeamFactory(topic__event=stay.team.topic.event)

    join_team(stay.attendee, other.topic, clock=stopped_at(HACKING))

    stays = Membership.objects.order_by("since")
    assert [(one.team, one.since, one.until) for one in stays] == [
        (stay.team, TEAM_FORMATION, HACKING),
        (other, HACKING, None),
    ]


def test_join_team_after_one_joined_a_moment_later_ends_that_stay_where_it_began() -> None:
    """Two requests at once: the one that read the clock first may get the lock last."""
    stay = MembershipFactory(since=HACKING)
    other = TeamFactory(topic__event=stay.team.topic.event)

    join_team(stay.attendee, other.topic, clock=stopped_at(HACKING - timedelta(seconds=1)))

    stay.refresh_from_db()
    assert (stay.since, stay.until) == (HACKING, HACKING)
    assert stay.attendee.memberships.present().get().team == other


def test_join_team_twice_is_one_stay() -> None:
    stay = MembershipFactory()

    assert join_team(stay.attendee, stay.team.topic, clock=stopped_at(HACKING)) == stay


def test_join_team_forms_a_team_for_a_topic_that_has_none() -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event)

    assert join_team(attendee, topic, clock=stopped_at(HACKING)).team.topic == topic


def test_join_team_after_giving_the_place_up_meanwhile_is_rejected() -> None:
    attendee = AttendeeFactory()
    give_up_seat(attendee, clock=stopped_at(TEAM_FORMATION))

    with pytest.raises(TeamRejected, match="You gave up your seat"):
        join_team(attendee, TopicFactory(event=attendee.event), clock=stopped_at(TEAM_FORMATION))


def test_join_team_after_the_week_is_rejected() -> None:
    attendee = AttendeeFactory()

    with pytest.raises(TeamRejected, match="until the week ends"):
        join_team(attendee, TopicFactory(event=attendee.event), clock=stopped_at(REVIEW))


def test_join_team_of_another_event_is_rejected() -> None:
    with pytest.raises(TeamRejected, match="isn’t being worked on"):
        join_team(AttendeeFactory(), TopicFactory(), clock=stopped_at(HACKING))


def test_leave_team_ends_the_stay() -> None:
    stay = MembershipFactory()

    leave_team(stay.attendee, clock=stopped_at(HACKING))

    stay.refresh_from_db()
    assert stay.until == HACKING


def test_leave_team_that_was_joined_a_moment_later_ends_the_stay_where_it_began() -> None:
    stay = MembershipFactory(since=HACKING)

    leave_team(stay.attendee, clock=stopped_at(HACKING - timedelta(seconds=1)))

    stay.refresh_from_db()
    assert stay.until == HACKING


def test_leave_team_after_the_week_is_rejected() -> None:
    stay = MembershipFactory()

    with pytest.raises(TeamRejected, match="until the week ends"):
        leave_team(stay.attendee, clock=stopped_at(REVIEW))


def test_check_in_is_for_the_hacking_week() -> None:
    stay = MembershipFactory()

    with pytest.raises(TeamRejected, match="hacking week"):
        check_in(stay.attendee, stay.team, progress="Too early.", clock=stopped_at(HACKING - timedelta(days=10)))


def test_check_in_keeps_the_teams_word() -> None:
    stay = MembershipFactory()

    word = check_in(stay.attendee, stay.team, progress="Boots.", help_wanted="A reviewer.", clock=stopped_at(HACKING))

    assert (word.team, word.author, word.progress, word.help_wanted, word.written_at) == (
        stay.team,
        stay.attendee,
        "Boots.",
        "A reviewer.",
        HACKING,
    )
