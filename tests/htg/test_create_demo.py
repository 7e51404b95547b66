"""`manage.py create_demo`, as someone trying this out calls it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from htg.rehearsal.demo import ADMIN, ATTENDEE, ORGANIZER, PASSWORD
from planning.events.models import Event, Organization
from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.people.models import Attendee, User
from planning.teams.models import Wish
from planning.topics.models import Comment, Topic
from planning.voting.ballots import cast_ballot
from planning.voting.models import Ballot
from retros.nextsteps.models import NextStep, quiet_by
from retros.reminders.models import Digest, Reminder, ReminderPlan
from tests.factories import EventFactory, NextStepFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def create_demo() -> str:
    stdout = StringIO()
    call_command("create_demo", stdout=stdout)
    return stdout.getvalue()


def demo() -> Event:
    return Event.objects.get(attendees__user__email=ORGANIZER)


def counts() -> list[int]:
    models = [Event, Organization, User, Attendee, Topic, Comment, Ballot, Wish, NextStep, Reminder, Message]
    return [model._default_manager.count() for model in models]


def test_demo_has_a_full_house_and_voting_is_open() -> None:
    create_demo()

    event = demo()
    assert event.phase_at(timezone.now()) is Phase.VOTING
    assert event.slug == f"{event.starts_on:%Y-%m}"
    assert (event.attendees.count(), event.topics.count(), Ballot.objects.count()) == (24, 14, 12)
    assert Comment.objects.count() > 0
    assert Wish.objects.count() > 0


def test_nothing_in_the_demo_happens_in_the_future() -> None:
    create_demo()

    now = timezone.now()
    assert not Ballot.objects.filter(cast_at__gt=now).exists()
    assert not Topic.objects.filter(proposed_at__gt=now).exists()
    assert not Comment.objects.filter(written_at__gt=now).exists()


def test_second_run_keeps_everything_and_prints_the_same() -> None:
    first, before = create_demo(), counts()

    second = create_demo()

    assert second == first
    assert counts() == before


def test_demo_prints_where_to_look_and_who_to_be() -> None:
    printed = create_demo()

    assert f"http://testserver{demo().get_absolute_url()}" in printed
    assert [address in printed for address in (ATTENDEE, ORGANIZER, ADMIN, PASSWORD)] == [True] * 4


def test_demo_prints_whom_to_sign_in_as_after_all_mails(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_BACKEND = "htg.console_mail.EmailBackend"
    topic = TopicFactory(event=PastEventFactory(slug="2023-05"))
    NextStepFactory.create_batch(7, topic=topic, text="Review it.")

    call_command("create_demo", deliver=True)

    printed = capsys.readouterr().out.splitlines()
    mails = [line for line in printed if line.startswith("Mail to ")]
    assert len(mails) == Message.objects.count() > 0
    assert printed[: len(mails)] == mails
    assert [line.split()[0] for line in printed[-3:]] == [ATTENDEE, ORGANIZER, ADMIN]


@pytest.mark.parametrize("email", [ATTENDEE, ORGANIZER, ADMIN])
def test_accounts_of_the_demo_can_sign_in(client: Client, email: str) -> None:
    create_demo()

    page = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})

    assert page.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=email).pk)


def test_attendee_of_the_demo_has_a_ballot_to_cast() -> None:
    create_demo()

    attendee = Attendee.objects.get(user__email=ATTENDEE)
    cast_before = Ballot.objects.filter(attendee=attendee).exists()
    cast_ballot(attendee, list(demo().topics.to_vote_on()[:3]), clock=timezone.now)

    assert not cast_before
    assert Ballot.objects.count() == 13


def test_organizer_and_admin_of_the_demo_are_what_they_are_called() -> None:
    create_demo()

    assert demo().attendees.organizers().get().email == ORGANIZER
    assert User.objects.get(email=ADMIN).is_superuser
    assert not User.objects.exclude(email=ADMIN).filter(is_staff=True).exists()


def test_open_ends_of_past_events_are_reminded_of() -> None:
    topic = TopicFactory(event=PastEventFactory(slug="2023-05"))
    NextStepFactory.create_batch(7, topic=topic, text="Review it.")

    create_demo()

    mail, today = Message.objects.get(to=ATTENDEE), timezone.localdate()
    due_on = NextStep.objects.filter(owner__user__email=ATTENDEE)[0].due_on
    assert due_on is not None
    late = Digest.objects.get(messages=mail).day - due_on
    assert mail.subject == f"“Review it” was due {late.days} days ago – and 1 more"
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.WAITING}
    assert NextStep.objects.unowned().count() == 0
    assert NextStep.objects.open().filter(quiet_by(today)).count() == 2
    assert ReminderPlan.objects.filter(remind_on__gt=today).count() == 7
    assert NextStep.objects.filter(due_on__gt=today).count() == 2


def test_topics_of_the_demo_continue_those_of_past_events() -> None:
    for event, slug in (("2024-05", "flux-extension"), ("2023-11", "live-migration"), ("2023-11", "acl-extension")):
        past = Event.objects.filter(slug=event).first() or PastEventFactory(slug=event)
        TopicFactory(event=past, slug=slug)

    create_demo()

    assert demo().topics.filter(continues__isnull=False).exists()


def test_month_of_another_event_is_left_to_it() -> None:
    create_demo()
    usual = demo().slug
    Event.objects.all().delete()
    other = EventFactory(slug=usual, name="Ours")

    create_demo()

    other.refresh_from_db()
    assert (other.name, other.attendees.count()) == ("Ours", 0)
    assert demo().slug > usual
    assert demo().phase_at(timezone.now()) is Phase.VOTING


def test_demo_is_refused_where_others_could_sign_in(settings: Settings) -> None:
    settings.LOCAL = False

    with pytest.raises(CommandError, match="set LOCAL=1"):
        create_demo()

    assert counts() == [0] * 11
