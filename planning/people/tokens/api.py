from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied, Throttled
from rest_framework.mixins import DestroyModelMixin
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from planning.people.access import as_user
from planning.people.models import User
from planning.people.sign_in.limits import TooOften
from planning.people.tokens.models import ApiToken, digest
from planning.people.tokens.serializers import NewTokenSerializer, SignInSerializer, TokenSerializer
from planning.people.viewsets import SiteViewSet
from planning.rest.lists import ListModelMixin
from planning.rest.throttles import ScopedThrottle
from planning.texts.cleaning import address


class TokenViewSet(ListModelMixin, DestroyModelMixin, SiteViewSet[ApiToken]):
    """Your own keys to the API."""

    queryset = ApiToken.objects.all()
    serializer_class = TokenSerializer
    throttle_scope = "sign-in"
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> QuerySet[ApiToken]:
        return as_user(self.request).api_tokens.all()

    def get_permissions(self) -> list[Any]:
        return [AllowAny()] if self.action == "create" else [IsAuthenticated()]

    def get_throttles(self) -> list[BaseThrottle]:
        scoped = [ScopedThrottle()] if self.action == "create" else []
        return [*super().get_throttles(), *scoped]

    @extend_schema(request=SignInSerializer, responses={201: NewTokenSerializer})
    @method_decorator(never_cache)
    def create(self, request: Request) -> Response:
        """Make a token, with your password or your session. Its key is in the answer, and nowhere else."""
        wanted = SignInSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        user = who_asks(request, wanted.validated_data)
        name, scope = wanted.validated_data["name"], wanted.validated_data["scope"]
        key = ApiToken.issue(user, name, scope=scope, now=timezone.now())
        token = ApiToken.objects.get(digest=digest(key))
        answer = {**TokenSerializer(token).data, "key": key}
        return Response(answer, status=status.HTTP_201_CREATED)


def who_asks(request: Request, data: dict[str, Any]) -> User:
    """Return the user whose password it is, or else whose session. A token makes no other token."""
    if "password" in data:
        return sign_in(request, data["email"], data["password"])
    if request.auth is not None:
        raise PermissionDenied("A token cannot make another one: use your password, or your page.")
    if not request.user.is_authenticated:
        raise NotAuthenticated("Send your email address and password, or sign in on the site.")
    return as_user(request)


def sign_in(request: Request, email: str, password: str) -> User:
    """Check the password as the sign-in page does: after some failures the account has to wait."""
    try:
        user = get_adapter().authenticate(request, email=address(email), password=password)
    except TooOften as refusal:
        raise Throttled(wait=ceil(refusal.wait.total_seconds())) from refusal
    if not isinstance(user, User) or not user.is_active:
        raise AuthenticationFailed("The address or the password is wrong.")
    if not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        raise AuthenticationFailed("First sign in on the site with a mailed code: that proves the address is yours.")
    if is_mfa_enabled(user):
        raise AuthenticationFailed("This account has a second factor. Make the token on your page, once signed in.")
    return user
