"""Agendas with more demos than fit a page, at events with more people than fit a choice."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from planning.paging import ROWS, TOPICS
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.reviews.agenda.forms import FEW_PEOPLE
from retros.reviews.models import Demo, ReviewMeeting
from tests.factories import DemoFactory, ReviewMeetingFactory, TopicFactory
from tests.flat import assert_flat
from tests.pages import organizing, words
from tests.retros.reviews.agenda.events import in_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(client: Client) -> ReviewMeeting:
    """Today at noon, which comes once on every day and in every zone."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    meeting: ReviewMeeting = ReviewMeetingFactory(event=in_review(), starts_at=noon)
    organizing(client, meeting.event)
    return meeting


def add_topics(meeting: ReviewMeeting, number: int) -> list[Topic]:
    before = meeting.event.topics.count()
    return Topic.objects.bulk_create(
        Topic(event=meeting.event, slug=f"topic-{place:03}", title=f"Topic {place:03}", position=place)
        for place in range(before, before + number)
    )


def add_demos(meeting: ReviewMeeting, number: int) -> list[Demo]:
    return Demo.objects.bulk_create(
        Demo(meeting=meeting, topic=topic, position=topic.position) for topic in add_topics(meeting, number)
    )


def add_people(meeting: ReviewMeeting, number: int) -> list[Attendee]:
    before = meeting.event.attendees.count()
    return Attendee.objects.bulk_create(
        Attendee(event=meeting.event, name=f"Presenter {place:03}") for place in range(before, before + number)
    )


def address(meeting: ReviewMeeting, page: str = "edit/") -> str:
    return f"/{meeting.event.slug}/agenda/{page}"


def typed(*demos: Demo, **more: Any) -> dict[str, Any]:
    """What the page sends for these slots."""
    slots = {f"demo-{demo.pk}-minutes": 7 for demo in demos}
    at = timezone.localtime(ReviewMeeting.objects.get().starts_at)
    meeting = {"starts_at": f"{at:%Y-%m-%dT%H:%M}", "minutes": 60}
    return {**slots, **meeting, "order": [demo.topic_id for demo in demos], **more}


def order_of(meeting: ReviewMeeting) -> list[int]:
    return list(meeting.demos.in_order().values_list("topic__position", flat=True))


@pytest.mark.parametrize(("page", "rows"), [("", ROWS), ("edit/", TOPICS), ("presenters/", ROWS)])
def test_pages_of_the_agenda_cost_the_same_for_one_page_and_for_three(
    client: Client, meeting: ReviewMeeting, page: str, rows: int
) -> None:
    assert_flat(client, address(meeting, page), lambda number: add_demos(meeting, number), rows=rows)


def test_what_could_be_put_on_the_agenda_costs_the_same_however_much_it_is(
    client: Client, meeting: ReviewMeeting
) -> None:
    add_demos(meeting, 1)

    assert_flat(client, address(meeting), lambda number: add_topics(meeting, number))


def test_whoever_could_present_costs_the_same_however_many_they_are(client: Client, meeting: ReviewMeeting) -> None:
    demo = add_demos(meeting, 1)[0]

    for page in (address(meeting), f"{demo.topic.get_absolute_url()}demo/"):
        assert_flat(client, page, lambda number: add_people(meeting, number))


def test_slots_without_a_team_do_not_each_name_everyone(client: Client, meeting: ReviewMeeting) -> None:
    demos = add_demos(meeting, TOPICS)
    presenter, other, *_ = add_people(meeting, FEW_PEOPLE)
    demos[0].presenters.add(presenter)

    page = client.get(address(meeting)).content.decode()

    assert page.count(presenter.name) == 2  # in short, and to be unchecked
    assert other.name not in page
    assert page.count("choose among everyone") == TOPICS
    assert "No one who could present it is registered." not in page


def test_what_teams_said_before_there_is_an_agenda_costs_the_same_for_one_page_and_for_three(
    client: Client, meeting: ReviewMeeting
) -> None:
    event = meeting.event
    meeting.delete()

    def add(number: int) -> None:
        Demo.objects.bulk_create(Demo(topic=topic) for topic in add_topics(meeting, number))

    assert_flat(client, f"/{event.slug}/agenda/", add, rows=TOPICS)


def test_agenda_of_the_usual_size_is_edited_on_one_page(client: Client, meeting: ReviewMeeting) -> None:
    add_demos(meeting, TOPICS)

    page = client.get(address(meeting)).content.decode()

    assert page.count('name="order"') == TOPICS
    assert "Pages of the list" not in page


