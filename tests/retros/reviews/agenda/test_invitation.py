from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from icalendar import Calendar

from planning.people.models import User
from retros.reviews.agenda.invitation import invitation_for
from retros.reviews.agenda.planning import set_time
from retros.reviews.models import ReviewMeeting
from tests.clock import BRAINSTORM, HACKING, REVIEW
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    EventFactory,
    PastEventFactory,
    ReviewMeetingFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

CALL = "https://call.example.org/review"


@pytest.fixture
def meeting() -> ReviewMeeting:
    event = EventFactory(slug="2126-12", name="Hut")
    meeting: ReviewMeeting = ReviewMeetingFactory(event=event, call_url=CALL)
    demo = DemoFactory(
        meeting=meeting, position=1, minutes=10, topic__emoji="🌱", topic__title="Use `seeds`, now; or not"
    )
    demo.presenters.add(
        AttendeeFactory(event=event, name="Ada"),
        AttendeeFactory(event=event, name="Grace"),
        AttendeeFactory(event=event, name="Gone", cancelled_at=HACKING),
    )
    DemoFactory(meeting=meeting, position=2, minutes=0, topic__emoji="", topic__title="Roots")
    return meeting


def entry_of(meeting: ReviewMeeting, reader: User | AnonymousUser | None = None) -> Any:
    """The one entry, as a calendar reads it."""
    loaded = ReviewMeeting.objects.with_agenda().get(pk=meeting.pk)
    calendar = Calendar.from_ical(invitation_for(reader or AnonymousUser(), loaded, now=HACKING))
    [entry] = calendar.walk("VEVENT")
    return entry


def test_invitation_says_when_in_utc(meeting: ReviewMeeting) -> None:
    entry = entry_of(meeting)

    assert str(entry["SUMMARY"]) == "Hut: review meeting"
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (REVIEW, REVIEW + timedelta(hours=1))
    assert entry.decoded("DTSTART").utcoffset() == timedelta(0)
    assert entry.decoded("DTSTAMP") == HACKING
    assert entry["URL"] == "http://testserver/2126-12/agenda/"


@pytest.mark.usefixtures("in_berlin")
def test_invitation_to_a_meeting_of_which_only_the_day_is_known_fills_the_day() -> None:
    meeting = ReviewMeetingFactory(event=PastEventFactory(), starts_at=datetime(2023, 11, 14, 23, tzinfo=UTC))

    entry = entry_of(meeting)

    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (date(2023, 11, 15), date(2023, 11, 16))


def test_invitation_keeps_its_name_and_counts_its_changes(meeting: ReviewMeeting) -> None:
    first = entry_of(meeting)
    set_time(meeting.event, starts_at=REVIEW + timedelta(days=1))

    second = entry_of(meeting)

    assert (first["UID"], first["SEQUENCE"]) == ("review-2126-12@testserver", 0)
    assert (second["UID"], second["SEQUENCE"]) == (first["UID"], 1)


def test_invitation_counts_on_where_the_meeting_was_called_off_and_on_again(meeting: ReviewMeeting) -> None:
    event = meeting.event
    set_time(event, starts_at=REVIEW + timedelta(days=1))
    meeting.delete()

    again = set_time(event, starts_at=REVIEW)

    assert entry_of(again)["SEQUENCE"] == 1


def test_invitation_tells_those_who_have_a_seat_all(meeting: ReviewMeeting) -> None:
    entry = entry_of(meeting, AttendeeFactory(event=meeting.event).user)

    assert entry["LOCATION"] == CALL
    assert str(entry["DESCRIPTION"]).splitlines() == [
        "10 min: 🌱 Use seeds, now; or not (Ada, Grace)",
        "No demo: Roots",
        "",
        "http://testserver/2126-12/agenda/",
    ]


def test_invitation_tells_the_community_who_presents_and_not_where_the_call_is(meeting: ReviewMeeting) -> None:
    entry = entry_of(meeting, AttendeeFactory().user)

    assert ("Ada" in str(entry["DESCRIPTION"]), "LOCATION" in entry) == (True, False)


@pytest.mark.parametrize("reader", ["nobody", "outsider", "waiting"])
def test_invitation_tells_strangers_only_when_it_is(meeting: ReviewMeeting, reader: str) -> None:
    users = {
        "nobody": AnonymousUser(),
        "outsider": UserFactory(),
        "waiting": AttendeeFactory(event=meeting.event, waiting_since=BRAINSTORM).user,
    }

    entry = entry_of(meeting, users[reader])

    assert ("DESCRIPTION" in entry, "LOCATION" in entry) == (False, False)
