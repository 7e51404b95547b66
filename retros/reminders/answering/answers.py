"""What can be answered to a reminder, in words: the questions, what came of them, and what is there now."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from retros.nextsteps.closing import SETTLED
from retros.nextsteps.models import NextStep
from retros.reminders.answering.access import Answering
from retros.reminders.letters import dates
from retros.reminders.letters.steps import BUTTONS, one_line
from retros.reminders.links import step_path

State = NextStep.State


@dataclass(frozen=True)
class Asked:
    """A form's heading, what follows from it, and its button."""

    question: Promise
    lead: Promise
    button: Promise


class Choice(NamedTuple):
    label: str
    path: str


ANSWERS: dict[str, Asked] = {
    "done": Asked(
        gettext_lazy("Is it done?"),
        gettext_lazy("Wonderful. It is closed then, and nobody is asked about it any more."),
        gettext_lazy("Yes, it is done"),
    ),
    "later": Asked(
        gettext_lazy("Later?"),
        gettext_lazy("It stays yours, and gets another due date. Its reminders begin anew then."),
        gettext_lazy("Remind me then"),
    ),
    "hand-over": Asked(
        gettext_lazy("Hand it over?"),
        gettext_lazy("Best talk to them first. From then on they are reminded, and you are not."),
        gettext_lazy("Hand it over"),
    ),
    "dropped": Asked(
        gettext_lazy("Not relevant any more?"),
        gettext_lazy("It is closed then without being done, and nobody is asked about it any more."),
        gettext_lazy("Yes, drop it"),
    ),
    "open-again": Asked(
        gettext_lazy("Not settled after all?"),
        gettext_lazy("It is open again then, and its reminders begin anew."),
        gettext_lazy("Open it again"),
    ),
}


def choices(token: str, *, but: str) -> list[Choice]:
    return [Choice(str(label), step_path(token, action)) for action, label in BUTTONS.items() if action != but]


def happened(did: str, answering: Answering) -> str:
    """Say what came of an answer, if it is true: anybody can write it into an address."""
    step, thanks = answering.step, {"name": answering.name}
    closed_by_them = not step.is_open and step.closed_by_id == answering.user.pk
    if did == "done" and closed_by_them and step.state == State.DONE:
        return _("It is done. Thank you, %(name)s!") % thanks
    if did == "dropped" and closed_by_them and step.state == State.DROPPED:
        return _("It is dropped, and off the list. Thank you for saying so, %(name)s!") % thanks
    if did == "later" and step.is_open and answering.is_put_off and step.due_on:
        return _("It is due %(day)s now. You hear of it then.") % {"day": dates.weekday(step.due_on)}
    if did == "hand-over" and step.is_open and not is_theirs(answering):
        return handed_over(answering)
    if did == "open-again" and step.is_open:
        return _("It is open again.")
    return ""


def is_theirs(answering: Answering) -> bool:
    owner = answering.step.owner
    return owner is not None and owner.user_id == answering.user.pk


def handed_over(answering: Answering) -> str:
    if not owner_of(answering):
        return _("Nobody has it now: the organizers look for somebody. Thank you for saying so, %(name)s!") % {
            "name": answering.name
        }
    return _("%(owner)s has it now. Thank you, %(name)s!") % {
        "owner": capfirst(owner_of(answering)),
        "name": answering.name,
    }


def owner_of(answering: Answering) -> str:
    """Who has it, as far as this person may know. Empty if nobody does."""
    step = answering.step
    if step.owner and step.owner.event_id not in answering.familiar:
        return _("somebody")
    return one_line(step.owner_name)


def facts(answering: Answering, *, today: date) -> str:
    """When an open step is due, and who has it. Empty for a closed one."""
    step = answering.step
    if not step.is_open:
        return ""
    due = f"{capfirst(dates.due(step.due_on, today=today))}. " if step.due_on else ""
    return due + looked_after(answering)


def looked_after(answering: Answering) -> str:
    if is_theirs(answering):
        return _("You look after it.")
    if owner := owner_of(answering):
        return _("%(owner)s looks after it.") % {"owner": capfirst(owner)}
    return _("Nobody looks after it yet.")


def standing(answering: Answering, *, may_act: bool) -> str:
    """What became of the step since the mail was written. Empty where nothing did."""
    step = answering.step
    if not step.is_open:
        return closed(answering)
    if not may_act:
        return _("%(owner)s has this step now, so there is nothing left for you to do.") % {
            "owner": capfirst(owner_of(answering)) or _("Nobody")
        }
    if step.due_on is None:
        return _("It has no due date any more, so nobody is reminded of it.")
    if step.due_on != answering.link.due_on:
        return _("It was put off since the mail was written: it is due %(day)s now.") % {
            "day": dates.weekday(step.due_on)
        }
    return ""


def closed(answering: Answering) -> str:
    step = answering.step
    state = SETTLED[State(step.state)]
    if step.closed_on is None:
        return _("It is %(state)s.") % {"state": state}
    said = {"state": state, "day": dates.long_day(step.closed_on)}
    if step.closed_by_id == answering.user.pk:
        return _("It is %(state)s: you closed it on %(day)s.") % said
    return _("It is %(state)s: somebody closed it on %(day)s.") % said
