"""Coming in as people do: an address, and the code from the mail."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from planning.outbox.models import Message
from planning.people.models import User

PASSWORD = "beetroot-and-chard"


def mailed_code() -> str:
    match = re.search(r"\b\d{4}-\d{4}\b", Message.objects.latest("pk").text)
    assert match is not None
    return match.group()


def ask_for_code(client: Client, email: str, **more: str) -> Any:
    return client.post("/accounts/login/", {"email": email} | more)


def type_code(client: Client, code: str) -> Any:
    return client.post("/accounts/login/code/confirm/", {"code": code})


def come_in(client: Client, email: str, **more: str) -> Any:
    ask_for_code(client, email, **more)
    return type_code(client, mailed_code())


def person_with_password(email: str = "ada@example.org", **fields: Any) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def try_password(client: Client, email: str, password: str) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
