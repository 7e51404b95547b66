from typing import Any, TypeVar

from rest_framework import serializers

from planning.dates.serializers import DaySerializerField
from planning.people.models import Attendee
from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField
from retros.board.models import Group, Mark, Note
from retros.nextsteps.models import NextStep

C = TypeVar("C", Note, Group)


class BoardStepSerializer(ModelSerializer[NextStep]):
    """The next step it became. See `/next-steps/` for more."""

    class Meta:
        model = NextStep
        fields = ["id", "state"]


class CardSerializer(ModelSerializer[C]):
    marks = serializers.IntegerField(source="mark_count", read_only=True, help_text="How many people marked it.")
    is_marked = serializers.BooleanField(read_only=True, help_text="Whether you marked it.")
    step = BoardStepSerializer(read_only=True, allow_null=True)


class NoteSerializer(CardSerializer[Note]):
    author = PersonSerializer(read_only=True, allow_null=True)
    anonymous = serializers.BooleanField(
        write_only=True,
        default=False,
        help_text="Leaves no trace of who wrote it, not even in the database: only an organizer can remove it.",
    )

    class Meta:
        model = Note
        fields = [
            "id", "column", "text", "author", "written_at", "group", "marks", "is_marked", "step", "anonymous"
        ]  # fmt: skip
        read_only_fields = ["written_at", "group"]


class ChangedNoteSerializer(ModelSerializer[Note]):
    class Meta:
        model = Note
        fields = ["column", "text"]


class NotesSerializerField(serializers.ListField):
    """Notes of the event in the context, by their ids: one query, however many."""

    child = serializers.IntegerField(min_value=1, max_value=2**63 - 1)

    def to_internal_value(self, data: Any) -> list[Note]:
        ids: list[int] = super().to_internal_value(data)
        found = Note.objects.filter(event=self.context["event"]).in_bulk(ids)
        if unknown := sorted(set(ids) - found.keys()):
            raise serializers.ValidationError(f"The board has no note {unknown[0]}.")
        return [found[pk] for pk in ids]

    def to_representation(self, notes: Any) -> list[int]:
        return [note.pk for note in notes.all()]


class GroupSerializer(CardSerializer[Group]):
    notes = NotesSerializerField(help_text="The ids of its notes.")

    class Meta:
        model = Group
        fields = ["id", "column", "name", "notes", "marks", "is_marked", "step"]
        read_only_fields = ["column"]


class ChangedGroupSerializer(Serializer[Group]):
    """A new name, a new set of notes, or both."""

    name = LineSerializerField(max_length=100, required=False)
    notes = NotesSerializerField(required=False, help_text="Notes left out stand on their own again.")


class MarksSerializer(Serializer[Mark]):
    """Your own marks. No one can see whose the others are."""

    left = serializers.IntegerField()
    notes = serializers.ListField(child=serializers.IntegerField())
    groups = serializers.ListField(child=serializers.IntegerField())


class NewBoardStepSerializer(Serializer[NextStep]):
    """Anything left out is as the page suggests: the words on the card, you, and four weeks."""

    text = LinesSerializerField(max_length=20_000, required=False)
    owner = serializers.PrimaryKeyRelatedField(
        queryset=Attendee.objects.admitted(), required=False, help_text="The id of someone with a seat at the event."
    )
    due_on = DaySerializerField(required=False)

    def validate_owner(self, owner: Attendee) -> Attendee:
        if owner.event_id != self.context["event"].pk:
            raise serializers.ValidationError("No one at this event has this id.")
        return owner
