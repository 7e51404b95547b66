from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import get_organizer
from planning.people.viewsets import InsiderViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import PAGE, NumberedPages
from planning.rest.routers import SingletonViewSet
from retros.board.models import Answer, Survey
from retros.board.questions import Question
from retros.board.survey.results import Results, survey_standing
from retros.board.survey.serializers import (
    AnswerSerializer,
    AnswersSerializer,
    CloseSurveySerializer,
    SurveyMailsSerializer,
    SurveySerializer,
)
from retros.board.survey.surveying import ask_everyone, close_on, readable_answers, record_answers


class SurveyViewSet(SingletonViewSet, InsiderViewSet[Survey]):
    """The survey after the event."""

    queryset = Survey.objects.all()
    serializer_class = SurveySerializer
    pagination_class = NumberedPages

    @extend_schema(parameters=[PAGE], responses=SurveySerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """When it is open, how many have answered, and once it has closed and enough have, the results."""
        return self.as_it_is_now()

    @extend_schema(request=AnswersSerializer, responses={201: SurveySerializer})
    def create(self, request: Request, **_: str) -> Response:
        """Answer it, once. Your answers are stored without your name, so they cannot be changed."""
        attendee = self.attendee
        given = AnswersSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        choices = {Question(question): choice for question, choice in given.validated_data.items()}
        words = choices.pop(Question.WORDS)
        record_answers(attendee, choices, words=words, clock=timezone.now)
        return self.as_it_is_now(status.HTTP_201_CREATED)

    @extend_schema(request=CloseSurveySerializer, responses=SurveySerializer)
    def partial_update(self, request: Request, event: str) -> Response:
        """Set when it closes, for organizers."""
        organizer = get_organizer(request, event)
        wanted = CloseSurveySerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        close_on(organizer.event, wanted.validated_data["closes_on"], clock=timezone.now)
        return self.as_it_is_now()

    def as_it_is_now(self, status_code: int = status.HTTP_200_OK) -> Response:
        standing = survey_standing(self.insider, now=timezone.now())
        if standing is None:
            raise Http404("There's no survey for this event.")
        shown = vars(standing) | {"results": self.page_of(standing.results) if standing.results else None}
        return Response(SurveySerializer(shown).data, status=status_code)

    def page_of(self, results: Results) -> dict[str, Any]:
        pages = NumberedPages()
        return vars(results) | {"words": pages.paginate_queryset(results.words, self.request)} | pages.places()


class SurveyMailsViewSet(SingletonViewSet, InsiderViewSet[Survey]):
    queryset = Survey.objects.all()
    serializer_class = SurveyMailsSerializer

    @extend_schema(request=None, responses={201: SurveyMailsSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Mail the link to everyone who was there and hasn't answered, for organizers. No one gets it twice."""
        organizer = get_organizer(request, event)
        written = ask_everyone(organizer.event, clock=timezone.now)
        return Response({"written": written}, status=status.HTTP_201_CREATED)


class AnswerViewSet(ListModelMixin, InsiderViewSet[Answer]):
    """Each single answer once it has closed, for organizers. There is no telling which belong to the same person."""

    queryset = Answer.objects.all()
    serializer_class = AnswerSerializer
    filterset_fields = ["question"]
    ordering = ("question", "choice", "pk")

    def get_queryset(self) -> QuerySet[Answer]:
        organizer = get_organizer(self.request, self.kwargs["event"])
        return readable_answers(organizer.event, now=timezone.now())
