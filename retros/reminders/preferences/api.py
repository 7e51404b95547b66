from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from planning.people.access import as_user
from planning.people.models import User
from planning.people.viewsets import SiteViewSet
from planning.rest.routers import SingletonViewSet
from retros.reminders.models import Preference
from retros.reminders.preferences.choosing import prefer, preference_of, said_in, subscribe_again, unsubscribe
from retros.reminders.serializers import PreferenceSerializer


class PreferenceViewSet(SingletonViewSet, SiteViewSet[Preference]):
    """How you want to be reminded."""

    queryset = Preference.objects.all()
    serializer_class = PreferenceSerializer
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=PreferenceSerializer)
    def retrieve(self, request: Request) -> Response:
        """How you are reminded: as you chose, or by default."""
        return Response(shown_preference(as_user(request)))

    @extend_schema(request=PreferenceSerializer, responses=PreferenceSerializer)
    def update(self, request: Request) -> Response:
        """Replace your preferences. Anything left out goes back to the default."""
        wanted = PreferenceSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        return Response(save_preference(as_user(request), wanted.validated_data))

    @extend_schema(request=PreferenceSerializer(partial=True), responses=PreferenceSerializer)
    def partial_update(self, request: Request) -> Response:
        """Change some of your preferences."""
        wanted, user = PreferenceSerializer(data=request.data, partial=True), as_user(request)
        wanted.is_valid(raise_exception=True)
        preference = preference_of(user)
        now_said = said_in(user, preference) | {"is_subscribed": preference.unsubscribed_at is None}
        return Response(save_preference(user, now_said | wanted.validated_data))


@transaction.atomic
def save_preference(user: User, wanted: dict[str, Any]) -> dict[str, Any]:
    now, is_subscribed = timezone.now(), wanted.pop("is_subscribed")
    prefer(user, **wanted, now=now)
    if is_subscribed:
        subscribe_again(user)
    else:
        unsubscribe(user, now=now)
    return shown_preference(user)


def shown_preference(user: User) -> dict[str, Any]:
    preference = preference_of(user)
    said = said_in(user, preference) | {"is_subscribed": preference.unsubscribed_at is None}
    shown: dict[str, Any] = PreferenceSerializer().to_representation(said)
    return shown
