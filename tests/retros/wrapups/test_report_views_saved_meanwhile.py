import pytest
from django.test import Client

from retros.wrapups.models import Report
from tests.pages import words
from tests.retros.wrapups.reporting import address, fill, worked_on

pytestmark = pytest.mark.django_db


def test_report_form_sent_twice_notes_each_next_step_once(client: Client) -> None:
    topic = worked_on(client)

    for _ in range(2):
        fill(client, topic, {"text": "Merge it."}, achievements="The agent runs.")

    assert [step.text for step in topic.next_steps.all()] == ["Merge it."]


def test_report_saved_meanwhile_stands_beside_what_was_typed_and_can_be_saved_over(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, achievements="Theirs.", links="https://hackmd.io/theirs")

    refused = fill(client, topic, {"text": "Merge it."}, achievements="Mine.", seen="")

    page = words(refused)
    told = ["Somebody saved this report meanwhile.", "Theirs.", "https://hackmd.io/theirs", "Mine.", "Merge it."]
    assert [text for text in told if text not in page] == []
    assert Report.objects.get().achievements == "Theirs."
    fill(client, topic, {"text": "Merge it."}, achievements="Both.", seen=refused.context["form"]["seen"].value())
    assert Report.objects.get().achievements == "Both."
    assert topic.next_steps.count() == 1


def test_report_form_carries_the_version_it_was_filled_upon(client: Client) -> None:
    topic = worked_on(client)
    fill(client, topic, achievements="First.")
    form = client.get(address(topic, "edit/")).context["form"]

    fill(client, topic, achievements="Second.", seen=form["seen"].value())

    assert Report.objects.get().achievements == "Second."
