"""What people do about their steps: by the links in their mails, and on the pages."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils import timezone

from htg.rehearsal.chapters.review import REPOSITORY
from htg.rehearsal.moments import monday_if_weekend
from htg.rehearsal.mornings import quoted
from htg.rehearsal.play import Play, user_of
from planning.people.models import Attendee
from planning.texts.plurals import counted
from retros.nextsteps.closing import assign, close
from retros.nextsteps.evidence.facts import Facts
from retros.nextsteps.evidence.links import add_link, confirm_link
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.evidence.taking import take_facts
from retros.nextsteps.models import NextStep
from retros.reminders.answering.access import get_answering
from retros.reminders.answering.forms import FORMS, LaterForm
from retros.reminders.answering.views import act
from retros.reminders.links import step_url
from retros.reminders.models import Reminder

Deed = Callable[[datetime], None]
Diary = defaultdict[date, list[Deed]]
"""What people will do on which day."""

SATURDAY = 5


def click(reminder: Reminder, action: str, *, now: datetime, **said: object) -> None:
    """Follow the link beside the step in the digest, and confirm."""
    address = step_url(reminder.step, reminder.to, due_on=reminder.due_on, day=reminder.digest.day, action=action)
    answering = get_answering(resolve(urlsplit(address).path).kwargs["token"], now=now)
    form = FORMS[action](said, answering=answering, today=timezone.localdate(now))
    if not form.is_valid():
        raise ValueError(form.errors.as_json())
    act(answering, action, form.cleaned_data, now=now)


def postpone(play: Play, diary: Diary, reminder: Reminder, now: datetime) -> None:
    """Until a Saturday in ten days or more, which is a quiet one: the digest comes on Monday."""
    step, today = reminder.step, timezone.localdate(now)
    saturday = today + timedelta(days=10 + (SATURDAY - today.weekday() - 10) % 7)
    click(reminder, "later", now=now, when=LaterForm.DAY, due_on=saturday)
    play.tell(now, f"{step.owner} clicks “Later” in the mail: {quoted(step)} is now due {saturday:%a %d.%m.%Y}.")
    diary[saturday].append(partial(keep_quiet, play, step))
    diary[saturday + timedelta(days=3)].append(partial(close_step, play, step, NextStep.State.DONE))
    play.note(put_off=1)


def keep_quiet(play: Play, step: NextStep, now: datetime) -> None:
    play.tell(now, f"{quoted(step)} is due today, but {step.owner} keeps weekends free of mail: it waits until Monday.")


def pass_on(play: Play, diary: Diary, reminder: Reminder, now: datetime) -> None:
    step = reminder.step
    others = [person for person in play.attendees() if person != step.owner]
    if not others:
        return
    person = play.chance.choice(others)
    click(reminder, "hand-over", now=now, to=f"person-{person.pk}")
    play.tell(now, f"{step.owner} clicks “Hand over” in the mail: {quoted(step)} is {person}'s now.")
    diary[timezone.localdate(now) + timedelta(days=5)].append(partial(close_step, play, step, NextStep.State.DONE))
    play.note(handed_over=1)


def link_work(step: NextStep, *, now: datetime) -> StepLink:
    """Say which pull request carries the step on. It does not exist."""
    return add_link(step, f"{REPOSITORY}/pull/{1000 + step.pk}", now=now)


def confirm_what_was_merged(play: Play, link: StepLink, reminder: Reminder, now: datetime) -> None:
    step = reminder.step
    merged = Facts(title=str(step), state=StepLink.State.MERGED, reason="", changed_at=now, updated_at=now)
    take_facts(link.reference, merged)
    play.tell(now, f"GitHub says that {link.url} was merged. That suggests {quoted(step)} is done.")
    confirm_link(step, link.pk, by=reminder.to, now=now)
    play.tell(now, f"{step.owner} confirms. No more reminders will come.")
    play.note(done_by_evidence=1)


def close_step(play: Play, step: NextStep, state: NextStep.State, now: datetime) -> None:
    step.refresh_from_db()
    owner = step.owner or play.organizer
    closed = close(step, state, by=user_of(owner), now=now)
    reminded = step.reminders.count()
    after = f"after {counted(reminded, 'reminder')}. No more will come" if reminded else "before it is due"
    play.tell(now, f"{owner} closes {quoted(step)} as {closed.get_state_display()} {after}.")


def find_owner(play: Play, diary: Diary, reminder: Reminder, now: datetime) -> None:
    """The organizer was reminded of a step without an owner, and asks around."""
    step, owner = reminder.step, play.chance.choice(play.attendees())
    due_on = monday_if_weekend(timezone.localdate(now) + timedelta(weeks=2))
    assign(step, owner=owner, due_on=due_on, now=now)
    play.tell(now, f"{play.organizer} finds an owner for {quoted(step)}: {owner}, until {due_on:%d.%m.%Y}.")
    diary[due_on - timedelta(days=1)].append(partial(close_step, play, step, NextStep.State.DONE))


def most_burdened(play: Play, among: Collection[Attendee]) -> Attendee | None:
    """Which of them has the most steps due on one day, and so the longest digest; preferably not an organizer."""
    owned = NextStep.objects.filter(topic__event=play.event, owner__in=among)
    days = Counter(owned.order_by("owner__role", "pk").values_list("owner", "due_on"))
    longest = {person: max((days[key] for key in days if key[0] == person.pk), default=0) for person in among}
    return max(among, key=lambda person: (not person.is_organizer, longest[person]), default=None)
