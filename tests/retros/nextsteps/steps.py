"""Doing something about a next step on its page."""

from typing import Any

from django.test import Client
from django.utils import timezone

from retros.nextsteps.closing import close
from retros.nextsteps.models import NextStep
from tests.factories import NextStepFactory, UserFactory
from tests.pages import organizing, words


def post(client: Client, step: NextStep, action: str, data: dict[str, Any] | None = None, **extra: Any) -> Any:
    return client.post(f"/next-steps/{step.pk}/{action}/", data or {}, **extra)


def page_of(client: Client, step: NextStep) -> str:
    return words(client.get(f"/next-steps/{step.pk}/"))


def own_step(client: Client, **fields: Any) -> NextStep:
    """A step of the event whose organizer looks at it."""
    step: NextStep = NextStepFactory(**fields)
    organizing(client, step.topic.event)
    return step


def settled(step: NextStep) -> NextStep:
    return close(step, NextStep.State.DONE, by=UserFactory(), now=timezone.now())
