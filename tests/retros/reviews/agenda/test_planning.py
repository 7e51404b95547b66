from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from planning.topics.models import Topic
from retros.reviews.agenda.planning import (
    AgendaRejected,
    agenda_of,
    arrange,
    asks_for_demos,
    draw_up_agenda,
    name_without_month,
    plan_demo,
    put_on,
    set_time,
    take_off,
    topic_worked_on,
    usual_time,
)
from retros.reviews.agenda.writing import Slot
from retros.reviews.models import Demo, ReviewMeeting
from tests.clock import HACKING, REVIEW, TEAM_FORMATION, WRAP_UP, at
from tests.factories import (
    AttendeeFactory,
    DemoFactory,
    EventFactory,
    MembershipFactory,
    PastEventFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def staffed_topic(**topic: object) -> Topic:
    """With someone working on it."""
    made: Topic = TopicFactory(**topic)
    MembershipFactory(team=TeamFactory(topic=made))
    return made


def titles(meeting: ReviewMeeting) -> list[str]:
    return [demo.topic.title for demo in meeting.demos.in_order()]


@pytest.mark.parametrize("ends_on", [date(2026, 12, 4), date(2026, 12, 2)])
def test_usual_time_is_the_wednesday_after_the_last_day(ends_on: date) -> None:
    meets_at = usual_time(EventFactory.build(ends_on=ends_on))

    assert meets_at is not None
    assert f"{timezone.localtime(meets_at):%Y-%m-%d %H:%M}" == "2026-12-09 14:00"


def test_usual_time_of_an_event_without_days_is_open() -> None:
    assert usual_time(PastEventFactory.build()) is None


def test_one_click_puts_what_is_shown_in_the_order_of_the_topics_and_the_others_below() -> None:
    event = EventFactory()
    silent, mentioned, second, first = (
        staffed_topic(event=event, title=title, position=position)
        for position, title in enumerate(["silent", "mentioned", "second", "first"], start=1)
    )
    Topic.objects.filter(pk=first.pk).update(position=0)
    ada = AttendeeFactory(event=event)
    for topic, minutes, presenters in ((second, 5, []), (mentioned, 0, []), (first, 10, [ada])):
        plan_demo(topic, minutes=minutes, presenters=presenters, note="Hooray.", now=HACKING)
    TopicFactory(event=event, title="nobody worked on it")

    meeting = draw_up_agenda(event)

    assert titles(meeting) == ["first", "second", "silent", "mentioned"]
    assert [demo.minutes for demo in meeting.demos.in_order()] == [10, 5, 0, 0]
    assert (meeting.starts_at, meeting.minutes) == (usual_time(event), 60)
    assert list(Demo.objects.get(topic=first).presenters.all()) == [ada]
    assert Demo.objects.get(topic=silent).note == ""


def test_one_click_more_puts_what_is_missing_behind_what_is_there() -> None:
    event = EventFactory()
    staffed_topic(event=event, title="early", position=2)
    meeting = set_time(event, starts_at=REVIEW, minutes=90)
    staffed_topic(event=event, title="late", position=1)

    draw_up_agenda(event)

    meeting.refresh_from_db()
    assert titles(meeting) == ["early", "late"]
    assert (meeting.starts_at, meeting.minutes) == (REVIEW, 90)


def test_one_click_leaves_a_team_out_that_everybody_left() -> None:
    event = EventFactory()
    MembershipFactory(team__topic__event=event, until=HACKING)

    assert titles(draw_up_agenda(event)) == []


def test_one_click_for_an_event_without_days_is_rejected() -> None:
    with pytest.raises(AgendaRejected, match="Say when its review meeting is"):
        draw_up_agenda(PastEventFactory())


def test_a_new_time_changes_nothing_but_the_time() -> None:
    topic = staffed_topic()
    meeting = set_time(topic.event, starts_at=REVIEW, call_url="https://call.example.org/")
    take_off(meeting.demos.get())

    set_time(topic.event, starts_at=REVIEW + timedelta(hours=1), minutes=90)

    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.minutes) == (REVIEW + timedelta(hours=1), 90)
    assert meeting.call_url == "https://call.example.org/"
    assert titles(meeting) == []


