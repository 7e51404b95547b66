import pytest
from django.test import Client
from django.utils import timezone

from retros.reviews.models import Demo, ReviewMeeting
from tests.admin_pages import act, address, export, sign_in, staff
from tests.factories import AttendeeFactory, DemoFactory, MembershipFactory, ReviewMeetingFactory
from tests.pages import queries_of, words

pytestmark = pytest.mark.django_db


def test_teams_get_their_slots(admin_client: Client) -> None:
    team = MembershipFactory(team__topic__event__name="Hut").team
    meeting = ReviewMeetingFactory(event=team.topic.event)

    messages = act(admin_client, "draw_up", [meeting])

    assert messages == ["Review of Hut: every topic is on the agenda."]
    assert [demo.topic for demo in meeting.demos.all()] == [team.topic]


def test_list_tells_the_sum_and_what_is_wrong(admin_client: Client) -> None:
    meeting = ReviewMeetingFactory(minutes=5)
    DemoFactory(meeting=meeting, minutes=7, topic__title="<b>Seeds</b>")

    page = words(admin_client.get(address(ReviewMeeting, "changelist")))

    assert "The demos take 7 minutes, but the meeting has only 5." in page
    assert "No one is presenting “&lt;b&gt;Seeds&lt;/b&gt;” yet." in page


def test_list_costs_the_same_queries_however_long(admin_client: Client) -> None:
    def add(number: int) -> None:
        for demo in DemoFactory.create_batch(number):
            demo.presenters.add(AttendeeFactory(event=demo.meeting.event))

    add(3)
    few = len(queries_of(admin_client, address(ReviewMeeting, "changelist")))
    add(27)

    assert len(queries_of(admin_client, address(ReviewMeeting, "changelist"))) == few


def test_demo_is_taken_off_the_agenda(admin_client: Client) -> None:
    demo = DemoFactory(topic__emoji="", topic__title="Seeds")
    shown = DemoFactory(topic__emoji="", topic__title="Shoots", state=Demo.State.SHOWN, planned_seconds=300)

    messages = act(admin_client, "take_off", [demo, shown])

    assert messages == [
        "Demo of Shoots: This demo was shown. It stays on the agenda.",
        "Demo of Seeds: off the agenda.",
    ]
    assert [off.topic for off in Demo.objects.filter(meeting=None)] == [demo.topic]


def test_new_time_is_in_the_history(admin_client: Client) -> None:
    meeting = ReviewMeetingFactory()
    demos = {"demos-TOTAL_FORMS": 0, "demos-INITIAL_FORMS": 0}
    time = {"event": meeting.event_id, "starts_at_0": "2126-12-09", "starts_at_1": "15:00", "minutes": 60}

    admin_client.post(address(ReviewMeeting, "change", meeting.pk), time | demos)

    assert [change.minutes for change in meeting.history.all()] == [60, 60]
    assert f"{timezone.localtime(meeting.history.latest().starts_at):%H:%M}" == "15:00"


def test_staff_who_may_only_read_draw_up_nothing() -> None:
    team = MembershipFactory().team
    meeting = ReviewMeetingFactory(event=team.topic.event)

    act(sign_in(staff("view_reviewmeeting")), "draw_up", [meeting])

    assert not Demo.objects.exists()


@pytest.fixture
def demo() -> Demo:
    demo: Demo = DemoFactory(state=Demo.State.SHOWN, planned_seconds=300, added_seconds=60, used_seconds=460)
    return demo


def test_demos_are_listed_with_the_time_they_used(admin_client: Client, demo: Demo) -> None:
    listed = words(admin_client.get(address(Demo, "changelist")))

    assert "shown 7:40 of 5:00" in listed


@pytest.mark.parametrize("state", ["waiting", "shown"])
def test_demos_are_filtered_by_state(admin_client: Client, demo: Demo, state: str) -> None:
    listed = words(admin_client.get(address(Demo, "changelist"), {"state__exact": state}))

    assert ("7:40 of 5:00" in listed) is (state == "shown")


def test_kept_seconds_are_shown_and_not_changed(admin_client: Client, demo: Demo) -> None:
    page = admin_client.get(address(Demo, "change", demo.pk))

    assert "Planned seconds: 300" in words(page)
    assert 'name="used_seconds"' not in page.content.decode()


def test_the_page_of_a_meeting_tells_the_time_used(admin_client: Client, demo: Demo) -> None:
    page = admin_client.get(address(ReviewMeeting, "change", demo.meeting_id))

    assert "7:40 of 5:00" in words(page)


def test_kept_seconds_are_taken_out_with_the_demos(admin_client: Client, demo: Demo) -> None:
    header, row = export(admin_client, Demo).splitlines()
    exported = dict(zip(header.split(","), row.split(","), strict=True))

    assert [exported[column] for column in ("state", "planned_seconds", "added_seconds", "used_seconds")] == [
        "shown",
        "300",
        "60",
        "460",
    ]
