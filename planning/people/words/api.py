from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_organizer
from planning.people.viewsets import SiteViewSet
from planning.people.words.models import WordToPeople
from planning.people.words.serializers import PlannedWordSerializer, WordToPeopleSerializer, WriteSerializer
from planning.people.words.writing import plan_word, send_word
from planning.rest.lists import ListModelMixin


class WordToPeopleViewSet(ListModelMixin, SiteViewSet[WordToPeople]):
    """What organizers wrote to the people of the event. For organizers."""

    queryset = WordToPeople.objects.all()
    serializer_class = WordToPeopleSerializer
    permission_classes = [IsAuthenticated]
    ordering = ("-sent_at", "-pk")

    def get_queryset(self) -> QuerySet[WordToPeople]:
        return super().get_queryset().filter(event=get_organizer(self.request, self.kwargs["event"]).event)

    @extend_schema(request=WriteSerializer, responses={200: PlannedWordSerializer, 201: WordToPeopleSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Write to people, each in a mail of their own. Nothing is sent unless `dry_run` is false."""
        organizer = get_organizer(request, event)
        wanted = WriteSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        word = dict(wanted.validated_data)
        if word.pop("dry_run"):
            return Response(PlannedWordSerializer(plan_word(organizer, **word, now=timezone.now())).data)
        sent = send_word(organizer, **word, clock=timezone.now)
        return Response(WordToPeopleSerializer(sent).data, status=status.HTTP_201_CREATED)
