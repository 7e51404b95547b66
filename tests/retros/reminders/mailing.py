"""A digest about a few steps, and the ways through it."""

import html
import re
from datetime import date, timedelta
from typing import Any

from planning.events.phases import Phase
from planning.people.models import User
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.contents import Contents, StepItem
from retros.reminders.deciding.reasons import Why
from retros.reminders.links import token_of
from retros.reminders.loading.due import load_steps, recipient_of
from tests.factories import AttendeeFactory, NextStepFactory, TopicFactory

DAY = date(2026, 12, 28)


def mailed_step(*, due_on: date = DAY, day: date = DAY, **fields: Any) -> tuple[NextStep, User, str]:
    """A step, who has it, and the token of its links in the mail of `day`."""
    ada = AttendeeFactory(name="Ada", event__phase=Phase.CLOSED)
    step: NextStep = NextStepFactory(topic=TopicFactory(event=ada.event), owner=ada, due_on=due_on, **fields)
    return step, ada.user, token_of(step, ada.user, due_on=due_on, day=day)


def item(step: NextStep, *, number: int = 1, why: Why = Why.OWNER, **fields: Any) -> StepItem:
    (due,) = load_steps(NextStep.objects.filter(pk=step.pk))
    return StepItem(step=due, number=number, due_on=due.due_on, why=why, **fields)


def digest_to(user: User, *items: StepItem, name: str = "Ada", **fields: Any) -> Contents:
    contents: dict[str, Any] = {"to": recipient_of(user, name=name), "day": DAY, "steps": items}
    return Contents(**contents | fields)


def many_steps(number: int) -> tuple[User, list[StepItem]]:
    """Steps of one person, each due a day earlier than the one before."""
    ada = AttendeeFactory(name="Ada")
    topic = TopicFactory(event=ada.event)
    steps = [
        NextStepFactory(topic=topic, owner=ada, number=n + 1, text=f"Water bed {n}.", due_on=DAY - timedelta(days=n))
        for n in range(number)
    ]
    return ada.user, [item(step) for step in steps]


def read(markup: str) -> str:
    """What a letter's HTML says, without any blanks. Addresses count: the text says them too."""
    markup = re.sub(r"<head>.*?</head>", " ", markup, flags=re.DOTALL)
    markup = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', r"\2: \1", markup, flags=re.DOTALL)
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", markup)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def links_in(letter: str) -> set[str]:
    return {html.unescape(link) for link in re.findall(r"https?://[^\s\"<>]+", letter)}


def path(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)
