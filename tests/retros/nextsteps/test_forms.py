from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from retros.nextsteps.forms import AssignForm, MoveForm, StepFilterForm
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def test_filter_offers_organizations_to_anyone_and_people_to_the_community() -> None:
    visitor = AttendeeFactory(name="Grace")
    NextStepFactory.create_batch(2, owner=AttendeeFactory(name="Ada", event=visitor.event))
    NextStepFactory(owner=AttendeeFactory(name="Linus"))
    NextStepFactory(owner_organization=OrganizationFactory(name="Seeds Inc"))

    to_anyone = StepFilterForm(QueryDict(), user=AnonymousUser()).fields["owner"]
    to_visitor = StepFilterForm(QueryDict(), user=visitor.user).fields["owner"]

    assert names(to_anyone) == ["Seeds Inc"]
    assert names(to_visitor) == ["Ada", "Linus", "Seeds Inc"]


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


def names(field: Any) -> list[str]:
    """The owners that can be chosen, below "anyone", "I" and "nobody yet"."""
    groups = dict(choices(field)[3:])
    return [name for name, _ in groups["Owners"]]
