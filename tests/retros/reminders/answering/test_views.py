import html
import re
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

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
from tests.factories import (
    AttendeeFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import queries_of, words
from tests.retros.reminders.mailing import digest_to, links_in, many_steps, owned_step, path

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def due_today(**fields: Any) -> tuple[NextStep, User, str]:
    return owned_step(due_on=today(), day=today(), **fields)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()}


def answer(token: str, action: str, **data: Any) -> Any:
    """As a browser does without an account: open the page, and send its form."""
    client = Client(enforce_csrf_checks=True)
    opened = client.get(f"/r/{token}/{action}/")
    csrf = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', opened.content.decode())
    sent = {"csrfmiddlewaretoken": csrf[1] if csrf else ""} | data
    return client.post(f"/r/{token}/{action}/", sent, follow=True)


def test_step_is_done_without_signing_in() -> None:
    step, ada, token = due_today()

    response = answer(token, "done", note="https://example.org/pull/1")

    step.refresh_from_db()
    assert (step.state, step.closed_by, step.closing_note) == ("done", ada, "https://example.org/pull/1")
    assert "It's done. Thank you, Ada!" in words(response)
    assert "sessionid" not in response.client.cookies


def test_step_is_dropped_with_the_reason() -> None:
    step, _, token = due_today()

    response = answer(token, "dropped", note="The chart is gone.")

    step.refresh_from_db()
    assert (step.state, step.closing_note) == ("dropped", "The chart is gone.")
    assert "It's dropped and off the list." in words(response)


def test_step_is_closed_on_the_day_that_it_is_here_wherever_they_are() -> None:
    step, ada, token = due_today()
    zones = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # in one of the two it is always another day
    ada.time_zone = next(zone for zone in zones if timezone.localdate(timezone=ZoneInfo(zone)) != today())
    ada.save()

    answer(token, "done")

    step.refresh_from_db()
    assert step.closed_on == today()


def test_what_was_done_is_theirs_in_the_history_of_the_step() -> None:
    step, ada, token = due_today()

    answer(token, "done")

    assert step.history.latest().history_user == ada


def test_whoever_is_signed_in_in_the_browser_has_no_part_in_it() -> None:
    step, ada, token = due_today()
    client = Client()
    client.force_login(UserFactory())

    response = client.post(f"/r/{token}/done/", {"note": ""}, follow=True)

    step.refresh_from_db()
    assert step.closed_by == ada
    assert step.history.latest().history_user == ada
    assert "This link is from a mail to Ada" in words(response)


@pytest.mark.parametrize(("when", "days"), [("week", 7), ("month", 28)])
def test_step_is_put_off(when: str, days: int) -> None:
    step, _, token = due_today()

    response = answer(token, "later", when=when, due_on="")

    step.refresh_from_db()
    assert step.due_on == today() + timedelta(days=days)
    assert "We'll remind you then." in words(response)


@pytest.mark.parametrize("when", ["day", "week"])
def test_step_is_put_off_to_a_day_of_choice(when: str) -> None:
    step, _, token = due_today()
    day = today() + timedelta(days=99)

    answer(token, "later", when=when, due_on=day.isoformat())

    step.refresh_from_db()
    assert step.due_on == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"when": "day", "due_on": ""}, "Choose the day, or one of the answers above."),
        ({"when": "day", "due_on": "soon"}, "Enter a valid date."),
        ({"when": "day", "due_on": "2020-01-01"}, "Choose a day in the future."),
        ({"when": "never"}, "Select a valid choice."),
        ({}, "This field is required."),
    ],
)
def test_day_that_makes_no_sense_is_refused_and_kept(typed: dict[str, str], said: str) -> None:
    step, _, token = due_today()

    response = answer(token, "later", **typed)

    assert said in words(response)
    assert f'value="{typed["due_on"]}"' in response.content.decode() if typed.get("due_on") else True
    step.refresh_from_db()
    assert step.due_on == today()


def test_step_is_handed_over_to_somebody_with_a_seat() -> None:
    step, _, token = due_today()
    bob = AttendeeFactory(name="Bob", event=step.topic.event)

    response = answer(token, "hand-over", to=f"person-{bob.pk}")

    step.refresh_from_db()
    assert (step.owner, step.due_on) == (bob, today())
    assert "Bob has it now. Thank you, Ada!" in words(response)


@pytest.mark.parametrize("fields", [{"user": None}, {"user__is_active": False}])
def test_step_is_handed_over_to_nobody_whom_no_reminder_would_reach(fields: dict[str, Any]) -> None:
    step, ada, token = due_today()
    bob = AttendeeFactory(name="Bob Unreached", event=step.topic.event, **fields)

    response = answer(token, "hand-over", to=f"person-{bob.pk}")

    step.refresh_from_db()
    assert step.owner
    assert step.owner.user == ada
    assert "Bob Unreached" not in words(response)
    assert "use the step's own page" in html.unescape(words(response))


def test_hand_over_says_nothing_of_accounts_where_everybody_has_one() -> None:
    step, _, token = due_today()
    AttendeeFactory(name="Bob", event=step.topic.event)

    page = words(Client().get(f"/r/{token}/hand-over/"))

    assert "Bob" in page
    assert "account" not in page


def test_step_is_handed_over_to_ones_own_organization() -> None:
    step, ada, token = due_today()
    gardeners = OrganizationFactory(name="Gardeners")
    ada.attendances.update(organization=gardeners)

    answer(token, "hand-over", to=f"organization-{gardeners.pk}")

    step.refresh_from_db()
    assert (step.owner, step.owner_organization) == (None, gardeners)


def test_step_is_handed_over_to_nobody() -> None:
    step, _, token = due_today()

    response = answer(token, "hand-over", to="nobody")

    step.refresh_from_db()
    assert step.owner is None
    assert "No one has it now: the organizers will find someone." in words(response)


def test_step_cannot_be_handed_over_to_just_anybody() -> None:
    step, ada, token = due_today()
    waiting = AttendeeFactory(event=step.topic.event, waiting_since=timezone.now())
    left = AttendeeFactory(event=step.topic.event, cancelled_at=timezone.now())
    others = OrganizationFactory()

    for to in (f"person-{waiting.pk}", f"person-{left.pk}", f"organization-{others.pk}", "person-0", ""):
        answer(token, "hand-over", to=to)

    step.refresh_from_db()
    assert step.owner is not None
    assert step.owner.user == ada


def test_closed_step_is_opened_again_with_one_click() -> None:
    step, _, token = due_today()
    closed = answer(token, "done")

    assert f'action="/r/{token}/open-again/"' in closed.content.decode()
    response = answer(token, "open-again")

    step.refresh_from_db()
    assert step.is_open
    assert "It's open again." in words(response)


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
    step, _, token = owned_step(due_on=written, day=written)

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
    assert "Gib ein gültiges Datum ein" in words(response) or "gültiges Datum" in words(response)
    assert "Wann schaust Du wieder danach?" in words(response)
    assert "Meine Seite" in words(response) or "Anmelden" in words(response)
    assert '<html lang="en">' in Client().get("/").content.decode()


def test_hand_over_names_only_whom_its_person_may_know() -> None:
    step, ada, token = due_today()
    AttendeeFactory(name="Bob Known", event=step.topic.event)
    ada.attendances.update(cancelled_at=timezone.now())

    assert "Bob Known" not in words(Client().get(f"/r/{token}/hand-over/"))
