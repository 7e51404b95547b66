from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from retros.board.models import Answer, Group, Mark, Note, Respondent, Survey
from tests.admin_pages import act, address, export
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    EventFactory,
    GroupFactory,
    NoteFactory,
    RespondentFactory,
    SurveyFactory,
)
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_notes_are_found_by_their_words(admin_client: Client) -> None:
    hut = NoteFactory(text="The hut.")
    NoteFactory(text="The food.")

    page = admin_client.get(address(Note, "changelist"), {"q": "hut"})

    assert list(page.context["cl"].queryset) == [hut]


@pytest.mark.parametrize(("model", "make", "kind"), [(Note, NoteFactory, "note"), (Group, GroupFactory, "group")])
def test_marks_are_counted_and_nobody_can_ask_whose_they_are(
    admin_client: Client, model: type[Note] | type[Group], make: type[NoteFactory], kind: str
) -> None:
    attendee = AttendeeFactory()
    mark = Mark.objects.create(attendee=attendee, dot=1, **{kind: make(event=attendee.event)})

    page = admin_client.get(address(model, "changelist"))
    questions: list[dict[str, int]] = [{"marks__attendee": attendee.pk}, {"marks": mark.pk}]
    asked = [admin_client.get(address(model, "changelist"), question).status_code for question in questions]

    assert [card.mark_count for card in page.context["cl"].queryset] == [1]
    assert asked == [400, 400]


def test_answers_are_shown_once_three_have_answered_and_name_nobody(admin_client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    RespondentFactory.create_batch(3, attendee__event=event, attendee__name="Ada")
    few = AnswerFactory.create_batch(2, event=event)

    hidden = admin_client.get(address(Answer, "changelist")).context["cl"].result_count
    one = admin_client.get(address(Answer, "change", few[0].pk))
    AnswerFactory(event=event)
    page = admin_client.get(address(Answer, "changelist"))

    assert (hidden, one.status_code) == (0, 302)
    assert page.context["cl"].result_count == 3
    assert "Ada" not in words(page)


def test_answers_are_held_back_while_the_survey_is_open(admin_client: Client) -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    answers = AnswerFactory.create_batch(3, event=event, question="words", choice="", words="The hut.")
    AnswerFactory.create_batch(3, event=event)

    listed = admin_client.get(address(Answer, "changelist")).context["cl"].result_count
    one = admin_client.get(address(Answer, "change", answers[0].pk))
    deleting = words(admin_client.get(address(Event, "delete", event.pk)))

    assert (listed, one.status_code, len(export(admin_client, Answer).splitlines())) == (0, 302, 1)
    assert ("The hut." in deleting, "good" in deleting) == (False, False)


def test_survey_whose_answers_are_shown_stays_closed(admin_client: Client) -> None:
    day = timezone.localdate()
    survey = SurveyFactory(event=EventFactory(phase=Phase.CLOSED), closes_on=day - timedelta(days=1))
    AnswerFactory.create_batch(3, event=survey.event)

    page = words(admin_client.post(address(Survey, "change", survey.pk), {"closes_on": day.isoformat()}))
    deleting = admin_client.post(address(Survey, "delete", survey.pk), {"post": "yes"})
    act(admin_client, "delete_selected", [survey], post="yes")

    assert ("it stays closed." in page, deleting.status_code) == (True, 403)
    assert Survey.objects.get().closes_on == day - timedelta(days=1)


def test_survey_that_few_answered_gets_another_day(admin_client: Client) -> None:
    day = timezone.localdate()
    survey = SurveyFactory(event=EventFactory(phase=Phase.WRAP_UP), closes_on=day)

    admin_client.post(address(Survey, "change", survey.pk), {"closes_on": (day + timedelta(days=1)).isoformat()})

    assert Survey.objects.get().closes_on == day + timedelta(days=1)


def test_table_of_answers_holds_them_back_as_well(admin_client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    AnswerFactory.create_batch(2, event=event)
    few = export(admin_client, Answer)
    AnswerFactory(event=event)

    assert [len(table.splitlines()) for table in (few, export(admin_client, Answer))] == [1, 4]


def test_respondents_lead_to_no_answer(admin_client: Client) -> None:
    RespondentFactory(attendee__name="Ada")

    table = export(admin_client, Respondent)

    assert table.splitlines()[0] == "attendee__event__slug,attendee__name"
