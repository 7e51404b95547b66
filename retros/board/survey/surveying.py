"""The survey after an event: short, open for a while, and anonymous.

Who answered is kept apart from what they answered, and the answers in an order that gives nothing away. No one reads
them before the survey closes, and then it accepts no more: a look before and after an answer would show whose it is.
Everyone with a seat can see how many have answered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import SystemRandom
from typing import cast

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from planning.clock import Clock
from planning.events.models import Event
from planning.people.asking import ask_each, not_asked
from planning.people.models import Attendee, AttendeeQuerySet
from planning.rejection import Rejected
from retros.board.models import Answer, AnswerQuerySet, Respondent, Survey
from retros.board.questions import CHOICES, Question

A_YEAR = timedelta(days=365)


class SurveyRejected(Rejected):
    """A survey that is not open, or already answered."""


@dataclass(frozen=True)
class Period:
    """When an event's survey can be answered."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def period_of(event: Event) -> Period | None:
    """From the end of the week until the wrap-up is due, or the day an organizer chose. A past event has no survey."""
    if event.ends_at is None or event.wrap_up_due_at is None:
        return None
    survey = Survey.objects.filter(event=event).first()
    if survey:
        return Period(event.ends_at, end_of_last_day(survey.closes_on))
    return Period(event.ends_at, closed_before(event, event.ends_at) or event.wrap_up_due_at)


def closed_before(event: Event, opened_at: datetime) -> datetime | None:
    """When the survey closed, even if the wrap-up was postponed since: that does not reopen it."""
    standing = event.history.order_by("history_date", "history_id").values_list("wrap_up_due_at", "history_date")
    for (due_at, _), (_, changed_at) in pairwise(standing):
        if due_at and opened_at < due_at <= changed_at:
            return cast("datetime", due_at)
    return None


def readable_answers(event: Event, *, now: datetime) -> AnswerQuerySet:
    """The answers that may be read: none before the survey closes, and none from fewer than three people."""
    period = period_of(event)
    if period is None or now < period.closes_at:
        return Answer.objects.none()
    return Answer.objects.enough().filter(event=event)


def end_of_last_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@transaction.atomic
def record_answers(attendee: Attendee, choices: Mapping[Question, str], *, words: str = "", clock: Clock) -> None:
    """Store that the attendee has answered and, separately, what."""
    event = Event.objects.select_for_update().get(pk=attendee.event_id)  # two open tabs cannot answer twice
    refuse_closed(event, clock())
    if set(choices) != set(CHOICES) or any(choices[question] not in CHOICES[question].values for question in CHOICES):
        raise SurveyRejected("Please answer each of the questions.")
    if Respondent.objects.filter(attendee=attendee).exists():
        raise SurveyRejected("You've already answered. No one knows which answers are yours, so they can't change.")
    Respondent.objects.create(attendee=attendee)
    given = [Answer(event=event, question=question, choice=choice) for question, choice in choices.items()]
    if words:
        given.append(Answer(event=event, question=Question.WORDS, words=words))
    shuffle_in(event, given)


def shuffle_in(event: Event, given: list[Answer]) -> None:
    """Rewrite all answers of the event in random order: neither a number nor a place on disk shows whose they are."""
    answers = [*event.answers.all(), *given]
    SystemRandom().shuffle(answers)
    event.answers.all().delete()
    for one in answers:
        one.pk = None
    Answer.objects.bulk_create(answers)


def refuse_closed(event: Event, now: datetime) -> Period:
    period = period_of(event)
    if period is None:
        raise SurveyRejected(f"There's no survey for {event}.")
    if now < period.opens_at:
        raise SurveyRejected("The survey opens when the week is over.")
    if now >= period.closes_at:
        raise SurveyRejected("The survey has closed. Thanks for wanting to answer.")
    return period


def waits_for(attendee: Attendee, *, now: datetime) -> bool:
    """Whether the survey is open and the attendee has not answered."""
    period = period_of(attendee.event)
    if period is None or not period.is_open(now):
        return False
    return not Respondent.objects.filter(attendee=attendee).exists()


@transaction.atomic
def close_on(event: Event, day: date, *, clock: Clock) -> Survey:
    """Keep the survey open until the end of this day."""
    refuse_last_day(event, day, clock=clock)
    survey, _ = Survey.objects.update_or_create(event=event, defaults={"closes_on": day})
    return survey


def refuse_last_day(event: Event, day: date, *, clock: Clock) -> None:
    """Lock the event until the day is saved: no one answers or sees the answers in the meantime."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if readable_answers(event, now=clock()).exists():
        raise SurveyRejected("The survey has closed and its answers are shown, so it stays closed.")
    if event.ends_on is None or day < event.ends_on:
        raise SurveyRejected("The survey can't close before the week is over. Choose a later day.")
    if day > event.ends_on + A_YEAR:
        raise SurveyRejected("That's more than a year away. Choose an earlier day.")


@transaction.atomic
def ask_everyone(event: Event, *, clock: Clock) -> int:
    """Mail the link to everyone who was there and hasn't answered, never twice. Return how many mails."""
    event = Event.objects.select_for_update().get(pk=event.pk)  # two organizers cannot both ask
    now = clock()
    period = refuse_closed(event, now)
    text = invitation_text(event, period)
    return len(ask_each(unanswered(event), asked(event), subject=f"How was {event}?", text=lambda _: text, now=now))


def not_asked_by_survey(event: Event) -> AttendeeQuerySet:
    return not_asked(unanswered(event), asked(event))


def unanswered(event: Event) -> AttendeeQuerySet:
    return event.attendees.admitted().filter(respondent=None)


def asked(event: Event) -> str:
    return f"survey/{event.slug}"


def invitation_text(event: Event, period: Period) -> str:
    return (
        f"how was {event}? Five questions, two minutes, no names:\n"
        f"{settings.SITE_URL}{reverse('survey', args=[event.slug])}\n\n"
        f"It's open until {timezone.localtime(period.closes_at):%d.%m.%Y, %H:%M}. "
        "Who answered is kept apart from what they answered."
    )
