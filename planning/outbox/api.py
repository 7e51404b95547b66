from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from planning.outbox import holding
from planning.outbox.models import Message
from planning.outbox.serializers import MessageEditSerializer, MessageSerializer, WholeMessageSerializer
from planning.rest.lists import ListModelMixin
from planning.rest.queries import KnownQuery


class MayRead(IsAdminUser):
    """As in the admin: subjects give away what others are sent."""

    message = "To read messages you need the right to view them."

    def has_permission(self, request: Request, view: APIView) -> bool:
        rights = ("planning.view_message", "planning.change_message")
        return super().has_permission(request, view) and any(map(request.user.has_perm, rights))


class MayDecide(BasePermission):
    message = "To decide about messages you need the right to change them."

    def has_permission(self, request: Request, _view: APIView) -> bool:
        return request.method in SAFE_METHODS or request.user.has_perm("planning.change_message")


class MessageViewSet(ListModelMixin, RetrieveModelMixin, KnownQuery, GenericViewSet[Message]):
    """How the mails are doing, for the staff."""

    queryset = Message.objects.all()
    permission_classes = [MayRead, MayDecide]
    filterset_fields = ["state"]
    lookup_value_regex = "[0-9]+"
    ordering = ("-written_at", "-pk")

    def get_serializer_class(self) -> type[MessageSerializer]:
        return MessageSerializer if self.action == "list" else WholeMessageSerializer

    @extend_schema(request=MessageEditSerializer, responses=WholeMessageSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # get_object reads it
        """Change what a held message says. If you change the text, it goes out without its HTML."""
        message = self.get_object()
        if message.is_about_signing_in and not getattr(request.user, "is_superuser", False):
            raise PermissionDenied("Anyone who reads a sign-in message could sign in with it: superusers only.")
        wanted = MessageEditSerializer(message, data=request.data, partial=True)
        wanted.is_valid(raise_exception=True)
        texts: dict[str, Any] = {"subject": message.subject, "text": message.text} | wanted.validated_data
        holding.edit_message(message, **texts)
        return self._answer(message)

    @extend_schema(request=None, responses=WholeMessageSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # as above
        """Hold back a waiting message until someone releases it."""
        message = self.get_object()
        holding.hold_message(message)
        return self._answer(message)

    @extend_schema(request=None, responses=WholeMessageSerializer)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # as above
        """Send a held message, even one that may already have arrived."""
        message = self.get_object()
        holding.release_message(message, now=timezone.now())
        return self._answer(message)

    @extend_schema(request=None, responses=WholeMessageSerializer)
    @action(detail=True, methods=["post"])
    def revive(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # as above
        """Send again a message that was given up on."""
        message = self.get_object()
        holding.revive_message(message, now=timezone.now())
        return self._answer(message)

    @extend_schema(request=None, responses=WholeMessageSerializer)
    @action(detail=True, methods=["post"], url_path="mark-sent")
    def mark_sent(self, request: Request, pk: str) -> Response:  # noqa: ARG002  # as above
        """Note that a message held in doubt did arrive."""
        message = self.get_object()
        holding.mark_sent(message)
        return self._answer(message)

    def _answer(self, message: Message) -> Response:
        return Response(self.get_serializer(message).data)
