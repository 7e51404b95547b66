from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.visits import InsideVisit
from retros.board.models import Note
from retros.board.notes import pin_note
from retros.board.serializers import NoteSerializer


class NoteViewSet(ListModelMixin, RetrieveModelMixin, InsideVisit[Note]):
    """Looking back on the event, for those who were there."""

    queryset = Note.objects.all()
    serializer_class = NoteSerializer
    filterset_fields = ["column"]
    ordering = ("written_at", "pk")

    def get_queryset(self) -> QuerySet[Note]:
        return Note.objects.filter(event=self.event).select_related("author__organization")

    @extend_schema(request=NoteSerializer, responses={201: NoteSerializer})
    def create(self, request: Request, **_: str) -> Response:
        """Pin a note to the board."""
        note = self.get_serializer(data=request.data)
        note.is_valid(raise_exception=True)
        pinned = pin_note(self.attendee, **note.validated_data, now=timezone.now())
        return Response(self.get_serializer(pinned).data, status=status.HTTP_201_CREATED)
