"""Several steps at once, over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from tests.api import visitor, wrong_fields
from tests.clock import CLOSED
from tests.factories import (
    AttendeeFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BULK = "/api/v1/next-steps/bulk/"


@pytest.fixture
def topic() -> Topic:
    topic: Topic = TopicFactory(event__phase=Phase.WRAP_UP)
    return topic


def test_several_are_changed_at_once_with_a_result_for_each(topic: Topic) -> None:
    organizer = OrganizerFactory(event=topic.event)
    step, closed = NextStepFactory(topic=topic), NextStepFactory(topic=topic, state=NextStep.State.DONE)
    asked = {"ids": [step.pk, closed.pk], "action": "give", "organization": OrganizationFactory(name="Seeds").name}

    results = visitor(organizer).post(BULK, asked, format="json").json()["results"]

    assert [(result["id"], result["went_through"]) for result in results] == [(step.pk, True), (closed.pk, False)]
    assert "already done" in results[1]["refused"]
    step.refresh_from_db()
    assert step.owner_name == "Seeds"


def test_several_move_into_a_topic_that_is_named(topic: Topic) -> None:
    organizer, step = OrganizerFactory(event=topic.event), NextStepFactory(topic=topic)
    later = TopicFactory(event__slug="9999-05")
    asked = {"ids": [step.pk], "action": "move", "topic": {"event": "9999-05", "topic": later.slug}}

    results = visitor(organizer).post(BULK, asked, format="json").json()["results"]

    assert results == [{"id": step.pk, "went_through": True, "refused": ""}]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"ids": [], "action": "done"}, "ids"),
        ({"ids": [1] * 201, "action": "done"}, "ids"),
        ({"ids": [1], "action": "burn"}, "action"),
        ({"ids": [1], "action": "drop"}, "note"),
        ({"ids": [1], "action": "due"}, "due_on"),
        ({"ids": [1], "action": "move"}, "topic"),
        ({"ids": [1], "action": "give"}, "owner"),
        ({"ids": [1], "action": "give", "organization": "no\x00body"}, "organization"),
    ],
)
def test_a_change_of_several_says_which_field_is_wrong(asked: dict[str, Any], wrong: str) -> None:
    assert wrong_fields(visitor(UserFactory()).post(BULK, asked, format="json")) == {wrong}


def test_several_are_given_to_nobody_whom_one_may_not_know_and_no_refusal_names_them(topic: Topic) -> None:
    owner = AttendeeFactory(event=topic.event, cancelled_at=CLOSED)
    step = NextStepFactory(topic=topic, owner=owner)
    ada = AttendeeFactory(event__slug="2001-05", name="Ada Lovelace")

    response = visitor(owner).post(BULK, {"ids": [step.pk], "action": "give", "owner": ada.pk}, format="json")

    assert wrong_fields(response) == {"owner"}
    assert "Ada" not in response.content.decode()


def test_nobody_changes_several_without_signing_in() -> None:
    step = NextStepFactory(due_on=timezone.localdate() + timedelta(days=1))

    assert visitor().post(BULK, {"ids": [step.pk], "action": "done"}, format="json").status_code == 401
