from datetime import datetime

import pytest

from planning.clock import stopped_at
from planning.events.phases import Phase
from planning.events.schedule import end_phase
from planning.people.registration.registering import give_up_seat
from planning.teams.wishes import WishRejected, make_wishes
from tests.clock import BRAINSTORM, HACKING, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_make_wishes_ranks_them_dearest_first() -> None:
    attendee = AttendeeFactory()
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)

    make_wishes(attendee, [shoots, seeds], clock=stopped_at(VOTING))

    assert [(wish.rank, wish.topic) for wish in attendee.wishes.order_by("rank")] == [(1, shoots), (2, seeds)]


def test_make_wishes_replaces_the_earlier_ones() -> None:
    attendee = AttendeeFactory()
    seeds, shoots = TopicFactory.create_batch(2, event=attendee.event)
    make_wishes(attendee, [seeds, shoots], clock=stopped_at(VOTING))

    make_wishes(attendee, [shoots], clock=stopped_at(TEAM_FORMATION))

    assert [wish.topic for wish in attendee.wishes.all()] == [shoots]


def test_make_wishes_for_a_withdrawn_topic_is_rejected_and_keeps_the_earlier_ones() -> None:
    attendee = AttendeeFactory()
    stands = TopicFactory(event=attendee.event)
    gone = TopicFactory(event=attendee.event, withdrawn_at=BRAINSTORM)
    make_wishes(attendee, [stands], clock=stopped_at(VOTING))

    with pytest.raises(WishRejected, match="was withdrawn"):
        make_wishes(attendee, [gone], clock=stopped_at(VOTING))

    assert [wish.topic for wish in attendee.wishes.all()] == [stands]


@pytest.mark.parametrize("now", [BRAINSTORM, HACKING])
def test_make_wishes_outside_their_time_is_rejected(now: datetime) -> None:
    with pytest.raises(WishRejected, match="You can make wishes"):
        make_wishes(AttendeeFactory(), [], clock=stopped_at(now))


def test_make_wishes_after_the_phase_ended_meanwhile_is_rejected() -> None:
    attendee = AttendeeFactory()
    end_phase(attendee.event, Phase.TEAM_FORMATION, reason="", clock=stopped_at(TEAM_FORMATION))

    with pytest.raises(WishRejected, match="You can make wishes"):
        make_wishes(attendee, [], clock=stopped_at(TEAM_FORMATION))


def test_make_wishes_after_giving_the_place_up_meanwhile_is_rejected() -> None:
    attendee = AttendeeFactory()
    give_up_seat(attendee, clock=stopped_at(VOTING))

    with pytest.raises(WishRejected, match="You gave up your seat"):
        make_wishes(attendee, [TopicFactory(event=attendee.event)], clock=stopped_at(VOTING))

    assert not attendee.wishes.exists()


def test_make_wishes_for_one_topic_twice_is_rejected() -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event)

    with pytest.raises(WishRejected, match="twice"):
        make_wishes(attendee, [topic, topic], clock=stopped_at(VOTING))


def test_make_wishes_for_a_topic_of_another_event_is_rejected() -> None:
    with pytest.raises(WishRejected, match="is not a topic of"):
        make_wishes(AttendeeFactory(), [TopicFactory()], clock=stopped_at(VOTING))
