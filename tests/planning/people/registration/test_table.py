"""A table knows people as the forms do: whatever their handles, names and addresses are written like."""

import pytest
from django.test import Client

from planning.events.models import Event
from planning.people.models import Attendee, User
from tests import clock
from tests.admin_pages import confirm_import, export, preview_import, refusals
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory(slug="2026-12")


def put_in(client: Client, rows: str, *, columns: str = "event,github,name,user") -> None:
    preview = preview_import(client, Attendee, f"{columns}\n{rows}\n")
    assert "confirm_form" in preview.context, refusals(preview)
    confirm_import(client, Attendee, preview)


@pytest.mark.parametrize("handle", ["@Ada-L", "https://github.com/Ada-L", "github.com/Ada-L/", " Ada-L ", "Ada-L"])
@pytest.mark.parametrize("user", ["Ada@Example.org", " ada@example.org ", "ada@example.org"])
def test_a_row_updates_the_person_however_it_is_written(
    handle: str, user: str, event: Event, admin_client: Client
) -> None:
    ada, account = AttendeeFactory(event=event, github="Ada-L", user=None), UserFactory(email="ada@example.org")

    put_in(admin_client, f" {event.slug} ,{handle},Ada King,{user}")

    assert list(Attendee.objects.values_list("pk", "github", "name", "user")) == [
        (ada.pk, "Ada-L", "Ada King", account.pk)
    ]


def test_people_without_a_handle_are_known_by_their_name_in_any_letters(event: Event, admin_client: Client) -> None:
    AttendeeFactory(event=event, github="", name="Özlem", user=None)
    organization = OrganizationFactory(name="Ökohaus")

    put_in(admin_client, f"{event.slug},,ÖZLEM,ökohaus", columns="event,github,name,organization")

    assert list(Attendee.objects.values_list("name", "organization")) == [("ÖZLEM", organization.pk)]


def test_what_is_no_handle_is_refused_in_the_words_of_the_form(event: Event, admin_client: Client) -> None:
    preview = preview_import(admin_client, Attendee, f"event,github,name\n{event.slug},not a handle!,Ada\n")

    assert refusals(preview) == ["Row 1: github: A GitHub handle has only letters, digits and single hyphens."]


def test_a_handle_that_stands_there_already_may_come_back(event: Event, admin_client: Client) -> None:
    """Those of the demo are no one's on GitHub, which allows no two hyphens in a row."""
    AttendeeFactory(event=event, github="ada--lovelace", user=None)

    preview = preview_import(admin_client, Attendee, export(admin_client, Attendee))

    assert "confirm_form" in preview.context


def test_a_row_means_the_person_who_is_coming_not_the_one_who_cancelled(event: Event, admin_client: Client) -> None:
    gone = AttendeeFactory(event=event, github="ada", name="Gone", cancelled_at=event.voting_opens_at)
    coming = AttendeeFactory(event=event, github="ada", name="Coming", user=None)

    put_in(admin_client, f"{event.slug},ADA,Ada", columns="event,github,name")

    assert dict(Attendee.objects.values_list("pk", "name")) == {gone.pk: "Gone", coming.pk: "Ada"}


def test_attendees_come_back_from_a_table_unchanged(admin_client: Client) -> None:
    event = EventFactory()
    AttendeeFactory(event=event, github="ada", organization=OrganizationFactory(), registered_at=clock.BRAINSTORM)
    AttendeeFactory(event=event, user=None, name="Grace, of the past")

    preview = preview_import(admin_client, Attendee, export(admin_client, Attendee))

    assert preview.context["put"].same == 2


def test_a_person_is_known_by_their_handle_whatever_they_are_called(admin_client: Client) -> None:
    ada = AttendeeFactory(event__slug="2026-12", github="ada", name="Ada")
    preview = preview_import(admin_client, Attendee, "event,github,name\n2026-12,ada,Ada Lovelace\n")

    messages = confirm_import(admin_client, Attendee, preview)

    ada.refresh_from_db()
    assert messages == ["Import finished: 0 new, 1 changed, 0 unchanged."]
    assert ada.name == "Ada Lovelace"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2031-01,ada,Ada,", "Row 1: event: There is no event “2031-01”."),
        ("2026-12,ada,Ada,nobody@example.org", "Row 1: user: There is no user “nobody@example.org”."),
        ("2026-12,ada,,", "Row 1: name: This field cannot be blank."),
    ],
)
def test_a_bad_row_is_named_with_its_reason(row: str, reason: str, admin_client: Client) -> None:
    EventFactory(slug="2026-12")

    preview = preview_import(admin_client, Attendee, f"event,github,name,user\n{row}\n")

    assert refusals(preview) == [reason]
    assert not Attendee.objects.exists()


def test_rows_that_became_wrong_before_the_confirmation_change_nothing(admin_client: Client) -> None:
    EventFactory(slug="2026-12")
    rows = "2026-12,grace,Grace,\n2026-12,ada,Ada,ada@example.org\n"
    UserFactory(email="ada@example.org")
    preview = preview_import(admin_client, Attendee, f"event,github,name,user\n{rows}")
    User.objects.filter(email="ada@example.org").delete()

    messages = confirm_import(admin_client, Attendee, preview)

    assert messages == ["Nothing was imported. Row 2: user: There is no user “ada@example.org”."]
    assert not Attendee.objects.exists()


def test_a_second_click_on_the_confirmation_says_so(admin_client: Client) -> None:
    EventFactory(slug="2026-12")
    preview = preview_import(admin_client, Attendee, "event,github,name\n2026-12,ada,Ada\n")
    confirm_import(admin_client, Attendee, preview)

    messages = confirm_import(admin_client, Attendee, preview)

    assert messages == ["This file has already been imported. Choose it again to import it once more."]
    assert Event.objects.get().attendees.count() == 1


def test_skills_join_the_list_and_keep_its_spelling(event: Event, admin_client: Client) -> None:
    SkillFactory(name="Go")
    ada = AttendeeFactory(event=event, github="ada", name="Ada")

    put_in(admin_client, f"{event.slug},ada,Ada,GO; etcd", columns="event,github,name,skills")

    assert [str(skill) for skill in ada.skills.all()] == ["etcd", "Go"]
