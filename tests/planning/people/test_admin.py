import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client

from planning.people.models import User
from planning.people.tokens.models import ApiToken
from tests import clock
from tests.admin_pages import address, export, sign_in, staff
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WITHOUT_PASSWORD = {"usable_password": "false", "password1": "", "password2": ""}


def test_a_person_is_added_by_address_alone(admin_client: Client) -> None:
    admin_client.post(address(User, "add"), {"email": "Ada@Example.org", **WITHOUT_PASSWORD})

    ada = User.objects.get(email="ada@example.org")
    assert not ada.has_usable_password()
    assert mail.outbox == []


def test_an_address_is_added_once_whatever_its_case(admin_client: Client) -> None:
    UserFactory(email="ada@example.org")

    page = admin_client.post(address(User, "add"), {"email": "ADA@example.org", **WITHOUT_PASSWORD})

    assert page.context["adminform"].form.errors == {"email": ["User with this Email address already exists."]}


def test_staff_cannot_give_rights_to_themselves() -> None:
    user = staff("view_user", "change_user")
    other = UserFactory()
    rights = {"is_active": "on", "is_staff": "on", "is_superuser": "on"}
    form = {"email": other.email, "first_name": "Ada", "language": "en", **rights}

    sign_in(user).post(address(User, "change", other.pk), form)

    other.refresh_from_db()
    assert (other.first_name, other.is_staff, other.is_superuser) == ("Ada", False, False)


@pytest.mark.parametrize("page", ["delete", "change"])
def test_staff_cannot_take_over_other_staff(page: str) -> None:
    boss = UserFactory(is_staff=True, is_superuser=True)
    client = sign_in(staff("view_user", "change_user", "delete_user"))

    response = client.post(address(User, page, boss.pk), {"email": "mine@example.org", "post": "yes"})

    assert response.status_code == 403
    assert User.objects.get(pk=boss.pk).email == boss.email


@pytest.mark.parametrize("rights", ["group", "permission", "superuser"])
def test_staff_cannot_take_over_whoever_has_rights_outside_of_the_admin(rights: str) -> None:
    planner = UserFactory(is_superuser=rights == "superuser")
    if rights == "group":
        planner.groups.add(Group.objects.create(name="Planners"))
    if rights == "permission":
        planner.user_permissions.add(Permission.objects.get(codename="add_event"))
    client = sign_in(staff("view_user", "change_user", "delete_user"))

    pages = [address(User, "delete", planner.pk), f"/admin/planning/user/{planner.pk}/password/"]
    refused = [client.post(page, {"post": "yes"}).status_code for page in pages]
    client.post(address(User, "change", planner.pk), {"email": "mine@example.org", "language": "en"})

    assert refused == [403, 403]
    assert User.objects.get(pk=planner.pk).email == planner.email


def test_staff_cannot_raise_themselves_by_their_group() -> None:
    user, group = staff("view_group", "change_group", "add_group"), Group.objects.create(name="Helpers")
    user.groups.add(group)
    everything = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]
    client = sign_in(user)

    client.post(address(Group, "change", group.pk), {"name": "Gardeners", "permissions": everything})
    client.post(address(Group, "add"), {"name": "Kings", "permissions": everything})

    assert [(group.name, group.permissions.count()) for group in Group.objects.order_by("pk")] == [
        ("Gardeners", 0), ("Kings", 0)
    ]  # fmt: skip


def test_superuser_gives_rights_to_a_group(admin_client: Client) -> None:
    right = Permission.objects.get(codename="add_event")

    admin_client.post(address(Group, "add"), {"name": "Planners", "permissions": [str(right.pk)]})

    assert list(Group.objects.get().permissions.all()) == [right]


def test_staff_cannot_set_the_password_of_other_staff() -> None:
    boss = UserFactory(is_staff=True)
    client = sign_in(staff("view_user", "change_user"))

    assert client.get(f"/admin/planning/user/{boss.pk}/password/").status_code == 403


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_gives_an_address_to_an_account_but_its_owner(*, is_superuser: bool) -> None:
    user = staff("view_emailaddress", "add_emailaddress", "change_emailaddress")
    User.objects.filter(pk=user.pk).update(is_superuser=is_superuser)

    assert sign_in(user).get("/admin/account/emailaddress/").status_code == 404


def test_an_address_that_an_admin_replaced_leads_nowhere(admin_client: Client) -> None:
    user, other = UserFactory(email="old@example.org"), UserFactory()
    for person in (user, other):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    form = {"email": "new@example.org", "language": "en", "is_active": "on"}
    admin_client.post(address(User, "change", user.pk), form)

    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert [kept.email for kept in EmailAddress.objects.all()] == [other.email]


def test_other_changes_by_an_admin_leave_the_addresses(admin_client: Client) -> None:
    user = UserFactory()
    second = EmailAddress.objects.create(user=user, email="second@example.org", verified=True)

    form = {"email": user.email, "first_name": "Ada", "language": "en", "is_active": "on"}
    admin_client.post(address(User, "change", user.pk), form)

    user.refresh_from_db()
    assert user.first_name == "Ada"
    assert list(user.emailaddress_set.all()) == [second]


def test_a_password_set_by_an_admin_ends_the_tokens(admin_client: Client) -> None:
    user, other = UserFactory(), UserFactory()
    for person in (user, other):
        ApiToken.issue(person, "A script", now=clock.BRAINSTORM)
    password = {"usable_password": "true", "password1": "beetroot-and-chard", "password2": "beetroot-and-chard"}

    admin_client.post(f"/admin/planning/user/{user.pk}/password/", password)

    user.refresh_from_db()
    assert user.check_password("beetroot-and-chard")
    assert [token.user for token in ApiToken.objects.all()] == [other]


def test_a_table_of_users_holds_no_password(admin_client: Client) -> None:
    header = export(admin_client, User).splitlines()[0]

    assert header == "email,first_name,last_name,language,time_zone,is_active,is_staff,date_joined,last_login"
