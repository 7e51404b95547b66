import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from htg.accounts.sessions import device
from planning.people.models import User
from tests.pages import words, writes_of
from tests.signing_in import PASSWORD, person_with_password, try_password

pytestmark = pytest.mark.django_db

PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def signed_in(user: User, user_agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": user_agent})
    try_password(client, user.email, PASSWORD)
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_sessions_are_listed_for_their_owner() -> None:
    user = person_with_password()
    here, _ = signed_in(user), signed_in(user, PHONE)
    signed_in(person_with_password("eve@example.org"), "Mozilla/5.0 (Linux; Android 16) Chrome/140.0 Safari/537.36")

    page = words(here.get(PAGE))

    assert "Firefox on Windows here since" in page
    assert "Safari on an iPhone since" in page
    assert "Android" not in page
    assert "Where you are signed in" in words(here.get("/me/"))


def test_one_session_is_ended() -> None:
    user = person_with_password()
    here, stolen, other = [signed_in(user) for _ in range(3)]
    ended = UserSession.objects.get(session_key=stolen.session.session_key)

    page = words(here.post(PAGE, {"session": ended.pk}, follow=True))

    assert "The session has ended." in page
    assert [is_in(client) for client in (here, stolen, other)] == [True, False, True]


def test_all_others_are_ended() -> None:
    user = person_with_password()
    here, *others = [signed_in(user) for _ in range(3)]

    page = words(here.post(PAGE, follow=True))

    assert "2 sessions have ended." in page
    assert [is_in(client) for client in (here, *others)] == [True, False, False]
    assert UserSession.objects.count() == 1


def test_nobody_ends_the_session_of_somebody_else() -> None:
    other = signed_in(person_with_password("eve@example.org"))
    theirs = UserSession.objects.get()

    signed_in(person_with_password()).post(PAGE, {"session": theirs.pk})

    assert is_in(other)


def test_a_changed_password_ends_all_other_sessions() -> None:
    user = person_with_password()
    here, other = signed_in(user), signed_in(user)

    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "kale-and-spinach"})

    assert [is_in(here), is_in(other)] == [True, False]
    assert words(here.get(PAGE)).count("since") == 1


def test_a_session_that_has_run_out_is_not_listed_and_reading_writes_nothing() -> None:
    user = person_with_password()
    here, gone = signed_in(user), signed_in(user)
    Session.objects.filter(session_key=gone.session.session_key).delete()

    assert words(here.get(PAGE)).count("since") == 1
    assert writes_of(here, PAGE) == []


def test_visitors_are_sent_to_the_door(client: Client) -> None:
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [(FIREFOX, "Firefox on Windows"), (PHONE, "Safari on an iPhone"), ("curl/8", "A program"), ("", "A program")],
)
def test_a_browser_is_called_by_its_name(user_agent: str, words: str) -> None:
    assert device(user_agent) == words