def test_times_of_the_second_page_follow_those_of_the_first(client: Client, meeting: ReviewMeeting) -> None:
    add_demos(meeting, ROWS + 1)
    DemoFactory(meeting=meeting, topic__event=meeting.event, topic__title="Quiet", position=0, minutes=0)

    first, second = (client.get(address(meeting, f"?page={number}")) for number in (1, 2))

    assert [len(page.context["shown"]) for page in (first, second)] == [ROWS, 1]
    begins_at, last = second.context["shown"][0]
    assert (begins_at - meeting.starts_at).seconds == 5 * 60 * ROWS
    assert last.topic.title == "Topic 050"
    assert "Worth Celebrating" in words(second)
    assert "No demo is planned yet." not in words(second)


def test_saving_one_page_leaves_what_is_on_others_as_it_is(client: Client, meeting: ReviewMeeting) -> None:
    demos = add_demos(meeting, 2 * TOPICS + 5)
    on_page = demos[TOPICS : 2 * TOPICS]

    client.post(address(meeting, "edit/?page=2"), typed(*reversed(on_page)))

    places = list(range(2 * TOPICS + 5))
    assert order_of(meeting) == places[:TOPICS] + places[2 * TOPICS - 1 : TOPICS - 1 : -1] + places[2 * TOPICS :]
    minutes = list(Demo.objects.order_by("topic__position").values_list("minutes", flat=True))
    assert minutes == [5] * TOPICS + [7] * TOPICS + [5] * 5


@pytest.mark.parametrize(
    ("page", "button", "place", "then"),
    [(2, "up", TOPICS, 1), (1, "down", TOPICS - 1, 2), (2, "down", TOPICS, 2)],
)
def test_button_moves_a_slot_onto_the_next_page_and_leads_there(
    client: Client, meeting: ReviewMeeting, page: int, button: str, place: int, then: int
) -> None:
    demos = add_demos(meeting, TOPICS + 2)
    on_page = demos[:TOPICS] if page == 1 else demos[TOPICS:]
    topic = demos[place].topic_id

    response = client.post(address(meeting, f"edit/?page={page}"), typed(*on_page, **{button: topic}))

    query = f"?page={then}" if then > 1 else ""
    assert response.headers["Location"] == f"{address(meeting)}{query}#slot-{topic}"
    assert order_of(meeting).index(place) == (place - 1 if button == "up" else place + 1)


def test_order_of_one_page_is_kept_as_soon_as_a_slot_is_dropped(client: Client, meeting: ReviewMeeting) -> None:
    demos = add_demos(meeting, TOPICS + 2)

    response = client.post(address(meeting, "order/"), {"order": [demos[TOPICS + 1].topic_id, demos[TOPICS].topic_id]})

    assert order_of(meeting) == [*range(TOPICS), TOPICS + 1, TOPICS]
    assert f"{5 * (TOPICS + 2)} of 60 minutes" in words(response)


def test_topic_that_is_looked_for_can_be_added(client: Client, meeting: ReviewMeeting) -> None:
    add_demos(meeting, TOPICS)
    last = add_topics(meeting, ROWS + 1)[-1]
    option = f'<option value="{last.pk}">'

    before, found = (client.get(address(meeting), query).content.decode() for query in ({}, {"q": last.title}))
    response = client.post(f"{address(meeting)}?q={last.title}", typed(topic=last.pk))

    assert [option in page for page in (before, found)] == [False, True]
    assert response.headers["Location"] == f"{address(meeting)}?page=2#slots"
    assert order_of(meeting)[-1] == last.position


def test_presenter_who_is_looked_for_can_be_chosen(client: Client, meeting: ReviewMeeting) -> None:
    demo, last = add_demos(meeting, 1)[0], add_people(meeting, 2 * ROWS)[-1]
    path = f"{demo.topic.get_absolute_url()}demo/"

    before, found = words(client.get(path)), words(client.get(path, {"q": last.name}))
    client.post(f"{path}?q={last.name}", {"shows": "yes", "minutes": 5, "presenters": [last.pk]})

    assert [last.name in page.partition("Save what you have typed")[2] for page in (before, found)] == [False, True]
    assert list(demo.presenters.all()) == [last]
    assert f'<a href="{path}">choose among everyone</a>' in client.get(address(meeting)).content.decode()


def test_presenters_see_where_the_meeting_is(client: Client, meeting: ReviewMeeting) -> None:
    demos = add_demos(meeting, ROWS + 2)
    Demo.objects.filter(pk__in=[demo.pk for demo in demos[: ROWS + 1]]).update(
        state=Demo.State.SHOWN, planned_seconds=300, used_seconds=300
    )

    page = words(client.get(address(meeting, "presenters/")))

    assert "51 to 52 of 52" in page
    assert "Topic 051" in words(client.get(address(meeting, "presenters/?page=2")))


def test_agenda_names_a_few_warnings_and_how_many_there_are(client: Client, meeting: ReviewMeeting) -> None:
    add_demos(meeting, TOPICS + 5)
    TopicFactory(event=meeting.event)

    page = words(client.get(address(meeting)))

    assert "These are the first 20 of 26 warnings." in page
    assert "26 warnings" in page
