import pytest
from django.test import Client

from planning.events.phases import Phase
from tests.api import below, visitor
from tests.factories import AttendeeFactory, EventFactory, OrganizationFactory, SkillFactory, UserFactory
from tests.pages import attending, organizing, words, writes_of

pytestmark = pytest.mark.django_db


def test_registration_asks_only_what_the_organizers_ask(client: Client) -> None:
    plain, asking = (
        EventFactory(phase=Phase.BRAINSTORM),
        EventFactory(phase=Phase.BRAINSTORM, asks_diet=True, asks_shirt=True),
    )
    client.force_login(UserFactory())

    pages = [words(client.get(f"/{event.slug}/register/")) for event in (plain, asking)]

    assert [("What you eat" in page, "T-shirt" in page) for page in pages] == [(False, False), (True, True)]


def test_registration_suggests_what_most_are_good_at(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    AttendeeFactory().skills.add(SkillFactory(name="etcd"))
    client.force_login(UserFactory())

    assert "others named etcd" in words(client.get(f"/{event.slug}/register/"))


def test_registration_can_be_changed_on_its_page(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING, asks_shirt=True)
    attending(client, event)
    path = f"/{event.slug}/registration/"

    writes = writes_of(client, path)
    answer = client.post(path, {"name": "Ada S.", "skills": "Go, etcd", "shirt": "XL"}, follow=True)

    ada = event.attendees.get()
    assert writes == []
    assert (ada.name, ada.shirt, ada.skills.count()) == ("Ada S.", "XL", 2)
    assert 'value="etcd, Go"' in answer.content.decode()


def test_registration_of_an_outsider_begins_with_registering(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(UserFactory())

    assert client.get(f"/{event.slug}/registration/")["Location"] == f"/{event.slug}/register/"


def test_registration_says_which_skill_is_too_long(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(UserFactory())

    assert "is too long" in words(client.post(f"/{event.slug}/register/", {"name": "Ada", "skills": "x" * 61}))


def test_people_are_found_by_skill_and_filtered_by_organization(client: Client) -> None:
    event = EventFactory()
    attending(client, event)
    ada = AttendeeFactory(event=event, name="Ada", organization=OrganizationFactory(name="SAP"))
    ada.skills.add(SkillFactory(name="Networking"))
    AttendeeFactory(event=event, name="Bob", organization=OrganizationFactory(name="STACKIT"))

    by_skill = words(client.get(f"/{event.slug}/people/?q=network"))
    by_group = words(client.get(f"/{event.slug}/people/?organization=stackit"))

    assert ("Ada" in by_skill, "Bob" in by_skill) == (True, False)
    assert ("Ada" in by_group, "Bob" in by_group) == (False, True)


def test_organizers_take_the_people_away_as_a_table(client: Client) -> None:
    event = EventFactory(asks_diet=True)
    organizing(client, event)
    ada = AttendeeFactory(event=event, name="Ada", diet="vegan", shirt="M", user__email="ada@example.org")
    ada.skills.set([SkillFactory(name="Go"), SkillFactory(name="etcd")])

    table = client.get(f"/{event.slug}/people.csv").content.decode()

    assert "ada@example.org" in table
    assert "vegan,M" in table
    assert "etcd; Go" in table


def test_the_table_of_people_is_for_organizers(client: Client) -> None:
    event = EventFactory()
    attending(client, event)

    assert client.get(f"/{event.slug}/people.csv").status_code == 403


def test_the_api_takes_and_changes_what_someone_says() -> None:
    event, user = EventFactory(phase=Phase.BRAINSTORM, asks_diet=True), UserFactory()
    address = below(event, "attendees/")
    said = {"name": "Ada", "organization": "SAP", "skills": ["Go"], "diet": "vegan"}

    made = visitor(user).post(address, said, format="json")
    changed = visitor(user).patch(f"{address}me/", {"skills": ["etcd"]}, format="json").json()

    assert (made.status_code, made.json()["skills"], made.json()["diet"]) == (201, ["Go"], "vegan")
    assert (changed["skills"], changed["diet"], changed["organization"]) == (["etcd"], "vegan", "SAP")
    found = visitor(user).get(f"{address}?skill=ETCD").json()
    assert [person["name"] for person in found["results"]] == ["Ada"]


def test_the_api_shows_skills_of_one_and_no_diet() -> None:
    ada = AttendeeFactory(diet="vegan")
    bob = AttendeeFactory(event=ada.event)
    ada.skills.add(SkillFactory(name="Go"))

    seen = visitor(bob).get(below(ada.event, f"attendees/{ada.pk}/")).json()

    assert seen["skills"] == ["Go"]
    assert "diet" not in seen
