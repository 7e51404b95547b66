from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user
from planning.people.viewsets import InPerson, SiteViewSet
from planning.rest.routers import SingletonViewSet
from planning.rest.serializers import ModelSerializer
from retros.nextsteps.feeds.models import Feed, make_feed, revoke_feed


class FeedSerializer(ModelSerializer[Feed]):
    calendar_url = serializers.URLField(read_only=True, help_text="iCalendar: your steps, on the day they are due.")
    news_url = serializers.URLField(read_only=True, help_text="Atom: steps added for you, and closed.")

    class Meta:
        model = Feed
        fields = ["calendar_url", "news_url", "made_at"]


class FeedViewSet(SingletonViewSet, SiteViewSet[Feed]):
    """The link your calendar uses to fetch your next steps, without signing in. Not available with a token."""

    queryset = Feed.objects.all()
    serializer_class = FeedSerializer
    permission_classes = [InPerson]

    def retrieve(self, request: Request) -> Response:
        feed = Feed.objects.filter(user=as_user(request)).first()
        if feed is None:
            raise Http404("You don't have a private link yet. Create one first.")
        return Response(self.get_serializer(feed).data)

    @extend_schema(request=None, responses={201: FeedSerializer})
    def create(self, request: Request) -> Response:
        """Create a link. Any previous one stops working."""
        feed = make_feed(as_user(request), now=timezone.now())
        return Response(self.get_serializer(feed).data, status=status.HTTP_201_CREATED)

    def destroy(self, request: Request) -> Response:
        """Revoke it."""
        revoke_feed(as_user(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
