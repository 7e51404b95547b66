"""What a digest says of one next step, in the language that is active."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planning.markdown import plain
from retros.reminders.deciding.contents import StepItem
from retros.reminders.deciding.reasons import Why
from retros.reminders.deciding.recipients import Recipient
from retros.reminders.deciding.schedule import Plan
from retros.reminders.links import step_url

LONGEST = 300  # letters of a step; the rest is on its page

WHY: dict[Why, Promise] = {
    Why.OWNER: gettext_lazy("You're looking after it."),
    Why.UNOWNED: gettext_lazy("No one is looking after it yet."),
    Why.ORGANIZATION: gettext_lazy("It belongs to %(owner)s, but to no one there in particular."),
    Why.NO_ACCOUNT: gettext_lazy("%(owner)s is looking after it, but has no account here, so gets no reminders."),
    Why.OWNER_LEFT: gettext_lazy("%(owner)s was looking after it, but is no longer here."),
    Why.OWNER_BOUNCES: gettext_lazy("%(owner)s is looking after it, but mail to them bounces."),
    Why.OWNER_UNSUBSCRIBED: gettext_lazy("%(owner)s is looking after it, but has turned reminders off."),
    Why.UNANSWERED: gettext_lazy("%(owner)s is looking after it, but hasn't answered yet."),
}

NEAR: dict[int, Promise] = {
    -1: gettext_lazy("due yesterday"),
    0: gettext_lazy("due today"),
    1: gettext_lazy("due tomorrow"),
}

BUTTONS: dict[str, Promise] = {
    "done": gettext_lazy("Done"),
    "later": gettext_lazy("Later"),
    "hand-over": gettext_lazy("Hand over"),
    "dropped": gettext_lazy("Not relevant"),
}


class Button(NamedTuple):
    label: str
    url: str


@dataclass(frozen=True)
class StepWords:
    """One step in a mail. `count` says which reminder it is, and when they end; `evidence` what ended elsewhere."""

    text: str
    place: str
    due: str
    is_overdue: bool
    why: str
    evidence: tuple[str, ...]
    count: str
    url: str
    buttons: tuple[Button, ...]


def step_words(item: StepItem, to: Recipient, *, evidence: tuple[str, ...] = (), day: date) -> StepWords:
    url_of = partial(step_url, item.step, to, due_on=item.due_on, day=day)
    return StepWords(
        text=short_text(item.step.text),
        place=place_of(item.step.topic_title, item.step.event.name),
        due=due_in_words(item.due_on, today=day),
        is_overdue=item.due_on < day,
        why=why(item),
        evidence=evidence,
        count=which_reminder(item, item.step.plan),
        url=url_of(),
        buttons=tuple(Button(str(label), url_of(action=action)) for action, label in BUTTONS.items()),
    )


def short_text(markdown: str) -> str:
    return Truncator(in_one_line(markdown)).chars(LONGEST)


def place_of(topic: str, event: str) -> str:
    return f"{in_one_line(topic)} · {in_one_line(event)}"


def in_one_line(markdown: str) -> str:
    return " ".join(plain(markdown).split())


def due_in_words(due_on: date, *, today: date) -> str:
    """Say “due in 3 days”, or for how long it has been due."""
    days = (due_on - today).days
    if days in NEAR:
        return str(NEAR[days])
    if days > 0:
        return ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days}
    return overdue(-days)


def overdue(days: int) -> str:
    if days < 14:
        return ngettext("due %(days)s day ago", "due %(days)s days ago", days) % {"days": days}
    if days < 61:
        weeks = days // 7
        return ngettext("due %(weeks)s week ago", "due %(weeks)s weeks ago", weeks) % {"weeks": weeks}
    months = days // 30
    return ngettext("due %(months)s month ago", "due %(months)s months ago", months) % {"months": months}


def why(item: StepItem) -> str:
    return str(WHY[item.why]) % {"owner": in_one_line(item.step.owner_name)}


def which_reminder(item: StepItem, plan: Plan) -> str:
    """Say which reminder it is, when they end, and what the organizers know."""
    sentences = [which(item, plan), ending(item)]
    if item.why is Why.OWNER:
        sentences.append(known_to_organizers(item, plan))
    return " ".join(sentence for sentence in sentences if sentence)


def which(item: StepItem, plan: Plan) -> str:
    if item.number > plan.end_after:  # it was reopened, and its reminders started over
        return _("Reminder %(number)s.") % {"number": item.number}
    return _("Reminder %(number)s of at most %(end)s.") % {"number": item.number, "end": plan.end_after}


def ending(item: StepItem) -> str:
    return _("This is the last one: no one will ask again, and the step stays on the list.") if item.is_last else ""


def known_to_organizers(item: StepItem, plan: Plan) -> str:
    if item.organizers_know:
        return _("The organizers are now being asked too.")
    return ngettext(
        "The organizers are only asked if %(count)s goes unanswered.",
        "The organizers are only asked if %(count)s go unanswered.",
        plan.escalate_after,
    ) % {"count": plan.escalate_after}
