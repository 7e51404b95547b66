"""What the survey says: how often each answer was chosen, and how that compares with the event before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from planning.charts.bars import Bar
from planning.events.models import Event
from planning.people.models import Attendee
from retros.board.models import Answer, AnswerQuerySet, Respondent
from retros.board.questions import CHOICES, Question
from retros.board.survey.surveying import period_of, readable_answers

Counts = Mapping[str, int]

FEW = 20
"""With fewer people no percentage is shown: each of them would be too many percent."""


@dataclass(frozen=True)
class QuestionResult:
    """One question. `before` are the answers at an earlier event, if there are any."""

    question: Question
    counts: Counts
    before: Counts

    @property
    def bars(self) -> list[Bar]:
        return [Bar(str(label), self.counts.get(choice, 0)) for choice, label in CHOICES[self.question].choices]

    @property
    def average(self) -> float | None:
        return average(self.question, self.counts)

    @property
    def average_before(self) -> float | None:
        return average(self.question, self.before)

    @property
    def answers(self) -> int:
        """Each bar is a share of them."""
        return sum(self.counts.values())

    @property
    def figure(self) -> str:
        return figure(self.question, self.counts)

    @property
    def figure_before(self) -> str:
        return figure(self.question, self.before)


@dataclass(frozen=True)
class Results:
    """`words` are to be read a page at a time. `compared_with` is the latest earlier event with answers to be shown."""

    questions: tuple[QuestionResult, ...]
    words: QuerySet[Answer, str]
    compared_with: Event | None


def average(question: Question, counts: Counts) -> float | None:
    """The mean of the ratings; for the last question, the percentage who said yes. None if no one answered."""
    number = sum(counts.values())
    if not number:
        return None
    if question is Question.AGAIN:
        return round(100 * counts.get("yes", 0) / number)
    return round(sum(int(choice) * times for choice, times in counts.items()) / number, 1)


def figure(question: Question, counts: Counts) -> str:
    """The answers in short: `4.2 of 5`, `3 of 4 yes`, or for many people `87 % yes`. Empty if no one answered."""
    mean, number = average(question, counts), sum(counts.values())
    if mean is None:
        return ""
    if question is not Question.AGAIN:
        return f"{mean} of 5"
    return f"{counts.get('yes', 0)} of {number} yes" if number < FEW else f"{mean} % yes"


def results_of(event: Event, *, now: datetime) -> Results | None:
    """None until the survey closes, and if too few people have answered. A constant number of queries."""
    answers = readable_answers(event, now=now)
    counts = count_answers(answers)
    if not counts:
        return None
    before = Answer.objects.readable(now).filter(event__slug__lt=event.slug).select_related("event")
    earlier = before.order_by("-event__slug").first()
    compared_with = earlier.event if earlier else None
    earlier_counts = count_answers(Answer.objects.filter(event=compared_with)) if compared_with else {}
    nothing: Counts = {}
    return Results(
        tuple(QuestionResult(one, counts.get(one, nothing), earlier_counts.get(one, nothing)) for one in CHOICES),
        answers.filter(question=Question.WORDS).order_by("pk").values_list("words", flat=True),
        compared_with,
    )


def count_answers(answers: AnswerQuerySet) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    rows = answers.exclude(question=Question.WORDS).order_by().values_list("question", "choice")
    for question, choice, number in rows.annotate(number=Count("pk")):
        counts.setdefault(question, Counter())[choice] += number
    return counts


@dataclass(frozen=True)
class SurveyStanding:
    """How far along the survey is, as one attendee sees it."""

    opens_at: datetime
    closes_at: datetime
    is_early: bool
    is_open: bool
    has_answered: bool
    respondents: int
    asked: int
    results: Results | None

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.closes_at - timedelta(microseconds=1))


def survey_standing(reader: Attendee, *, now: datetime) -> SurveyStanding | None:
    """None for an event without a survey."""
    event = reader.event
    period = period_of(event)
    if period is None:
        return None
    return SurveyStanding(
        opens_at=period.opens_at,
        closes_at=period.closes_at,
        is_early=now < period.opens_at,
        is_open=period.is_open(now),
        has_answered=Respondent.objects.filter(attendee=reader.pk).exists(),
        respondents=Respondent.objects.filter(attendee__event=event).count(),
        asked=event.attendees.admitted().count(),
        results=results_of(event, now=now),
    )
