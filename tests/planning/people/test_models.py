from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from planning.people.models import Attendee, User
from planning.people.tokens.models import ApiToken, digest
from tests.clock import BRAINSTORM, VOTING
from tests.constraints import breaks
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    OrganizationFactory,
    OrganizerFactory,
    SkillFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_create_user_keeps_an_address_in_lower_case() -> None:
    assert User.objects.create_user("Ada@Example.org").email == "ada@example.org"


def test_a_user_without_a_password_cannot_sign_in_with_one() -> None:
    assert not User.objects.create_user("ada@example.org").has_usable_password()


def test_create_superuser_gives_all_rights() -> None:
    root = User.objects.create_superuser("root@example.org", "gentle-rain-42")

    assert (root.is_staff, root.is_superuser, root.check_password("gentle-rain-42")) == (True, True, True)


def test_a_user_is_found_by_their_address_whatever_its_case() -> None:
    ada = UserFactory(email="ada@example.org")

    assert User.objects.get_by_natural_key("ADA@example.org") == ada


def test_user_email_is_lower_case() -> None:
    """Its column writes it so. Anything that bypasses it, in SQL, is refused."""
    user = UserFactory(email="Ada@example.org")

    assert User.objects.get().email == "ada@example.org"
    with breaks("user_email_is_lower_case"), connection.cursor() as cursor:
        cursor.execute("UPDATE planning_user SET email = 'Ada@example.org' WHERE id = %s", [user.pk])


def test_an_address_belongs_to_one_user() -> None:
    UserFactory(email="ada@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="ada@example.org")


def test_a_user_goes_by_their_name_or_address() -> None:
    assert str(UserFactory.build(first_name="Ada", last_name="Lovelace")) == "Ada Lovelace"
    assert str(UserFactory.build(email="ada@example.org")) == "ada@example.org"


def test_a_user_who_came_to_an_event_cannot_be_deleted() -> None:
    attendee = AttendeeFactory()

    with pytest.raises(ProtectedError):
        attendee.user.delete()


def test_a_token_keeps_the_digest_of_its_key_and_lasts_a_year() -> None:
    key = ApiToken.issue(UserFactory(), "A script", now=BRAINSTORM)

    token = ApiToken.objects.get()
    assert token.digest == digest(key)
    assert key not in str(vars(token))
    assert token.expires_at == BRAINSTORM + timedelta(days=365)


def test_token_expires() -> None:
    with breaks("token_expires"):
        ApiToken.objects.create(
            user=UserFactory(), name="A script", digest="0" * 64, created_at=VOTING, expires_at=VOTING
        )


def test_skill_once() -> None:
    SkillFactory(name="Go")

    with breaks("skill_once"):
        SkillFactory(name="go")


def test_attendee_days_in_order() -> None:
    with breaks("attendee_days_in_order"):
        AttendeeFactory(arrives_on=date(2026, 12, 8), leaves_on=date(2026, 12, 7))


def test_attendee_shirt() -> None:
    with breaks("attendee_shirt"):
        AttendeeFactory(shirt="XXS")


def test_attendee_once_per_event() -> None:
    attendee = AttendeeFactory()

    with breaks("attendee_once_per_event"):
        AttendeeFactory(event=attendee.event, user=attendee.user)


def test_a_user_comes_to_many_events() -> None:
    ada = AttendeeFactory().user

    AttendeeFactory(user=ada)

    assert ada.attendances.count() == 2


def test_attendee_github_once_per_event() -> None:
    attendee = AttendeeFactory(github="ada")

    with breaks("attendee_github_once_per_event"):
        AttendeeFactory(event=attendee.event, github="ada")


def test_attendee_github_is_one_whatever_its_case() -> None:
    attendee = AttendeeFactory(github="Ada")

    with breaks("attendee_github_once_per_event"):
        AttendeeFactory(event=attendee.event, github="ada")


def test_people_without_a_handle_or_an_account_can_come_together() -> None:
    event = EventFactory()

    AttendeeFactory.create_batch(2, event=event, github="", user=None)

    assert event.attendees.count() == 2


def test_attendee_organizer_has_a_seat() -> None:
    with breaks("attendee_organizer_has_a_seat"):
        OrganizerFactory(waiting_since=VOTING)


def test_attendee_organizer_did_not_cancel() -> None:
    with breaks("attendee_organizer_has_a_seat"):
        OrganizerFactory(cancelled_at=VOTING)


def test_whoever_cancelled_has_no_seat_and_waits_for_none() -> None:
    AttendeeFactory(cancelled_at=VOTING)
    AttendeeFactory(cancelled_at=VOTING, waiting_since=BRAINSTORM)

    assert not Attendee.objects.coming().exists()
    assert not Attendee.objects.admitted().exists()
    assert not Attendee.objects.waiting().exists()


def test_admitted_are_people_with_a_seat() -> None:
    seated = AttendeeFactory()
    AttendeeFactory(waiting_since=VOTING)

    assert list(Attendee.objects.admitted()) == [seated]


def test_waiting_are_people_without_one_whoever_came_first_on_top() -> None:
    late = AttendeeFactory(waiting_since=VOTING)
    early = AttendeeFactory(waiting_since=BRAINSTORM)
    AttendeeFactory()

    assert list(Attendee.objects.waiting()) == [early, late]


def test_organizers_are_attendees_with_that_role() -> None:
    organizer = OrganizerFactory()
    AttendeeFactory()

    assert list(Attendee.objects.organizers()) == [organizer]
    assert organizer.is_organizer


def test_reachable_are_people_with_an_account_and_so_an_address() -> None:
    ada = AttendeeFactory(user__email="ada@example.org")
    of_the_past = AttendeeFactory(user=None)

    assert list(Attendee.objects.reachable()) == [ada]
    assert (ada.email, of_the_past.email) == ("ada@example.org", "")


def test_a_person_is_known_by_event_and_handle() -> None:
    ada = AttendeeFactory(event__slug="2026-12", github="ada")

    assert ada.natural_key() == ("2026-12", "ada")
    assert Attendee.objects.get_by_natural_key("2026-12", "ada") == ada


def test_an_organization_people_came_from_cannot_be_deleted() -> None:
    organization = OrganizationFactory()
    AttendeeFactory(organization=organization)

    with pytest.raises(ProtectedError):
        organization.delete()
