import pytest

from planning.events.models import Event
from retros.nextsteps.models import NextStep
from tests.commands import output
from tests.test_fixtures import EVENTS

pytestmark = pytest.mark.django_db


def test_load_past_events_fills_an_empty_database() -> None:
    assert output("load_past_events", "--dry-run") == f"To be loaded: {', '.join(EVENTS)}\n"
    assert Event.objects.count() == 0

    assert output("load_past_events") == f"Loaded: {', '.join(EVENTS)}\n"
    assert sorted(Event.objects.values_list("slug", flat=True)) == EVENTS


def test_load_past_events_keeps_what_was_edited_on_the_site() -> None:
    output("load_past_events")
    Event.objects.filter(slug="2023-05").update(venue="Another hut")
    NextStep.objects.filter(topic__event__slug="2023-05").update(text="Edited.")
    Event.objects.get(slug="2022-09").delete()

    assert output("load_past_events") == "Loaded: 2022-09\n"

    assert Event.objects.get(slug="2023-05").venue == "Another hut"
    assert output("load_past_events") == "Every past event is already there.\n"
