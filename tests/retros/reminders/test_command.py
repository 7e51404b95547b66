import pytest

from planning.outbox.models import Message
from retros.nextsteps.models import NextStep
from tests.commands import answer
from tests.factories import DueStepFactory

pytestmark = pytest.mark.django_db


def test_plan_reminders_writes_and_only_lists_in_a_dry_run() -> None:
    step: NextStep = DueStepFactory(text="Merge it.")

    (digest,) = answer("plan_reminders", "--dry-run")
    assert step.owner is not None
    assert digest["to"] == step.owner.email
    assert [(due["step"], due["text"], due["number"]) for due in digest["steps"]] == [(step.pk, "Merge it.", 1)]
    assert Message.objects.count() == 0

    assert answer("plan_reminders") == {"messages": 1}
    assert answer("plan_reminders") == {"messages": 0}
