"""What a phase asks of a person, in words: add the words of a new kind here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from retros.reminders.deciding.contents import PhaseItem
from retros.reminders.deciding.reasons import Kind
from retros.reminders.letters.dates import moment_of, relative_day
from retros.reminders.letters.steps import in_one_line


@dataclass(frozen=True)
class PhaseWords:
    """In the reader's language. `title` is one line, and may become the subject of the mail."""

    title: str
    text: str
    button: str


@dataclass(frozen=True)
class Template:
    """May name the `event`, the `subject`, what it `lacks`, the `day` (“tomorrow”, or a date) and the `moment`."""

    title: Promise
    text: Promise
    button: Promise


TEMPLATES: Mapping[str, Template] = {
    Kind.VOTE: Template(
        _("Voting closes %(day)s, and you haven't voted yet"),
        _("Choose which topics should happen at %(event)s. Voting closes %(moment)s."),
        _("Vote"),
    ),
    Kind.WISH: Template(
        _("Teams are formed %(day)s, and you haven't made a wish yet"),
        _("Say what you'd like to work on at %(event)s: teams are formed from everyone's wishes %(moment)s."),
        _("Make your wishes"),
    ),
    Kind.REPORT: Template(
        _("The report on “%(subject)s” is due %(day)s"),
        _("Still missing: %(lacks)s. The wrap-up of %(event)s is put together from the reports %(moment)s."),
        _("Write the report"),
    ),
    Kind.REPORT_LATE: Template(
        _("The report on “%(subject)s” is still missing"),
        _("Still missing: %(lacks)s. The wrap-up of %(event)s was due %(moment)s and is waiting for it."),
        _("Write the report"),
    ),
    Kind.PRESENT: Template(
        _("You present “%(subject)s” %(day)s"),
        _("Your demo in the review meeting of %(event)s begins %(moment)s, if those before it run to time."),
        _("See the agenda"),
    ),
}

# What a report lacks, to stand behind “It lacks”.
LACKS: Mapping[str, Promise] = {
    "report": _("everything"),
    "outcome": _("the outcome"),
    "achievements": _("what was achieved"),
    "next_steps": _("the next steps"),
}


def phase_words(item: PhaseItem, *, day: date) -> PhaseWords:
    """In the active language and time zone, for someone reading it on `day`."""
    template = TEMPLATES[item.kind]
    named = {
        "event": in_one_line(str(item.event)),
        "subject": in_one_line(item.subject),
        "lacks": ", ".join(str(LACKS[part]) for part in item.lacks) or gettext("something"),
        "day": relative_day(timezone.localdate(item.until), today=day),
        "moment": moment_of(item.until),
    }
    return PhaseWords(str(template.title) % named, str(template.text) % named, str(template.button))
