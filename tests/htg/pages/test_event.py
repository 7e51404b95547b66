import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from planning.events.phases import Phase
from retros.reviews.models import Demo, ReviewMeeting
from retros.wrapups.models import Report
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    LinkFactory,
    MembershipFactory,
    OrganizationFactory,
    PastEventFactory,
    ReportFactory,
    ReviewMeetingFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
    WrapUpFactory,
)
from tests.pages import attending, organizing, queries_of, words, writes_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phase", Phase)
def test_event_is_open_to_everyone_in_every_phase(client: Client, phase: Phase) -> None:
    event = EventFactory(phase=phase)
    path = f"/{event.slug}/"
    visitors = [client.get(path)]
    client.force_login(UserFactory())
    visitors.append(client.get(path))
    attending(client, event)
    visitors.append(client.get(path))
    organizing(client, event)
    visitors.append(client.get(path))

    assert [response.status_code for response in visitors] == [200, 200, 200, 200]


def test_event_that_is_unknown_is_not_found(client: Client) -> None:
    assert client.get("/1999-01/").status_code == 404


def test_event_shows_its_phase_and_the_facts(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING, venue="A hut", venue_url="https://example.org/hut", seats=20)
    event.hosts.add(OrganizationFactory(name="x-cellent"))
    event.organizations.add(OrganizationFactory(name="SAP"))
    AttendeeFactory(event=event, name="Ada Sprout")

    response = client.get(f"/{event.slug}/")

    page = words(response)
    assert 'aria-current="step"' in response.content.decode()
    assert "Where A hut Hosts x-cellent People came from SAP People 1 of 20 seats" in page
    assert "Ada Sprout" not in page


@pytest.mark.parametrize(
    ("phase", "button"),
    [
        (Phase.BRAINSTORM, "Propose a topic"),
        (Phase.VOTING, "Cast your ballot"),
        (Phase.TEAM_FORMATION, "See your team"),
        (Phase.HACKING, "Check in"),
        (Phase.REVIEW, "Say what you’ll show"),
        (Phase.WRAP_UP, "Write the report"),
        (Phase.CLOSED, "Read the reports"),
    ],
)
def test_event_offers_a_team_member_the_one_thing_to_do(client: Client, phase: Phase, button: str) -> None:
    event = EventFactory(phase=phase)
    attendee = attending(client, event)
    MembershipFactory(team__topic__event=event, attendee=attendee)

    assert f">{escape(button)}</a>" in client.get(f"/{event.slug}/").content.decode()


def test_event_offers_a_team_member_to_report_once_it_is_said_what_they_show(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    topic = MembershipFactory(team__topic__event=event, attendee=attending(client, event)).team.topic
    Demo.objects.create(topic=topic, minutes=0)

    assert ">Write the report</a>" in client.get(f"/{event.slug}/").content.decode()


def test_event_offers_organizers_to_draw_up_the_agenda_until_there_is_one(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)
    before = client.get(f"/{event.slug}/").content.decode()

    ReviewMeetingFactory(event=event)

    assert ">Draw up the agenda</a>" in before
    assert ">Draw up the agenda</a>" not in client.get(f"/{event.slug}/").content.decode()


def test_event_leads_organizers_to_the_timer_on_the_day_of_the_review_until_it_ends(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    organizing(client, event)
    now = timezone.now()
    meeting = ReviewMeetingFactory(event=event, starts_at=now)

    before = client.get(f"/{event.slug}/").content.decode()
    ReviewMeeting.objects.filter(pk=meeting.pk).update(began_at=now, ended_at=now)

    assert ">Run the meeting</a>" in before
    assert ">Run the meeting</a>" not in client.get(f"/{event.slug}/").content.decode()


def test_event_that_is_over_tells_what_each_topic_came_to_and_its_lineage(client: Client) -> None:
    event = PastEventFactory(slug="2023-05")
    topic = TopicFactory(
        event=event, slug="etcd", title="Use `etcd`", continues=TopicFactory(event__slug="2022-09", slug="old")
    )
    TopicFactory(event=EventFactory(slug="2023-11"), slug="new", continues=topic)
    LinkFactory(report=ReportFactory(topic=topic, outcome=Report.Outcome.HANDED_OVER))
    WrapUpFactory(event=event, published_on="2023-06-30")

    response = client.get("/2023-05/")

    html = response.content.decode()
    assert "<code>etcd</code>" in html
    assert "handed over carries on 2022-09 carried on in 2023-11" in words(response)
    assert 'href="/2022-09/topics/old/"' in html
    assert 'href="/2023-11/topics/new/"' in html
    assert "Read the wrap-up" in words(response)
    assert "published 30 June 2023" in words(response)


def test_event_tells_organizers_how_many_reports_are_ready(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    organizing(client, event)
    ReportFactory(topic__event=event)
    TeamFactory(topic__event=event)

    assert "One of 2 reports still lacks something." in words(client.get(event.get_absolute_url()))


def test_event_says_when_the_review_meeting_is(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    meeting = ReviewMeetingFactory(event=event)

    assert f'href="{meeting.get_absolute_url()}"' in client.get(f"/{event.slug}/").content.decode()


def test_event_tells_the_waiting_list_its_place(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    AttendeeFactory(event=event, waiting_since=event.voting_opens_at)
    second = AttendeeFactory(event=event, waiting_since=event.voting_closes_at)
    client.force_login(second.user)

    assert "You are number 2 on the waiting list." in words(client.get(f"/{event.slug}/"))


def test_event_lets_people_give_up_their_place_before_the_week(client: Client) -> None:
    for phase, offered in [(Phase.VOTING, True), (Phase.HACKING, False)]:
        event = EventFactory(phase=phase)
        attending(client, event)

        assert ("Give up my seat" in words(client.get(f"/{event.slug}/"))) is offered


def test_event_without_topics_says_so(client: Client) -> None:
    running, past = EventFactory(phase=Phase.BRAINSTORM), PastEventFactory()

    assert "No topics yet. Be the first to propose one." in words(client.get(f"/{running.slug}/"))
    assert "No topics are on record." in words(client.get(f"/{past.slug}/"))


def test_event_shows_what_people_wrote_without_running_it(client: Client) -> None:
    event = EventFactory(introduction="**Bring** slippers <script>alert(1)</script>")
    TopicFactory(event=event, title="<script>alert(2)</script>")

    html = client.get(f"/{event.slug}/").content.decode()

    assert "<strong>Bring</strong>" in html
    assert "<script>alert" not in html


def test_event_costs_as_many_queries_for_thirty_topics_as_for_three(client: Client) -> None:
    event = EventFactory(phase=Phase.HACKING)
    attending(client, event)

    def add(count: int) -> None:
        for _ in range(count):
            old = TopicFactory(event=PastEventFactory())
            topic = ReportFactory(topic__event=event, topic__continues=old).topic
            TopicFactory(continues=topic)
            event.hosts.add(OrganizationFactory())
            AttendeeFactory(event=event)

    add(3)
    few = queries_of(client, f"/{event.slug}/")

    add(27)

    assert len(queries_of(client, f"/{event.slug}/")) == len(few)


def test_event_writes_nothing(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    attending(client, event)

    assert writes_of(client, f"/{event.slug}/") == []
