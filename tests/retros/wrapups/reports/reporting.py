"""Writing a report on its page."""

from typing import Any

from django.test import Client

from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.wrapups.models import Report
from tests.factories import EventFactory, TopicFactory
from tests.retros.visitors import enter

NO_STEPS = {"steps-TOTAL_FORMS": 0, "steps-INITIAL_FORMS": 0}


def address(topic: Topic, page: str = "") -> str:
    return f"/{topic.event.slug}/topics/{topic.slug}/report/{page}"


def worked_on(client: Client, phase: Phase = Phase.REVIEW) -> Topic:
    """A topic whose team the visitor is in."""
    topic: Topic = TopicFactory(event=EventFactory(phase=phase))
    enter(client, "member", topic)
    return topic


def fill(client: Client, topic: Topic, *steps: dict[str, Any], **report: Any) -> Any:
    """Send the form; each of `steps` is one row of next steps."""
    rows = {f"steps-{row}-{name}": value for row, step in enumerate(steps) for name, value in step.items()}
    filled = {"outcome": Report.Outcome.PARTLY} | NO_STEPS | {"steps-TOTAL_FORMS": len(steps)} | rows | report
    return client.post(address(topic, "edit/"), filled)
