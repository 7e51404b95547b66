from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.outbox.models import Message
from retros.board.models import Answer, Respondent, Survey
from retros.board.questions import CHOICES
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    EventFactory,
    PastEventFactory,
    RespondentFactory,
)
from tests.flat import assert_flat
from tests.pages import attending, organizing, queries_of, words

pytestmark = pytest.mark.django_db

ANSWERS = {question.value: choices.values[0] for question, choices in CHOICES.items()}


@pytest.fixture
def event() -> Event:
    event: Event = EventFactory(phase=Phase.REVIEW)
    return event


@pytest.fixture
def closed() -> Event:
    closed: Event = EventFactory(phase=Phase.CLOSED)
    return closed


def answered(event: Event, number: int, *said: str) -> None:
    for question, choice in ANSWERS.items():
        AnswerFactory.create_batch(number, event=event, question=question, choice=choice)
    for text in said:
        AnswerFactory(event=event, question="words", choice="", words=text)


def test_attendee_answers_once_and_is_told_what_is_kept(client: Client, event: Event) -> None:
    attending(client, event)

    form = words(client.get(f"/{event.slug}/survey/"))
    sent = words(client.post(f"/{event.slug}/survey/", ANSWERS | {"words": "The hut."}, follow=True))
    again = words(client.post(f"/{event.slug}/survey/", ANSWERS | {"words": "More."}))

    assert "apart from your answers, which carry no name, no time and no order" in form
    assert ("Your answers are in." in sent, "You've answered." in sent) == (True, True)
    assert ("You've already answered." in again, "More." in again) == (True, True)
    assert (Respondent.objects.count(), Answer.objects.count()) == (1, 6)


@pytest.mark.parametrize(("phase", "says"), [(Phase.HACKING, "It opens when"), (Phase.CLOSED, "The survey closed on")])
def test_survey_out_of_its_time_says_when_it_is(client: Client, phase: Phase, says: str) -> None:
    event = EventFactory(phase=phase)
    attending(client, event)

    page = words(client.get(f"/{event.slug}/survey/"))
    client.post(f"/{event.slug}/survey/", ANSWERS)

    assert (says in page, "Send my answers" in page) == (True, False)
    assert not Answer.objects.exists()


