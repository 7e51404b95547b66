from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from retros.nextsteps.models import NextStep
from tests.clock import CLOSED
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    PastEventFactory,
    ReminderFactory,
    ReminderPlanFactory,
    TopicFactory,
)
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.retros.nextsteps.steps import own_step, page_of, post, settled
from tests.retros.visitors import VISITORS, enter

pytestmark = pytest.mark.django_db

State = NextStep.State
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize("visitor", VISITORS)
def test_next_step_is_for_everyone_to_read(client: Client, visitor: str) -> None:
    step = NextStepFactory(text="Merge it.", topic__title="Node agent")
    enter(client, visitor, step.topic)

    page = page_of(client, step)

    assert "Merge it." in page
    assert "Node agent" in page


def test_next_step_that_is_unknown_is_not_found(client: Client) -> None:
    for number in ("1", "9" * 30):
        assert client.get(f"/next-steps/{number}/").status_code == 404


def test_next_step_of_a_past_event_says_that_nothing_changed_since(client: Client) -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    step.history.all().delete()

    assert "Unchanged since it was imported." in page_of(client, step)


@pytest.mark.usefixtures("in_berlin")
def test_next_step_tells_whom_it_reminded_how_often_and_when(client: Client) -> None:
    ada = attending(client, EventFactory())
    bea = AttendeeFactory(event=ada.event)
    step = NextStepFactory(owner=ada)
    for to in (ada.user, bea.user):
        ReminderFactory(step=step, to=to, number=4, due_on=date(2026, 12, 18), planned_at=CLOSED)

    page = page_of(client, step)

    assert f"Reminder 4 to {ada.name}, {bea.name} 24 Dec 2026, 13:00 , due 18 Dec 2026" in page
    assert page.count("Reminder 4") == 1


@pytest.mark.parametrize(
    ("planned", "shown"),
    [
        ({"remind_on": date(2999, 1, 5)}, "The next one goes out on 5 Jan 2999."),
        ({"remind_on": date(2020, 1, 5)}, "The next one goes out as soon as someone can be reached."),
        ({"remind_on": None}, "These were the last ones"),
        ({}, "It has no due date, so no one is reminded of it."),
    ],
)
def test_next_step_tells_when_it_is_reminded_of_next(client: Client, planned: dict[str, object], shown: str) -> None:
    due_on = date(2026, 12, 18) if planned else None
    step = NextStepFactory(due_on=due_on)
    ReminderPlanFactory(step=step, planned_for=due_on, **planned)

    assert shown in page_of(client, step)


@pytest.mark.parametrize(
    ("planned_for", "fields"),
    [(None, {}), (date(2026, 12, 18), {"state": State.DONE, "closed_on": date(2026, 12, 19)})],
)
def test_next_step_tells_of_no_next_reminder_that_is_not_planned(
    client: Client, planned_for: date | None, fields: dict[str, object]
) -> None:
    step = NextStepFactory(due_on=date(2026, 12, 18), **fields)
    ReminderPlanFactory(step=step, planned_for=planned_for, remind_on=date(2999, 1, 5))

    page = page_of(client, step)

    assert "next one goes out" not in page
    assert "last ones" not in page


def test_next_step_names_no_reminded_person_to_outsiders(client: Client) -> None:
    ada = AttendeeFactory(name="Ada Sprout")
    step = NextStepFactory(owner=ada)
    ReminderFactory(step=step, to=ada.user)

    page = page_of(client, step)

    assert "Reminder 1" in page
    assert "Ada" not in page
    assert "@" not in page


def test_next_step_names_the_topic_that_carried_its_own_on(client: Client) -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    TopicFactory(continues=step.topic, title="Node agent, part two")

    assert "Node agent, part two" in page_of(client, step)


@pytest.mark.parametrize("action", ["close", "reopen", "take", "assign", "move"])
def test_next_step_is_never_changed_by_looking(client: Client, action: str) -> None:
    step = own_step(client)

    assert writes_of(client, f"/next-steps/{step.pk}/{action}/") == []


@pytest.mark.parametrize("action", ["close", "reopen", "take", "assign", "move"])
def test_next_step_sends_strangers_to_sign_in(client: Client, action: str) -> None:
    step = NextStepFactory()

    response = post(client, step, action, {"state": State.DONE})

    assert response.headers["Location"] == f"/accounts/login/?next=/next-steps/{step.pk}/{action}/"
    step.refresh_from_db()
    assert step.is_open


def test_note_typed_before_signing_in_is_on_the_step_afterwards(client: Client) -> None:
    owner = AttendeeFactory()
    step = NextStepFactory(owner=owner)
    post(client, step, "close", {"state": State.DONE, "note": "Merged as #1."})
    client.force_login(owner.user)

    back = client.get(f"/next-steps/{step.pk}/close/", follow=True)

    assert "Merged as #1." in words(back)


