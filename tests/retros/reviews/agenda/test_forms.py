import re
from typing import Any

import pytest

from planning.people.models import Attendee
from retros.reviews.agenda.forms import AddedDemoForm, SignUpForm, presenters_by_topic, sign_up_form
from retros.reviews.models import Demo
from tests.clock import HACKING
from tests.factories import AttendeeFactory, DemoFactory, MembershipFactory, TeamFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Attendee:
    stay = MembershipFactory(attendee__name="Ada")
    attendee: Attendee = stay.attendee
    return attendee


def filled(ada: Attendee, **data: Any) -> SignUpForm:
    stay = ada.memberships.get()
    return sign_up_form({"presenters": [ada.pk]} | data, stay.team.topic, ada)


def test_presenters_are_all_who_were_in_the_team_once() -> None:
    team = TeamFactory()
    switched = MembershipFactory(team=team, attendee__name="Ada", until=HACKING).attendee
    MembershipFactory(team=team, attendee=switched)
    stayed = MembershipFactory(team=team, attendee__name="Grace").attendee

    assert presenters_by_topic(team.topic.event) == {team.topic.pk: [switched, stayed]}


def test_presenters_are_none_who_cancelled() -> None:
    stay = MembershipFactory(attendee__cancelled_at=HACKING, until=HACKING)

    assert presenters_by_topic(stay.team.topic.event) == {}


def test_whoever_fills_the_form_first_presents_unless_they_say_otherwise(ada: Attendee) -> None:
    form = sign_up_form(None, ada.memberships.get().team.topic, ada)

    assert (form["shows"].value(), form["presenters"].value(), form["minutes"].value()) == ("", [ada.pk], 5)


def test_form_shows_what_the_team_said_before(ada: Attendee) -> None:
    demo = Demo.objects.create(topic=ada.memberships.get().team.topic, minutes=0, note="Hooray.")
    demo.presenters.add(AttendeeFactory(event=ada.event, cancelled_at=HACKING))

    form = sign_up_form(None, demo.topic, ada)

    assert (form["shows"].value(), form["note"].value(), form["presenters"].value()) == ("no", "Hooray.", [])


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ({"shows": "yes", "minutes": "10"}, 10),
        ({"shows": "yes"}, 5),
        ({"shows": "no", "minutes": "10"}, 0),
        ({"shows": "no", "minutes": "many"}, 0),
    ],
)
def test_a_team_shows_something_for_some_minutes_or_nothing(ada: Attendee, typed: dict[str, str], minutes: int) -> None:
    form = filled(ada, **typed)

    assert form.is_valid()
    assert form.planned == {"minutes": minutes, "presenters": [ada], "note": ""}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["shows"]),
        ({"shows": "perhaps"}, ["shows"]),
        ({"shows": "yes", "minutes": "many"}, ["minutes"]),
        ({"shows": "yes", "minutes": "0"}, ["minutes"]),
        ({"shows": "yes", "minutes": "241"}, ["minutes"]),
        ({"shows": "no", "note": "x" * 501}, ["note"]),
        ({"shows": "yes", "presenters": ["0"]}, ["presenters"]),
    ],
)
def test_form_names_the_field_that_is_wrong(ada: Attendee, typed: dict[str, Any], wrong: list[str]) -> None:
    assert list(filled(ada, **typed).errors) == wrong


def test_topics_to_add_are_told_apart_by_what_is_known_of_them() -> None:
    on = DemoFactory(topic__title="On")
    event = on.meeting.event
    Demo.objects.create(topic=TopicFactory(event=event, emoji="", title="Wanted"), minutes=5)
    Demo.objects.create(topic=TeamFactory(topic__event=event, topic__emoji="", topic__title="Named").topic, minutes=0)
    TopicFactory(event=event, emoji="", title="Idle")
    TopicFactory(event=event, title="Withdrawn", withdrawn_at=HACKING)

    field = str(AddedDemoForm(event=event)["topic"])

    shown = re.findall(r'<optgroup label="([^"]+)">|<option[^>]*>([^<]+)', field)
    assert [group or topic for group, topic in shown] == [
        "none",
        *("What a team wants to show", "Wanted"),
        *("Teams", "Named"),
        *("Other topics", "Idle"),
    ]
