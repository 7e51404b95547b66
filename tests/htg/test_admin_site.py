"""What holds for every page of the admin."""

import re
from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from planning import models as planning
from retros import models as retros
from tests.admin_pages import address, export, sign_in, staff
from tests.factories import AttendeeFactory, UserFactory
from tests.htg.every_model import MAKE, every_model

pytestmark = pytest.mark.django_db

RECORDS = {
    planning.ApiToken,
    planning.Attempts,
    planning.Ballot,
    planning.ClosedTally,
    planning.Comment,
    planning.ImportedTopic,
    planning.Invitation,
    planning.JoinRequest,
    planning.Message,
    planning.OpenedBox,
    planning.PlannedTeams,
    planning.Unsent,
    planning.TableImport,
    retros.Answer,
    retros.Digest,
    retros.Feed,
    retros.ImportedWrapUp,
    retros.PhaseNudge,
    retros.Reminder,
    retros.ReminderPlan,
    retros.LinksRead,
    retros.ReportRequest,
    planning.HelpOffer,
    planning.SwitchRequest,
    retros.Respondent,
    retros.PollingPause,
    retros.WebhookDelivery,
}
"""What the admin shows and does not write."""
IMPORTED = [planning.Organization, planning.Event, planning.Attendee, planning.Topic, retros.NextStep, retros.FollowUp]
INLINE = re.compile(r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=|<script(?![^>]*\ssrc=)[^>]*>")


def test_every_word_of_the_glossary_has_its_page_but_the_secret_votes_and_marks() -> None:
    models = {getattr(rooms, name) for rooms in (planning, retros) for name in rooms.__all__}

    assert {model for model in models if admin.site.is_registered(model)} == set(MAKE)
    assert models - set(MAKE) == {planning.Vote, retros.Mark}


@every_model
def test_pages_answer_for_a_superuser(model: type[Model], admin_client: Client) -> None:
    MAKE[model]()
    row = model._default_manager.order_by("pk")[0]
    pages = [address(model, page) for page in ("changelist", "export")]
    pages += [address(model, page, row.pk) for page in ("change", "history", "delete")]

    answers = {page: admin_client.get(page).status_code for page in pages}

    assert answers == dict.fromkeys(pages, 200)
    assert admin_client.get(address(model, "add")).status_code == (403 if model in RECORDS else 200)


@every_model
def test_pages_keep_to_the_content_policy(model: type[Model], admin_client: Client) -> None:
    """No inline style, script or handler, in Django's own templates or in those of the packages."""
    MAKE[model]()
    row = model._default_manager.order_by("pk")[0]
    pages = [address(model, page) for page in ("changelist", "export")]
    pages += [address(model, page, row.pk) for page in ("change", "history", "delete")]
    pages += [address(model, "add")] if model not in RECORDS else []
    pages += [address(model, "import")] if model in IMPORTED else []

    found = {page: INLINE.findall(admin_client.get(page).content.decode()) for page in pages}

    assert found == {page: [] for page in pages}


@every_model
def test_search_answers(model: type[Model], admin_client: Client) -> None:
    MAKE[model]()

    assert admin_client.get(address(model, "changelist"), {"q": "nothing like it"}).status_code == 200


@every_model
def test_pages_are_closed_to_staff_without_rights(model: type[Model]) -> None:
    MAKE[model]()
    client = sign_in(staff())
    row = model._default_manager.order_by("pk")[0]
    pages = [address(model, page) for page in ("changelist", "add", "export")] + [address(model, "change", row.pk)]

    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 403)


@every_model
def test_staff_who_may_read_see_the_list(model: type[Model]) -> None:
    MAKE[model]()
    client = sign_in(staff(f"view_{model._meta.model_name}"))

    assert client.get(address(model, "changelist")).status_code == 200


@every_model
def test_a_list_costs_as_many_queries_for_thirty_rows_as_for_three(model: type[Model], admin_client: Client) -> None:
    def look() -> None:
        admin_client.get(address(model, "changelist"))

    assert queries(look, model, rows=3) == queries(look, model, rows=30)


