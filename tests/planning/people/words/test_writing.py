from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.people.models import Attendee
from planning.people.words.models import WordToPeople
from planning.people.words.writing import WordRejected, plan_word, send_word
from tests.clock import BRAINSTORM, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, BallotFactory, EventFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = stopped_at(BRAINSTORM)
WORD = {"subject": "Bring skis", "text": "There is snow.\n\nLots of it."}


@pytest.fixture
def organizer() -> Attendee:
    return AttendeeFactory(event=EventFactory(), name="Ada", role="organizer")


def receivers() -> set[str]:
    return set(Message.objects.values_list("to", flat=True))


def test_each_circle_is_whom_it_says(organizer: Attendee) -> None:
    event = organizer.event
    comes, waits = AttendeeFactory(event=event), AttendeeFactory(event=event, waiting_since=BRAINSTORM)
    AttendeeFactory(event=event, cancelled_at=BRAINSTORM)
    AttendeeFactory(event=event, user=None)
    AttendeeFactory()

    send_word(organizer, to="waiting", subject="No. 1", text="You wait.", clock=NOW)
    assert receivers() == {waits.email}
    send_word(organizer, to="coming", subject="No. 2", text="You come.", clock=NOW)
    assert set(Message.objects.filter(subject="No. 2").values_list("to", flat=True)) == {comes.email, organizer.email}
    word = send_word(organizer, to="everyone", subject="No. 3", text="All of you.", clock=NOW)
    assert (word.people, word.by, word.to) == (3, organizer.user, "Everyone who comes or waits")


def test_only_while_voting_are_those_without_a_ballot_written_to(organizer: Attendee) -> None:
    silent = AttendeeFactory(event=organizer.event)
    BallotFactory(attendee=organizer)

    for closed in (BRAINSTORM, TEAM_FORMATION):
        with pytest.raises(WordRejected, match="can’t write to these people now"):
            send_word(organizer, to="no-ballot", **WORD, clock=stopped_at(closed))
    send_word(organizer, to="no-ballot", **WORD, clock=stopped_at(VOTING))

    assert receivers() == {silent.email}


def test_second_press_sends_nothing_and_later_only_new_people_get_the_same_words(organizer: Attendee) -> None:
    first = send_word(organizer, to="everyone", **WORD, clock=NOW)
    again = send_word(organizer, to="everyone", **WORD, clock=NOW)
    assert (again, Message.objects.count()) == (first, 1)

    later = BRAINSTORM + timedelta(hours=1)
    with pytest.raises(WordRejected, match="they all have this mail already"):
        send_word(organizer, to="everyone", **WORD, clock=stopped_at(later))
    with pytest.raises(WordRejected, match="they all have this mail already"):
        plan_word(organizer, to="coming", **WORD, now=later)
    new = AttendeeFactory(event=organizer.event)
    word = send_word(organizer, to="everyone", **WORD, clock=stopped_at(later))

    assert word.people == 1
    assert receivers() == {organizer.email, new.email}
    assert WordToPeople.objects.count() == 2


def test_frame_of_the_mail_is_in_the_language_of_its_reader_and_the_words_stay(organizer: Attendee) -> None:
    event = organizer.event
    german = AttendeeFactory(event=event, name="Kim", user=UserFactory(language="de"), waiting_since=BRAINSTORM)

    send_word(organizer, to="everyone", **WORD, clock=NOW)
    english, other = Message.objects.get(to=organizer.email).text, Message.objects.get(to=german.email).text

    assert english.startswith("Hello Ada,\n\nThere is snow.\n\nLots of it.\n\nYou get this because you are coming to")
    assert other.startswith("Hallo Kim,\n\nThere is snow.\n\nLots of it.\n\nDu bekommst diese Mail, weil Du auf der")
    assert plan_word(organizer, to="everyone", subject="New", text=WORD["text"], now=BRAINSTORM).mail == english


def test_plan_sends_and_keeps_nothing(organizer: Attendee) -> None:
    AttendeeFactory(event=organizer.event)

    assert plan_word(organizer, to="everyone", **WORD, now=BRAINSTORM).people == 2
    assert (Message.objects.count(), WordToPeople.objects.count()) == (0, 0)
