from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from planning.events.phases import Phase
from planning.outbox.models import Message
from planning.paging import ROWS
from planning.people.models import Attendee
from retros.board.models import Answer, Respondent
from retros.board.questions import CHOICES
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import AnswerFactory, AttendeeFactory, EventFactory, OrganizerFactory, PastEventFactory
from tests.flat import assert_flat

pytestmark = pytest.mark.django_db

ANSWERS = {question.value: choices.values[0] for question, choices in CHOICES.items()}


@pytest.fixture
def attendee() -> Attendee:
    attendee: Attendee = AttendeeFactory(event=EventFactory(phase=Phase.REVIEW))
    return attendee


def survey(attendee: Attendee, path: str = "") -> str:
    return below(attendee.event, f"survey/{path}")


def test_survey_is_answered_once(attendee: Attendee) -> None:
    client = visitor(attendee)

    before = client.get(survey(attendee)).json()
    sent = client.post(survey(attendee), ANSWERS | {"words": "The hut."})
    again = client.post(survey(attendee), ANSWERS)

    assert (before["is_open"], before["has_answered"], before["respondents"], before["asked"]) == (True, False, 0, 1)
    assert (sent.status_code, sent.json()["has_answered"], sent.json()["results"]) == (201, True, None)
    assert refusal(again) == (
        409,
        "You've already answered. No one knows which answers are yours, so they can't change.",
    )
    assert (Respondent.objects.count(), Answer.objects.count()) == (1, 6)


def test_survey_is_answered_by_attendees_alone(attendee: Attendee) -> None:
    outsider = visitor(AttendeeFactory())

    assert [refusal(outsider.post(survey(attendee), body))[0] for body in (ANSWERS, {})] == [404, 404]


def test_answers_name_the_fields_that_are_wrong(attendee: Attendee) -> None:
    body = {"overall": "6", "venue": "5", "organizing": "5", "again": "perhaps"}

    assert wrong_fields(visitor(attendee).post(survey(attendee), body)) == {"overall", "topics", "again"}


@pytest.fixture
def late() -> Attendee:
    """At an event whose survey is closed."""
    late: Attendee = AttendeeFactory(event=EventFactory(phase=Phase.CLOSED))
    return late


def test_words_come_fifty_to_a_page(late: Attendee) -> None:
    AnswerFactory.create_batch(3, event=late.event)
    add_words(late, ROWS + 1)

    first: dict[str, Any] = visitor(late).get(survey(late)).json()["results"]
    second: dict[str, Any] = visitor(late).get(first["next"]).json()["results"]

    assert (len(first["words"]), len(second["words"])) == (ROWS, 1)
    assert (first["previous"], second["next"]) == (None, None)


def test_survey_costs_the_same_for_one_page_of_words_and_for_three(late: Attendee) -> None:
    AnswerFactory.create_batch(3, event=late.event)

    assert_flat(visitor(late), survey(late), lambda number: add_words(late, number))


def add_words(attendee: Attendee, number: int) -> None:
    AnswerFactory.create_batch(number, event=attendee.event, question="words", choice="", words="The hut.")


def test_results_are_shown_once_it_is_closed_and_three_have_answered(late: Attendee) -> None:
    attendee, earlier = late, EventFactory(slug="2020-05", phase=Phase.CLOSED)
    for event, number in ((earlier, 3), (attendee.event, 3)):
        for question, choice in ANSWERS.items():
            AnswerFactory.create_batch(number, event=event, question=question, choice=choice)
    AnswerFactory(event=attendee.event, question="words", choice="", words="The hut.")

    results: dict[str, Any] = visitor(attendee).get(survey(attendee)).json()["results"]

    assert (results["words"], results["compared_with"]) == (["The hut."], "2020-05")
    assert results["questions"][0] == {
        "question": "overall",
        "text": "How was it overall?",
        "counts": {"5": 3},
        "average": 5.0,
        "average_before": 5.0,
    }


def test_two_looks_around_an_answer_tell_nothing_but_that_somebody_answered(attendee: Attendee) -> None:
    organizer = visitor(OrganizerFactory(event=attendee.event))
    AnswerFactory.create_batch(3, event=attendee.event)
    before = organizer.get(survey(attendee)).json()

    visitor(attendee).post(survey(attendee), ANSWERS | {"words": "The hut."})

    after = organizer.get(survey(attendee)).json()
    assert {key: (value, after[key]) for key, value in before.items() if after[key] != value} == {"respondents": (0, 1)}
    assert (after["results"], organizer.get(survey(attendee, "answers/")).json()["results"]) == (None, [])


def test_results_of_the_first_event_are_compared_with_none(late: Attendee) -> None:
    AnswerFactory.create_batch(3, event=late.event)

    results = visitor(late).get(survey(late)).json()["results"]

    assert results["compared_with"] is None
    assert results["questions"][0]["average_before"] is None
    assert results["questions"][1]["average"] is None


def test_past_event_has_no_survey() -> None:
    attendee = AttendeeFactory(event=PastEventFactory())

    assert refusal(visitor(attendee).get(survey(attendee))) == (404, "There's no survey for this event.")


def test_organizer_says_when_it_closes_and_mails_the_link(attendee: Attendee) -> None:
    client = visitor(OrganizerFactory(event=attendee.event))
    due_at = attendee.event.wrap_up_due_at
    assert due_at is not None

    closed = client.patch(survey(attendee), {"closes_on": due_at.date().isoformat()})
    early = client.patch(survey(attendee), {"closes_on": "2000-01-01"})
    mailed = [client.post(survey(attendee, "mails/")) for _ in range(2)]

    assert closed.status_code == 200
    assert closed.json()["closes_at"] > due_at.isoformat()
    assert refusal(early)[0] == 409
    assert [(answer.status_code, answer.json()) for answer in mailed] == [(201, {"written": 2}), (201, {"written": 0})]
    assert Message.objects.count() == 2


def test_what_organizers_do_is_closed_to_attendees(attendee: Attendee) -> None:
    client = visitor(attendee)

    responses = [
        client.patch(survey(attendee), {"closes_on": "2100-01-01"}),
        client.post(survey(attendee, "mails/")),
        client.get(survey(attendee, "answers/")),
    ]

    assert [refusal(response)[0] for response in responses] == [403] * 3


def test_survey_whose_answers_can_be_read_stays_closed(late: Attendee) -> None:
    AnswerFactory.create_batch(3, event=late.event)
    client = visitor(OrganizerFactory(event=late.event))
    day = timezone.localdate() + timedelta(days=3)

    refused = client.patch(survey(late), {"closes_on": day.isoformat()})

    assert refusal(refused) == (409, "The survey has closed and its answers are shown, so it stays closed.")


def test_answers_are_listed_one_by_one_for_organizers(late: Attendee) -> None:
    attendee = late
    client = visitor(OrganizerFactory(event=attendee.event))
    AnswerFactory.create_batch(2, event=attendee.event)
    few = client.get(survey(attendee, "answers/")).json()["results"]
    AnswerFactory(event=attendee.event)
    AnswerFactory(event=attendee.event, question="again", choice="no")

    listed = client.get(survey(attendee, "answers/?question=again")).json()["results"]

    assert few == []
    assert listed == [{"question": "again", "choice": "no", "words": ""}]


def test_answers_cost_the_same_queries_however_many(late: Attendee) -> None:
    attendee = late

    def add(number: int) -> None:
        AnswerFactory.create_batch(number, event=attendee.event)

    client = visitor(OrganizerFactory(event=attendee.event))
    same_queries_for_3_and_30(client, survey(attendee, "answers/"), add)
