from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.nextsteps.models import FollowUp
from tests.factories import EventFactory, NextStepFactory, OrganizerFactory
from tests.pages import attending, organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory(phase=Phase.WRAP_UP)


def page(event: Event) -> str:
    return f"/{event.slug}/follow-up/"


def filled(client: Client, event: Event, **said: Any) -> dict[str, Any]:
    """What the browser sends: all that was shown, with what was changed."""
    form = client.get(page(event)).context["form"]
    values = {bound.html_name: bound.value() for bound in form if bound.name != "reason"}
    shown = {name: "" if value is None else value for name, value in values.items()}
    return shown | {f"initial-{name}": value for name, value in shown.items()} | {"reason": "Too often."} | said


def test_page_tells_the_plan_in_words(client: Client, event: Event) -> None:
    organizing(client, event)

    shown = words(client.get(page(event)))

    assert "First on the due date, then every 2 weeks; after the 3rd the organizers are asked too" in shown
    assert "None so far: this is the usual plan." in shown


def test_form_proposes_the_usual_due_date(client: Client, event: Event) -> None:
    assert event.ends_on is not None
    organizing(client, event)

    assert f"{event.ends_on + timedelta(weeks=8):%d.%m.%Y}" in words(client.get(page(event)))


def test_form_changes_the_plan_and_logs_who_and_why(client: Client, event: Event) -> None:
    organizer = organizing(client, event)

    response = client.post(page(event), filled(client, event, repeat_days=7, due_on="2199-01-31"), follow=True)

    plan = FollowUp.objects.get()
    assert (plan.repeat_days, plan.due_on, plan.end_after) == (7, date(2199, 1, 31), 6)
    shown = words(response)
    assert "The plan has been changed." in shown
    assert "Too often. First on the due date, then every week;" in shown
    assert organizer.name in shown


def test_form_leaves_what_another_organizer_changed_meanwhile(client: Client, event: Event) -> None:
    organizing(client, event)
    data = filled(client, event, repeat_days=7)
    FollowUp.objects.create(event=event, grace_days=3)

    client.post(page(event), data)

    plan = FollowUp.objects.get()
    assert (plan.repeat_days, plan.grace_days) == (7, 3)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"end_after": 2}, "choose a later end"),
        ({"repeat_days": 0}, "at most daily"),
        ({"due_on": "2001-01-01"}, "before the event is over"),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_form_keeps_what_was_typed_where_the_plan_makes_no_sense(
    client: Client, event: Event, wrong: dict[str, Any], reason: str
) -> None:
    organizing(client, event)

    response = client.post(page(event), filled(client, event, grace_days=77) | wrong)

    assert reason in words(response)
    assert b'value="77"' in response.content
    assert not FollowUp.objects.exists()


def test_page_is_for_organizers(client: Client, event: Event) -> None:
    signed_out = client.get(page(event)).status_code
    attending(client, event)
    seated = client.get(page(event)).status_code
    organizing(client, EventFactory())
    elsewhere = client.get(page(event)).status_code

    assert (signed_out, seated, elsewhere) == (302, 403, 404)


def test_page_takes_the_same_queries_however_often_the_plan_was_changed(client: Client, event: Event) -> None:
    organizing(client, event)
    change(event, times=1)
    once = len(queries_of(client, page(event)))

    change(event, times=9)

    assert len(queries_of(client, page(event))) == once


def test_looking_at_the_plan_writes_nothing(client: Client, event: Event) -> None:
    organizing(client, event)
    NextStepFactory(topic__event=event, due_on=timezone.localdate())

    assert writes_of(client, page(event)) == []


def test_event_leads_its_organizers_to_the_plan(client: Client, event: Event) -> None:
    organizing(client, event)

    assert f'href="{page(event)}"' in client.get(f"/{event.slug}/organize/").content.decode()


def change(event: Event, *, times: int) -> None:
    for _ in range(times):
        plan, _ = FollowUp.objects.get_or_create(event=event)
        plan._history_user = OrganizerFactory(event=event).user
        plan.save()
