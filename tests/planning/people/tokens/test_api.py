import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import MD5PasswordHasher
from django.utils import timezone

from planning.people.models import User
from planning.people.tokens.models import ApiToken
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.factories import AttendeeFactory, UserFactory
from tests.planning.people.tokens.keys import key_of

pytestmark = pytest.mark.django_db

PASSWORD = "beetroot-and-chard"


def person_with_password() -> User:
    user: User = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_token_for_a_password_opens_the_api() -> None:
    attendee = AttendeeFactory(user=person_with_password())
    credentials = {"name": "script", "email": attendee.user.email.upper(), "password": PASSWORD}

    response = visitor().post("/api/v1/tokens/", credentials)

    client = visitor()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {response.json()['key']}")
    assert response.status_code == 201
    assert "no-store" in response["Cache-Control"]
    assert client.get(below(attendee.event, "attendees/")).status_code == 200


@pytest.mark.parametrize("known", [True, False])
def test_token_for_a_password_takes_an_address_that_was_proven(*, known: bool) -> None:
    user = person_with_password()
    addresses = EmailAddress.objects.filter(user=user)
    addresses.update(verified=False) if known else addresses.delete()

    response = visitor().post("/api/v1/tokens/", {"name": "script", "email": user.email, "password": PASSWORD})

    assert refusal(response) == (
        401,
        "First sign in on the site with a mailed code: that proves the address is yours.",
    )
    assert not user.api_tokens.exists()


def test_token_for_a_session_takes_a_name_alone() -> None:
    user = UserFactory()

    response = visitor(user).post("/api/v1/tokens/", {"name": "script"})

    assert response.status_code == 201
    assert [token.name for token in user.api_tokens.all()] == ["script"]


@pytest.mark.parametrize("email", ["nobody@example.org", "ada@example.org"])
def test_token_for_a_wrong_password_is_a_401(email: str) -> None:
    UserFactory(email="ada@example.org")

    response = visitor().post("/api/v1/tokens/", {"name": "script", "email": email, "password": "wrong"})

    assert refusal(response) == (401, "The address or the password is wrong.")
    assert response["WWW-Authenticate"] == "Bearer"


def test_token_for_nobody_is_a_401() -> None:
    response = visitor().post("/api/v1/tokens/", {"name": "script"})

    assert refusal(response) == (401, "Send your email address and password, or sign in on the site.")


def test_token_for_someone_locked_out_is_a_401() -> None:
    user = person_with_password()
    User.objects.filter(pk=user.pk).update(is_active=False)

    response = visitor().post("/api/v1/tokens/", {"name": "script", "email": user.email, "password": PASSWORD})

    assert refusal(response)[0] == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "ada@example.org", "password": "x"}, "name"),
        ({"name": "script", "email": "ada@example.org"}, "non_field_errors"),
        ({"name": "script", "email": "ada", "password": "x"}, "email"),
    ],
)
def test_token_request_names_the_field_that_is_wrong(body: dict[str, str], field: str) -> None:
    assert wrong_fields(visitor().post("/api/v1/tokens/", body)) == {field}


def test_token_makes_no_other_token() -> None:
    client = visitor()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key_of(UserFactory())}")

    assert refusal(client.post("/api/v1/tokens/", {"name": "another"}))[0] == 403


def test_guessing_a_password_is_throttled_for_the_account_and_the_visitor() -> None:
    user = person_with_password()
    right = {"name": "script", "email": user.email, "password": PASSWORD}
    for number in range(5):
        visitor().post("/api/v1/tokens/", right | {"password": "wrong"}, HTTP_HOST=f"localhost:{8000 + number}")

    refused = visitor().post("/api/v1/tokens/", right)
    elsewhere = visitor().post("/api/v1/tokens/", right, REMOTE_ADDR="192.0.2.99")

    assert refusal(refused)[0] == 429
    assert 290 < int(refused["Retry-After"]) <= 300
    assert elsewhere.status_code == 201


def test_a_password_alone_makes_no_token_where_there_is_a_second_factor() -> None:
    user = person_with_password()
    TOTP.activate(user, generate_totp_secret())

    response = visitor().post("/api/v1/tokens/", {"name": "script", "email": user.email, "password": PASSWORD})

    assert refusal(response) == (
        401,
        "This account has a second factor. Make the token on your page, once signed in.",
    )
    assert not user.api_tokens.exists()


def test_a_whole_hut_makes_tokens_within_a_minute_from_one_address() -> None:
    made = [
        visitor().post("/api/v1/tokens/", {"name": "script", "email": user.email, "password": PASSWORD}).status_code
        for user in [person_with_password() for _ in range(30)]
    ]

    assert made == [201] * 30


@pytest.mark.parametrize("known", [True, False])
def test_a_password_is_hashed_once_whether_or_not_the_address_is_known(
    monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    """That is what takes the time."""
    email = person_with_password().email if known else "nobody@example.org"
    hashed = list[str]()
    encode = MD5PasswordHasher.encode

    def count_and_encode(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(hasher, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count_and_encode)
    visitor().post("/api/v1/tokens/", {"name": "script", "email": email, "password": "wrong"})

    assert hashed == ["wrong"]


def test_sign_in_is_throttled_for_the_address_whatever_it_says_of_itself() -> None:
    def ask(number: int) -> int:
        claimed = {"X-Forwarded-For": f"192.0.2.{number}"}
        return visitor().post("/api/v1/tokens/", {"name": "script"}, headers=claimed).status_code

    assert [ask(number) for number in range(61)] == [401] * 60 + [429]


def test_tokens_are_listed_for_their_owner_without_keys() -> None:
    user = UserFactory()
    key_of(user)
    key_of(UserFactory())

    listed = visitor(user).get("/api/v1/tokens/").json()["results"]

    assert [set(token) for token in listed] == [{"id", "name", "scope", "created_at", "expires_at", "last_used_at"}]


def test_tokens_are_nothing_for_the_anonymous() -> None:
    assert refusal(visitor().get("/api/v1/tokens/"))[0] == 401


def test_deleted_token_opens_nothing() -> None:
    user = UserFactory()
    key = key_of(user)

    gone = visitor(user).delete(f"/api/v1/tokens/{user.api_tokens.get().pk}/")

    client = visitor()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    assert gone.status_code == 204
    assert refusal(client.get("/api/v1/events/"))[0] == 401


def test_token_of_someone_else_cannot_be_deleted() -> None:
    owner = UserFactory()
    key_of(owner)

    response = visitor(UserFactory()).delete(f"/api/v1/tokens/{owner.api_tokens.get().pk}/")

    assert refusal(response)[0] == 404
    assert owner.api_tokens.exists()


def test_tokens_cost_the_same_queries_however_many() -> None:
    user = UserFactory()

    def add(number: int) -> None:
        for _ in range(number):
            ApiToken.issue(user, f"Script {user.api_tokens.count()}", now=timezone.now())

    same_queries_for_3_and_30(visitor(user), "/api/v1/tokens/", add)
