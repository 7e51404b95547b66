from typing import Any

import pytest

from retros.nextsteps.forms import AssignForm, MoveForm
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    PastEventFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def test_assign_offers_people_under_their_event_latest_first() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    ada = AttendeeFactory(name="Ada", event=step.topic.event)
    later = EventFactory()
    grace = AttendeeFactory(name="Grace", event=later)
    form = AssignForm(step=step, familiar={later.pk, step.topic.event_id})

    groups = choices(form.fields["owner"])[1:]

    assert groups == [
        (f"{later} ({later.slug})", [(grace.pk, "Grace")]),
        (f"{ada.event} ({ada.event.slug})", [(ada.pk, "Ada")]),
    ]


def test_move_offers_topics_that_stand_of_later_events() -> None:
    step = NextStepFactory(topic__event=PastEventFactory())
    TopicFactory(event=step.topic.event)
    topic = TopicFactory(emoji="🕵️", title="`node-agent`")

    groups = choices(MoveForm(step=step).fields["topic"])[1:]

    assert groups == [(f"{topic.event} ({topic.event.slug})", [(topic.pk, "🕵️ node-agent")])]


def choices(field: Any) -> list[Any]:
    return list(field.choices)
