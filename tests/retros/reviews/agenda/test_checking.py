import pytest

from planning.people.models import Attendee
from retros.reviews.agenda.checking import total_minutes, warnings_of
from retros.reviews.models import Demo, ReviewMeeting
from tests.clock import HACKING
from tests.factories import AttendeeFactory, DemoFactory, ReviewMeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> ReviewMeeting:
    meeting: ReviewMeeting = ReviewMeetingFactory()
    return meeting


def demo(meeting: ReviewMeeting, title: str, *presenters: Attendee, minutes: int = 5) -> Demo:
    planned: Demo = DemoFactory(
        meeting=meeting, topic__title=title, position=meeting.demos.count() + 1, minutes=minutes
    )
    planned.presenters.set(presenters)
    return planned


def warned(meeting: ReviewMeeting, *, minutes: int = 60, is_familiar: bool = True) -> list[str]:
    demos = ReviewMeeting.objects.with_agenda().get(pk=meeting.pk).demos.all()
    return [warning.text for warning in warnings_of(demos, minutes=minutes, is_familiar=is_familiar)]


def somebody(meeting: ReviewMeeting, name: str = "Ada") -> Attendee:
    person: Attendee = AttendeeFactory(event=meeting.event, name=name)
    return person


@pytest.mark.parametrize(("minutes", "warnings"), [(15, 0), (14, 1)])
def test_agenda_may_fill_the_meeting_and_no_more(meeting: ReviewMeeting, minutes: int, warnings: int) -> None:
    demos = [
        demo(meeting, "Seeds", somebody(meeting), minutes=10),
        demo(meeting, "Shoots", somebody(meeting), minutes=5),
        demo(meeting, "Roots", minutes=0),
    ]

    assert total_minutes(demos) == 15
    assert len(warned(meeting, minutes=minutes, is_familiar=False)) == warnings


def test_agenda_that_is_too_long_says_by_how_much(meeting: ReviewMeeting) -> None:
    demo(meeting, "Seeds", somebody(meeting), minutes=70)

    assert warned(meeting) == [
        "The demos take 70 minutes, but the meeting has only 60. Shorten some, or give the meeting more time."
    ]


def test_whoever_presents_twice_in_a_row_is_named_with_both_places(meeting: ReviewMeeting) -> None:
    ada, grace = somebody(meeting), somebody(meeting, "Grace")
    demo(meeting, "`Seeds`", ada)
    demo(meeting, "Roots", minutes=0)  # it is mentioned below the table, so it separates nothing
    demo(meeting, "Shoots", grace, ada)

    assert warned(meeting) == ["Ada presents twice in a row: “Seeds”, then “Shoots”. Put another in between."]


def test_whoever_presents_twice_with_another_in_between_is_fine(meeting: ReviewMeeting) -> None:
    ada = somebody(meeting)
    for title, person in (("Seeds", ada), ("Roots", somebody(meeting)), ("Shoots", ada)):
        demo(meeting, title, person)

    assert warned(meeting) == []


def test_whoever_gave_their_place_up_presents_nothing(meeting: ReviewMeeting) -> None:
    ada = AttendeeFactory(event=meeting.event, name="Ada", cancelled_at=HACKING)
    demo(meeting, "Seeds", ada)
    demo(meeting, "Shoots", ada, somebody(meeting, "Grace"))
    demo(meeting, "Roots", minutes=0)

    assert warned(meeting) == ["No one is presenting “Seeds”: Ada gave up their seat."]


def test_demo_that_never_had_a_presenter_lacks_one(meeting: ReviewMeeting) -> None:
    demo(meeting, "Seeds")

    assert warned(meeting) == ["No one is presenting “Seeds” yet."]


def test_strangers_are_shown_no_names(meeting: ReviewMeeting) -> None:
    ada = somebody(meeting)
    gone = AttendeeFactory(event=meeting.event, name="Grace", cancelled_at=HACKING)
    for title, person in (("Seeds", ada), ("Shoots", ada), ("Roots", gone)):
        demo(meeting, title, person, minutes=30)

    assert warned(meeting, is_familiar=False) == [
        "The demos take 90 minutes, but the meeting has only 60. Shorten some, or give the meeting more time."
    ]
    assert len(warned(meeting)) == 3
