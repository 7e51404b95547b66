from typing import Any, TypeVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_organizer
from planning.people.viewsets import InsiderViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.routers import SingletonViewSet
from retros.board.models import Group, Mark, Note
from retros.board.notes.access import get_card, get_card_to_turn, get_group, get_note_to_remove, get_own_note
from retros.board.notes.filters import GroupFilter, NoteFilter
from retros.board.notes.grouping import change_group, open_group, ungroup
from retros.board.notes.marking import mark, marks_left, take_mark_back
from retros.board.notes.pinning import change_note, pin_note, remove_note
from retros.board.notes.serializers import (
    ChangedGroupSerializer,
    ChangedNoteSerializer,
    GroupSerializer,
    MarksSerializer,
    NewBoardStepSerializer,
    NoteSerializer,
)
from retros.board.notes.turning import step_draft, turn_into_step
from retros.nextsteps.models import NextStep
from retros.nextsteps.serializers import NextStepSerializer

C = TypeVar("C", Note, Group)


class CardViewSet(ListModelMixin, RetrieveModelMixin, InsiderViewSet[C]):
    """What notes and groups have in common: they can be marked, and turned into next steps."""

    kind: str

    @property
    def ordering(self) -> tuple[str, ...]:
        return ("-mark_count", "pk") if self.request.query_params.get("order") == "marks" else ("pk",)

    @extend_schema(methods=["PUT"], summary="Put one of your marks on it.", request=None, responses=MarksSerializer)
    @extend_schema(methods=["DELETE"], summary="Take your mark back.", responses={200: MarksSerializer})
    @action(detail=True, methods=["put", "delete"])
    def mark(self, request: Request, event: str, pk: str) -> Response:
        attendee, card = get_card(request, event, self.kind, int(pk))
        change = mark if request.method == "PUT" else take_mark_back
        change(attendee, card, clock=timezone.now)
        return Response(marks_on_card(self.attendee))

    @extend_schema(request=NewBoardStepSerializer, responses={201: NextStepSerializer})
    @action(detail=True, methods=["post"])
    def step(self, request: Request, event: str, pk: str) -> Response:
        """Turn it into a next step, for organizers. The board is not public, next steps are."""
        organizer, card = get_card_to_turn(request, event, self.kind, int(pk))
        wanted = NewBoardStepSerializer(data=request.data, context={"event": organizer.event})
        wanted.is_valid(raise_exception=True)
        draft = step_draft(card, organizer, today=timezone.localdate()) | wanted.validated_data
        step = turn_into_step(card, **draft, clock=timezone.now)
        shown = NextStepSerializer(NextStep.objects.with_owner().get(pk=step.pk), context=self.get_serializer_context())
        return Response(shown.data, status=status.HTTP_201_CREATED)

    def shown(self, pk: int) -> Any:
        return self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data


def marks_on_card(attendee: Any) -> dict[str, Any]:
    marks = list(Mark.objects.filter(attendee=attendee).values_list("note", "group"))
    return {
        "left": marks_left(attendee),
        "notes": sorted(note for note, _ in marks if note),
        "groups": sorted(group for _, group in marks if group),
    }


class NoteViewSet(CardViewSet[Note]):
    """Looking back on the event, for the people who were there."""

    kind = Note.KIND
    queryset = Note.objects.all()
    serializer_class = NoteSerializer
    filterset_class = NoteFilter

    def get_queryset(self) -> QuerySet[Note]:
        notes = Note.objects.shown_to(self.insider).filter(event=self.event)
        return notes.select_related("author__organization")

    @extend_schema(request=NoteSerializer, responses={201: NoteSerializer})
    def create(self, request: Request, **_: str) -> Response:
        """Pin a note to the board."""
        attendee = self.attendee
        note = self.get_serializer(data=request.data)
        note.is_valid(raise_exception=True)
        pinned = pin_note(attendee, **note.validated_data, clock=timezone.now)
        return Response(self.shown(pinned.pk), status=status.HTTP_201_CREATED)

    @extend_schema(request=ChangedNoteSerializer, responses=NoteSerializer)
    def partial_update(self, request: Request, event: str, pk: str) -> Response:
        """Change a note of your own. In another column it leaves its group."""
        _, note = get_own_note(request, event, int(pk))
        changed = ChangedNoteSerializer(note, data=request.data, partial=True)
        changed.is_valid(raise_exception=True)
        change_note(note, **{"column": note.column, "text": note.text} | changed.validated_data, clock=timezone.now)
        return Response(self.shown(note.pk))

    def destroy(self, request: Request, event: str, pk: str) -> Response:
        """Remove a note: your own, or any as an organizer."""
        attendee, note = get_note_to_remove(request, event, int(pk))
        remove_note(note, by=attendee, clock=timezone.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class GroupViewSet(CardViewSet[Group]):
    """Notes that say the same thing and are marked as one. Organizers make them."""

    kind = Group.KIND
    queryset = Group.objects.all()
    serializer_class = GroupSerializer
    filterset_class = GroupFilter

    def get_queryset(self) -> QuerySet[Group]:
        return Group.objects.shown_to(self.insider).filter(event=self.event).prefetch_related("notes")

    def get_serializer_context(self) -> dict[str, Any]:
        # There is no visitor when the schema is generated.
        return super().get_serializer_context() | ({"event": self.event} if self.kwargs else {})

    @extend_schema(request=GroupSerializer, responses={201: GroupSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Group some notes from one column."""
        organizer = get_organizer(request, event)
        group = self.get_serializer(data=request.data)
        group.is_valid(raise_exception=True)
        made = open_group(organizer.event, **group.validated_data, clock=timezone.now)
        return Response(self.shown(made.pk), status=status.HTTP_201_CREATED)

    @extend_schema(request=ChangedGroupSerializer, responses=GroupSerializer)
    def partial_update(self, request: Request, event: str, pk: str) -> Response:
        """Rename a group, or choose which notes it has."""
        _, group = get_group(request, event, int(pk))
        changed = ChangedGroupSerializer(data=request.data, context={"event": group.event})
        changed.is_valid(raise_exception=True)
        change_group(group, **changed.validated_data, clock=timezone.now)
        return Response(self.shown(group.pk))

    def destroy(self, request: Request, event: str, pk: str) -> Response:
        """Take a group apart. Its notes stay."""
        _, group = get_group(request, event, int(pk))
        ungroup(group, clock=timezone.now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MarksViewSet(SingletonViewSet, InsiderViewSet[Mark]):
    queryset = Mark.objects.all()
    serializer_class = MarksSerializer

    @extend_schema(responses=MarksSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """Your own marks on the board, and how many you have left."""
        return Response(marks_on_card(self.attendee))