def test_a_time_during_the_week_is_rejected() -> None:
    with pytest.raises(AgendaRejected, match="after the hacking week"):
        set_time(EventFactory(), starts_at=HACKING)


def test_a_time_in_another_year_is_rejected() -> None:
    event = EventFactory()

    with pytest.raises(AgendaRejected, match="Check the year"):
        set_time(event, starts_at=REVIEW.replace(year=9999))

    assert not ReviewMeeting.objects.exists()


def test_team_says_what_it_shows_before_there_is_an_agenda() -> None:
    topic = staffed_topic()

    demo = plan_demo(topic, minutes=5, presenters=[], now=HACKING)

    assert demo.meeting is None


def test_team_says_nothing_before_the_week_begins() -> None:
    with pytest.raises(AgendaRejected, match="The week hasn't begun yet"):
        plan_demo(TopicFactory(), minutes=5, presenters=[], now=TEAM_FORMATION)


def test_withdrawn_topic_has_no_place() -> None:
    topic = TopicFactory(title="`Seeds`", withdrawn_at=HACKING)
    Demo.objects.create(topic=topic, minutes=5)

    with pytest.raises(AgendaRejected, match=r"^“Seeds” was withdrawn. Take it off the agenda.$"):
        plan_demo(topic, minutes=5, presenters=[], now=HACKING)

    assert titles(draw_up_agenda(topic.event)) == []


def test_what_is_said_after_the_agenda_was_drawn_up_comes_last() -> None:
    demo = DemoFactory(position=4)
    topic = TopicFactory(event=demo.meeting.event)

    new = plan_demo(topic, minutes=0, presenters=[], note="A discussion.", now=REVIEW)

    assert (new.meeting, new.position) == (demo.meeting, 5)


def test_plan_demo_changes_the_slot_in_its_place() -> None:
    demo = DemoFactory(position=4)
    presenter = AttendeeFactory(event=demo.meeting.event)

    plan_demo(demo.topic, minutes=15, presenters=[presenter], now=REVIEW)

    changed = Demo.objects.get()
    assert (changed.position, changed.minutes, list(changed.presenters.all())) == (4, 15, [presenter])


def test_presenter_of_another_event_is_rejected() -> None:
    demo = DemoFactory()

    with pytest.raises(AgendaRejected, match="was not at this event"):
        plan_demo(demo.topic, minutes=5, presenters=[AttendeeFactory()], now=REVIEW)


def test_presenter_who_gave_their_place_up_is_rejected_by_name() -> None:
    demo = DemoFactory()
    gone = AttendeeFactory(event=demo.meeting.event, name="Ada", cancelled_at=HACKING)

    with pytest.raises(AgendaRejected, match=r"^Ada gave up their seat at the event. Choose someone else.$"):
        plan_demo(demo.topic, minutes=5, presenters=[gone], now=REVIEW)


def test_what_is_taken_off_keeps_what_its_team_said_and_comes_back_with_it() -> None:
    demo = DemoFactory(minutes=15, note="Hooray.")
    DemoFactory(meeting=demo.meeting, position=7)

    take_off(demo)
    off = (demo.meeting, Demo.objects.get(pk=demo.pk).meeting)
    put_on(demo.topic, now=REVIEW)

    back = Demo.objects.get(pk=demo.pk)
    assert off == (None, None)
    assert (back.meeting is not None, back.position, back.minutes, back.note) == (True, 8, 15, "Hooray.")


def test_topic_that_is_put_on_without_a_word_gets_the_usual_minutes() -> None:
    meeting = ReviewMeetingFactory()

    demo = put_on(TopicFactory(event=meeting.event), now=REVIEW)

    assert (demo.meeting, demo.minutes, demo.position) == (meeting, 5, 1)


