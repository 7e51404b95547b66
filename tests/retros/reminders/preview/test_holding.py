from datetime import date, timedelta

import pytest

from planning.outbox.models import Message
from planning.people.models import User
from retros.reminders.models import Digest
from retros.reminders.planning import plan_reminders
from retros.reminders.preview.holding import DigestRejected, hold_digest, release_digest, set_opening
from tests.clock import at
from tests.factories import AttendeeFactory, NextStepFactory, PastEventFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

NOW = at(12, 18)
TODAY = date(2026, 12, 18)
DAY = timedelta(days=1)


@pytest.fixture
def recipient() -> User:
    """Somebody with a step that is due today."""
    event = PastEventFactory()
    owner = AttendeeFactory(event=event)
    NextStepFactory(topic__event=event, owner=owner, due_on=TODAY)
    user: User = owner.user
    return user


def test_held_digest_waits_in_the_outbox_until_it_is_released(recipient: User) -> None:
    hold_digest(recipient, TODAY, by=UserFactory(), now=NOW)
    plan_reminders(now=NOW)
    assert Message.objects.get().state == Message.State.HELD

    release_digest(recipient, TODAY, now=NOW + DAY)

    assert Message.objects.get().state == Message.State.WAITING
    assert plan_reminders(now=NOW + DAY) == 0


def test_digest_that_is_released_before_its_day_goes_out_on_it(recipient: User) -> None:
    hold_digest(recipient, TODAY, by=UserFactory(), now=NOW - DAY)
    release_digest(recipient, TODAY, now=NOW - DAY)

    plan_reminders(now=NOW)

    assert Message.objects.get().state == Message.State.WAITING
    assert Digest.objects.get().held_by is None


def test_digest_that_is_written_is_held_while_it_waits(recipient: User) -> None:
    plan_reminders(now=NOW)

    digest = hold_digest(recipient, TODAY, by=UserFactory(), now=NOW)

    assert digest.is_held
    assert Message.objects.get().state == Message.State.HELD


def test_digest_that_was_sent_cannot_be_held(recipient: User) -> None:
    plan_reminders(now=NOW)
    Message.objects.update(state=Message.State.SENT, sent_at=NOW)

    with pytest.raises(DigestRejected, match="already been sent"):
        hold_digest(recipient, TODAY, by=UserFactory(), now=NOW)


def test_words_stand_above_all_else(recipient: User) -> None:
    set_opening(recipient, TODAY, "  The hut is booked.  ", now=NOW)

    plan_reminders(now=NOW)

    message = Message.objects.get()
    assert message.text.index("The hut is booked.") < message.text.index("Do thing")
    with pytest.raises(DigestRejected, match="already been written"):
        set_opening(recipient, TODAY, "Too late.", now=NOW)


@pytest.mark.parametrize(("day", "why"), [(TODAY - DAY, "17.12.2026 is over"), (TODAY + 40 * DAY, "too far ahead")])
def test_day_that_is_over_or_far_ahead_is_refused(recipient: User, day: date, why: str) -> None:
    with pytest.raises(DigestRejected, match=why):
        hold_digest(recipient, day, by=UserFactory(), now=NOW)

    assert not Digest.objects.exists()


def test_what_nobody_holds_cannot_be_released(recipient: User) -> None:
    with pytest.raises(DigestRejected, match="isn't being held"):
        release_digest(recipient, TODAY, now=NOW)


def test_opening_that_is_far_too_long_is_refused(recipient: User) -> None:
    with pytest.raises(DigestRejected, match="2001 characters"):
        set_opening(recipient, TODAY, "a" * 2001, now=NOW)
