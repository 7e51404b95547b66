import html
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import AttendeeFactory, OrganizationFactory, UserFactory
from tests.pages import words
from tests.retros.reminders.answering.mailed_steps import answer, due_today, today

pytestmark = pytest.mark.django_db


def test_step_is_done_without_signing_in() -> None:
    step, ada, token = due_today()

    response = answer(token, "done", note="https://example.org/pull/1")

    step.refresh_from_db()
    assert (step.state, step.closed_by, step.closing_note) == ("done", ada, "https://example.org/pull/1")
    assert "It's done. Thank you, Ada!" in words(response)
    assert "sessionid" not in response.client.cookies


def test_step_is_dropped_with_the_reason() -> None:
    step, _, token = due_today()

    response = answer(token, "dropped", note="The chart is gone.")

    step.refresh_from_db()
    assert (step.state, step.closing_note) == ("dropped", "The chart is gone.")
    assert "It's dropped and off the list." in words(response)


def test_step_is_closed_on_the_day_that_it_is_here_wherever_they_are() -> None:
    step, ada, token = due_today()
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # in one of the two it is always another day
    ada.time_zone = next(zone for zone in zones if timezone.localdate(timezone=ZoneInfo(zone)) != today())
    ada.save()

    answer(token, "done")

    step.refresh_from_db()
    assert step.closed_on == today()


def test_what_was_done_is_theirs_in_the_history_of_the_step() -> None:
    step, ada, token = due_today()

    answer(token, "done")

    assert step.history.latest().history_user == ada


def test_whoever_is_signed_in_in_the_browser_has_no_part_in_it() -> None:
    step, ada, token = due_today()
    client = Client()
    client.force_login(UserFactory())

    response = client.post(f"/r/{token}/done/", {"note": ""}, follow=True)

    step.refresh_from_db()
    assert step.closed_by == ada
    assert step.history.latest().history_user == ada
    assert "This link is from a mail to Ada" in words(response)


@pytest.mark.parametrize(("when", "days"), [("week", 7), ("month", 28)])
def test_step_is_put_off(when: str, days: int) -> None:
    step, _, token = due_today()

    response = answer(token, "later", when=when, due_on="")

    step.refresh_from_db()
    assert step.due_on == today() + timedelta(days=days)
    assert "We'll remind you then." in words(response)


@pytest.mark.parametrize("when", ["day", "week"])
def test_step_is_put_off_to_a_day_of_choice(when: str) -> None:
    step, _, token = due_today()
    day = today() + timedelta(days=99)

    answer(token, "later", when=when, due_on=day.isoformat())

    step.refresh_from_db()
    assert step.due_on == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"when": "day", "due_on": ""}, "Choose the day, or one of the answers above."),
        ({"when": "day", "due_on": "soon"}, "“soon” can’t be read as a day."),
        ({"when": "day", "due_on": "2020-01-01"}, "Choose a day in the future."),
        ({"when": "never"}, "Select a valid choice."),
        ({}, "This field is required."),
    ],
)
def test_day_that_makes_no_sense_is_refused_and_kept(typed: dict[str, str], said: str) -> None:
    step, _, token = due_today()

    response = answer(token, "later", **typed)

    assert said in words(response)
    assert f'value="{typed["due_on"]}"' in response.content.decode() if typed.get("due_on") else True
    step.refresh_from_db()
    assert step.due_on == today()


def test_step_is_handed_over_to_somebody_with_a_seat() -> None:
    step, _, token = due_today()
    bob = AttendeeFactory(name="Bob", event=step.topic.event)

    response = answer(token, "hand-over", to=f"person-{bob.pk}")

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (bob, today())
    assert "Bob has it now. Thank you, Ada!" in words(response)


@pytest.mark.parametrize("fields", [{"user": None}, {"user__is_active": False}])
def test_step_is_handed_over_to_nobody_whom_no_reminder_would_reach(fields: dict[str, Any]) -> None:
    step, ada, token = due_today()
    bob = AttendeeFactory(name="Bob Unreached", event=step.topic.event, **fields)

    response = answer(token, "hand-over", to=f"person-{bob.pk}")

    step.refresh_from_db()
    assert step.owner
    assert step.owner.user == ada
    assert "Bob Unreached" not in words(response)
    assert "use the step's own page" in html.unescape(words(response))


def test_hand_over_says_nothing_of_accounts_where_everybody_has_one() -> None:
    step, _, token = due_today()
    AttendeeFactory(name="Bob", event=step.topic.event)

    page = words(Client().get(f"/r/{token}/hand-over/"))

    assert "Bob" in page
    assert "account" not in page


def test_step_is_handed_over_to_ones_own_organization() -> None:
    step, ada, token = due_today()
    gardeners = OrganizationFactory(name="Gardeners")
    ada.attendances.update(organization=gardeners)

    answer(token, "hand-over", to=f"organization-{gardeners.pk}")

    step.refresh_from_db()
    assert (step.owner, step.owner_organization) == (None, gardeners)


def test_step_is_handed_over_to_nobody() -> None:
    step, _, token = due_today()

    response = answer(token, "hand-over", to="nobody")

    step.refresh_from_db()
    assert step.owner is None
    assert "No one has it now: the organizers will find someone." in words(response)


def test_step_cannot_be_handed_over_to_just_anybody() -> None:
    step, ada, token = due_today()
    waiting = AttendeeFactory(event=step.topic.event, waiting_since=timezone.now())
    left = AttendeeFactory(event=step.topic.event, cancelled_at=timezone.now())
    others = OrganizationFactory()

    for to in (f"person-{waiting.pk}", f"person-{left.pk}", f"organization-{others.pk}", "person-0", ""):
        answer(token, "hand-over", to=to)

    step.refresh_from_db()
    assert step.owner is not None
    assert step.owner.user == ada


def test_closed_step_is_opened_again_with_one_click() -> None:
    step, _, token = due_today()
    closed = answer(token, "done")

    assert f'action="/r/{token}/open-again/"' in closed.content.decode()
    response = answer(token, "open-again")

    step.refresh_from_db()
    assert step.is_open
    assert "It's open again." in words(response)


def test_hand_over_names_only_whom_its_person_may_know() -> None:
    step, ada, token = due_today()
    AttendeeFactory(name="Bob Known", event=step.topic.event)
    ada.attendances.update(cancelled_at=timezone.now())

    assert "Bob Known" not in words(Client().get(f"/r/{token}/hand-over/"))
