from datetime import timedelta

import pytest

from retros.reminders.links import (
    LIFETIME,
    LinkBroken,
    SignedLink,
    address_fingerprint,
    read_token,
    read_unsubscribe_token,
    token_of,
    unsubscribe_url,
)
from tests.clock import at
from tests.factories import NextStepFactory, UserFactory
from tests.retros.reminders.mailing import DAY

pytestmark = pytest.mark.django_db


def test_token_holds_who_what_and_when() -> None:
    ada, step = UserFactory(), NextStepFactory()

    token = token_of(step, ada, due_on=DAY - timedelta(days=9), day=DAY)

    assert read_token(token) == SignedLink(ada.pk, step.pk, DAY - timedelta(days=9), DAY, address_fingerprint(ada))
    assert len(token) < 80


@pytest.mark.parametrize("place", [0, 2, 8, -1, -20])
def test_token_that_was_tampered_with_is_broken(place: int) -> None:
    token = token_of(NextStepFactory(), UserFactory(), due_on=DAY, day=DAY)
    letters = list(token)
    letters[place] = "x" if letters[place] != "x" else "y"

    with pytest.raises(LinkBroken):
        read_token("".join(letters))


@pytest.mark.parametrize("length", [0, 1, 10, -1, -30])
def test_token_that_was_cut_is_broken(length: int) -> None:
    token = token_of(NextStepFactory(), UserFactory(), due_on=DAY, day=DAY)

    with pytest.raises(LinkBroken):
        read_token(token[:length])


def test_token_to_unsubscribe_opens_no_step_and_the_other_way_round() -> None:
    ada = UserFactory()
    unsubscribing = unsubscribe_url(ada).rstrip("/").rpartition("/")[2]

    assert read_unsubscribe_token(unsubscribing) == ada.pk
    with pytest.raises(LinkBroken):
        read_token(unsubscribing)
    with pytest.raises(LinkBroken):
        read_unsubscribe_token(token_of(NextStepFactory(), ada, due_on=DAY, day=DAY))


@pytest.mark.usefixtures("in_berlin")
def test_link_expires_after_sixty_days() -> None:
    link = SignedLink(1, 1, DAY, DAY, "")
    last = at(12, 28) + LIFETIME

    assert not link.has_expired(last)
    assert link.has_expired(last + timedelta(days=1))


def test_link_is_for_the_address_it_was_sent_to() -> None:
    ada = UserFactory()
    link = read_token(token_of(NextStepFactory(), ada, due_on=DAY, day=DAY))

    assert link.is_for(ada)
    ada.email = "ada@elsewhere.example"
    assert not link.is_for(ada)


def test_link_is_for_nobody_whose_account_is_closed() -> None:
    ada = UserFactory()
    link = read_token(token_of(NextStepFactory(), ada, due_on=DAY, day=DAY))
    ada.is_active = False

    assert not link.is_for(ada)
