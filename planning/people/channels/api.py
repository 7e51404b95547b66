"""Channels besides mail: your own, and those of the events you organize."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from planning.events.models import Event
from planning.outbox.models import Channel
from planning.people.access import as_user, get_organizer
from planning.people.channels.changing import add_channel, channels_of, remove_channel, send_test_post
from planning.people.channels.serializers import ChannelSerializer, NewChannelSerializer
from planning.people.models import User
from planning.people.viewsets import SiteViewSet
from planning.rest.lists import ListModelMixin


class ChannelViewSet(ListModelMixin, RetrieveModelMixin, SiteViewSet[Channel]):
    """An address goes in and never comes out."""

    queryset = Channel.objects.in_use()
    serializer_class = ChannelSerializer
    permission_classes = [IsAuthenticated]
    ordering = ("name", "pk")

    @property
    def owner(self) -> User | Event:
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Channel]:
        return channels_of(self.owner)

    @extend_schema(request=NewChannelSerializer, responses={201: ChannelSerializer})
    def create(self, request: Request, **_kwargs: Any) -> Response:
        """Add a channel. An address that is not one, or points inside the network, answers 409."""
        wanted = NewChannelSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        channel = add_channel(self.owner, **wanted.validated_data, now=timezone.now())
        return Response(self.shown(channel), status=status.HTTP_201_CREATED)

    def destroy(self, _request: Request, **_kwargs: Any) -> Response:
        """Remove it. Its address is forgotten, and what is still waiting for it is dropped."""
        remove_channel(self.get_object(), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={202: ChannelSerializer})
    @action(detail=True, methods=["post"])
    def test(self, _request: Request, **_kwargs: Any) -> Response:
        """Send a test post, through the outbox. A moment later `last_state` says how it went."""
        channel = self.get_object()
        send_test_post(channel, now=timezone.now())
        return Response(self.shown(channel), status=status.HTTP_202_ACCEPTED)

    def shown(self, channel: Channel) -> Any:
        return self.get_serializer(self.get_queryset().get(pk=channel.pk)).data


class MyChannelViewSet(ChannelViewSet):
    """Your own: at most once a day, they say what is due for you."""

    @property
    def owner(self) -> User:
        return as_user(self.request)


class EventChannelViewSet(ChannelViewSet):
    """An event's, for its organizers: they say what concerns everyone."""

    @property
    def owner(self) -> Event:
        return get_organizer(self.request, self.kwargs["event"]).event
