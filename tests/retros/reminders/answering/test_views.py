from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from planning.people.models import User
from retros.nextsteps.closing import assign, close, put_off
from retros.nextsteps.models import NextStep
from retros.reminders.letters.composing import letter_of
from retros.reminders.links import token_of
from retros.reminders.models import Digest, Reminder
from tests.factories import AttendeeFactory, NextStepFactory, OrganizerFactory, TopicFactory, UserFactory
from tests.pages import queries_of, words
from tests.retros.reminders.answering.mailed_steps import answer, due_today, today
from tests.retros.reminders.mailing import digest_to, links_in, many_steps, path

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()}


def test_looking_changes_nothing() -> None:
    ada, items = many_steps(12)
    letter = letter_of(digest_to(ada, *items, day=today()))
    links = links_in(letter.text) | links_in(letter.html)
    client, before = Client(), everything()

    assert len(links) == 10 * 4 + 3
    for link in links:
        for method in (client.get, client.head, client.options):
            method(path(link), follow=True)

    assert everything() == before


def test_form_without_its_csrf_token_changes_nothing() -> None:
    step, _, token = due_today()

    response = Client(enforce_csrf_checks=True).post(f"/r/{token}/done/", {"note": "Kept?"})

    step.refresh_from_db()
    assert response.status_code == 403
    assert "Kept?" in response.content.decode()
    assert step.is_open


def test_step_that_is_closed_says_so_and_asks_nothing() -> None:
    step, _, token = due_today()
    close(step, NextStep.State.DONE, by=UserFactory(), now=timezone.now())

    response = Client().get(f"/r/{token}/dropped/")

    assert f"It's done: someone closed it on {today().day} " in words(response)
    assert "Yes, drop it" not in words(response)


def test_answer_that_came_too_late_is_not_lost() -> None:
    step, _, token = due_today()
    close(step, NextStep.State.DONE, by=UserFactory(), now=timezone.now())

    response = Client().post(f"/r/{token}/dropped/", {"note": "Nobody wants it."})

    assert "This step is already done." in words(response)
    assert "Nobody wants it." in words(response)


def test_step_that_somebody_else_has_now_says_who() -> None:
    step, _, token = due_today()
    bob = AttendeeFactory(name="Bob", event=step.topic.event)
    assign(step, owner=bob, due_on=step.due_on, now=timezone.now())

    response = Client().get(f"/r/{token}/done/")
    refused = Client().post(f"/r/{token}/done/", {"note": "Kept."})

    assert "Bob has this step now, so there's nothing left for you to do." in words(response)
    assert "Yes, it's done" not in words(response)
    assert refused.status_code == 403
    assert "Kept." in words(refused)
    step.refresh_from_db()
    assert step.is_open


def test_step_that_was_put_off_says_until_when_and_can_be_answered() -> None:
    step, _, token = due_today()
    put_off(step, today() + timedelta(days=30), now=timezone.now())

    response = Client().get(f"/r/{token}/done/")

    assert "It was postponed after this mail was written: it's now due on" in words(response)
    assert "Yes, it's done" in words(response)


def test_organizer_can_act_on_a_step_that_nobody_has() -> None:
    organizer = OrganizerFactory(name="Olga")
    step = NextStepFactory(topic=TopicFactory(event=organizer.event), due_on=today())
    token = token_of(step, organizer.user, due_on=today(), day=today())

    answer(token, "dropped", note="")

    step.refresh_from_db()
    assert (step.state, step.closed_by) == ("dropped", organizer.user)


def test_link_gives_no_more_rights_than_its_person_has() -> None:
    stranger = UserFactory()
    step = NextStepFactory(due_on=today())
    token = token_of(step, stranger, due_on=today(), day=today())

    for action in ("done", "dropped", "open-again"):
        assert Client().post(f"/r/{token}/{action}/", {"note": ""}).status_code == 403
    step.refresh_from_db()
    assert step.is_open


def test_page_says_when_the_step_is_due_and_who_looks_after_it() -> None:
    step, _, token = due_today()
    mine = words(Client().get(f"/r/{token}/"))
    organizer = OrganizerFactory(event=step.topic.event)
    theirs = words(Client().get(f"/r/{token_of(step, organizer.user, due_on=today(), day=today())}/"))
    NextStep.objects.update(owner=None)
    nobodys = words(Client().get(f"/r/{token_of(step, organizer.user, due_on=today(), day=today())}/"))

    assert "Due today. You're looking after it." in mine
    assert "Due today. Ada is looking after it." in theirs
    assert "Due today. No one is looking after it yet." in nobodys


def test_what_happened_is_not_said_where_it_did_not() -> None:
    _, _, token = due_today()

    for did in ("done", "dropped", "later", "hand-over", "nonsense"):
        assert "Thank you" not in words(Client().get(f"/r/{token}/?did={did}"))
        assert "We'll remind you then" not in words(Client().get(f"/r/{token}/?did={did}"))


def reminded(step: NextStep, ada: User) -> None:
    assert step.due_on
    digest, _ = Digest.objects.get_or_create(user=ada, day=today())
    Reminder.objects.create(
        step=step, to=ada, number=1, due_on=step.due_on, why="owner", digest=digest, planned_at=timezone.now()
    )


def test_page_leads_to_the_other_steps_of_the_same_mail() -> None:
    step, ada, token = due_today()
    other, closed, foreign = (
        NextStepFactory(topic=step.topic, owner=step.owner, due_on=today(), text=text)
        for text in ("Other.", "Closed.", "Foreign.")
    )
    for one in (step, other, closed):
        reminded(one, ada)
    reminded(foreign, UserFactory())
    close(closed, NextStep.State.DONE, by=ada, now=timezone.now())

    response = Client().get(f"/r/{token}/")

    assert f"/r/{token_of(other, ada, due_on=today(), day=today())}/" in response.content.decode()
    assert "Closed." not in words(response)
    assert "Foreign." not in words(response)


def test_page_takes_the_same_queries_however_many_steps_the_mail_had() -> None:
    step, ada, token = due_today()
    few = queries_of(Client(), f"/r/{token}/hand-over/")
    for number in range(2, 32):
        reminded(NextStepFactory(topic=step.topic, owner=step.owner, due_on=today(), number=number), ada)
        AttendeeFactory(event=step.topic.event)

    assert len(queries_of(Client(), f"/r/{token}/hand-over/")) == len(few)


def test_page_is_kept_out_of_search_engines_caches_and_other_sites() -> None:
    _, _, token = due_today()

    for address in (f"/r/{token}/", "/r/nonsense/"):
        response = Client().get(address)
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]


def test_page_is_in_the_language_of_whose_link_it_is() -> None:
    _, ada, token = due_today()
    ada.language = "de"
    ada.save()

    response = answer(token, "later", when="day", due_on="bald")

    assert '<html lang="de">' in response.content.decode()
    assert "„bald“ lässt sich nicht als Tag lesen." in words(response)
    assert "Wann schaust Du wieder danach?" in words(response)
    assert "Meine Seite" in words(response) or "Anmelden" in words(response)
    assert '<html lang="en">' in Client().get("/").content.decode()
