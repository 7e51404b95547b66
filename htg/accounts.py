"""How people sign in: allauth, with its mails going through the outbox like all others."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from planning.outbox.posting import post
from planning.people.models import User
from planning.people.unsent import keep_nothing


class OutboxAccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail = self.render_mail(template_prefix, email, {"email": email, "request": self.request} | context)
        post(
            key=f"account/{uuid.uuid4()}",
            to=email,
            subject=str(mail.subject),
            text=str(mail.body),
            is_urgent=True,  # the code is good for three minutes, and a thousand digests may be waiting
            now=timezone.now(),
        )

    def save_user(self, request: HttpRequest, user: User, form: BaseForm, commit: bool = True) -> User:  # noqa: FBT001, FBT002  # allauth's
        """Begin without a password, whatever was posted: one is set later, by whoever has the mailed code."""
        super().save_user(request, user, form, commit=False)
        user.set_unusable_password()
        if commit:
            user.save()
        return user

    def set_password(self, user: User, password: str) -> None:
        """Lock out, with the old password, whoever made tokens with it."""
        super().set_password(user, password)
        user.api_tokens.all().delete()

    def logout(self, request: HttpRequest) -> None:
        super().logout(request)
        keep_nothing(request)

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Take a mailed code for proof of the address: accounts that an admin made have no other, yet."""
        records = get_authentication_records(request, user)
        if any(record["method"] == "code" and record.get("email") == user.email for record in records):
            proven = {"verified": True, "primary": True}
            EmailAddress.objects.get_or_create(user=user, email=user.email, defaults=proven)
        refusal: HttpResponse | None = super().pre_login(request, user, **details)
        return refusal
