from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user, get_attendee
from planning.people.viewsets import EventScopedViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.pagination import SIZES
from planning.topics.access import get_comment_to_take_down, get_own_comment, get_own_topic, get_topic
from planning.topics.comments import comment, edit_comment, take_back, take_down
from planning.topics.filters import TopicFilter
from planning.topics.models import Comment, Topic
from planning.topics.proposals import Proposal, bring_back, change_topic, proposal_of, propose, withdraw
from planning.topics.serializers import CommentSerializer, ProposalSerializer, TakeDownSerializer, TopicSerializer


class TopicViewSet(ListModelMixin, RetrieveModelMixin, EventScopedViewSet[Topic]):
    """What is proposed to work on, for anyone to read; including withdrawn topics."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    filterset_class = TopicFilter
    lookup_field = "slug"
    lookup_url_kwarg = "topic"
    lookup_value_regex = r"[-\w]+"
    ordering = ("position", "pk")
    kept = {"page_size": SIZES, "track": Topic.Track.values}
    added = ("event__slug", "event__late_topics", "event__voting_opens_at", "event__voting_closes_at")

    def complete(self, page: Any) -> None:
        """All are of one event, which is known."""
        of_event = {name: getattr(self.event, name.removeprefix("event__")) for name in self.added}
        for row in page:
            row.update(of_event)

    def get_queryset(self) -> QuerySet[Topic]:
        return super().get_queryset().filter(event=self.event)

    def get_object(self) -> Topic:
        return get_topic(self.kwargs["event"], self.kwargs["topic"])

    @extend_schema(request=ProposalSerializer, responses={201: TopicSerializer})
    def create(self, request: Request, event: str) -> Response:
        """Propose a topic."""
        attendee = get_attendee(request, event)
        proposal = ProposalSerializer(data=request.data)
        proposal.is_valid(raise_exception=True)
        topic = propose(attendee, Proposal(**proposal.validated_data), clock=timezone.now)
        return Response(self.get_serializer(topic).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ProposalSerializer, responses=TopicSerializer)
    def partial_update(self, request: Request, event: str, topic: str) -> Response:
        """Edit a topic. What is left out stays."""
        own = get_own_topic(request, event, topic)
        proposal = ProposalSerializer(own, data=request.data, partial=True)
        proposal.is_valid(raise_exception=True)
        changed = change_topic(own, replace(proposal_of(own), **proposal.validated_data), clock=timezone.now)
        return Response(self.get_serializer(changed).data)

    @extend_schema(request=None, responses=TopicSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, event: str, topic: str) -> Response:
        """Withdraw a topic. Its votes no longer count."""
        own = get_own_topic(request, event, topic)
        withdraw(own, clock=timezone.now)
        return Response(self.get_serializer(own).data)

    @extend_schema(request=None, responses=TopicSerializer)
    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request: Request, event: str, topic: str) -> Response:
        """Bring back a withdrawn topic. Its votes count again."""
        own = get_own_topic(request, event, topic)
        bring_back(own, clock=timezone.now)
        return Response(self.get_serializer(own).data)


class CommentViewSet(ListModelMixin, RetrieveModelMixin, EventScopedViewSet[Comment]):
    """What people say about a topic, but for comments that were taken down."""

    queryset = Comment.objects.filter(taken_down_at=None).select_related("author__organization")
    serializer_class = CommentSerializer
    filterset_fields = ["author"]
    ordering = ("written_at", "pk")
    kept = {"page_size": SIZES}

    def get_queryset(self) -> QuerySet[Comment]:
        return super().get_queryset().filter(topic=get_topic(self.kwargs["event"], self.kwargs["topic"]))

    @extend_schema(request=CommentSerializer, responses={201: CommentSerializer})
    def create(self, request: Request, event: str, topic: str) -> Response:
        """Comment on a topic."""
        author, commented = get_attendee(request, event), get_topic(event, topic)
        word = self.get_serializer(data=request.data)
        word.is_valid(raise_exception=True)
        written = comment(author, commented, **word.validated_data, now=timezone.now())
        return Response(self.get_serializer(written).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CommentSerializer, responses=CommentSerializer)
    def partial_update(self, request: Request, event: str, topic: str, pk: str) -> Response:
        """Edit a comment of one's own."""
        own = get_own_comment(request, event, topic, int(pk))
        word = self.get_serializer(own, data=request.data, partial=True)
        word.is_valid(raise_exception=True)
        edited = edit_comment(own, word.validated_data.get("text", own.text), now=timezone.now())
        return Response(self.get_serializer(edited).data)

    @extend_schema(request=None, responses={204: None})
    def destroy(self, request: Request, event: str, topic: str, pk: str) -> Response:
        """Take back a comment of one's own."""
        take_back(get_own_comment(request, event, topic, int(pk)))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=TakeDownSerializer, responses={204: None})
    @action(detail=True, methods=["post"], url_path="take-down")
    def take_down(self, request: Request, event: str, topic: str, pk: str) -> Response:
        """Take down a comment, as an organizer. Its text is then no longer public."""
        comment = get_comment_to_take_down(request, event, topic, int(pk))
        reason = TakeDownSerializer(data=request.data)
        reason.is_valid(raise_exception=True)
        take_down(comment, reason.validated_data["taken_down_because"], by=as_user(request), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
