"""The second factor: a passkey, or the code from an app. The admin asks for it; organizers are asked to have one."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from planning.people.models import User

NAME = "Hack the Garden"


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Incorrect code, or a passkey that this account does not know.",
        "unverified_email": "Confirm your address first: sign out, then sign in with a code.",
    }

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  # allauth's name for it
        others = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {others + 1}" if others else "Passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host stays that of the request: a browser offers no passkey to a site it is not on."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return entity | {"name": NAME}


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session was started, or confirmed, with one."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def is_asked_for(request: HttpRequest) -> bool:
    """By the admin. On your own machine no one is asked."""
    return not settings.LOCAL and not used_second_factor(request)


def ask_for(request: HttpRequest, *, way_on: str) -> HttpResponse:
    """Redirect to where it is confirmed, or first set up."""
    if not is_mfa_enabled(request.user):
        messages.warning(request, "The admin asks for a second factor. Set one up here, then open the admin again.")
        return redirect("mfa_index")
    methods: list[dict[str, Any]] = get_adapter().get_reauthentication_methods(request.user)
    confirm = next(method["url"] for method in methods if method["id"].startswith("mfa_reauthenticate"))
    return redirect(f"{confirm}?{urlencode({'next': way_on or reverse('admin:index')})}")
