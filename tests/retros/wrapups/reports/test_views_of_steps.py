"""Next steps on the page of a report: room for one, and for as many as there are."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.paging import ROWS
from planning.people.models import Attendee
from retros.nextsteps.followup.plans import default_due_on
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from tests.factories import AttendeeFactory
from tests.flat import assert_flat
from tests.pages import words
from tests.retros.wrapups.reports.reporting import address, fill, worked_on

pytestmark = pytest.mark.django_db


def test_report_begins_with_room_for_one_step(client: Client) -> None:
    topic = worked_on(client)

    page = client.get(address(topic, "edit/")).content.decode()

    assert page.count('class="new-step card"') == 1
    assert '<button class="button button-quiet" name="more" formaction="#steps">Add another next step</button>' in page


def test_another_step_is_added_and_nothing_typed_is_lost(client: Client) -> None:
    topic = worked_on(client)
    typed = {"outcome_note": "Nearly.", "achievements": "It boots.", "links": "https://example.org/a"}
    due_on = str(timezone.localdate() + timedelta(days=30))

    response = fill(client, topic, {"text": "Merge it.", "due_on": due_on}, more="", **typed)

    page = response.content.decode()
    assert (response.status_code, Report.objects.exists(), NextStep.objects.exists()) == (200, False, False)
    assert page.count('class="new-step card"') == 2
    assert [text in page for text in (*typed.values(), "Merge it.", f'value="{due_on}"')] == [True] * 5
    assert 'value="partly" ' in page
    assert "Please check" not in words(response)


def test_steps_that_were_added_are_saved_with_the_report(client: Client) -> None:
    topic = worked_on(client)
    steps = [{"text": f"Step {number}."} for number in range(12)]

    fill(client, topic, *steps, achievements="It boots.")

    assert [step.text for step in topic.next_steps.order_by("pk")] == [step["text"] for step in steps]


@pytest.mark.parametrize("count", ["", "x", "-1", "9" * 30])
def test_number_of_rows_that_makes_no_sense_adds_none(client: Client, count: str) -> None:
    topic = worked_on(client)

    response = fill(client, topic, **{"more": "", "steps-TOTAL_FORMS": count, "achievements": "It boots."})

    assert (response.status_code, "It boots." in response.content.decode()) == (200, True)


def test_report_form_notes_several_next_steps_with_owner_and_due_date(client: Client) -> None:
    topic = worked_on(client)
    ada = AttendeeFactory(event=topic.event)

    fill(client, topic, {"text": "Merge it.", "owner": ada.pk, "due_on": "2199-01-31"}, {"text": "Tell people."})

    noted = [(step.text, step.owner, step.due_on) for step in topic.next_steps.all()]
    usual = default_due_on(topic.event, timezone.localdate())
    assert noted == [("Merge it.", ada, date(2199, 1, 31)), ("Tell people.", None, usual)]


def test_report_form_counts_a_row_left_as_it_is_as_no_step(client: Client) -> None:
    topic = worked_on(client)
    assert topic.event.ends_on is not None

    fill(client, topic, {"text": "", "due_on": topic.event.ends_on + timedelta(weeks=8)})

    assert not NextStep.objects.exists()
    assert Report.objects.exists()


def test_report_form_proposes_eight_weeks_after_the_event_for_each_step(client: Client) -> None:
    topic = worked_on(client)
    assert topic.event.ends_on is not None

    date = f'value="{topic.event.ends_on + timedelta(weeks=8)}"'

    page = client.get(address(topic, "edit/")).content.decode()
    more = fill(client, topic, {"text": "Merge it.", "due_on": ""}, more="").content.decode()

    assert (page.count(date), more.count(date)) == (1, 1)


def test_report_form_says_on_top_that_a_next_step_is_wrong(client: Client) -> None:
    topic = worked_on(client)

    response = fill(client, topic, {"text": "Merge it.", "due_on": "soon"})

    assert "Please check the next steps" in words(response)


def test_report_form_that_lost_its_rows_says_so(client: Client) -> None:
    topic = worked_on(client)

    response = client.post(address(topic, "edit/"), {"outcome": Report.Outcome.PARTLY, "achievements": "It runs."})

    assert "It runs." in words(response)
    assert "The next steps didn't arrive." in words(response)


def add_people(event: Event, number: int) -> list[Attendee]:
    before = event.attendees.count()
    return Attendee.objects.bulk_create(
        Attendee(event=event, name=f"Gardener {place:03}") for place in range(before, before + number)
    )


def test_report_form_costs_the_same_however_many_people_there_are(client: Client) -> None:
    topic = worked_on(client)

    assert_flat(client, address(topic, "edit/"), lambda number: add_people(topic.event, number), rows=ROWS + 1)


def test_owner_who_is_looked_for_is_found_and_nothing_typed_is_lost(client: Client) -> None:
    topic = worked_on(client)
    first, *_, last = add_people(topic.event, ROWS + 10)
    rows = {"text": "Merge it.", "owner": last.pk}, {"text": "Tell people.", "owner": first.pk}
    option = f'<option value="{last.pk}"'

    before = client.get(address(topic, "edit/")).content.decode()
    found = fill(client, topic, rows[1], find="find_owner", find_owner=last.name, achievements="It boots.")

    page = found.content.decode()
    assert [option in html for html in (before, page)] == [False, True]
    assert f'<option value="{first.pk}" selected>' in page
    assert [text in page for text in ("Tell people.", "It boots.", f'value="{last.name}"')] == [True] * 3
    assert not NextStep.objects.exists()

    fill(client, topic, *rows, find_owner=last.name, achievements="It boots.")

    assert [step.owner for step in topic.next_steps.order_by("pk")] == [last, first]


def test_search_for_an_owner_takes_no_room_where_all_are_offered(client: Client) -> None:
    topic = worked_on(client)

    assert "find_owner" not in client.get(address(topic, "edit/")).content.decode()
