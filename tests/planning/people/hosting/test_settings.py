import pytest
from django.core.exceptions import ValidationError

from planning.clock import stopped_at
from planning.events.log import ChangeLog
from planning.events.models import Event, LateTopics
from planning.outbox.models import Message
from planning.people.hosting.settings import change_settings
from planning.people.registration.registering import take_seat
from planning.topics.models import Topic
from planning.topics.proposals import Proposal, propose, withdraw
from planning.voting.ballots import cast_ballot
from tests.clock import BRAINSTORM, REVIEW, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = stopped_at(VOTING)


def waiting_for(event: Event, number: int) -> None:
    for place in range(number):
        take_seat(UserFactory(), event, name=f"Person {place}", clock=stopped_at(BRAINSTORM))


def test_more_seats_go_to_the_waiting_list_at_once_by_mail() -> None:
    event = EventFactory(seats=1)
    waiting_for(event, 3)

    change_settings(event, {"seats": 2}, reason="A bigger hut.", clock=NOW)

    assert (event.attendees.admitted().count(), event.attendees.waiting().count()) == (2, 1)
    assert [message.subject for message in Message.objects.all()] == [f"You have a seat at {event}"]


def test_nobody_gets_a_seat_at_an_event_that_is_over() -> None:
    event = EventFactory(seats=1)
    waiting_for(event, 2)

    change_settings(event, {"seats": 9}, reason="Tidying up.", clock=stopped_at(REVIEW))

    assert event.attendees.admitted().count() == 1
    assert not Message.objects.exists()


def test_settings_that_change_are_logged_with_the_reason() -> None:
    event = EventFactory(seats=10)

    change_settings(event, {"seats": 20, "venue": "The hut"}, reason="A bigger hut.", clock=NOW)

    [change] = ChangeLog(event)
    assert change.why == "A bigger hut."
    assert [(move.label, move.before, move.after) for move in change.moves] == [("Seats", 10, 20)]
    assert not change.can_be_undone
    assert Event.objects.get().venue == "The hut"


def test_settings_that_change_nothing_leave_no_trace() -> None:
    event = EventFactory(seats=10)

    change_settings(event, {"seats": 10}, reason="Again.", clock=NOW)

    assert not list(ChangeLog(event))


def voted(event: Event, *, marks: int) -> list[Topic]:
    topics: list[Topic] = TopicFactory.create_batch(marks, event=event)
    cast_ballot(AttendeeFactory(event=event), topics, clock=NOW)
    return topics


def test_votes_on_a_ballot_are_not_fewer_than_somebody_has_given() -> None:
    event = EventFactory(votes_per_ballot=5)
    voted(event, marks=5)
    voted(event, marks=3)

    with pytest.raises(ValidationError, match=r"2 ballots have more than 2 votes already\. Allow at least 5\."):
        change_settings(event, {"votes_per_ballot": 2}, reason="", clock=NOW)
    with pytest.raises(ValidationError, match=r"1 ballot has more than 3 votes already\. Allow at least 5\."):
        change_settings(event, {"votes_per_ballot": 3}, reason="", clock=NOW)

    assert Event.objects.get().votes_per_ballot == 5


def test_votes_for_withdrawn_topics_do_not_keep_the_limit_up() -> None:
    event = EventFactory(votes_per_ballot=5)
    first, *_ = voted(event, marks=3)
    withdraw(first, clock=NOW)

    change_settings(event, {"votes_per_ballot": 2}, reason="", clock=NOW)

    assert Event.objects.get().votes_per_ballot == 2


def test_an_event_whose_limit_was_lowered_before_can_still_be_changed() -> None:
    event = EventFactory(votes_per_ballot=5)
    voted(event, marks=3)
    Event.objects.update(votes_per_ballot=2)

    change_settings(event, {"seats": 20}, reason="", clock=NOW)

    assert Event.objects.get().seats == 20


def test_late_topics_with_votes_stay_on_the_ballot() -> None:
    event = EventFactory(late_topics=LateTopics.ON_BALLOT)
    voter = AttendeeFactory(event=event)
    late = propose(voter, Proposal("Late"), clock=NOW)
    cast_ballot(voter, [late], clock=NOW)

    with pytest.raises(ValidationError, match="already have votes"):
        change_settings(event, {"late_topics": LateTopics.REFUSED}, reason="", clock=NOW)

    assert Topic.objects.to_vote_on().get() == late
