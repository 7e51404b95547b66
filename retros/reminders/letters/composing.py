"""What a digest says, put into words: as a mail in text and HTML, and as a short post."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.people.speaking import speaking_to
from retros.reminders.deciding.contents import Contents, PhaseItem, StepItem
from retros.reminders.deciding.reasons import Why
from retros.reminders.letters.evidence import sentence
from retros.reminders.letters.phases import PhaseWords, phase_words
from retros.reminders.letters.steps import StepWords, due_in_words, in_one_line, short_text, step_words
from retros.reminders.links import preferences_url, unsubscribe_url

IN_FULL = 10  # steps; the others in a line each
LONGEST_SUBJECT = 120
MOST_EVIDENCE = 3  # of a step


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Nudge:
    words: PhaseWords
    url: str


@dataclass(frozen=True)
class LetterSection:
    """Steps under a heading: one's own, those without an owner, or those an organizer is asked about."""

    heading: str
    lead: str
    steps: list[StepWords]


def letter_of(contents: Contents) -> Letter:
    """Write the mail in the language and the time zone of whom it is for. It asks the database for nothing."""
    with speaking_to(contents.to):
        said = mail_context(contents)
        text = render_to_string("retros/reminders/letters/digest.txt", said)
        return Letter(
            subject=subject(contents),
            text=re.sub(r"\n{3,}", "\n\n", text).strip() + "\n",
            html=render_to_string("retros/reminders/letters/digest.html", said),
        )


def post_of(contents: Contents) -> str:
    """Write the short text for a chat: what there is to do, and where."""
    with speaking_to(contents.to):
        said = mail_context(contents) | {"subject": subject(contents)}
        text = render_to_string("retros/reminders/letters/digest_post.txt", said)
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def mail_context(contents: Contents) -> dict[str, object]:
    """All that both forms of the letter say, so that neither says more than the other."""
    steps = by_urgency(contents.steps)
    words = [words_for_step(item, contents) for item in steps]
    shown = list(zip(steps, words, strict=True))[:IN_FULL]
    return {
        "language": contents.to.language,
        "greeting": greeting(in_one_line(contents.to.name)),
        "opening": contents.opening.strip(),
        "nudges": [nudge(item, day=contents.day) for item in by_deadline(contents.nudges)],
        "lead": capfirst(lead(len(steps))) if contents.nudges or contents.opening else lead(len(steps)),
        "parts": in_parts(shown),
        "more": words[IN_FULL:],
        "preferences": preferences_url(),
        "unsubscribe": unsubscribe_url(contents.to),
        "site": settings.SITE_URL,
    }


def words_for_step(item: StepItem, contents: Contents) -> StepWords:
    evidence = tuple([sentence(link) for link in item.step.ended_links[:MOST_EVIDENCE]])
    return step_words(item, contents.to, evidence=evidence, day=contents.day)


def nudge(item: PhaseItem, *, day: date) -> Nudge:
    return Nudge(phase_words(item, day=day), settings.SITE_URL + item.path)


def by_urgency(steps: Iterable[StepItem]) -> list[StepItem]:
    """One's own before those one is only asked about, longest due first."""
    return sorted(steps, key=lambda item: (item.why is not Why.OWNER, item.due_on, item.step.pk))


def by_deadline(nudges: Iterable[PhaseItem]) -> list[PhaseItem]:
    return sorted(nudges, key=lambda item: (item.until, item.about))


def greeting(name: str) -> str:
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def lead(steps: int) -> str:
    if not steps:
        return ""
    return ngettext(
        "One next step from a hackathon is waiting for an answer. Done? Great. No time, or no longer needed? "
        "That's fine too: just press a button.",
        "%(count)s next steps from hackathons are waiting for an answer. Done? Great. No time, or no longer needed? "
        "That's fine too: just press a button.",
        steps,
    ) % {"count": steps}


def in_parts(shown: Iterable[tuple[StepItem, StepWords]]) -> list[LetterSection]:
    """The part that begins with the most urgent step comes first."""
    lines: dict[Callable[[list[StepWords]], LetterSection], list[StepWords]] = {}
    for item, line in shown:
        lines.setdefault(PARTS.get(item.why, asked_part), []).append(line)
    return [part(steps) for part, steps in lines.items()]


def own_part(steps: list[StepWords]) -> LetterSection:
    return LetterSection(ngettext("Your next step", "Your next steps", len(steps)), "", steps)


def unowned_part(steps: list[StepWords]) -> LetterSection:
    heading = ngettext("No one is looking after this one yet", "No one is looking after these yet", len(steps))
    ask = _("Find someone to look after it, or close it: then everyone knows where things stand.")
    return LetterSection(heading, ask, steps)


def asked_part(steps: list[StepWords]) -> LetterSection:
    ask = _("Ask how it's going, find someone else, or close it: then everyone knows.")
    return LetterSection(_("You're being asked because no one else has answered"), ask, steps)


PARTS: dict[Why, Callable[[list[StepWords]], LetterSection]] = {Why.OWNER: own_part, Why.UNOWNED: unowned_part}
"""Under what a step stands, if not under those one is asked about in another's place."""


def subject(contents: Contents) -> str:
    """The most urgent thing, and how much there is beside it."""
    titles = [
        *(phase_words(item, day=contents.day).title for item in by_deadline(contents.nudges)),
        *(step_title(item, day=contents.day) for item in by_urgency(contents.steps)),
    ]
    if not titles:
        return _("Hack the Garden")
    first, others = Truncator(in_one_line(titles[0])).chars(LONGEST_SUBJECT), len(titles) - 1
    if not others:
        return first
    more = ngettext("%(first)s – and %(count)s more", "%(first)s – and %(count)s more", others)
    return more % {"first": first, "count": others}


def step_title(item: StepItem, *, day: date) -> str:
    # Translators: the subject of a mail: “Write the docs” was due 9 days ago
    past = _("“%(step)s” was %(due)s")
    # Translators: the subject of a mail: “Write the docs” is due today
    to_come = _("“%(step)s” is %(due)s")
    said = past if item.due_on < day else to_come
    return said % {
        "step": Truncator(short_text(item.step.text).rstrip(".")).chars(80),
        "due": due_in_words(item.due_on, today=day),
    }
