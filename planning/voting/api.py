from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT

from planning.people.models import Attendee
from planning.people.viewsets import EventScopedViewSet, InsiderViewSet
from planning.rest.routers import SingletonViewSet
from planning.voting.ballots import cast_ballot
from planning.voting.casting.taps import tap
from planning.voting.counting import counted_slugs, published_tally_of
from planning.voting.models import Ballot, Vote
from planning.voting.serializers import BallotSerializer, TallySerializer, TapSerializer


class BallotViewSet(SingletonViewSet, InsiderViewSet[Ballot]):
    """Your own ballot. You cannot read anyone else's."""

    queryset = Ballot.objects.all()
    serializer_class = BallotSerializer

    @extend_schema(responses=BallotSerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """The ballot you cast."""
        return Response(BallotSerializer(get_own_ballot(self.attendee)).data)

    @extend_schema(request=BallotSerializer, responses=BallotSerializer)
    def update(self, request: Request, **_: str) -> Response:
        """Cast your ballot, replacing any you cast before."""
        paper = BallotSerializer(data=request.data, context={"event": self.event})
        paper.is_valid(raise_exception=True)
        topics, dots = paper.validated_data["topics"], paper.validated_data.get("dots", [])
        cast_ballot(self.attendee, topics, dots=dots, clock=timezone.now)
        return Response(BallotSerializer(get_own_ballot(self.attendee)).data)

    @extend_schema(request=TapSerializer, responses={200: BallotSerializer, 204: None})
    def partial_update(self, request: Request, **_: str) -> Response:
        """Give one topic a vote, dots or a place on the list, or take it off. The last one takes the ballot with it."""
        sent = TapSerializer(data=request.data, context={"event": self.event})
        sent.is_valid(raise_exception=True)
        tap(self.attendee, sent.validated_data["topic"], sent.validated_data["number"], clock=timezone.now)
        if not Ballot.objects.filter(attendee=self.attendee).exists():
            return Response(status=HTTP_204_NO_CONTENT)
        return Response(BallotSerializer(get_own_ballot(self.attendee)).data)


def get_own_ballot(attendee: Attendee) -> Ballot:
    in_order = Prefetch("votes", Vote.objects.select_related("topic").order_by("rank", "pk"))
    ballot = Ballot.objects.filter(attendee=attendee).prefetch_related(in_order).first()
    if ballot is None:
        raise Http404("You have not cast a ballot yet.")
    return ballot


class TallyViewSet(SingletonViewSet, EventScopedViewSet[Ballot]):
    """The counted result."""

    queryset = Ballot.objects.all()

    @extend_schema(responses=TallySerializer)
    def retrieve(self, _request: Request, **_: str) -> Response:
        """The turnout, and once voting is closed the result."""
        tally = published_tally_of(self.event, now=timezone.now())
        slugs = counted_slugs(self.event, tally.ranked)
        return Response(TallySerializer(tally, context={"slugs": slugs}).data)
