"""Who may act through a link in a mail: getting what it is about is the permission check."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from planning.people.access import familiar
from planning.people.models import User
from retros.nextsteps.access import may_change
from retros.nextsteps.models import NextStep
from retros.reminders.links import LinkBroken, SignedLink, read_token, read_unsubscribe_token
from retros.reminders.models import Reminder


class LinkExpired(Exception):
    """It was valid once, for this user and this step. Either may be gone by now."""

    def __init__(self, step: NextStep | None, user: User | None) -> None:
        super().__init__("This link has expired.")
        self.step, self.user = step, user


@dataclass(frozen=True)
class Answering:
    """A person who came through a link in their mail, and the step it is about."""

    token: str
    link: SignedLink
    user: User
    step: NextStep
    familiar: Collection[int]

    @property
    def name(self) -> str:
        return known_as(self.user)

    @property
    def may_act(self) -> bool:
        return may_change(self.user, self.step)

    @property
    def is_put_off(self) -> bool:
        return self.step.due_on is not None and self.step.due_on > self.link.due_on

    def others(self) -> list[tuple[NextStep, date]]:
        """The other steps in the same mail that are still waiting, with the day they were due."""
        reminders = Reminder.objects.filter(to=self.user, digest__day=self.link.day, step__state=NextStep.State.OPEN)
        waiting = reminders.exclude(step=self.step).select_related("step__topic__event").order_by("due_on", "step")
        return [(reminder.step, reminder.due_on) for reminder in waiting if reminder.step.due_on == reminder.due_on]


def get_answering(token: str, *, now: datetime) -> Answering:
    """Raises LinkBroken, or LinkExpired if it was valid once."""
    link = read_token(token)
    step = NextStep.objects.with_owner().filter(pk=link.step_pk).first()
    user = User.objects.filter(pk=link.user_pk).first()
    if step is None or user is None or not link.is_for(user) or link.has_expired(now):
        raise LinkExpired(step, user)
    return Answering(token=token, link=link, user=user, step=step, familiar=familiar(user))


def get_subscriber(token: str) -> User:
    """Raises LinkBroken."""
    user = User.objects.filter(pk=read_unsubscribe_token(token)).first()
    if user is None:
        raise LinkBroken
    return user


def known_as(user: User) -> str:
    """What the person is called at the last event they came to."""
    last = user.attendances.order_by("-event__slug").values_list("name", flat=True).first()
    return last or user.display_name
