import pytest
from django.core.exceptions import ValidationError

from retros.board.models import Answer, Mark, Note
from tests.clock import CLOSED
from tests.constraints import breaks
from tests.factories import (
    AnswerFactory,
    AttendeeFactory,
    EventFactory,
    GroupFactory,
    NextStepFactory,
    NoteFactory,
    RespondentFactory,
    SurveyFactory,
)

pytestmark = pytest.mark.django_db


def test_a_note_outlives_its_author() -> None:
    note = NoteFactory(author=AttendeeFactory())

    note.author.delete()

    assert Note.objects.get().author is None


def test_a_note_outlives_its_group_and_its_step() -> None:
    event = EventFactory()
    note = NoteFactory(event=event, group=GroupFactory(event=event), step=NextStepFactory())

    note.group.delete()
    note.step.delete()

    left = Note.objects.get()
    assert (left.group, left.step) == (None, None)


def test_notes_stand_by_column_and_as_they_came() -> None:
    columns = (Note.Column.THANKS, Note.Column.TO_CHANGE, Note.Column.WENT_WELL, Note.Column.WENT_WELL)
    thanks, to_change, first, second = (NoteFactory(column=column) for column in columns)

    assert list(Note.objects.all()) == [thanks, to_change, first, second]


def test_note_is_in_no_group_of_another_column_or_event() -> None:
    event = EventFactory()
    here = GroupFactory(event=event)
    elsewhere = [GroupFactory(), GroupFactory(event=event, column=Note.Column.THANKS)]

    NoteFactory(event=event, group=here).full_clean(exclude=["author"])
    for group in elsewhere:
        with pytest.raises(ValidationError, match="its own event and column"):
            NoteFactory.build(event=event, group=group).full_clean(exclude=["author"])


def test_group_name_is_once_in_a_column_however_it_is_written() -> None:
    group = GroupFactory(name="Network")
    GroupFactory(event=group.event, column=Note.Column.THANKS, name="Network")

    with breaks("group_name_once_per_column"):
        GroupFactory(event=group.event, name="NETWORK")


def test_two_cards_have_no_step_in_common() -> None:
    step = NextStepFactory()
    NoteFactory(step=step)

    with breaks("step_id"):
        NoteFactory(step=step)


def test_nobody_has_a_fourth_mark() -> None:
    attendee = AttendeeFactory()

    for dot in (0, 4):
        with breaks("mark_is_one_of_a_few"):
            Mark.objects.create(attendee=attendee, dot=dot, note=NoteFactory(event=attendee.event))


def test_mark_is_used_once() -> None:
    attendee = AttendeeFactory()
    Mark.objects.create(attendee=attendee, dot=1, note=NoteFactory(event=attendee.event))

    with breaks("mark_once_per_dot"):
        Mark.objects.create(attendee=attendee, dot=1, note=NoteFactory(event=attendee.event))


@pytest.mark.parametrize(("kind", "make"), [("note", NoteFactory), ("group", GroupFactory)])
def test_card_has_one_mark_of_a_person(kind: str, make: type[NoteFactory]) -> None:
    attendee = AttendeeFactory()
    card = make(event=attendee.event)
    Mark.objects.create(attendee=attendee, dot=1, **{kind: card})

    with breaks(f"mark_once_per_{kind}"):
        Mark.objects.create(attendee=attendee, dot=2, **{kind: card})


def test_mark_is_on_a_note_or_a_group() -> None:
    attendee = AttendeeFactory()
    note, group = NoteFactory(event=attendee.event), GroupFactory(event=attendee.event)

    for cards in ({}, {"note": note, "group": group}):
        with breaks("mark_is_on_one_card"):
            Mark.objects.create(attendee=attendee, dot=1, **cards)


def test_mark_tells_nobody_where_it_is() -> None:
    assert str(Mark(dot=1)) == "secret"


@pytest.mark.parametrize(
    ("question", "choice", "words"),
    [
        ("overall", "6", ""),
        ("overall", "yes", ""),
        ("overall", "", "Fine."),
        ("venue", "5", "Fine."),
        ("again", "5", ""),
        ("again", "", ""),
        ("words", "", ""),
        ("words", "5", "Fine."),
        ("weather", "5", ""),
    ],
)
def test_answer_fits_its_question(question: str, choice: str, words: str) -> None:
    with breaks("answer_fits_its_question"):
        AnswerFactory(question=question, choice=choice, words=words)


def test_answers_can_be_read_once_three_people_have_answered() -> None:
    two, three = EventFactory(), EventFactory()
    AnswerFactory.create_batch(2, event=two)
    AnswerFactory(event=two, question="words", choice="", words="Fine.")
    AnswerFactory.create_batch(3, event=three)

    assert {answer.event for answer in Answer.objects.readable(CLOSED)} == {three}


def test_records_of_a_survey_say_what_they_are() -> None:
    said = AnswerFactory(question="words", choice="", words="The hut.")

    assert (str(AnswerFactory()), str(said)) == ("secret", "secret")
    assert str(RespondentFactory(attendee__name="Ada")) == "Ada"
    assert str(SurveyFactory(event__name="Winter")) == "Survey of Winter"
