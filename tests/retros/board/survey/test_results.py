import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from planning.charts.bars import Bar
from planning.events.models import Event
from retros.board.questions import CHOICES, Again, Question, Rating
from retros.board.survey.results import QuestionResult, results_of, survey_standing
from tests.clock import CLOSED, HACKING, REVIEW, WRAP_UP
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    EventFactory,
    PastEventFactory,
    RespondentFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db

OVERALL, AGAIN = Question.OVERALL, Question.AGAIN


def answered(event: Event, question: Question, *choices: str) -> None:
    for choice in choices:
        AnswerFactory(event=event, question=question, choice=choice)


def fully_answered(event: Event, number: int) -> None:
    for question, choices in CHOICES.items():
        answered(event, question, *[choices.values[0]] * number)


def result_on(event: Event, question: Question) -> QuestionResult:
    results = results_of(event, now=CLOSED)
    assert results is not None
    return next(result for result in results.questions if result.question is question)


def test_results_are_shown_once_three_have_answered() -> None:
    event = EventFactory()
    fully_answered(event, 2)

    few = results_of(event, now=CLOSED)
    fully_answered(event, 1)

    assert few is None
    assert results_of(event, now=CLOSED) is not None


def test_results_are_shown_to_nobody_before_the_survey_is_closed() -> None:
    event = EventFactory()
    fully_answered(event, 4)

    assert [results_of(event, now=now) is None for now in (REVIEW, WRAP_UP, CLOSED)] == [True, True, False]


def test_results_stand_beside_those_of_closed_surveys_alone() -> None:
    closed, still_open, now = (EventFactory(slug=f"20{year}-12") for year in (21, 22, 23))
    for event in (closed, still_open, now):
        answered(event, OVERALL, "3", "3", "3")
    SurveyFactory(event=still_open, closes_on=timezone.localdate(CLOSED))

    results = results_of(now, now=CLOSED)

    assert results is not None
    assert results.compared_with == closed


def test_result_has_a_bar_for_each_choice_the_best_first() -> None:
    event = EventFactory()
    answered(event, OVERALL, "5", "5", "2")
    answered(event, AGAIN, "yes", "maybe", "yes")

    assert result_on(event, OVERALL).bars == [
        Bar("5 very good", 2), Bar("4 good", 0), Bar("3 all right", 0), Bar("2 not so good", 1), Bar("1 bad", 0)
    ]  # fmt: skip
    assert result_on(event, AGAIN).bars == [Bar("yes", 2), Bar("maybe", 1), Bar("no", 0)]


def test_average_is_the_mean_and_for_coming_again_the_share_of_yes() -> None:
    event = EventFactory()
    answered(event, OVERALL, "5", "5", "2", "4")
    answered(event, AGAIN, "yes", "maybe", "yes")

    overall, again = result_on(event, OVERALL), result_on(event, AGAIN)

    assert (overall.average, overall.figure) == (4.0, "4.0 of 5")
    assert (again.average, again.figure) == (67, "2 of 3 yes")


def test_results_stand_beside_those_of_the_latest_event_that_has_some() -> None:
    first, second, silent, now, later = (EventFactory(slug=f"20{year}-12") for year in (21, 22, 23, 24, 25))
    for event, choice in ((first, "1"), (second, "3"), (now, "5"), (later, "2")):
        answered(event, OVERALL, choice, choice, choice)
    answered(silent, OVERALL, "5", "5")

    results = results_of(now, now=CLOSED)

    assert results is not None
    assert results.compared_with == second
    assert (result_on(now, OVERALL).average, result_on(now, OVERALL).average_before) == (5.0, 3.0)
    assert result_on(first, OVERALL).average_before is None


def test_results_have_the_words_without_the_rest() -> None:
    event = EventFactory()
    answered(event, OVERALL, *[Rating.GOOD] * 3)
    AnswerFactory(event=event, question="words", choice="", words="The hut.")

    results = results_of(event, now=CLOSED)

    assert results is not None
    assert list(results.words) == ["The hut."]


def test_results_cost_the_same_queries_however_many_answered(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    before, event = EventFactory(slug="2025-12"), EventFactory(slug="2026-12")
    fully_answered(before, 3)
    for _ in range(10):
        fully_answered(event, 3)
        with django_assert_num_queries(5):
            results_of(event, now=CLOSED)


@pytest.mark.usefixtures("in_berlin")
def test_standing_tells_who_has_answered_by_number_alone() -> None:
    reader = AttendeeFactory()
    RespondentFactory(attendee__event=reader.event)
    AttendeeFactory(event=reader.event)
    RespondentFactory()

    standing = survey_standing(reader, now=REVIEW)

    assert standing is not None
    assert (standing.respondents, standing.asked, standing.has_answered) == (1, 3, False)
    assert (standing.is_early, standing.is_open, standing.last_day.isoformat()) == (False, True, "2026-12-18")


def test_standing_before_the_end_of_the_week_is_early() -> None:
    standing = survey_standing(RespondentFactory().attendee, now=HACKING)

    assert standing is not None
    assert (standing.is_early, standing.is_open, standing.has_answered) == (True, False, True)


def test_standing_of_a_past_event_there_is_none() -> None:
    assert survey_standing(AttendeeFactory(event=PastEventFactory()), now=REVIEW) is None


@pytest.mark.parametrize(("number", "says"), [(0, ""), (19, "19 of 19 yes"), (20, "100 % yes")])
def test_percentage_is_shown_for_many_only(number: int, says: str) -> None:
    assert QuestionResult(AGAIN, {Again.YES: number}, {}).figure == says


def test_average_of_no_answers_there_is_none() -> None:
    assert QuestionResult(AGAIN, {}, {}).average is None
    assert QuestionResult(AGAIN, {Again.NO: 2}, {}).average == 0
