from rest_framework import serializers

from planning.people.serializers import PersonSerializer
from retros.board.models import Note


class NoteSerializer(serializers.ModelSerializer[Note]):
    author = PersonSerializer(read_only=True, allow_null=True)
    anonymous = serializers.BooleanField(
        write_only=True, default=False, help_text="Nobody can tell who wrote it, the database neither."
    )

    class Meta:
        model = Note
        fields = ["id", "column", "text", "author", "written_at", "anonymous"]
        read_only_fields = ["written_at"]
