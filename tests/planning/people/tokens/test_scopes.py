import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from planning.events.phases import Phase
from planning.people.models import User
from planning.people.tokens.authentication import note_use
from planning.people.tokens.models import ApiToken, digest
from retros.nextsteps.feeds.models import Feed, make_feed
from tests.api import below, refusal, visitor, wrong_fields
from tests.constraints import breaks
from tests.factories import AttendeeFactory, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db

READ, WRITE = ApiToken.Scope.READ, ApiToken.Scope.WRITE
MAY_ONLY_READ = "This token can only read. On your page you can make one that can write as well."


def program(user: User, scope: str = WRITE) -> APIClient:
    client = visitor()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {ApiToken.issue(user, 'script', scope=scope, now=timezone.now())}")
    return client


@pytest.mark.parametrize(("asked", "got"), [({}, READ), ({"scope": "read"}, READ), ({"scope": "write"}, WRITE)])
def test_token_may_only_read_unless_its_owner_says_more(asked: dict[str, str], got: str) -> None:
    user = UserFactory()

    response = visitor(user).post("/api/v1/tokens/", {"name": "script", **asked})

    assert (response.json()["scope"], user.api_tokens.get().scope) == (got, got)


def test_token_of_another_scope_is_a_400() -> None:
    assert wrong_fields(visitor(UserFactory()).post("/api/v1/tokens/", {"name": "x", "scope": "admin"})) == {"scope"}


def test_token_scope() -> None:
    with breaks("token_scope"):
        ApiToken.issue(UserFactory(), "script", scope="admin", now=timezone.now())


@pytest.mark.parametrize(("scope", "status"), [(READ, 403), (WRITE, 201)])
def test_token_that_may_only_read_changes_nothing(scope: str, status: int) -> None:
    attendee = AttendeeFactory(event__phase=Phase.BRAINSTORM)
    client = program(attendee.user, scope)

    response = client.post(below(attendee.event, "topics/"), {"title": "Grow seeds"})

    assert response.status_code == status
    assert attendee.event.topics.count() == (1 if status == 201 else 0)
    assert client.get(below(attendee.event, "attendees/")).status_code == 200


def test_token_that_may_only_read_is_refused_at_every_address_that_writes() -> None:
    client = program(UserFactory(is_staff=True, is_superuser=True), READ)
    paths = visitor().get("/api/v1/schema/?format=json").json()["paths"]
    writing = [(path, method) for path, methods in paths.items() for method in methods if method != "get"]

    def ask(path: str, method: str) -> tuple[int, str]:
        address = re.sub(r"\{\w+\}", "1", path.replace("{event}", "2126-12"))
        return refusal(getattr(client, method)(address, {}))

    assert len(writing) > 50
    assert {ask(path, method) for path, method in writing} == {(403, MAY_ONLY_READ)}


def test_token_reads_no_code_that_signs_somebody_in() -> None:
    admin = UserFactory(is_staff=True, is_superuser=True)
    message = MessageFactory(key="account/1", subject="Your code to sign in", text="Your code: 1234-5678")

    answer = program(admin).get(f"/api/v1/messages/{message.pk}/").content.decode()

    assert "1234-5678" not in answer
    assert visitor(admin).get(f"/api/v1/messages/{message.pk}/").json()["text"] == "Your code: 1234-5678"


@pytest.mark.parametrize("path", ["", "hold/", "release/"])
def test_token_reads_no_link_of_a_mail_by_deciding_on_it(path: str) -> None:
    admin = UserFactory(is_staff=True, is_superuser=True)
    message = MessageFactory(
        text="Done? http://testserver/steps/1.key/", state="held" if path == "release/" else "waiting"
    )
    client, address = program(admin), f"/api/v1/messages/{message.pk}/{path}"

    answer = client.post(address) if path else client.patch(address, {"subject": "Hello"})

    assert answer.json().get("text") is None
    assert "1.key" not in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_token_neither_reads_nor_makes_the_address_of_a_feed(method: str) -> None:
    user = UserFactory()
    feed = make_feed(user, now=timezone.now())

    answer = getattr(program(user), method)("/api/v1/next-steps/feed/")

    assert refusal(answer) == (
        403,
        "A token can do a lot for you, but not this. Sign in on the site instead.",
    )
    assert feed.token not in answer.content.decode()
    assert Feed.objects.get().nonce == feed.nonce


@pytest.mark.parametrize("scope", [READ, WRITE])
def test_token_makes_no_other_token_of_any_scope(scope: str) -> None:
    user = UserFactory()

    assert refusal(program(user, scope).post("/api/v1/tokens/", {"name": "another"}))[0] == 403
    assert user.api_tokens.count() == 1


def test_token_tells_when_it_was_used_last() -> None:
    user = UserFactory()
    client = program(user, READ)
    assert visitor(user).get("/api/v1/tokens/").json()["results"][0]["last_used_at"] is None

    before = timezone.now()
    client.get("/api/v1/events/")

    assert before <= user.api_tokens.get().last_used_at <= timezone.now()
    assert visitor(user).get("/api/v1/tokens/").json()["results"][0]["last_used_at"] is not None


def test_token_writes_its_use_once_a_minute_at_most() -> None:
    user = UserFactory()
    client = program(user, READ)
    client.get("/api/v1/events/")
    noted = user.api_tokens.get().last_used_at

    with CaptureQueriesContext(connection) as queries:
        for _ in range(20):
            client.get("/api/v1/events/")

    assert [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))] == []
    user.api_tokens.update(last_used_at=noted - timedelta(minutes=1))
    client.get("/api/v1/events/")
    assert user.api_tokens.get().last_used_at > noted


def test_use_noted_by_another_process_meanwhile_stays() -> None:
    now = timezone.now()
    stale = ApiToken.objects.get(digest=digest(ApiToken.issue(UserFactory(), "script", now=now)))
    ApiToken.objects.update(last_used_at=now)

    note_use(stale, now - timedelta(seconds=5))

    assert ApiToken.objects.get().last_used_at == now


def test_database_that_lets_nobody_write_keeps_no_token_from_reading() -> None:
    client = program(UserFactory(), READ)

    def refuse(execute: object, sql: str, *rest: object) -> object:
        if sql.startswith("UPDATE"):
            raise OperationalError("database is locked")
        return execute(sql, *rest)  # type: ignore[operator]  # Django's own

    with connection.execute_wrapper(refuse):
        assert client.get("/api/v1/events/").status_code == 200


def test_refused_write_is_noted_as_a_use() -> None:
    user = UserFactory()

    program(user, READ).post("/api/v1/tokens/", {"name": "another"})

    assert user.api_tokens.get().last_used_at is not None