@every_model
def test_a_table_costs_as_many_queries_for_thirty_rows_as_for_three(model: type[Model], admin_client: Client) -> None:
    def take() -> None:
        export(admin_client, model)

    assert queries(take, model, rows=3) == queries(take, model, rows=30)


def queries(page: Callable[[], object], model: type[Model], *, rows: int) -> int:
    while model._default_manager.count() < rows:
        MAKE[model]()
    page()  # content types are looked up once in a process
    with CaptureQueriesContext(connection) as captured:
        page()
    return len(captured)


@pytest.mark.parametrize("model", IMPORTED)
@pytest.mark.parametrize("right", ["add", "change"])
def test_import_needs_the_right_to_add_and_to_change(model: type[Model], right: str) -> None:
    name = model._meta.model_name

    assert sign_in(staff(f"view_{name}", f"{right}_{name}")).get(address(model, "import")).status_code == 403
    assert sign_in(staff(f"add_{name}", f"change_{name}")).get(address(model, "import")).status_code == 200


@every_model
def test_a_list_leads_to_its_tables(model: type[Model], admin_client: Client) -> None:
    page = admin_client.get(address(model, "changelist")).content.decode()

    assert ('class="export_link"' in page, 'class="import_link"' in page) == (True, model in IMPORTED)


def test_visitors_are_sent_through_the_sign_in_of_the_site(client: Client) -> None:
    response = client.get(address(planning.Topic, "changelist"), follow=True)

    assert response.redirect_chain[-1] == ("/accounts/login/?next=/admin/planning/topic/", 302)


def test_a_password_sent_to_the_admin_itself_opens_nothing(client: Client) -> None:
    planning.User.objects.create_superuser("root@example.org", "gentle-rain-42")

    response = client.post("/admin/login/", {"username": "root@example.org", "password": "gentle-rain-42"})

    assert response.headers["Location"] == "/accounts/login/?next=/admin/"
    assert "_auth_user_id" not in client.session


def test_people_who_are_not_staff_are_refused() -> None:
    assert sign_in(UserFactory()).get("/admin/", follow=True).status_code == 403


def test_staff_at_the_admins_sign_in_are_led_on(admin_client: Client) -> None:
    assert admin_client.get("/admin/login/").headers["Location"] == "/admin/"


def test_passwords_are_changed_on_the_page_of_the_site(admin_client: Client) -> None:
    assert admin_client.get("/admin/password_change/").headers["Location"] == "/accounts/password/change/"


def test_pages_of_an_app_follow_the_lifecycle(admin_client: Client) -> None:
    (app,) = admin_client.get("/admin/planning/").context["app_list"]

    assert [entry["model"] for entry in app["models"]][:5] == [
        planning.Organization,
        planning.Event,
        planning.User,
        planning.ApiToken,
        planning.Attendee,
    ]


def test_autocomplete_tells_namesakes_apart_by_event(admin_client: Client) -> None:
    AttendeeFactory(name="Ada", event__slug="2026-12")
    AttendeeFactory(name="Ada", event__slug="2027-05")
    asked = {"app_label": "planning", "model_name": "topic", "field_name": "proposed_by", "term": "Ada"}

    response = admin_client.get("/admin/autocomplete/", asked)

    assert [found["text"] for found in response.json()["results"]] == ["Ada (2026-12)", "Ada (2027-05)"]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (planning.Topic, "proposed_by"),
        (planning.Topic, "continues"),
        (planning.Membership, "team"),
        (retros.Link, "report"),
        (retros.Demo, "meeting"),
        (planning.Attendee, "user"),
        (planning.Attendee, "organization"),
        (planning.Attendee, "event"),
    ],
)
def test_autocomplete_costs_as_many_queries_for_twenty_as_for_three(
    model: type[Model], field: str, admin_client: Client
) -> None:
    asked = {"app_label": model._meta.app_label, "model_name": str(model._meta.model_name), "field_name": field}
    target = model._meta.get_field(field).related_model
    assert isinstance(target, type)
    counts = []
    for rows in (3, 20):
        while target._default_manager.count() < rows:
            MAKE[target]()
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get("/admin/autocomplete/", asked).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_rights_of_records_can_be_given() -> None:
    """Sending messages again depends on the right to change them, although no one can."""
    assert Permission.objects.filter(codename="change_message").exists()
