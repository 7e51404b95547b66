from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from planning.clock import stopped_at
from planning.outbox.models import Message
from planning.people.invitations.guests import read_guests
from planning.people.invitations.inviting import invite, make_link, remind, revoke
from planning.people.invitations.keys import InvitationRejected, find_invitation, key_of, refuse_invalid
from planning.people.invitations.models import Invitation
from planning.people.registration.registering import take_seat
from tests.clock import BRAINSTORM, REVIEW
from tests.factories import AttendeeFactory, EventFactory, InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = stopped_at(BRAINSTORM)


def test_invite_writes_to_each_address_once() -> None:
    event = EventFactory()
    UserFactory(email="kim@example.org", language="de")
    guests = read_guests(b"Kim <kim@example.org>, luca@example.org, kim@example.org, no address")

    first = invite(event, guests, clock=NOW)
    second = invite(event, guests, clock=NOW)

    assert [str(decision.state) for decision in first] == ["new", "new", "twice", "refused"]
    assert [str(decision.state) for decision in second] == ["invited", "invited", "twice", "refused"]
    mail = Message.objects.get(to="kim@example.org")
    assert Message.objects.count() == 2
    assert (mail.subject, mail.in_doubt) == (f"Du bist zu {event} eingeladen", "hold")
    assert key_of(Invitation.objects.get(email="kim@example.org")) in mail.text


def test_invite_leaves_alone_who_is_here_by_any_of_their_addresses() -> None:
    event = EventFactory()
    here = AttendeeFactory(event=event)
    EmailAddress.objects.create(user=here.user, email="other@example.org", verified=True)
    waits = AttendeeFactory(event=event, waiting_since=BRAINSTORM)

    found = invite(event, read_guests(f"{here.email};other@example.org;{waits.email}".encode()), clock=NOW)

    assert [str(decision.state) for decision in found] == ["here", "twice", "here"]
    assert not Message.objects.exists()


def test_invite_asks_again_who_cancelled_or_whose_invitation_ended() -> None:
    event = EventFactory()
    left = AttendeeFactory(event=event, cancelled_at=BRAINSTORM)
    InvitationFactory(
        event=event, email="kim@example.org", made_at=BRAINSTORM - timedelta(9), expires_at=BRAINSTORM - timedelta(1)
    )

    found = invite(event, read_guests(f"{left.email}, kim@example.org".encode()), clock=NOW)

    assert [str(decision.state) for decision in found] == ["again", "again"]
    assert Invitation.objects.valid(BRAINSTORM).count() == 2


def test_invite_refuses_an_event_that_is_over() -> None:
    with pytest.raises(InvitationRejected, match="is over"):
        invite(EventFactory(), read_guests(b"kim@example.org"), clock=stopped_at(REVIEW))


def test_invited_are_reminded_once_unless_they_came() -> None:
    event = EventFactory()
    invite(event, read_guests(b"kim@example.org, luca@example.org"), clock=NOW)
    AttendeeFactory(event=event, user__email="luca@example.org")

    first, second = (remind(event, Invitation.objects.all(), clock=NOW) for _ in range(2))

    assert [invitation.email for invitation in first] == ["kim@example.org"]
    assert list(second) == []


def test_a_link_lets_in_as_many_as_it_says_and_then_says_so() -> None:
    event = EventFactory(entry="invitation")
    link = make_link(event, uses=1, expires_at=None, by=UserFactory(), clock=NOW)
    with pytest.raises(InvitationRejected, match="is by invitation"):
        take_seat(UserFactory(), event, name="Ada", clock=NOW)

    place = take_seat(UserFactory(), event, name="Ada", key=key_of(link), clock=NOW)

    assert place.waiting_since is None
    with pytest.raises(InvitationRejected, match="has been used already"):
        take_seat(UserFactory(), event, name="Bob", key=key_of(link), clock=NOW)


@pytest.mark.parametrize("key", ["", "7", "7~nonsense", "~", "x~y", "7~" + "a" * 500])
def test_a_link_that_was_altered_is_refused(key: str) -> None:
    with pytest.raises(InvitationRejected, match="changed or cut off"):
        find_invitation(key)


def test_a_link_says_why_it_lets_nobody_in() -> None:
    link = InvitationFactory(email="", uses=3)
    with pytest.raises(InvitationRejected, match="was good until"):
        refuse_invalid(link, now=link.expires_at)
    link.used = 3
    with pytest.raises(InvitationRejected, match="All 3 people"):
        refuse_invalid(link, now=BRAINSTORM)

    with pytest.raises(InvitationRejected, match="taken this invitation back"):
        refuse_invalid(revoke(link, clock=NOW), now=BRAINSTORM)


def test_a_link_to_another_event_is_refused() -> None:
    link = InvitationFactory(email="")

    with pytest.raises(InvitationRejected, match=f"is to {link.event}"):
        take_seat(UserFactory(), EventFactory(entry="invitation"), name="Ada", key=key_of(link), clock=NOW)


def test_database_holds_one_standing_invitation_an_address() -> None:
    one = InvitationFactory(email="kim@example.org")

    with pytest.raises(IntegrityError):
        InvitationFactory(email="kim@example.org", event=one.event)
