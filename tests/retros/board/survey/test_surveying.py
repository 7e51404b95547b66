from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.clock import stopped_at
from planning.events.models import Event
from planning.events.phases import Phase
from planning.events.schedule import end_phase, reschedule
from planning.outbox.models import Message
from planning.people.models import Attendee
from retros.board.models import Answer, Respondent, Survey
from retros.board.questions import CHOICES, Again, Question, Rating
from retros.board.survey.surveying import (
    SurveyRejected,
    ask_everyone,
    close_on,
    period_of,
    readable_answers,
    record_answers,
    waits_for,
)
from tests.clock import CLOSED, DEADLINES_OF_2026_12, HACKING, REVIEW, WRAP_UP, at
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    EventFactory,
    PastEventFactory,
    RespondentFactory,
    SurveyFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_berlin")]

GOOD = {question: choices.values[1] for question, choices in CHOICES.items()}


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory()
    return attendee


def test_answer_keeps_who_apart_from_what(attendee: Attendee) -> None:
    record_answers(attendee, GOOD, words="The hut.", clock=stopped_at(REVIEW))

    assert Respondent.objects.get().attendee == attendee
    assert set(Answer.objects.values_list("question", "choice", "words")) == {
        *((question.value, choice, "") for question, choice in GOOD.items()),
        ("words", "", "The hut."),
    }


def test_an_answer_names_nobody_and_no_time() -> None:
    columns = {field.name for field in Answer._meta.get_fields()}

    assert columns == {"id", "event", "question", "choice", "words", "folded"}
    assert {field.name for field in Respondent._meta.get_fields()} == {"attendee"}


def test_answers_are_in_no_order_of_their_coming(attendee: Attendee) -> None:
    """Thirty in a row in the order they came: that happens once in 10**32 times."""
    people = AttendeeFactory.create_batch(30, event=attendee.event)
    for number, person in enumerate(people):
        record_answers(person, GOOD, words=f"{number:02}", clock=stopped_at(REVIEW))

    words = list(Answer.objects.filter(question="words").order_by("pk").values_list("words", flat=True))

    assert sorted(words) == [f"{number:02}" for number in range(30)]
    assert words != sorted(words)


def test_answer_without_words_is_none(attendee: Attendee) -> None:
    record_answers(attendee, GOOD, clock=stopped_at(REVIEW))

    assert not Answer.objects.filter(question=Question.WORDS).exists()


def test_second_answer_is_rejected(attendee: Attendee) -> None:
    record_answers(attendee, GOOD, clock=stopped_at(REVIEW))

    with pytest.raises(SurveyRejected, match="You've already answered"):
        record_answers(attendee, GOOD, clock=stopped_at(REVIEW))

    assert Answer.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_answer_from_two_tabs_at_once_counts_once(attendee: Attendee) -> None:
    def send(_tab: int) -> bool:
        with closing(connection):
            try:
                record_answers(attendee, GOOD, clock=stopped_at(REVIEW))
            except SurveyRejected:
                return False
            return True

    with ThreadPoolExecutor(4) as tabs:
        taken = list(tabs.map(send, range(4)))

    assert sum(taken) == 1
    assert Answer.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_answers_of_people_at_the_same_time_all_stay(attendee: Attendee) -> None:
    people = AttendeeFactory.create_batch(6, event=attendee.event)

    def send(person: Attendee) -> None:
        with closing(connection):
            record_answers(person, GOOD, clock=stopped_at(REVIEW))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, people))

    assert (Respondent.objects.count(), Answer.objects.count()) == (6, 30)


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {question: choice for question, choice in GOOD.items() if question is not Question.AGAIN},
        GOOD | {Question.AGAIN: Rating.GOOD},
        GOOD | {Question.VENUE: Again.YES},
        GOOD | {Question.WORDS: "Fine."},
    ],
)
def test_answer_that_leaves_out_or_makes_up_something_is_rejected(
    attendee: Attendee, choices: dict[Question, str]
) -> None:
    with pytest.raises(SurveyRejected, match="answer each of the questions"):
        record_answers(attendee, choices, clock=stopped_at(REVIEW))


@pytest.mark.parametrize(
    ("now", "reason"), [(HACKING, "opens when the week is over"), (CLOSED, "The survey has closed")]
)
def test_answer_before_or_after_its_time_is_rejected(attendee: Attendee, now: datetime, reason: str) -> None:
    with pytest.raises(SurveyRejected, match=reason):
        record_answers(attendee, GOOD, clock=stopped_at(now))


def test_survey_is_open_from_the_end_of_the_week_until_the_wrap_up_is_due(attendee: Attendee) -> None:
    period = period_of(attendee.event)

    assert period is not None
    ends_at, due_at = DEADLINES_OF_2026_12["ends_at"], DEADLINES_OF_2026_12["wrap_up_due_at"]
    instant = timedelta(microseconds=1)
    moments = (ends_at - instant, ends_at, due_at - instant, due_at)
    assert [period.is_open(moment) for moment in moments] == [False, True, True, False]


def test_survey_closes_at_the_end_of_the_organizers_day(attendee: Attendee) -> None:
    close_on(attendee.event, date(2026, 12, 30), clock=lambda: REVIEW)
    close_on(attendee.event, date(2026, 12, 31), clock=lambda: REVIEW)

    period = period_of(attendee.event)

    assert period is not None
    assert timezone.localtime(period.closes_at).isoformat() == "2027-01-01T00:00:00+01:00"
    assert Survey.objects.count() == 1


def test_survey_of_a_past_event_there_is_none() -> None:
    event = PastEventFactory()

    assert period_of(event) is None
    with pytest.raises(SurveyRejected, match="There's no survey"):
        record_answers(AttendeeFactory(event=event), GOOD, clock=stopped_at(REVIEW))
    with pytest.raises(SurveyRejected, match="before the week is over"):
        close_on(event, date(2026, 12, 30), clock=lambda: REVIEW)