@pytest.mark.parametrize("state", [Demo.State.PRESENT, Demo.State.SHOWN])
def test_what_was_shown_stays_on_the_agenda(state: Demo.State) -> None:
    demo = DemoFactory(state=state, planned_seconds=300)

    with pytest.raises(AgendaRejected, match="It stays on the agenda"):
        take_off(demo)


def test_order_is_kept_and_what_it_does_not_name_comes_last() -> None:
    meeting = ReviewMeetingFactory()
    first, second, third, new = (
        DemoFactory(meeting=meeting, position=position, topic__title=title)
        for position, title in enumerate(["first", "second", "third", "new"], start=1)
    )

    arrange(meeting, [third.topic_id, 0, first.topic_id, second.topic_id])

    assert titles(meeting) == ["third", "first", "second", "new"]
    assert [demo.position for demo in meeting.demos.in_order()] == [1, 2, 3, 4]
    assert new.topic_id not in {first.topic_id, second.topic_id}


def test_calling_the_meeting_off_keeps_what_the_teams_said() -> None:
    demo = DemoFactory(note="Hooray.")

    demo.meeting.delete()

    assert [(kept.meeting, kept.note) for kept in Demo.objects.all()] == [(None, "Hooray.")]


@pytest.mark.parametrize(("now", "asks"), [(HACKING, False), (at(12, 4, 11), True), (REVIEW, True), (WRAP_UP, False)])
def test_teams_are_asked_from_the_last_day_on(now: datetime, *, asks: bool) -> None:
    assert asks_for_demos(EventFactory(), now) is asks


def test_teams_are_asked_no_more_once_there_is_an_agenda() -> None:
    assert not asks_for_demos(ReviewMeetingFactory().event, REVIEW)


def test_topic_of_somebody_is_what_they_work_on_now() -> None:
    stay = MembershipFactory()
    left = MembershipFactory(until=HACKING)

    assert (topic_worked_on(stay.attendee), topic_worked_on(left.attendee)) == (stay.team.topic, None)


def test_agenda_names_people_by_their_github_handle_where_they_have_one() -> None:
    demo = DemoFactory(minutes=5)
    event = demo.meeting.event
    demo.presenters.add(
        AttendeeFactory(event=event, github="ada"),
        AttendeeFactory(event=event, name="Grace"),
        AttendeeFactory(event=event, name="Gone", cancelled_at=HACKING),
    )

    address = f"http://testserver/{event.slug}/wrap-up/"

    agenda = agenda_of(demo.meeting, ours=address)

    slot = agenda.slots[0]
    assert agenda.title_url == address
    assert slot == Slot(str(demo.topic), 5, slot.presenters, f"{address}#{demo.topic.slug}")
    assert set(slot.presenters) == {"@ada", "Grace"}


def test_agenda_leads_into_the_wrap_up_where_that_is_published() -> None:
    meeting = ReviewMeetingFactory()
    TopicFactory(event=meeting.event, emoji="🌱", title="Seeds", position=1)
    demo = DemoFactory(meeting=meeting, topic__emoji="🌱", topic__title="Seeds", topic__position=2)

    agenda = agenda_of(demo.meeting, ours="http://testserver/", summaries="https://example.org/README.md")

    assert agenda.title_url == "https://example.org/README.md"
    assert [slot.summary_url for slot in agenda.slots] == ["https://example.org/README.md#-seeds-1"]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Hack The Garden 11/2023", "Hack The Garden"),
        ("Hack the Garden 2026-12", "Hack the Garden"),
        ("Hack the Metal 2021", "Hack the Metal"),
        ("Hack the Garden", "Hack the Garden"),
        ("2023", "2023"),
        ("Area 51", "Area 51"),
    ],
)
def test_name_beside_the_day_needs_no_month(name: str, bare: str) -> None:
    assert name_without_month(name) == bare
