import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from planning.events.models import Organization
from planning.people.models import Attendee, User
from planning.texts.columns import with_folded
from planning.topics.models import Topic
from tests.constraints import breaks
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db


def stored(row: Organization | Topic, column: str) -> str:
    return str(type(row)._default_manager.filter(pk=row.pk).values_list(column, flat=True).get())


def test_a_line_is_cleaned_however_it_is_written() -> None:
    topic = TopicFactory(title="A\r\nB")
    Topic.objects.bulk_create([Topic(event=topic.event, slug="bulk", title="\u202eC")])
    Topic.objects.filter(pk=topic.pk).update(emoji="🌱\u200b")

    assert topic.title == "A B"
    assert list(Topic.objects.order_by("pk").values_list("title", "emoji")) == [("A B", "🌱"), ("C", "")]


def test_a_folded_column_follows_its_texts() -> None:
    organization = OrganizationFactory(name="Ökohaus")
    organization.name = "Überhaus"

    organization.save(update_fields=with_folded(organization, ["name"]))

    assert stored(organization, "folded_name") == organization.folded_name == "überhaus"


def test_a_folded_column_is_filled_in_bulk_and_by_update_or_create() -> None:
    Organization.objects.bulk_create([Organization(name="Ökohaus")])
    Organization.objects.update_or_create(name="Ökohaus", defaults={"name": "ÖKOHAUS 2"})

    assert Organization.objects.values_list("folded_name", flat=True).get() == "ökohaus 2"


@pytest.mark.parametrize("asked", ["ökohaus", "ÖKOHAUS", "O\u0308kohaus", "kohaus "])
def test_a_folded_column_is_found_however_it_is_asked_for(asked: str) -> None:
    OrganizationFactory(name="Das Ökohaus")

    assert Organization.objects.filter(folded_name__contains=asked).count() == 1
    assert Organization.objects.filter(folded_name__icontains=asked).count() == 1
    assert Organization.objects.filter(folded_name=f"das {asked}").count() == (0 if asked == "kohaus " else 1)


def test_an_organization_is_there_once() -> None:
    OrganizationFactory(name="Ökohaus")

    with breaks("organization_once"):
        OrganizationFactory(name="ÖKOHAUS")
    with pytest.raises(ValidationError) as refused:
        Organization(name="O\u0308kohaus").full_clean(exclude=["folded_name"])
    assert refused.value.message_dict == {"name": ["There is already an organization with this name."]}


def test_a_handle_is_held_by_whoever_is_coming() -> None:
    event = EventFactory()
    AttendeeFactory(event=event, github="Ada-L", cancelled_at=event.voting_opens_at)
    AttendeeFactory(event=event, github="ada-l")

    with breaks("attendee_github_once_per_event"):
        AttendeeFactory(event=event, github="@ADA-L")


def test_a_handle_is_stored_bare() -> None:
    written = ["@Ada-L", "https://github.com/Ada-L", "github.com/Ada-L/", " Ada-L\u200b"]

    handles = [AttendeeFactory(github=handle).github for handle in written]

    assert handles == ["Ada-L"] * 4
    assert set(Attendee.objects.values_list("github", flat=True)) == {"Ada-L"}


def test_an_address_belongs_to_one_account() -> None:
    UserFactory(email="ada@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=" ADA@Example.org")
    assert User.objects.get_by_natural_key("ADA@example.org ").email == "ada@example.org"
