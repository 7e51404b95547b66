from typing import Any, TypeVar

from rest_framework import serializers

from planning.people.models import Attendee
from planning.people.serializers import PersonSerializer
from planning.rest.serializers import ModelSerializer, Serializer
from planning.texts.serializers import LineSerializerField, LinesSerializerField
from retros.board.models import Group, Mark, Note
from retros.nextsteps.models import NextStep

C = TypeVar("C", Note, Group)


class BoardStepSerializer(ModelSerializer[NextStep]):
    """The next step that came of it. More about it stands in `/next-steps/`."""

    class Meta:
        model = NextStep
        fields = ["id", "state"]


class CardSerializer(ModelSerializer[C]):
    marks = serializers.IntegerField(source="mark_count", read_only=True, help_text="How many people marked it.")
    is_marked = serializers.BooleanField(read_only=True, help_text="Whether you did.")
    step = BoardStepSerializer(read_only=True, allow_null=True)


class NoteSerializer(CardSerializer[Note]):
    author = PersonSerializer(read_only=True, allow_null=True)
    anonymous = serializers.BooleanField(
        write_only=True,
        default=False,
        help_text="Nobody can tell who wrote it, the database neither: only an organizer can remove it then.",
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
    """A new name, the notes that it has now, or both."""

    name = LineSerializerField(max_length=100, required=False)
    notes = NotesSerializerField(required=False, help_text="Notes that are not among them stand for themselves again.")


class MarksSerializer(Serializer[Mark]):
    """Your own marks. Nobody sees whose the others are."""

    left = serializers.IntegerField()
    notes = serializers.ListField(child=serializers.IntegerField())
    groups = serializers.ListField(child=serializers.IntegerField())


class NewBoardStepSerializer(Serializer[NextStep]):
    """What is left out is what the page suggests: the words on the card, you, and four weeks."""

    text = LinesSerializerField(max_length=20_000, required=False)
    owner = serializers.PrimaryKeyRelatedField(
        queryset=Attendee.objects.admitted(), required=False, help_text="The id of someone with a seat at the event."
    )
    due_on = serializers.DateField(required=False)

    def validate_owner(self, owner: Attendee) -> Attendee:
        if owner.event_id != self.context["event"].pk:
            raise serializers.ValidationError("Nobody at this event has this id.")
        return owner
