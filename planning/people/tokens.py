"""Signing in to the API with a token: `Authorization: Bearer <key>` (RFC 6750)."""

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from planning.people.models import ApiToken, User, digest


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        tokens = ApiToken.objects.select_related("user")
        token = tokens.filter(digest=digest(key), expires_at__gt=timezone.now(), user__is_active=True).first()
        if token is None:
            raise AuthenticationFailed("This token is unknown or has expired. Make a new one on your page.")
        return token.user, token

    def authenticate_header(self, _request: Request) -> str:
        return "Bearer"
