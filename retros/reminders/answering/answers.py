"""What people can answer to a reminder, in words: the questions, what came of them, and how things are now."""

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
from retros.reminders.letters.steps import BUTTONS, due_in_words, in_one_line
from retros.reminders.links import step_path

State = NextStep.State


@dataclass(frozen=True)
class Asked:
    """A form's heading, what it leads to, and its button."""

    question: Promise
    lead: Promise
    button: Promise


class Choice(NamedTuple):
    label: str
    path: str


ANSWERS: dict[str, Asked] = {
    "done": Asked(
        gettext_lazy("Is it done?"),
        gettext_lazy("Wonderful. Then it's closed, and no one will be asked about it again."),
        gettext_lazy("Yes, it's done"),
    ),
    "later": Asked(
        gettext_lazy("Later?"),
        gettext_lazy("It stays yours and gets a new due date. Reminders start over then."),
        gettext_lazy("Remind me then"),
    ),
    "hand-over": Asked(
        gettext_lazy("Hand it over?"),
        gettext_lazy("It's best to talk to them first. From then on they'll be reminded instead of you."),
        gettext_lazy("Hand it over"),
    ),
    "dropped": Asked(
        gettext_lazy("No longer relevant?"),
        gettext_lazy("Then it's closed without being done, and no one will be asked about it again."),
        gettext_lazy("Yes, drop it"),
    ),
    "open-again": Asked(
        gettext_lazy("Not settled after all?"),
        gettext_lazy("Then it's open again, and reminders start over."),
        gettext_lazy("Reopen it"),
    ),
}


def choices(token: str, *, but: str) -> list[Choice]:
    return [Choice(str(label), step_path(token, action)) for action, label in BUTTONS.items() if action != but]


def happened(did: str, answering: Answering) -> str:
    """Say what came of an answer, if it is true: anyone could type it into an address."""
    step, thanks = answering.step, {"name": answering.name}
    closed_by_them = not step.is_open and step.closed_by_id == answering.user.pk
    if did == "done" and closed_by_them and step.state == State.DONE:
        return _("It's done. Thank you, %(name)s!") % thanks
    if did == "dropped" and closed_by_them and step.state == State.DROPPED:
        return _("It's dropped and off the list. Thanks for letting us know, %(name)s!") % thanks
    if did == "later" and step.is_open and answering.is_put_off and step.due_on:
        return _("It's now due %(day)s. We'll remind you then.") % {"day": dates.on_weekday(step.due_on)}
    if did == "hand-over" and step.is_open and not is_theirs(answering):
        return handed_over(answering)
    if did == "open-again" and step.is_open:
        return _("It's open again.")
    return ""


def is_theirs(answering: Answering) -> bool:
    owner = answering.step.owner
    return owner is not None and owner.user_id == answering.user.pk


def handed_over(answering: Answering) -> str:
    if not visible_owner(answering):
        return _("No one has it now: the organizers will find someone. Thanks for letting us know, %(name)s!") % {
            "name": answering.name
        }
    return _("%(owner)s has it now. Thank you, %(name)s!") % {
        "owner": capfirst(visible_owner(answering)),
        "name": answering.name,
    }


def visible_owner(answering: Answering) -> str:
    """Who has it, as far as this person may know. Empty if no one does."""
    step = answering.step
    if step.owner and step.owner.event_id not in answering.familiar:
        return _("someone")
    return in_one_line(step.owner_name)


def facts(answering: Answering, *, today: date) -> str:
    """When an open step is due, and who has it. Empty for a closed one."""
    step = answering.step
    if not step.is_open:
        return ""
    due = f"{capfirst(due_in_words(step.due_on, today=today))}. " if step.due_on else ""
    return due + looked_after(answering)


def looked_after(answering: Answering) -> str:
    if is_theirs(answering):
        return _("You're looking after it.")
    if owner := visible_owner(answering):
        return _("%(owner)s is looking after it.") % {"owner": capfirst(owner)}
    return _("No one is looking after it yet.")


def changed_since(answering: Answering, *, may_act: bool) -> str:
    """What happened to the step since the mail was written. Empty if nothing did."""
    step = answering.step
    if not step.is_open:
        return closed_in_words(answering)
    if not may_act:
        return _("%(owner)s has this step now, so there's nothing left for you to do.") % {
            "owner": capfirst(visible_owner(answering)) or _("No one")
        }
    if step.due_on is None:
        return _("It no longer has a due date, so no one is reminded of it.")
    if step.due_on != answering.link.due_on:
        return _("It was postponed after this mail was written: it's now due %(day)s.") % {
            "day": dates.on_weekday(step.due_on)
        }
    return ""


def closed_in_words(answering: Answering) -> str:
    step = answering.step
    state = SETTLED[State(step.state)]
    if step.closed_on is None:
        return _("It's %(state)s.") % {"state": state}
    said = {"state": state, "day": dates.long_day(step.closed_on)}
    if step.closed_by_id == answering.user.pk:
        return _("It's %(state)s: you closed it on %(day)s.") % said
    return _("It's %(state)s: someone closed it on %(day)s.") % said
