from datetime import datetime, timedelta

import pytest

from planning.clock import stopped_at
from planning.events.models import Event
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.people.registration.registering import (
    RegistrationRejected,
    admit_waiting,
    fill_free_seats,
    give_up_seat,
    take_seat,
)
from planning.teams.models import Wish
from planning.teams.wishes import make_wishes
from planning.topics.models import Comment
from planning.voting.ballots import cast_ballot
from planning.voting.models import Ballot, Vote
from retros.nextsteps.models import NextStep
from tests.clock import BRAINSTORM, HACKING, REVIEW, TEAM_FORMATION, VOTING
from tests.factories import (
    AttendeeFactory,
    CommentFactory,
    EventFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizerFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_register_gives_a_seat() -> None:
    attendee = take_seat(UserFactory(), EventFactory(), name="Ada", clock=stopped_at(BRAINSTORM))

    assert (attendee.name, attendee.registered_at, attendee.waiting_since) == ("Ada", BRAINSTORM, None)


def test_register_puts_people_on_the_waiting_list_when_all_seats_are_taken() -> None:
    event = EventFactory(seats=1)
    take_seat(UserFactory(), event, name="Ada", clock=stopped_at(BRAINSTORM))

    assert take_seat(UserFactory(), event, name="Grace", clock=stopped_at(BRAINSTORM)).waiting_since == BRAINSTORM


def test_register_passes_nobody_on_the_waiting_list_when_seats_were_raised() -> None:
    event = EventFactory(seats=1)
    for name in ("Ada", "Grace"):
        take_seat(UserFactory(), event, name=name, clock=stopped_at(BRAINSTORM))
    Event.objects.update(seats=2)

    newcomer = take_seat(UserFactory(), event, name="Barbara", clock=stopped_at(VOTING))

    assert newcomer.waiting_since == VOTING
    assert sorted(person.name for person in event.attendees.admitted()) == ["Ada", "Grace"]


def test_register_twice_is_rejected() -> None:
    attendee = AttendeeFactory()

    with pytest.raises(RegistrationRejected, match=r"already registered for"):
        take_seat(attendee.user, attendee.event, name="Ada", clock=stopped_at(BRAINSTORM))


def test_register_with_the_github_handle_of_another_person_is_rejected() -> None:
    attendee = AttendeeFactory(github="ada")

    with pytest.raises(RegistrationRejected, match="handle Ada"):
        take_seat(UserFactory(), attendee.event, name="Eve", github="Ada", clock=stopped_at(BRAINSTORM))


def test_register_after_the_week_is_rejected() -> None:
    with pytest.raises(RegistrationRejected, match="is over"):
        take_seat(UserFactory(), EventFactory(), name="Ada", clock=stopped_at(REVIEW))


def test_cancel_gives_the_seat_to_whoever_waited_longest() -> None:
    event = EventFactory(seats=1)
    first = take_seat(UserFactory(), event, name="Ada", clock=stopped_at(BRAINSTORM))
    second = take_seat(UserFactory(), event, name="Grace", clock=stopped_at(BRAINSTORM))
    take_seat(UserFactory(), event, name="Barbara", clock=stopped_at(VOTING))

    give_up_seat(first, clock=stopped_at(VOTING))

    assert [attendee.pk for attendee in Attendee.objects.admitted()] == [second.pk]


def test_cancel_tells_the_person_who_got_the_seat() -> None:
    event = EventFactory(seats=1)
    first = take_seat(UserFactory(), event, name="Ada", clock=stopped_at(BRAINSTORM))
    second = take_seat(UserFactory(), event, name="Grace", clock=stopped_at(BRAINSTORM))

    give_up_seat(first, clock=stopped_at(VOTING))

    message = Message.objects.get()
    assert message.to == second.email
    assert f"http://testserver{event.get_absolute_url()}\n" in message.text


def test_person_put_back_on_the_waiting_list_is_told_of_the_seat_again() -> None:
    event = EventFactory(seats=1)
    person = AttendeeFactory(event=event, waiting_since=BRAINSTORM)
    admit_waiting(event, now=BRAINSTORM)
    Attendee.objects.filter(pk=person.pk).update(waiting_since=VOTING)

    admit_waiting(event, now=VOTING)

    assert list(event.attendees.admitted()) == [person]
    assert [message.to for message in Message.objects.all()] == [person.email] * 2


def test_cancel_during_the_week_is_rejected() -> None:
    with pytest.raises(RegistrationRejected, match="The week has begun"):
        give_up_seat(AttendeeFactory(), clock=stopped_at(HACKING))


def test_cancel_of_an_organizer_is_rejected() -> None:
    with pytest.raises(RegistrationRejected, match="another organizer"):
        give_up_seat(OrganizerFactory(), clock=stopped_at(BRAINSTORM))


def test_cancel_keeps_the_person_with_what_they_said_and_own() -> None:
    attendee = AttendeeFactory()
    said, owned = CommentFactory(author=attendee), NextStepFactory(owner=attendee)

    give_up_seat(attendee, clock=stopped_at(BRAINSTORM))

    assert Attendee.objects.get().cancelled_at == BRAINSTORM
    assert (Comment.objects.get(), NextStep.objects.get().owner) == (said, attendee)
    assert owned.history.count() == 1


def test_cancel_twice_is_rejected() -> None:
    attendee = AttendeeFactory()
    give_up_seat(attendee, clock=stopped_at(BRAINSTORM))

    with pytest.raises(RegistrationRejected, match="already"):
        give_up_seat(attendee, clock=stopped_at(VOTING))

    assert Attendee.objects.get().cancelled_at == BRAINSTORM


@pytest.mark.parametrize(("now", "ballots"), [(VOTING, 0), (TEAM_FORMATION, 1)])
def test_cancel_takes_the_wishes_and_until_voting_closes_the_ballot(now: datetime, ballots: int) -> None:
    attendee = AttendeeFactory()
    topic = TopicFactory(event=attendee.event)
    cast_ballot(attendee, [topic], clock=stopped_at(VOTING))
    make_wishes(attendee, [topic], clock=stopped_at(VOTING))

    give_up_seat(attendee, clock=stopped_at(now))

    assert (Ballot.objects.count(), Vote.objects.count(), Wish.objects.count()) == (ballots, ballots, 0)


def test_cancel_ends_the_stay_in_a_team() -> None:
    stay = MembershipFactory(since=TEAM_FORMATION)

    give_up_seat(stay.attendee, clock=stopped_at(TEAM_FORMATION - timedelta(seconds=1)))

    stay.refresh_from_db()
    assert stay.until == TEAM_FORMATION


def test_register_after_cancelling_revives_the_place() -> None:
    event = EventFactory()
    attendee = AttendeeFactory(event=event, name="Ada", github="ada")
    give_up_seat(attendee, clock=stopped_at(BRAINSTORM))

    again = take_seat(attendee.user, event, name="Ada L.", github="Ada", clock=stopped_at(VOTING))

    attendee.refresh_from_db()
    assert again == attendee
    assert (attendee.name, attendee.github, attendee.registered_at) == ("Ada L.", "Ada", VOTING)
    assert (attendee.cancelled_at, attendee.waiting_since) == (None, None)


def test_register_after_cancelling_waits_where_all_seats_are_taken_since() -> None:
    event = EventFactory(seats=1)
    attendee = AttendeeFactory(event=event)
    give_up_seat(attendee, clock=stopped_at(BRAINSTORM))
    AttendeeFactory(event=event)

    assert take_seat(attendee.user, event, name="Ada", clock=stopped_at(VOTING)).waiting_since == VOTING
    assert list(event.attendees.waiting()) == [attendee]


def test_nobody_gets_a_seat_at_an_event_that_is_over() -> None:
    event = EventFactory(seats=1)
    waiting = AttendeeFactory(event=event, waiting_since=BRAINSTORM)

    with pytest.raises(RegistrationRejected, match="over"):
        admit_waiting(event, now=REVIEW)
    fill_free_seats(event, now=REVIEW)

    waiting.refresh_from_db()
    assert (waiting.waiting_since, Message.objects.count()) == (BRAINSTORM, 0)


def test_whoever_cancelled_comes_back_with_the_same_handle_and_another_account() -> None:
    event = EventFactory()
    give_up_seat(
        take_seat(UserFactory(), event, name="Ada", github="ada", clock=stopped_at(BRAINSTORM)),
        clock=stopped_at(BRAINSTORM),
    )

    place = take_seat(UserFactory(), event, name="Ada", github="Ada", clock=stopped_at(BRAINSTORM))

    assert list(event.attendees.coming()) == [place]
