"""How people sign in: allauth, with its mails going through the outbox like all the others, and with our limits."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from htg.accounts.visitors import remember_device, visitor_of
from planning.networks import network_of
from planning.outbox.posting import post
from planning.people.models import User
from planning.people.sign_in.limits import MAILS, PASSWORDS, TooOften, count_try
from planning.people.sign_in.notices import FACTOR_REMOVED, NEW_ADDRESS, NEW_PASSWORD, send_notice
from planning.people.unsent import keep_nothing
from planning.texts.cleaning import address

NOTICES = {
    "account/email/email_changed": NEW_ADDRESS,
    "mfa/email/totp_activated": "Your account has an authenticator app now",
    "mfa/email/totp_deactivated": FACTOR_REMOVED,
    "mfa/email/webauthn_added": "Your account has a new passkey",
    "mfa/email/webauthn_removed": FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": "Your account has new recovery codes",
}
"""The mails that allauth would send, by its templates: what each is about."""


class OutboxAccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask the organizers.",
        "duplicate_email": "This is already your address.",
        "email_password_mismatch": "The address or the password is wrong.",
        "email_taken": "Another account has this address. To use that one, sign in with a code mailed to it.",
        "enter_current_password": "This is not your password.",
        "incorrect_password": "This is not your password.",
        "rate_limited": "Too many tries. Wait a minute.",
        "too_many_login_attempts": "That was the third wrong try, so the code no longer works. Ask for a new one.",
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """What visitors are counted by: allauth's limits, ours, and that of what strangers send."""
        return network_of(super().get_client_ip(request))

    def clean_email(self, email: str) -> str:
        """In the form that it is kept in: also for another address of an account."""
        return address(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail = self.render_mail(template_prefix, email, {"email": email, "request": self.request} | context)
        post(
            key=f"account/{uuid.uuid4()}",
            to=email,
            subject=str(mail.subject),
            text=str(mail.body),
            is_urgent=True,  # someone is waiting for the code, and a thousand digests may be in the queue
            now=timezone.now(),
        )

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:  # noqa: FBT001  # allauth's
        account = emailconfirmation.email_address.email
        try:
            count_try(MAILS, account, visitor_of(request, account), now=timezone.now())
        except TooOften as refusal:
            answer = render(request, "429.html", {"refusal": refusal.message}, status=429)
            raise ImmediateHttpResponse(answer) from refusal
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted below: allauth would count by the Host header, and in the cache."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Refuse (TooOften) before the password is looked at, right or wrong."""
        account = address(str(credentials.get("email", "")))
        guess = count_try(PASSWORDS, account, visitor_of(request, account), now=timezone.now())
        user: User | None = super().authenticate(request, **credentials)
        if user:
            guess.was_right()
        return user

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A passkey first: it takes one touch."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return sorted(methods, key=lambda method: not method["url"].endswith("/webauthn/reauthenticate/"))

    def set_password(self, user: User, password: str) -> None:
        """Lock out anyone who made tokens with the old password, and inform the owner."""
        user.set_password(password)  # takes long, and others write meanwhile
        with transaction.atomic():
            user.save()
            user.api_tokens.all().delete()
            send_notice(user, NEW_PASSWORD, now=timezone.now())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,  # noqa: ARG002  # allauth's
        email: str | None = None,
    ) -> None:
        """In our words. That of a new password has left with it."""
        if what := NOTICES.get(template_prefix):
            send_notice(user, what, to=email or "", now=timezone.now())

    def get_password_change_redirect_url(self, _request: HttpRequest) -> str:
        return reverse("me")

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **details)
        remember_device(request, response, user.email)
        return response

    def logout(self, request: HttpRequest) -> None:
        super().logout(request)
        keep_nothing(request)
