import pytest

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.people.invitations.joining import JoiningRejected, answer, ask_to_join
from planning.people.invitations.keys import InvitationRejected
from planning.people.registration.registering import take_seat
from tests.clock import BRAINSTORM, REVIEW
from tests.factories import EventFactory, JoinRequestFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = stopped_at(BRAINSTORM)


def test_who_is_approved_can_register_and_is_told() -> None:
    event, user = EventFactory(entry="approval"), UserFactory()
    asked = ask_to_join(event, user, name="Ada", word="I know eBPF.", clock=NOW)
    with pytest.raises(InvitationRejected, match="decide who comes"):
        take_seat(user, event, name="Ada", clock=NOW)

    for _ in range(2):
        answer(asked, approves=True, by=UserFactory(), clock=NOW)

    assert take_seat(user, event, name="Ada", clock=NOW).waiting_since is None
    assert Message.objects.get().subject == f"You can come to {event}"


def test_who_is_declined_is_told_why_and_cannot_ask_again() -> None:
    asked = JoinRequestFactory()

    answer(asked, approves=False, why="The hut is small.", by=UserFactory(), clock=NOW)

    assert "The hut is small." in Message.objects.get(to=asked.user.email).text
    with pytest.raises(JoiningRejected, match="declined"):
        ask_to_join(asked.event, asked.user, name="Ada", clock=NOW)


def test_asking_again_changes_what_was_said() -> None:
    asked = JoinRequestFactory()

    again = ask_to_join(asked.event, asked.user, name="Ada", word="Please.", clock=NOW)

    assert (again.pk, again.word) == (asked.pk, "Please.")


@pytest.mark.parametrize("entry", ["open", "invitation"])
def test_there_is_nothing_to_ask_where_nobody_decides(entry: str) -> None:
    with pytest.raises(JoiningRejected, match="nothing to ask"):
        ask_to_join(EventFactory(entry=entry), UserFactory(), name="Ada", clock=NOW)


def test_nothing_is_asked_or_answered_once_it_is_over() -> None:
    asked = JoinRequestFactory()

    with pytest.raises(JoiningRejected, match="is over"):
        ask_to_join(asked.event, UserFactory(), name="Ada", clock=stopped_at(REVIEW))
    with pytest.raises(JoiningRejected, match="is over"):
        answer(asked, approves=True, by=UserFactory(), clock=stopped_at(REVIEW))
