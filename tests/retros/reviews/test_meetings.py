import pytest

from retros.reviews.agenda import Slot
from retros.reviews.meetings import AgendaRejected, agenda_of, draw_up_agenda, plan_demo
from retros.reviews.models import Demo
from tests.clock import HACKING, REVIEW
from tests.factories import AttendeeFactory, DemoFactory, EventFactory, MembershipFactory, TeamFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_draw_up_agenda_gives_each_team_a_slot_and_a_presenter() -> None:
    stay = MembershipFactory()
    event = stay.team.topic.event
    TeamFactory(topic__event=event)

    meeting = draw_up_agenda(event, starts_at=REVIEW)

    demo = meeting.demos.get()
    assert (demo.topic, demo.minutes, list(demo.presenters.all())) == (stay.team.topic, 5, [stay.attendee])


def test_draw_up_agenda_again_keeps_what_was_planned() -> None:
    stay = MembershipFactory()
    event = stay.team.topic.event
    draw_up_agenda(event, starts_at=REVIEW)
    plan_demo(stay.team.topic, minutes=10, presenters=[])
    later = MembershipFactory(team__topic__event=event, team__topic__position=30_001)

    meeting = draw_up_agenda(event, starts_at=REVIEW, minutes=90)

    planned = [(demo.topic, demo.minutes, demo.position) for demo in meeting.demos.in_order()]
    assert (meeting.minutes, planned) == (90, [(stay.team.topic, 10, 1), (later.team.topic, 5, 2)])


def test_draw_up_agenda_during_the_week_is_rejected() -> None:
    with pytest.raises(AgendaRejected, match="after the hacking week"):
        draw_up_agenda(EventFactory(), starts_at=HACKING)


def test_plan_demo_puts_a_new_one_at_the_end() -> None:
    demo = DemoFactory(position=4)
    topic = TopicFactory(event=demo.meeting.event)

    assert plan_demo(topic, minutes=0, presenters=[], note="A discussion.").position == 5


def test_plan_demo_changes_the_slot_in_its_place() -> None:
    demo = DemoFactory(position=4)
    presenter = AttendeeFactory(event=demo.meeting.event)

    plan_demo(demo.topic, minutes=15, presenters=[presenter])

    changed = Demo.objects.get()
    assert (changed.position, changed.minutes, list(changed.presenters.all())) == (4, 15, [presenter])


def test_plan_demo_without_a_meeting_is_rejected() -> None:
    with pytest.raises(AgendaRejected, match="no time yet"):
        plan_demo(TopicFactory(), minutes=5, presenters=[])


def test_plan_demo_with_a_presenter_of_another_event_is_rejected() -> None:
    demo = DemoFactory()

    with pytest.raises(AgendaRejected, match="was not at this event"):
        plan_demo(demo.topic, minutes=5, presenters=[AttendeeFactory()])


def test_agenda_names_people_by_their_github_handle_where_they_have_one() -> None:
    demo = DemoFactory(minutes=5)
    event = demo.meeting.event
    demo.presenters.add(AttendeeFactory(event=event, github="ada"), AttendeeFactory(event=event, name="Grace"))

    agenda = agenda_of(demo.meeting)

    url = f"http://testserver/{event.slug}/topics/{demo.topic.slug}/"
    slot = agenda.slots[0]
    assert slot == Slot(str(demo.topic), 5, slot.presenters, url)
    assert set(slot.presenters) == {"@ada", "Grace"}