def test_answers_that_came_too_late_are_refused_on_the_page_and_kept(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    attending(client, event)

    page = words(client.post(f"/{event.slug}/survey/", ANSWERS | {"words": "The hut."}))

    assert ("The survey has closed." in page, "The hut." in page) == (True, True)


def test_past_event_says_that_it_has_no_survey(client: Client) -> None:
    event = PastEventFactory()
    organizing(client, event)

    page = words(client.get(f"/{event.slug}/survey/"))

    assert ("There's no survey for this event." in page, "For organizers" in page) == (True, False)


def test_form_names_what_is_missing_and_keeps_the_rest(client: Client, event: Event) -> None:
    attending(client, event)

    response = client.post(f"/{event.slug}/survey/", {"venue": "5", "words": "The hut."})

    assert "Would you come again? : This field is required." in words(response)
    assert "The hut.</textarea>" in response.content.decode()
    assert not Respondent.objects.exists()


def test_answers_given_while_signed_out_are_on_the_form_afterwards(client: Client, event: Event) -> None:
    client.post(f"/{event.slug}/survey/", ANSWERS | {"words": "The hut."})
    client.force_login(AttendeeFactory(event=event).user)

    assert "The hut.</textarea>" in client.get(f"/{event.slug}/survey/").content.decode()
    assert not Answer.objects.exists()


def test_results_are_shown_to_nobody_while_it_is_open(client: Client, event: Event) -> None:
    organizing(client, event)
    answered(event, 3, "The hut.")

    page = words(client.get(f"/{event.slug}/survey/"))
    table = client.get(f"/{event.slug}/survey.csv").getvalue().decode("utf-8-sig")

    assert ("once the survey closes" in page, "The hut." in page, "What people answered" in page) == (
        True, False, False
    )  # fmt: skip
    assert table.splitlines() == ["question,choice,words"]


def test_survey_whose_answers_are_shown_stays_closed(client: Client, closed: Event) -> None:
    organizing(client, closed)
    answered(closed, 3)
    day = timezone.localdate() + timedelta(days=3)

    page = words(client.get(f"/{closed.slug}/survey/"))
    refused = words(client.post(f"/{closed.slug}/survey/close/", {"closes_on": day.isoformat()}))

    assert ("it stays closed" in page, "Set the closing day" in page) == (True, False)
    assert "The survey has closed and its answers are shown," in refused
    assert not Survey.objects.exists()


def test_results_are_shown_as_bars_with_their_numbers_once_three_have_answered(client: Client, closed: Event) -> None:
    event = closed
    attending(client, event)
    answered(event, 2, "The hut.")
    few = words(client.get(f"/{event.slug}/survey/"))
    answered(event, 1)

    response = client.get(f"/{event.slug}/survey/")

    assert ("Fewer than 3 people answered." in few, "The hut." in few) == (True, False)
    assert "5.0 of 5 5 very good 3 4 good 0" in words(response)
    assert ("3 of 3 yes" in words(response), "The hut." in words(response)) == (True, True)
    assert response.content.decode().count('class="bar"') == 24


def test_results_stand_beside_those_of_the_last_event(client: Client, closed: Event) -> None:
    event = closed
    attending(client, event)
    before = EventFactory(slug="2020-05", name="Spring 2020", phase=Phase.CLOSED)
    AnswerFactory.create_batch(3, event=before, choice="4")
    answered(event, 3)

    assert "5.0 of 5 4.0 of 5 at Spring 2020" in words(client.get(f"/{event.slug}/survey/"))


def test_survey_takes_the_same_queries_however_many_answered(client: Client, closed: Event) -> None:
    event = closed
    organizing(client, event)
    answered(event, 3, "The hut.")
    few = queries_of(client, f"/{event.slug}/survey/")
    answered(event, 27, *["The food."] * 27)
    RespondentFactory.create_batch(27, attendee__event=event)

    assert len(queries_of(client, f"/{event.slug}/survey/")) == len(few)


def test_what_people_said_costs_the_same_for_one_page_and_for_three(client: Client, closed: Event) -> None:
    organizing(client, closed)
    answered(closed, 3)

    def add(number: int) -> None:
        AnswerFactory.create_batch(number, event=closed, question="words", choice="", words="The hut.")

    assert_flat(client, f"/{closed.slug}/survey/", add)
    assert "101 to 150 of 150" in words(client.get(f"/{closed.slug}/survey/?page=3"))


def test_organizer_mails_everyone_the_link_with_one_click(client: Client, event: Event) -> None:
    organizing(client, event)
    AttendeeFactory.create_batch(2, event=event)

    pages = [words(client.post(f"/{event.slug}/survey/mail/", follow=True)) for _ in range(2)]

    assert "3 mails on the way." in pages[0]
    assert "Everyone has already got the mail or answered." in pages[1]
    assert Message.objects.filter(text__contains=f"/{event.slug}/survey/").count() == 3


def test_organizer_cannot_mail_when_the_survey_is_closed(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    organizing(client, event)

    page = words(client.post(f"/{event.slug}/survey/mail/", follow=True))

    assert ("The survey has closed." in page, "Mail everyone the link" in page) == (True, False)
    assert not Message.objects.exists()


def test_organizer_says_when_the_survey_closes(client: Client, event: Event) -> None:
    organizing(client, event)
    day = timezone.localdate() + timedelta(days=3)

    page = words(client.post(f"/{event.slug}/survey/close/", {"closes_on": day.isoformat()}, follow=True))

    assert "The last day of the survey has been set." in page
    assert Survey.objects.get().closes_on == day
    assert client.get(f"/{event.slug}/survey/close/")["Location"] == f"/{event.slug}/survey/"


@pytest.mark.parametrize(
    ("day", "says"), [("2000-01-01", "before the week is over"), ("31.02.", "“31.02.” can’t be read as a day.")]
)
def test_last_day_that_makes_no_sense_is_refused_on_the_form(client: Client, event: Event, day: str, says: str) -> None:
    organizing(client, event)

    response = client.post(f"/{event.slug}/survey/close/", {"closes_on": day})

    assert says in words(response)
    assert f'value="{day}"' in response.content.decode()
    assert not Survey.objects.exists()


@pytest.mark.parametrize("page", ["survey/mail/", "survey/close/", "survey.csv"])
def test_what_organizers_do_is_closed_to_attendees(client: Client, event: Event, page: str) -> None:
    attending(client, event)

    assert client.post(f"/{event.slug}/{page}").status_code == 403
    assert "For organizers" not in words(client.get(f"/{event.slug}/survey/"))


def test_answers_are_taken_out_as_a_table_that_runs_nothing(client: Client, closed: Event) -> None:
    event = closed
    organizing(client, event)
    answered(event, 2)
    few = client.get(f"/{event.slug}/survey.csv").getvalue().decode("utf-8-sig")
    answered(event, 1, "=HYPERLINK(1)")

    table = client.get(f"/{event.slug}/survey.csv")

    content = table.getvalue()
    rows = content.decode("utf-8-sig").splitlines()
    assert content.startswith(b"\xef\xbb\xbf")  # without it Excel assumes another code page
    assert few.splitlines() == ["question,choice,words"]
    assert table["Content-Disposition"] == f'attachment; filename="{event.slug}-survey.csv"'
    assert (len(rows), rows[0], rows.count("again,yes,")) == (17, "question,choice,words", 3)
    assert "words,,'=HYPERLINK(1)" in rows


def test_answers_are_taken_out_for_excel_in_german(client: Client, closed: Event) -> None:
    organizing(client, closed)
    answered(closed, 3, "The hut; and the fire.")
    address = f"/{closed.slug}/survey.csv?separator=semicolon"

    table = client.get(address)

    assert f'href="{address}"' in client.get(f"/{closed.slug}/survey/").content.decode()
    assert '"words";"";"The hut; and the fire."' in table.getvalue().decode("utf-8-sig").splitlines()


def test_event_leads_to_the_survey_until_it_is_answered(client: Client, event: Event) -> None:
    attendee = attending(client, event)
    address = f'class="button" href="/{event.slug}/survey/"'

    before = client.get(f"/{event.slug}/").content.decode()
    RespondentFactory(attendee=attendee)

    assert address in before
    assert address not in client.get(f"/{event.slug}/").content.decode()