@pytest.mark.parametrize("action", ["close", "reopen", "assign", "move"])
@pytest.mark.parametrize(
    ("visitor", "status"),
    [("outsider", 403), ("attendee", 403), ("member", 302), ("organizer", 302)],
)
def test_next_step_is_changed_by_its_owner_team_and_organizers(
    client: Client, action: str, visitor: str, status: int
) -> None:
    step = NextStepFactory()
    enter(client, visitor, step.topic)
    later = TopicFactory(event=EventFactory())

    response = post(client, step, action, {"state": State.DONE, "topic": later.pk})

    assert response.status_code == status


@pytest.mark.parametrize(("visitor", "status"), [("outsider", 403), ("attendee", 302), ("organizer", 302)])
def test_next_step_that_nobody_has_is_taken_by_anyone_of_the_community(
    client: Client, visitor: str, status: int
) -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    enter(client, visitor, TopicFactory())

    assert post(client, step, "take").status_code == status


@pytest.mark.parametrize("state", [State.DONE, State.DROPPED])
def test_close_keeps_who_did_it_and_why(client: Client, state: State) -> None:
    step = NextStepFactory()
    organizer = organizing(client, step.topic.event)

    response = post(client, step, "close", {"state": state, "note": "Merged as #1."})

    step.refresh_from_db()
    assert response.headers["Location"] == f"/next-steps/{step.pk}/"
    assert (step.state, step.closing_note, step.closed_by) == (state, "Merged as #1.", organizer.user)
    assert f"{state} by {organizer.name}" in page_of(client, step)


def test_close_goes_back_to_the_list_it_came_from(client: Client) -> None:
    step = own_step(client)

    response = post(client, step, "close", {"state": State.DONE, "back": "/next-steps/?owner=nobody"})

    assert response.headers["Location"] == "/next-steps/?owner=nobody"


@pytest.mark.parametrize("back", ["https://weeds.example/", "//weeds.example/"])
def test_close_never_leads_away_from_the_site(client: Client, back: str) -> None:
    step = own_step(client)

    response = post(client, step, "close", {"state": State.DONE, "back": back})

    assert response.headers["Location"] == f"/next-steps/{step.pk}/"


def test_close_that_comes_too_late_says_so_and_keeps_the_note(client: Client) -> None:
    step = settled(own_step(client))

    response = post(client, step, "close", {"state": State.DROPPED, "note": "Nobody needs it."})

    assert "This step is already done." in words(response)
    assert "Nobody needs it." in response.content.decode()


def test_close_into_an_unknown_state_changes_nothing(client: Client) -> None:
    step = own_step(client)

    response = post(client, step, "close", {"state": State.MOVED})

    step.refresh_from_db()
    assert "Select a valid choice." in words(response)
    assert step.is_open


def test_close_in_place_answers_with_the_line_alone(client: Client) -> None:
    step = own_step(client)

    response = post(client, step, "close", {"state": State.DONE}, headers=HTMX)

    assert response.content.decode().lstrip().startswith(f'<li class="step" id="step-{step.pk}">')
    assert "Reopen" in words(response)
    assert response.headers["HX-Trigger"] == "next-step-changed"


def test_close_in_place_that_comes_too_late_says_so_in_the_line(client: Client) -> None:
    step = settled(own_step(client))

    response = post(client, step, "close", {"state": State.DONE, "note": "Merged."}, headers=HTMX)

    assert "This step is already done." in words(response)
    assert 'value="Merged."' in response.content.decode()


def test_reopen_takes_the_closing_back(client: Client) -> None:
    step = settled(own_step(client))

    post(client, step, "reopen", {"note": "It broke again."})

    assert NextStep.objects.get().is_open
    assert "It broke again." in page_of(client, step)


def test_reopen_with_too_long_a_reason_says_so(client: Client) -> None:
    step = settled(own_step(client))

    response = post(client, step, "reopen", {"note": "x" * 101})

    assert "at most 100 characters" in words(response)


def test_next_step_takes_the_same_queries_however_long_its_history_is(client: Client) -> None:
    step = NextStepFactory(owner=AttendeeFactory())
    organizing(client, step.topic.event)
    change_often(step, 3)
    few = queries_of(client, f"/next-steps/{step.pk}/")
    change_often(step, 27)

    assert len(queries_of(client, f"/next-steps/{step.pk}/")) == len(few)


def change_often(step: NextStep, times: int) -> None:
    for day in range(times):
        step.due_on = timezone.localdate() + timedelta(days=day)
        step.owner = AttendeeFactory(event=step.topic.event)
        step.save()
