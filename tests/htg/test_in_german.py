"""Following the links in a mail, for someone who chose German: no page is in English."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.outbox.chat.failures import Code, Failure
from planning.people.models import User
from retros.nextsteps.closing import assign, close
from retros.nextsteps.models import NextStep
from retros.reminders.letters.composing import letter_of, post_of
from retros.reminders.links import token_of, unsubscribe_url
from tests.factories import AttendeeFactory, ChannelFactory, MessageFactory, OrganizationFactory
from tests.pages import words
from tests.retros.reminders.mailing import digest_to, item, mailed_step, path

pytestmark = pytest.mark.django_db

ENGLISH = {
    *("a", "and", "are", "at", "be", "by", "do", "for", "from", "has", "have", "is", "it", "its"),
    *("not", "of", "on", "or", "the", "this", "to", "with", "yes", "you", "your"),
}
"""Small words, one of which is in most sentences. None of them is German too."""
NAMES = ("Hack the Garden", "Hack The Garden", "Isle of Man", "Port of Spain")


def english_in(text: str) -> set[str]:
    for name in NAMES:
        text = text.replace(name, " ")
    text = re.sub(r"\S+://\S+|\S+@\S+|#\S+", " ", text)
    return {word for word in re.findall(r"[^\W\d_]+", html.unescape(text)) if word.lower() in ENGLISH}


def without_markup(letter: str) -> str:
    return re.sub(r"<head>.*</head>|<[^>]+>", " ", letter, flags=re.DOTALL)


def is_german(page: Any, *, status: int = 200) -> bool:
    content = page.content.decode()
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', content))
    assert page.status_code == status
    assert '<html lang="de">' in content
    assert english_in(words(page) + labels) == set()
    return True


def ada_has_a_step() -> tuple[NextStep, User, str]:
    today = timezone.localdate()
    step, ada, token = mailed_step(due_on=today, day=today, text="Gartenbuch schreiben.")
    NextStep.objects.update(text="Gartenbuch schreiben.")
    step.topic.title = "Gartenbuch"
    step.topic.save()
    ada.language = "de"
    ada.save()
    ada.attendances.update(organization=OrganizationFactory(name="Gärtnerei"))
    return step, ada, token


def browser(ada: User | None = None, *, strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=strict, headers={"accept-language": "de"})
    if ada:
        client.force_login(ada)
    return client


def test_mail_and_post_are_in_german() -> None:
    step, ada, _ = ada_has_a_step()
    digest = digest_to(ada, item(step), day=timezone.localdate())

    letter = letter_of(digest)

    for said in (letter.subject, letter.text, without_markup(letter.html), post_of(digest)):
        assert english_in(said) == set()


@pytest.mark.parametrize("action", ["", "done/", "later/", "hand-over/", "dropped/"])
def test_page_of_an_answer_is_in_german(action: str) -> None:
    _, _, token = ada_has_a_step()

    assert is_german(browser().get(f"/r/{token}/{action}"))


@pytest.mark.parametrize(
    ("action", "typed"),
    [
        ("done", {"note": "x" * 2001}),
        ("dropped", {"note": "\0"}),
        ("later", {}),
        ("later", {"when": "nie"}),
        ("later", {"when": "day", "due_on": ""}),
        ("later", {"when": "day", "due_on": "bald"}),
        ("later", {"when": "day", "due_on": "2020-01-01"}),
        ("hand-over", {}),
        ("hand-over", {"to": "person-0"}),
    ],
)
def test_answer_that_makes_no_sense_is_refused_in_german(action: str, typed: dict[str, str]) -> None:
    _, _, token = ada_has_a_step()

    page = browser().post(f"/r/{token}/{action}/", typed)

    assert 'role="alert"' in page.content.decode()
    assert is_german(page)


@pytest.mark.parametrize(
    ("action", "typed"),
    [
        ("done", {"note": ""}),
        ("dropped", {"note": ""}),
        ("later", {"when": "week"}),
        ("hand-over", {"to": "nobody"}),
    ],
)
def test_what_came_of_an_answer_is_said_in_german(action: str, typed: dict[str, str]) -> None:
    _, _, token = ada_has_a_step()

    page = browser().post(f"/r/{token}/{action}/", typed, follow=True)

    assert 'class="notice notice-good"' in page.content.decode()
    assert is_german(page)


def test_step_that_was_closed_meanwhile_is_reported_in_german() -> None:
    step, ada, token = ada_has_a_step()
    close(step, NextStep.State.DROPPED, by=ada, now=timezone.now())

    assert is_german(browser().get(f"/r/{token}/done/"))
    assert is_german(browser().post(f"/r/{token}/done/", {"note": ""}))
    assert is_german(browser().post(f"/r/{token}/open-again/", follow=True))


def test_owner_whom_one_may_not_know_begins_a_sentence_with_a_capital() -> None:
    step, ada, token = ada_has_a_step()
    bob = AttendeeFactory(name="Bob", event=step.topic.event)
    assign(step, owner=bob, due_on=step.due_on, now=timezone.now())

    theirs = browser().get(f"/r/{token}/")
    ada.attendances.update(cancelled_at=timezone.now())
    somebodys = browser().get(f"/r/{token}/?did=hand-over")

    assert "Bob kümmert sich jetzt um diesen Schritt." in words(theirs)
    assert "Jemand kümmert sich jetzt darum. Danke, Ada!" in words(somebodys)
    assert is_german(theirs)
    assert is_german(somebodys)
    assert "Jemand kümmert sich jetzt um diesen Schritt." in words(browser().get(f"/r/{token}/"))


def test_step_without_owner_that_one_may_not_change_is_nobodys() -> None:
    step, _, _ = ada_has_a_step()
    stranger = AttendeeFactory(user__language="de", name="Bea").user
    NextStep.objects.update(owner=None)
    stranger.attendances.update(cancelled_at=timezone.now())
    token = token_of(step, stranger, due_on=timezone.localdate(), day=timezone.localdate())

    assert "Niemand kümmert sich jetzt um diesen Schritt." in words(browser().get(f"/r/{token}/done/"))


def test_links_that_do_not_work_any_more_say_so_in_german() -> None:
    step, ada, token = ada_has_a_step()
    long_ago = timezone.localdate() - timedelta(days=61)
    old = token_of(step, ada, due_on=long_ago, day=long_ago)

    assert is_german(browser().get(f"/r/{token[:-1]}/done/"), status=404)
    assert is_german(browser().get(f"/r/{old}/done/"), status=410)
    step.delete()
    assert is_german(browser().get(f"/r/{token}/"), status=410)


def test_link_that_is_too_old_still_says_whose_language_to_speak() -> None:
    step, ada, _ = ada_has_a_step()
    long_ago = timezone.localdate() - timedelta(days=61)
    old = token_of(step, ada, due_on=long_ago, day=long_ago)
    english = {"accept-language": "en"}

    assert is_german(Client(headers=english).get(f"/r/{old}/done/"), status=410)
    refused = Client(headers=english, enforce_csrf_checks=True).post(f"/r/{old}/done/", {"note": "Fertig."})
    assert is_german(refused, status=403)
    ada.attendances.update(user=None)
    ada.delete()
    assert '<html lang="en">' in Client(headers=english).get(f"/r/{old}/").content.decode()


def test_unsubscribing_and_coming_back_is_in_german() -> None:
    _, ada, _ = ada_has_a_step()
    page = path(unsubscribe_url(ada))

    assert is_german(browser().get(page))
    assert is_german(browser(strict=True).post(page, {"List-Unsubscribe": "One-Click"}))
    assert is_german(browser().post(page, {"again": "1"}))
    assert is_german(browser().get(f"{page[:-2]}/"), status=404)


@pytest.mark.parametrize("language", ["de", "tlh"])
def test_preferences_are_in_german(language: str) -> None:
    _, ada, _ = ada_has_a_step()
    ChannelFactory(user=ada, name="Garten")
    typed = {"language": language, "hour": "8", "time_zone": "", "by_mail": "on", "away_until": ""}

    opened, saved = browser(ada).get("/me/reminders/"), browser(ada).post("/me/reminders/", typed, follow=True)
    left = browser(ada).post("/me/reminders/subscribe/", {"wanted": "no"}, follow=True)
    back = browser(ada).post("/me/reminders/subscribe/", {"wanted": "yes"}, follow=True)

    for page in (opened, saved, left, back):
        assert is_german(page)


def test_channels_are_in_german() -> None:
    _, ada, _ = ada_has_a_step()
    busy = Failure(Code.BUSY, {"service": "Slack", "status": 503})
    MessageFactory(channel=ChannelFactory(user=ada, name="Garten"), **busy.columns())

    assert is_german(browser(ada).get("/me/channels/"))
    assert is_german(browser(ada).post("/me/channels/", {"name": "", "address": "Garten"}))


def test_forms_that_lost_their_session_say_so_in_german() -> None:
    _, ada, token = ada_has_a_step()

    assert is_german(browser(strict=True).post(f"/r/{token}/done/", {"note": "Fertig."}), status=403)
    assert is_german(browser(ada, strict=True).post("/me/reminders/", {"hour": "8", "by_mail": ""}), status=403)
    assert is_german(browser(ada, strict=True).post("/me/channels/", {"name": "Garten"}), status=403)
    assert is_german(browser(ada, strict=True).post("/me/channels/1/remove/"), status=403)
