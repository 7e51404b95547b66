from datetime import timedelta

import pytest
from django.test import Client

from tests.pages import words
from tests.retros.reminders.answering.mailed_steps import due_today, today
from tests.retros.reminders.mailing import mailed_step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("action", ["", "done/", "later/", "hand-over/", "dropped/", "open-again/", "nonsense/"])
def test_broken_link_says_what_to_do(action: str) -> None:
    step, _, token = due_today()

    for broken in (token[:-1], token[1:], "x" + token):
        for response in (
            Client().get(f"/r/{broken}/{action}"),
            Client().post(f"/r/{broken}/{action}", {"when": "week", "note": ""}),
        ):
            assert response.status_code == 404
            assert "Copy the whole link from the mail into the address bar." in words(response)
            assert step.text not in words(response)
    step.refresh_from_db()
    assert step.is_open


def test_link_cut_behind_its_slash_is_broken() -> None:
    assert Client().get("/r/").status_code == 404
    assert "This link is incomplete" in words(Client().get("/r/"))


def test_link_that_lost_its_end_still_shows_the_step() -> None:
    step, _, token = due_today()

    response = Client().get(f"/r/{token}/do/")

    assert response.status_code == 200
    assert step.text in words(response)


def test_broken_link_speaks_the_language_of_the_browser() -> None:
    response = Client().get("/r/nonsense/", headers={"accept-language": "de-AT,de;q=0.9,en;q=0.5"})

    assert "Dieser Link ist unvollständig" in words(response)
    assert '<html lang="de">' in response.content.decode()


@pytest.mark.parametrize(("days", "status"), [(60, 200), (61, 410)])
def test_link_expires_after_sixty_days(days: int, status: int) -> None:
    written = today() - timedelta(days=days)
    step, _, token = mailed_step(due_on=written, day=written)

    response = Client().get(f"/r/{token}/done/")

    assert response.status_code == status
    if status == 410:
        assert f"/accounts/login/?next=/next-steps/{step.pk}/" in response.content.decode()
        assert Client().post(f"/r/{token}/done/", {"note": ""}).status_code == 410
        step.refresh_from_db()
        assert step.is_open


def test_link_to_an_address_that_is_given_up_has_expired() -> None:
    _, ada, token = due_today()
    ada.email = "ada@elsewhere.example"
    ada.save()

    assert Client().get(f"/r/{token}/").status_code == 410


def test_link_to_a_step_that_is_gone_has_expired() -> None:
    step, _, token = due_today()
    step.delete()

    response = Client().get(f"/r/{token}/")

    assert response.status_code == 410
    assert "no longer exists" in words(response)
