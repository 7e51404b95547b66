"""Next steps on the page of a report: room for one, and for as many as there are."""

import pytest
from django.test import Client

from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from tests.pages import words
from tests.retros.wrapups.reporting import address, fill, worked_on

pytestmark = pytest.mark.django_db


def test_report_begins_with_room_for_one_step(client: Client) -> None:
    topic = worked_on(client)

    page = client.get(address(topic, "edit/")).content.decode()

    assert page.count('class="new-step card"') == 1
    assert '<button class="button button-quiet" name="more" formaction="#steps">Add another next step</button>' in page


def test_another_step_is_added_and_nothing_typed_is_lost(client: Client) -> None:
    topic = worked_on(client)
    typed = {"outcome_note": "Nearly.", "achievements": "It boots.", "links": "https://example.org/a"}

    response = fill(client, topic, {"text": "Merge it.", "due_on": "2030-01-02"}, more="", **typed)

    page = response.content.decode()
    assert (response.status_code, Report.objects.exists(), NextStep.objects.exists()) == (200, False, False)
    assert page.count('class="new-step card"') == 2
    assert [text in page for text in (*typed.values(), "Merge it.", 'value="2030-01-02"')] == [True] * 5
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
