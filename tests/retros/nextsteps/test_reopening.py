"""A step that was moved into a topic opens again when that is withdrawn, at whatever door, and its owner hears."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.topics.models import Topic
from retros.nextsteps.closing import StepRejected, move
from retros.nextsteps.models import NextStep
from tests.admin_pages import act, address, confirm_import, preview_import
from tests.api import below, visitor
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizerFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> Topic:
    event = EventFactory(slug="2999-01", phase=Phase.BRAINSTORM)
    return TopicFactory(event=event, slug="second", title="Second part", proposed_by=AttendeeFactory(event=event))


@pytest.fixture
def step(topic: Topic) -> NextStep:
    owner = AttendeeFactory(event__slug="2026-12", name="Ada")
    step = NextStepFactory(topic__event=owner.event, owner=owner, text="Finish the **migration**")
    return move(step, topic, by=UserFactory(), now=timezone.now())


def on_the_page(topic: Topic, client: Client) -> None:
    assert topic.proposed_by
    assert topic.proposed_by.user
    client.force_login(topic.proposed_by.user)
    client.post(f"{topic.get_absolute_url()}withdraw/")


def by_the_api(topic: Topic, _client: Client) -> None:
    assert topic.proposed_by
    visitor(topic.proposed_by).post(below(topic.event, "topics/second/withdraw/"))


def by_an_action(topic: Topic, admin_client: Client) -> None:
    act(admin_client, "withdraw_topics", [topic])


def in_the_admin(topic: Topic, admin_client: Client) -> None:
    empty: dict[str, Any] = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    names = ("slug", "position", "emoji", "title", "track")
    form = {"event": topic.event_id} | {name: getattr(topic, name) for name in names}
    now = {"withdrawn_at_0": "2026-12-01", "withdrawn_at_1": "09:00"}
    response = admin_client.post(address(Topic, "change", topic.pk), form | now | empty)
    assert response.status_code == 302, response.context["adminform"].form.errors


def by_a_table(topic: Topic, admin_client: Client) -> None:
    table = f"event,slug,title,withdrawn_at\n2999-01,second,{topic.title},2026-12-01 09:00\n"
    confirm_import(admin_client, Topic, preview_import(admin_client, Topic, table))


@pytest.mark.parametrize("door", [on_the_page, by_the_api, by_an_action, in_the_admin, by_a_table])
def test_a_step_opens_again_with_its_topic_withdrawn(
    door: Callable[[Topic, Client], None], step: NextStep, topic: Topic, admin_client: Client
) -> None:
    door(topic, admin_client)

    step.refresh_from_db()
    topic.refresh_from_db()
    assert topic.is_withdrawn
    assert (step.state, step.moved_to, step.closed_on) == (NextStep.State.OPEN, None, None)
    mail = Message.objects.get()
    assert step.owner
    assert (mail.to, mail.subject) == (step.owner.email, "“Finish the migration” is open again")
    assert mail.text.startswith("Hello Ada,\n\n“🌱 Second part” was withdrawn.")
    assert step.get_absolute_url() in mail.text


def test_of_a_step_that_nobody_has_the_organizers_hear_in_their_language(step: NextStep, topic: Topic) -> None:
    step.owner = None
    step.save()
    organizer = OrganizerFactory(event=step.topic.event, user__language="de")

    on_the_page(topic, Client())

    mail = Message.objects.get()
    assert (mail.to, mail.subject) == (organizer.email, "„Finish the migration“ ist wieder offen")


def test_a_topic_that_took_steps_in_is_not_deleted(step: NextStep, topic: Topic, admin_client: Client) -> None:
    admin_client.post(address(Topic, "delete", topic.pk), {"post": "yes"})

    assert step.moved_to == Topic.objects.get(pk=topic.pk)


def test_no_step_moves_into_a_topic_that_was_withdrawn_meanwhile(topic: Topic) -> None:
    step = NextStepFactory(topic__event__slug="2026-12")
    Topic.objects.filter(pk=topic.pk).update(withdrawn_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(StepRejected, match="withdrawn"):
        move(step, topic, by=UserFactory(), now=timezone.now())


def test_the_admin_moves_no_step_into_a_withdrawn_topic(topic: Topic) -> None:
    step = NextStepFactory(topic__event__slug="2026-12")
    topic.withdrawn_at = timezone.now()
    step.state, step.moved_to, step.closed_on = NextStep.State.MOVED, topic, timezone.localdate()

    with pytest.raises(ValidationError, match="was withdrawn"):
        step.full_clean()
