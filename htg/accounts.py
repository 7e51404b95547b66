"""How people sign in: allauth, with its mails going through the outbox like all others."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone

from planning.outbox.posting import post


class OutboxAccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mail = self.render_mail(template_prefix, email, {"email": email, "request": self.request} | context)
        post(
            key=f"account/{uuid.uuid4()}",
            to=email,
            subject=str(mail.subject),
            text=str(mail.body),
            now=timezone.now(),
        )
