from datetime import timedelta

import pytest

from planning.clock import stopped_at
from planning.events.models import Event
from planning.people.models import Skill
from planning.people.registration.changing import change_registration
from planning.people.registration.details import MOST_SKILLS, Details, DetailsRejected, fitting
from planning.people.registration.registering import RegistrationRejected, give_up_seat, take_seat
from tests.clock import BRAINSTORM, CLOSED
from tests.factories import AttendeeFactory, EventFactory, SkillFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = stopped_at(BRAINSTORM)


def last_day(event: Event) -> Details:
    return Details(arrives_on=event.ends_on, leaves_on=event.ends_on)


def test_skills_join_the_list_once_however_they_are_written() -> None:
    go = SkillFactory(name="Go")

    ada = take_seat(
        UserFactory(), EventFactory(), name="Ada", details=Details(skills=("GO", "etcd", "Etcd ")), clock=NOW
    )

    assert [skill.name for skill in ada.skills.all()] == ["etcd", "Go"]
    assert go in ada.skills.all()
    assert Skill.objects.count() == 2


def test_more_skills_than_anyone_reads_are_refused() -> None:
    many = Details(skills=tuple(f"Skill {n}" for n in range(MOST_SKILLS + 1)))

    with pytest.raises(DetailsRejected, match="20 skills at most"):
        take_seat(UserFactory(), EventFactory(), name="Ada", details=many, clock=NOW)


@pytest.mark.parametrize(("before", "after"), [(1, 0), (0, 1)])
def test_days_lie_within_the_event(before: int, after: int) -> None:
    event = EventFactory()
    days = Details(event.starts_on - timedelta(days=before), event.ends_on + timedelta(days=after))

    with pytest.raises(DetailsRejected, match="Choose days within"):
        fitting(days, event)


def test_nobody_leaves_before_arriving() -> None:
    event = EventFactory()

    with pytest.raises(DetailsRejected, match="before you arrive"):
        fitting(Details(arrives_on=event.ends_on, leaves_on=event.starts_on), event)


def test_what_the_organizers_do_not_ask_is_not_kept() -> None:
    said = Details(diet="vegan", shirt="M")

    plain = take_seat(UserFactory(), EventFactory(), name="Ada", details=said, clock=NOW)
    asked = take_seat(UserFactory(), EventFactory(asks_diet=True, asks_shirt=True), name="Ada", details=said, clock=NOW)

    assert (plain.diet, plain.shirt, asked.diet, asked.shirt) == ("", "", "vegan", "M")


def test_what_was_said_can_be_changed() -> None:
    event = EventFactory()
    ada = take_seat(UserFactory(), event, name="Ada", github="ada", details=Details(skills=("Go",)), clock=NOW)

    change_registration(ada, name="Ada S.", github="ada", organization=None, details=last_day(event), clock=NOW)

    ada.refresh_from_db()
    assert (ada.name, ada.arrives_on, ada.registered_at) == ("Ada S.", event.ends_on, BRAINSTORM)
    assert not ada.skills.exists()


def test_a_handle_that_someone_has_cannot_be_changed_to() -> None:
    ada = AttendeeFactory(github="ada")
    AttendeeFactory(event=ada.event, github="bob")

    with pytest.raises(RegistrationRejected, match="bob is already registered"):
        change_registration(ada, name="Ada", github="bob", organization=None, details=Details(), clock=NOW)


def test_nothing_changes_once_the_event_is_closed_or_the_place_given_up() -> None:
    ada = AttendeeFactory()

    with pytest.raises(RegistrationRejected, match="closed"):
        change_registration(ada, name="A", github="", organization=None, details=Details(), clock=stopped_at(CLOSED))
    give_up_seat(ada, clock=NOW)
    with pytest.raises(RegistrationRejected, match="given up"):
        change_registration(ada, name="A", github="", organization=None, details=Details(), clock=NOW)
