"""What is kept of the list is what each reader would find in it now, whatever was written in between."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import FollowUp, NextStep
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    StepLinkFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

QUESTIONS = ("view=ours&state=any", "view=mine&q=a", "view=proposed&q=beta", "owner=ann&sort=owner")


def shown(client: Client, question: str) -> list[object]:
    context = client.get(f"/next-steps/?{question}").context
    counts = [(bar.label, bar.value) for bar in context["counts"]]
    lines = [(line.pk, line.owner) for line in context["page"].object_list]
    return [context["views"], counts, lines, context["page"].paginator.count]


def test_each_reader_sees_the_list_as_it_is_now() -> None:
    today = timezone.localdate()
    sap, hut = OrganizationFactory(name="SAP"), OrganizationFactory(name="Hut")
    past, event = PastEventFactory(slug="2010-05"), EventFactory(slug="2012-11", phase=Phase.CLOSED)
    people = [
        AttendeeFactory(event=event, name="Ann One", organization=sap),
        AttendeeFactory(event=event, name="Ann Two", organization=hut),
    ]
    topics = [TopicFactory(event=each) for each in (past, event) for _ in range(2)]
    steps = [
        NextStepFactory(topic=topic, text=text, owner=None)
        for text in ("alpha beta", "beta", "alpha gamma", "delta")
        for topic in topics
    ]
    own = [step for step in steps if step.topic.event_id == event.pk]
    clients = [Client(), Client()]
    for client, person in zip(clients, people, strict=False):
        client.force_login(person.user)
    changes = (
        lambda: NextStep.objects.filter(pk=own[0].pk).update(owner=people[0]),
        lambda: NextStep.objects.filter(pk=own[0].pk).update(owner=people[1]),
        lambda: type(people[1]).objects.filter(pk=people[1].pk).update(organization=sap),
        lambda: NextStep.objects.filter(pk=own[1].pk).update(text="alpha", folded="alpha"),
        lambda: NextStep.objects.filter(pk=own[2].pk).update(owner_organization=hut),
        lambda: FollowUp.objects.create(event=past, quiet_days=7),
        lambda: NextStep.objects.filter(pk=steps[1].pk).update(active_on=today - timedelta(days=300)),
        lambda: StepLinkFactory(step=steps[1], state=StepLink.State.MERGED, reason=StepLink.Reason.COMPLETED),
        lambda: StepLink.objects.update(dismissed_at=timezone.now()),
        lambda: NextStep.objects.filter(pk=own[0].pk).delete(),
    )
    for change in changes:
        change()
        for client in clients:
            for question in QUESTIONS:
                kept = shown(client, question)
                with transaction.atomic():  # where nothing is kept
                    assert kept == shown(client, question)
