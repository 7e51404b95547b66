"""A step that is due today, and answering its mail."""

import re
from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from planning.people.models import User
from retros.nextsteps.models import NextStep
from tests.retros.reminders.mailing import mailed_step


def today() -> date:
    return timezone.localdate()


def due_today(**fields: Any) -> tuple[NextStep, User, str]:
    return mailed_step(due_on=today(), day=today(), **fields)


def answer(token: str, action: str, **data: Any) -> Any:
    """As a browser does without an account: open the page, and send its form."""
    client = Client(enforce_csrf_checks=True)
    opened = client.get(f"/r/{token}/{action}/")
    csrf = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', opened.content.decode())
    sent = {"csrfmiddlewaretoken": csrf[1] if csrf else ""} | data
    return client.post(f"/r/{token}/{action}/", sent, follow=True)
