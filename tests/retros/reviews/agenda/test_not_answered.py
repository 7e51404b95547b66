"""A team shows something, or it does not, or it has not answered yet."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.reviews.agenda.invitation import slot_in_words
from retros.reviews.agenda.planning import draw_up_agenda, plan_demo
from retros.reviews.agenda.reading import read_agenda
from retros.reviews.agenda.writing import Agenda, Slot, write_agenda
from retros.reviews.models import Demo
from tests.api import below, visitor
from tests.factories import AttendeeFactory, DemoFactory, EventFactory, MembershipFactory, TopicFactory
from tests.pages import attending, organizing, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.REVIEW)
    return event


def silent_team(event: Event) -> Demo:
    MembershipFactory(team__topic__event=event, team__topic__title="Weeds")
    draw_up_agenda(event)
    return Demo.objects.get(topic__title="Weeds")


def test_agenda_tells_teams_that_show_nothing_from_those_that_have_not_answered(client: Client, event: Event) -> None:
    silent = silent_team(event)
    DemoFactory(meeting=silent.meeting, topic__event=event, topic__title="Roots", minutes=0)

    page = words(client.get(f"/{event.slug}/agenda/"))

    _, mentioned, not_answered = page.partition("But Still Worth Celebrating")[0], *page.split("Not answered yet")
    assert ("Roots" in mentioned, "Weeds" in mentioned) == (True, False)
    assert ("Roots" in not_answered, "Weeds" in not_answered) == (False, True)


@pytest.mark.parametrize(("minutes", "says"), [(5, "5 min: "), (0, "No demo: ")])
def test_answer_is_shown_wherever_the_demo_is(client: Client, event: Event, minutes: int, says: str) -> None:
    silent = silent_team(event)
    attending(client, event)
    before = (slot_in_words(silent), words(client.get(silent.topic.get_absolute_url())))
    assert before[0].startswith("Not answered yet: ")
    assert "Not answered yet" in before[1]

    plan_demo(silent.topic, minutes=minutes, presenters=[], now=timezone.now())

    silent.refresh_from_db()
    assert slot_in_words(silent).startswith(says)
    assert "Not answered yet" not in words(client.get(silent.topic.get_absolute_url()))


def test_team_that_has_not_answered_is_asked_and_nothing_is_ticked_for_it(client: Client, event: Event) -> None:
    silent = silent_team(event)
    person = MembershipFactory(team=silent.topic.team, attendee=AttendeeFactory(event=event)).attendee
    assert person.user
    client.force_login(person.user)

    page = client.get(f"{silent.topic.get_absolute_url()}demo/").content.decode()

    assert page.count("checked") == 1  # the person who fills it in presents it
    assert "Say what you’ll show" in words(client.get(f"/{event.slug}/agenda/"))


def test_saving_the_agenda_answers_for_nobody(client: Client, event: Event) -> None:
    silent = silent_team(event)
    organizing(client, event)
    assert silent.meeting
    starts_at = timezone.localtime(silent.meeting.starts_at)
    sent = {"starts_at": f"{starts_at:%Y-%m-%dT%H:%M}", "minutes": "60", f"demo-{silent.pk}-minutes": "0"}

    client.post(f"/{event.slug}/agenda/edit/", sent)
    silent.refresh_from_db()
    saved = silent.is_answered
    client.post(f"/{event.slug}/agenda/edit/", sent | {f"demo-{silent.pk}-minutes": "5"})

    silent.refresh_from_db()
    assert (saved, silent.is_answered, silent.minutes) == (False, True, 5)


def test_api_tells_what_is_not_answered(event: Event) -> None:
    silent = silent_team(event)

    shown = visitor().get(below(event, f"demos/{silent.topic.slug}/")).json()

    assert (shown["is_answered"], shown["minutes"]) == (False, 0)


def test_what_has_minutes_is_answered(event: Event) -> None:
    silent = silent_team(event)

    with pytest.raises(IntegrityError):
        Demo.objects.filter(pk=silent.pk).update(minutes=5)


def test_document_has_a_heading_of_its_own_for_them_and_reads_again() -> None:
    slots = (Slot("", 0, (), "", "Roots"), Slot("", 0, (), "https://example.org/weeds", "🌱 Weeds", is_answered=False))
    agenda = Agenda(date(2026, 12, 9), "Review", "https://example.org", slots)

    text = write_agenda(agenda)

    assert text.endswith("\n\n#### Not Answered Yet\n\n- 🌱 Weeds [Summary](https://example.org/weeds)\n")
    assert read_agenda(text) == agenda


def test_migration_tells_silent_teams_from_those_that_said_no(event: Event) -> None:
    silent, said, off = (
        DemoFactory(minutes=0),
        DemoFactory(minutes=0, note="Roots"),
        DemoFactory(minutes=0, meeting=None, topic=TopicFactory()),
    )
    presented = DemoFactory(minutes=0)
    presented.presenters.add(AttendeeFactory(event=presented.topic.event))
    shown = DemoFactory(minutes=5)

    import_module("retros.migrations.0060_demos_not_answered_yet").tell_apart(apps, None)

    assert set(Demo.objects.filter(is_answered=False)) == {silent}
    assert set(Demo.objects.filter(is_answered=True)) == {said, off, presented, shown}
