from typing import Any

from django import forms

from planning.dates.fields import DayField
from planning.events.models import Event
from planning.markdown import plain
from planning.texts.fields import LineField, LinesField
from retros.board.models import Group, Note
from retros.nextsteps.finding import OF_PEOPLE, FindingForm, OneOfMany
from retros.nextsteps.forms import date_input
from retros.nextsteps.models import LONGEST_TEXT

NAME = Group._meta.get_field("name").max_length


class ChangeNoteForm(forms.Form):
    column = forms.ChoiceField(choices=Note.Column.choices, widget=forms.RadioSelect, label="Column")
    text = LinesField(max_length=2000, label="Your note", widget=forms.Textarea(attrs={"rows": 3}))

    def clean_column(self) -> Note.Column:
        return Note.Column(self.cleaned_data["column"])


class NoteForm(ChangeNoteForm):
    anonymous = forms.BooleanField(
        required=False,
        label="Leave my name out",
        help_text=(
            "No one can find out later: we don't store who wrote it. So you can't change it or take it back either; "
            "only an organizer can remove it."
        ),
    )


class NotesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no arguments at run time
    """Notes in one column, each with the group it is in."""

    def label_from_instance(self, note: Any) -> str:
        group = f" (in “{note.group}”)" if note.group else ""
        return f"{plain(note.text)}{group}"


class GroupingForm(forms.Form):
    """Notes in one column, and where they go."""

    column = forms.CharField(widget=forms.HiddenInput)
    group = forms.ModelChoiceField(Group.objects.none(), required=False, empty_label="a new group", label="Into")
    name = LineField(required=False, max_length=NAME, label="Name of the new group")

    field_order = ["column", "notes", "group", "name"]

    def __init__(self, data: Any = None, *, event: Event, column: Note.Column, on_page: slice) -> None:
        super().__init__(data, auto_id=f"{column}-%s", initial={"column": column})
        notes = event.notes.filter(column=column).select_related("group")
        chosen = NotesField(notes, widget=forms.CheckboxSelectMultiple, label="Notes")
        self.notes = list(notes[on_page])
        chosen.choices = [(note.pk, chosen.label_from_instance(note)) for note in self.notes]
        self.fields["notes"] = chosen
        groups = event.groups.filter(column=column)
        self.groups = list(groups[on_page])
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]  # its own field
        self.order_fields(self.field_order)

    def clean(self) -> None:
        """When notes are taken out of their groups, the other fields don't matter."""
        if "out" in self.data or self.errors:
            return
        if self.cleaned_data["group"] and self.cleaned_data["name"]:
            self.add_error("name", "Choose a group above or name a new one, not both.")
        if not self.cleaned_data["group"] and not self.cleaned_data["name"]:
            self.add_error("name", "Put what the notes have in common in a few words.")


class RenameForm(forms.Form):
    name = LineField(max_length=NAME, label="Name")


class StepForm(FindingForm):
    """A next step for the organizers."""

    text = LinesField(max_length=LONGEST_TEXT, label="What needs doing", widget=forms.Textarea(attrs={"rows": 3}))
    due_on = DayField(label="Due on", widget=date_input(), help_text="They'll be reminded that day.")

    field_order = ["text", "find_owner", "owner", "due_on"]

    def __init__(self, data: Any = None, *, event: Event, initial: dict[str, object]) -> None:
        super().__init__(data, initial=initial)
        people = event.attendees.admitted()
        owner = OneOfMany(people, empty_label=None, label="Who will do it")
        self.offer("owner", owner, people.matching, label=OF_PEOPLE, button="Find a person")
        self.order_fields(self.field_order)
