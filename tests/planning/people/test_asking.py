import pytest

from planning.outbox.models import Message
from planning.people.asking import ask_each, not_asked
from planning.people.models import Attendee
from tests.clock import VOTING
from tests.factories import AttendeeFactory

pytestmark = pytest.mark.django_db


def ask(about: str) -> list[Attendee]:
    people = Attendee.objects.all()
    return ask_each(people, about, subject="Well?", text=lambda person: f"What of {person}?", now=VOTING)


def test_each_is_asked_once_about_one_thing() -> None:
    ada = AttendeeFactory(name="Ada")
    first = ask("vote/1")
    bo = AttendeeFactory(name="Bo")

    second, third = ask("vote/1"), ask("vote/1")

    assert (first, second, third) == ([ada], [bo], [])
    assert ask("vote/2") == [ada, bo]


def test_the_mail_greets_by_name_and_is_held_when_in_doubt() -> None:
    ada = AttendeeFactory(name="Ada")

    ask("vote/1")

    mail = Message.objects.get()
    assert (mail.to, mail.subject, mail.text) == (ada.email, "Well?", "Hello Ada,\n\nWhat of Ada?\n")
    assert mail.in_doubt == Message.InDoubt.HOLD


def test_people_without_an_account_cannot_be_asked() -> None:
    AttendeeFactory(user=None)

    assert not not_asked(Attendee.objects.all(), "vote/1").exists()
    assert ask("vote/1") == []
