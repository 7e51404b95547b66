"""The board: on the last evening people look back, and the organizers turn a note into a next step."""

from django.utils import timezone

from htg.rehearsal import words
from htg.rehearsal.chapters.review import publication
from htg.rehearsal.moments import evenings
from htg.rehearsal.play import Play
from planning.clock import stopped_at
from planning.texts.plurals import counted
from retros.board.models import Note
from retros.board.notes.marking import mark
from retros.board.notes.pinning import pin_note
from retros.board.notes.turning import step_draft, turn_into_step
from retros.nextsteps.models import NextStep


def people_look_back(play: Play) -> None:
    """One keeps their name to themselves. Most mark what should change, every fourth what went well."""
    *_, now = evenings(play.deadline("starts_at"), play.deadline("ends_at"))
    people = play.attendees()
    kept = pin_note(people[0], Note.Column.WENT_WELL, words.WENT_WELL, clock=stopped_at(now))
    changed = pin_note(people[-1], Note.Column.TO_CHANGE, words.TO_CHANGE, anonymous=True, clock=stopped_at(now))
    for number, person in enumerate(people):
        mark(person, kept if number % 4 == 3 else changed, clock=stopped_at(now))
    play.tell(now, f"Two notes on the board. {kept.author}: “{kept.text}” Someone: “{changed.text}”")
    play.tell(now, f"{counted(changed.marks.count(), 'person marks', 'people mark')} what should change.")


def note_becomes_a_step(play: Play) -> None:
    """Due in four weeks, so that there is a reminder of it."""
    now, organizer = publication(play), play.organizer
    note = Note.objects.get(event=play.event, column=Note.Column.TO_CHANGE)
    draft = step_draft(note, organizer, today=timezone.localdate(now)) | {"text": words.CHANGE}
    step = turn_into_step(note, **draft, clock=stopped_at(now))
    play.tell(now, f"{organizer} turns it into a next step: {step.topic.emoji} “{step}”, due {step.due_on:%d.%m.%Y}.")
    play.note(next_steps=NextStep.objects.filter(topic__event=play.event).count())
