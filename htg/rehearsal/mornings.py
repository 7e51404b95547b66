"""Every morning what is due goes out, as it does when a worker is running: digests, with the phases' nudges in them."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.text import get_text_list

from htg.rehearsal.moments import on
from htg.rehearsal.play import Play
from planning.texts.plurals import counted
from retros.nextsteps.models import NextStep
from retros.reminders.deciding.reasons import Kind, Why
from retros.reminders.models import Digest, PhaseNudge, Reminder
from retros.reminders.planning import plan_reminders

HOUR = 8
NUDGES = {
    Kind.VOTE: "voting is about to close, and they have not voted",
    Kind.WISH: "the week is about to start, and they have made no wishes",
    Kind.PRESENT: "the review meeting is near, and they present",
    Kind.REPORT: "the wrap-up is due, and their report still lacks something",
    Kind.REPORT_LATE: "the wrap-up is late, and their report still lacks something",
}
"""What a phase asks of people."""

WHY = {Why.UNOWNED: "it has no owner", Why.UNANSWERED: "no one answers"}


def pass_mornings(play: Play, until: datetime) -> None:
    """Send what is due on each morning since the last one. The first is that of the day on which voting opens."""
    last = play.last_morning or on(timezone.localdate(play.deadline("voting_opens_at")), hour=HOUR) - timedelta(days=1)
    while (morning := on(timezone.localdate(last) + timedelta(days=1), hour=HOUR)) <= until:
        send_what_is_due(play, now=morning)
        last = play.last_morning = morning


def send_what_is_due(play: Play, *, now: datetime) -> None:
    plan_reminders(now=now)
    play.deliver(now=now)
    tell_nudges(play, now=now)
    for digest in digests_of(now):
        german = " in German" if digest.user.language == "de" else ""
        play.tell(now, f"Digest{german} to {digest.user}: {get_text_list(list(reminders_in(digest)), 'and')}.")


def tell_nudges(play: Play, *, now: datetime) -> None:
    """Someone with two topics to report on is reminded of both in one mail."""
    nudged = PhaseNudge.objects.filter(planned_at=now).values_list("kind", "to").distinct()
    for kind, number in sorted(Counter(kind for kind, _ in nudged).items()):
        play.tell(now, f"{counted(number, 'person is', 'people are')} reminded: {NUDGES[Kind(kind)]}.")


def digests_of(now: datetime) -> list[Digest]:
    with_steps = Digest.objects.filter(reminders__planned_at=now).distinct()
    return list(with_steps.select_related("user").order_by("pk"))


def reminders_in(digest: Digest) -> Iterator[str]:
    for reminder in Reminder.objects.filter(digest=digest).select_related("step__topic").order_by("due_on", "pk"):
        why = WHY.get(Why(reminder.why))
        yield f"{quoted(reminder.step)} (reminder {reminder.number}{f', {why}' if why else ''})"


def quoted(step: NextStep) -> str:
    """The emoji says which topic it belongs to."""
    return f"{step.topic.emoji} “{step}”".lstrip()
