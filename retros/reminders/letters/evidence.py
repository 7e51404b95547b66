"""What a digest says about a link that ended: it asks, and the step's owner answers."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from retros.nextsteps.evidence.models import StepLink
from retros.reminders.deciding.facts import EndedLink
from retros.reminders.letters.steps import in_one_line

LONGEST_TITLE = 100

Reason = StepLink.Reason
MERGED = gettext_lazy("“%(link)s” was merged. Is the step done?")
SAID: Mapping[str, Promise] = {
    "": gettext_lazy("“%(link)s” was closed. Is the step done?"),
    Reason.COMPLETED: gettext_lazy("“%(link)s” was closed as completed. Is the step done?"),
    Reason.NOT_PLANNED: gettext_lazy("“%(link)s” was closed as not planned. What became of the step?"),
    Reason.DUPLICATE: gettext_lazy("“%(link)s” was closed as a duplicate. What became of the step?"),
    Reason.NOT_MERGED: gettext_lazy("“%(link)s” was closed without being merged. What became of the step?"),
    Reason.OTHER: gettext_lazy("“%(link)s” was closed. What became of the step?"),
}


def sentence(link: EndedLink) -> str:
    said = MERGED if link.was_merged else SAID[link.reason]
    return str(said) % {"link": Truncator(in_one_line(link.title)).chars(LONGEST_TITLE)}
