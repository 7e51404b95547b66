import json
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from planning.events.models import Event
from planning.outbox.models import Message
from retros.nextsteps.models import NextStep
from tests.factories import DueStepFactory, MessageFactory

pytestmark = pytest.mark.django_db

PAST = ["2021-11", "2022-09", "2023-05", "2023-11", "2024-05"]


def output(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def answer(*command: str) -> Any:
    return json.loads(output(*command))


def test_deliver_outbox_sends_what_is_due() -> None:
    MessageFactory.create_batch(2, due_at=timezone.now())
    MessageFactory(state=Message.State.DEAD)

    assert answer("deliver_outbox") == {
        "revived": 0,
        "taken": 2,
        "states": {"waiting": 0, "held": 0, "sending": 0, "sent": 2, "dead": 1},
    }

    assert len(mail.outbox) == 2


def test_deliver_outbox_tries_again_what_was_given_up_when_asked_to() -> None:
    MessageFactory(key="given up", state=Message.State.DEAD)

    assert [message["key"] for message in answer("deliver_outbox", "--revive", "--dry-run")] == ["given up"]
    assert answer("deliver_outbox", "--revive")["revived"] == 1

    assert len(mail.outbox) == 1


def test_deliver_outbox_only_tells_in_a_dry_run() -> None:
    message = MessageFactory(key="news", due_at=timezone.now())

    (told,) = answer("deliver_outbox", "--dry-run")

    assert (told["key"], told["to"], told["attempts"]) == ("news", message.to, 0)
    assert mail.outbox == []
    assert Message.objects.get().state == Message.State.WAITING


def test_plan_reminders_writes_and_only_tells_in_a_dry_run() -> None:
    step: NextStep = DueStepFactory(text="Merge it.")

    (told,) = answer("plan_reminders", "--dry-run")
    assert step.owner is not None
    assert told["to"] == step.owner.email
    assert [(due["step"], due["text"], due["number"]) for due in told["steps"]] == [(step.pk, "Merge it.", 1)]
    assert Message.objects.count() == 0

    assert answer("plan_reminders") == {"messages": 1}
    assert answer("plan_reminders") == {"messages": 0}


def test_load_past_events_fills_an_empty_database() -> None:
    assert output("load_past_events", "--dry-run") == f"To be loaded: {', '.join(PAST)}\n"
    assert Event.objects.count() == 0

    assert output("load_past_events") == f"Loaded: {', '.join(PAST)}\n"
    assert sorted(Event.objects.values_list("slug", flat=True)) == PAST


def test_load_past_events_keeps_what_was_edited_on_the_site() -> None:
    output("load_past_events")
    Event.objects.filter(slug="2023-05").update(venue="Another hut")
    NextStep.objects.filter(topic__event__slug="2023-05").update(text="Edited.")
    Event.objects.get(slug="2022-09").delete()

    assert output("load_past_events") == "Loaded: 2022-09\n"

    assert Event.objects.get(slug="2023-05").venue == "Another hut"
    assert output("load_past_events") == "Every past event is already there.\n"