@pytest.mark.parametrize(
    ("day", "reason"), [(date(2026, 12, 3), "before the week is over"), (date(9999, 12, 31), "more than a year away")]
)
def test_last_day_is_within_a_year_after_the_week(attendee: Attendee, day: date, reason: str) -> None:
    with pytest.raises(SurveyRejected, match=reason):
        close_on(attendee.event, day, clock=lambda: REVIEW)

    assert close_on(attendee.event, date(2026, 12, 4), clock=lambda: REVIEW).closes_on == date(2026, 12, 4)


def test_answers_can_be_read_once_the_survey_is_closed_and_three_have_answered(attendee: Attendee) -> None:
    event = attendee.event
    few = AnswerFactory().event
    AnswerFactory.create_batch(3, event=event)

    found = [readable_answers(event, now=now).count() for now in (HACKING, WRAP_UP, CLOSED)]

    assert found == [0, 0, 3]
    assert [Answer.objects.readable(now).count() for now in (HACKING, WRAP_UP, CLOSED)] == found
    assert not readable_answers(few, now=CLOSED).exists()


def test_survey_whose_answers_can_be_read_gets_no_later_day(attendee: Attendee) -> None:
    close_on(attendee.event, date(2026, 12, 20), clock=lambda: REVIEW)
    AnswerFactory.create_batch(2, event=attendee.event)
    close_on(attendee.event, date(2026, 12, 21), clock=lambda: CLOSED)
    AnswerFactory(event=attendee.event)

    with pytest.raises(SurveyRejected, match="it stays closed"):
        close_on(attendee.event, date(2026, 12, 30), clock=lambda: CLOSED)

    assert Survey.objects.get().closes_on == date(2026, 12, 21)


def test_closed_survey_is_not_opened_again_by_a_later_wrap_up() -> None:
    """A look before and one after the answer that comes then would tell whose it is."""
    event, now = EventFactory(phase=Phase.WRAP_UP), timezone.now()
    late = AttendeeFactory(event=event)
    AnswerFactory.create_batch(3, event=event)
    later = event.wrap_up_due_at
    end_phase(event, Phase.WRAP_UP, reason="", clock=stopped_at(now))

    reschedule(event, {"wrap_up_due_at": later}, reason="", clock=timezone.now)

    event.refresh_from_db()
    period = period_of(event)
    assert period is not None
    assert period.closes_at == now
    with pytest.raises(SurveyRejected, match="The survey has closed"):
        record_answers(late, GOOD, clock=timezone.now)
    assert readable_answers(event, now=timezone.now()).count() == 3


def test_answer_that_waited_until_the_survey_closed_is_rejected(attendee: Attendee) -> None:
    """The clock is read under the lock of the event, which is the first query."""
    with CaptureQueriesContext(connection) as captured:

        def clock() -> datetime:
            return CLOSED if captured.captured_queries else REVIEW

        with pytest.raises(SurveyRejected, match="The survey has closed"):
            record_answers(attendee, GOOD, clock=clock)


def test_survey_waits_for_whoever_has_not_answered_while_it_is_open(attendee: Attendee) -> None:
    open_until_later = AttendeeFactory(event=SurveyFactory(closes_on=CLOSED.date()).event)
    done = RespondentFactory(attendee__event=attendee.event).attendee

    assert [waits_for(attendee, now=now) for now in (HACKING, REVIEW, WRAP_UP, CLOSED)] == [False, True, True, False]
    assert waits_for(open_until_later, now=CLOSED)
    assert not waits_for(done, now=REVIEW)
    assert not waits_for(AttendeeFactory(event=PastEventFactory()), now=REVIEW)


def test_everyone_who_was_there_and_has_not_answered_is_asked_once(attendee: Attendee) -> None:
    event = attendee.event
    RespondentFactory(attendee__event=event)
    AttendeeFactory(event=event, user=None)
    AttendeeFactory(event=event, waiting_since=REVIEW)
    AttendeeFactory(event=event, cancelled_at=REVIEW)
    AttendeeFactory()

    written = [ask_everyone(event, clock=stopped_at(REVIEW)) for _ in range(2)]
    late = AttendeeFactory(event=event)
    written.append(ask_everyone(event, clock=stopped_at(REVIEW)))

    assert written == [1, 0, 1]
    assert list(Message.objects.order_by("pk").values_list("to", flat=True)) == [attendee.email, late.email]


def test_mail_has_the_link_and_says_until_when(attendee: Attendee) -> None:
    ask_everyone(attendee.event, clock=stopped_at(REVIEW))

    message = Message.objects.get()
    assert message.subject == f"How was {attendee.event}?"
    assert message.text.startswith(f"Hello {attendee.name},\n")
    assert f"\nhttp://testserver/{attendee.event.slug}/survey/\n" in message.text
    assert "until 18.12.2026, 13:00" in message.text


@pytest.mark.parametrize("now", [HACKING, CLOSED, at(12, 18)])
def test_nobody_is_asked_while_the_survey_is_not_open(attendee: Attendee, now: datetime) -> None:
    with pytest.raises(SurveyRejected):
        ask_everyone(attendee.event, clock=stopped_at(now))

    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_organizers_at_once_write_one_mail_to_each() -> None:
    event = EventFactory()
    AttendeeFactory.create_batch(3, event=event)

    def ask(event: Event) -> int:
        with closing(connection):
            return ask_everyone(event, clock=stopped_at(REVIEW))

    with ThreadPoolExecutor(2) as organizers:
        written = list(organizers.map(ask, [event, event]))

    assert sorted(written) == [0, 3]
    assert Message.objects.count() == 3
