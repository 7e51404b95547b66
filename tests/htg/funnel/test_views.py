import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from htg.funnel.stages import LABELS
from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.models import Topic
from retros.nextsteps.evidence.models import StepLink
from retros.nextsteps.models import NextStep
from retros.reviews.models import Demo
from retros.wrapups.models import Link, Report
from tests.commands import answer, output
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    DemoFactory,
    EventFactory,
    LinkFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    ReportFactory,
    StepLinkFactory,
    TopicFactory,
    WrapUpFactory,
)
from tests.flat import assert_flat
from tests.pages import words, writes_of

pytestmark = pytest.mark.django_db


def vote_for(topic: Topic) -> None:
    BallotFactory(attendee__event=topic.event).votes.create(topic=topic)


def with_everything(topic: Topic) -> None:
    vote_for(topic)
    MembershipFactory(team__topic=topic)
    DemoFactory(topic=topic, state=Demo.State.SHOWN, planned_seconds=300)
    report = ReportFactory(topic=topic, outcome=Report.Outcome.PARTLY)
    LinkFactory(report=report, kind=Link.Kind.PULL_REQUEST)
    step = NextStepFactory(topic=topic, state=NextStep.State.DONE)
    StepLinkFactory(step=step, state=StepLink.State.MERGED, reason=StepLink.Reason.COMPLETED)


def closed(event: Event, closed_on: date | None) -> None:
    NextStepFactory(topic__event=event, state=NextStep.State.DONE, closed_on=closed_on)


def said_of(client: Client) -> str:
    """Without the scales, which stand in the heads of the tables."""
    page = client.get("/funnel/")
    page.content = re.sub(rb"<thead>.*?</thead>", b"", page.content, flags=re.DOTALL)
    return words(page)


def test_without_an_event_that_is_over_the_page_says_so(client: Client) -> None:
    EventFactory(phase=Phase.HACKING)

    assert "No hackathon is over yet." in words(client.get("/funnel/"))


def test_each_stage_counts_the_topics_that_got_so_far(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    first, second, *_ = TopicFactory.create_batch(3, event=event)
    with_everything(first)
    vote_for(second)
    TopicFactory(event=event, withdrawn_at=event.starts_at)

    assert "4 2 1 1 1 1" in said_of(client)


def test_of_an_imported_event_only_what_its_wrap_up_says_is_known(client: Client) -> None:
    ReportFactory(topic__event=PastEventFactory(), outcome=Report.Outcome.ACHIEVED)

    said = said_of(client)

    assert "1 or more not known not known not known 1 not known" in said
    assert "Not known: voted for, with a team, shown, pull request merged" in said


def test_a_running_event_shows_nothing_of_its_votes(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING, slug="2100-05")
    vote_for(TopicFactory(event=event))
    PastEventFactory()

    assert "May 2100" not in words(client.get("/funnel/"))


def test_the_page_tells_what_was_closed_before_the_next_event(client: Client) -> None:
    may = PastEventFactory(slug="2010-05")
    PastEventFactory(slug="2010-11")
    closed(may, date(2010, 10, 31))
    closed(may, date(2010, 11, 1))
    NextStepFactory.create_batch(2, topic__event=may)

    assert "2 of 4 1 of 4" in said_of(client)


def test_many_steps_are_told_as_a_percentage_too(client: Client) -> None:
    may = EventFactory(phase=Phase.CLOSED)
    closed(may, None)
    NextStepFactory.create_batch(18, topic__event=may)
    of_nineteen = said_of(client)
    NextStepFactory(topic__event=may)

    assert "1 of 19 The next one is still to come." in of_nineteen
    assert "1 of 20, 5 % The next one is still to come." in said_of(client)


def test_where_nobody_wrote_down_when_steps_were_closed_the_share_is_not_known(client: Client) -> None:
    may = PastEventFactory(slug="2010-05")
    PastEventFactory(slug="2010-11")
    closed(may, None)
    NextStepFactory(topic__event=may)
    of_none = said_of(client)
    closed(may, date(2010, 10, 31))

    assert "1 of 2 not known" in of_none
    assert "2 of 3 1 to 2 of 3" in said_of(client)


def test_that_no_step_was_closed_in_time_is_known_of_an_event_planned_here_alone(client: Client) -> None:
    NextStepFactory(topic__event=PastEventFactory(slug="2010-05"))
    PastEventFactory(slug="2010-11")
    of_past = said_of(client)
    NextStepFactory(topic__event=EventFactory(phase=Phase.CLOSED, slug="2011-05"))
    PastEventFactory(slug="2011-11")

    assert "0 of 1 not known" in of_past
    assert "0 of 1 0 of 1" in said_of(client)


def test_the_page_tells_how_long_the_wrap_ups_took(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    WrapUpFactory(event=event, published_on=event.ends_on + timedelta(days=1))

    assert re.search(r"1 day, due after \d+", said_of(client))


def test_the_page_tells_how_long_people_have_waited_for_a_wrap_up(client: Client) -> None:
    event = EventFactory(phase=Phase.WRAP_UP)
    days = (timezone.localdate() - event.ends_on).days

    assert re.search(rf"{days} days? so far, due after \d+", said_of(client))


def test_people_are_counted_by_organization_where_they_registered(client: Client) -> None:
    sap, hut = OrganizationFactory(name="SAP"), OrganizationFactory(name="Hut")
    event = EventFactory(phase=Phase.CLOSED, slug="2010-05")
    AttendeeFactory.create_batch(2, event=event, organization=sap)
    AttendeeFactory(event=event, organization=None)
    PastEventFactory(slug="2009-05").organizations.add(sap, hut)
    PastEventFactory(slug="2008-05")

    said = words(client.get("/funnel/"))

    assert "At how many of 2 hackathons SAP 2 Hut 1" in said
    assert "May 2010 3 people: SAP 2 May 2009 Hut, SAP; how many is not known" in said
    assert "Of the other hackathons nobody wrote down where people came from." in said


def test_people_who_name_no_organization_are_counted_all_the_same(client: Client) -> None:
    AttendeeFactory(event=EventFactory(phase=Phase.CLOSED, slug="2010-05"), organization=None)
    PastEventFactory(slug="2009-05").organizations.add(OrganizationFactory(name="SAP"))

    assert "May 2010 1 person May 2009 SAP; how many is not known" in words(client.get("/funnel/"))


def test_an_organization_is_counted_at_events_that_do_not_name_it(client: Client) -> None:
    zebra, *others = (OrganizationFactory(name=name) for name in ("Zebra", *"ABCDEFGHIJKLM"))
    PastEventFactory(slug="2010-05").organizations.add(zebra, *others)
    PastEventFactory(slug="2009-05").organizations.add(zebra)

    said = words(client.get("/funnel/"))

    assert "At how many of 2 hackathons Zebra 2 A 1" in said
    assert "K, L and 2 more; how many is not known" in said


def test_the_page_names_nobody(client: Client) -> None:
    event = EventFactory(phase=Phase.CLOSED)
    AttendeeFactory(event=event, name="Grace Hopper", organization=OrganizationFactory())

    assert "Grace" not in words(client.get("/funnel/"))


def add_past_events(number: int) -> None:
    before = Event.objects.count()
    for place in range(before, before + number):
        event = PastEventFactory(slug=f"{1900 + place // 12}-{place % 12 + 1:02}")
        ReportFactory(topic__event=event, outcome=Report.Outcome.PARTLY)


def test_the_page_costs_the_same_for_twenty_events_and_for_sixty(client: Client) -> None:
    assert_flat(client, "/funnel/", add_past_events, rows=20)


def test_the_page_writes_nothing(client: Client) -> None:
    with_everything(TopicFactory(event=EventFactory(phase=Phase.CLOSED)))

    assert writes_of(client, "/funnel/") == []


def test_home_and_a_past_event_lead_to_it(client: Client) -> None:
    event = ReportFactory(topic__event=PastEventFactory(), outcome=Report.Outcome.ACHIEVED).topic.event

    assert 'href="/funnel/"' in client.get("/").content.decode()
    assert 'href="/funnel/"' in client.get(f"/{event.slug}/").content.decode()


def test_api_and_command_answer_alike_with_null_for_what_is_not_known(client: Client) -> None:
    event = PastEventFactory(slug="2010-05")
    ReportFactory(topic__event=event, outcome=Report.Outcome.PARTLY)
    event.organizations.add(OrganizationFactory(name="SAP"))

    [funnel] = client.get("/api/v1/funnel/").json()

    assert answer("show_funnel", "--json") == [funnel]
    assert {stage["name"]: (stage["topics"]["least"], stage["topics"]["most"]) for stage in funnel["stages"]} == {
        "proposed": (1, None),
        "voted": (0, None),
        "staffed": (0, None),
        "shown": (0, None),
        "reported": (1, 1),
        "merged": (0, None),
    }
    assert (funnel["event"], funnel["people"], funnel["wrap_up"]) == ("2010-05", None, None)
    assert funnel["organizations"] == [{"organization": "SAP", "people": None}]


def test_api_goes_on_before_a_month(client: Client) -> None:
    PastEventFactory(slug="2010-05")
    PastEventFactory(slug="2010-11")

    assert [each["event"] for each in client.get("/api/v1/funnel/").json()] == ["2010-11", "2010-05"]
    assert [each["event"] for each in client.get("/api/v1/funnel/?before=2010-11").json()] == ["2010-05"]


def test_command_says_what_is_not_known() -> None:
    assert output("show_funnel") == "No event is over yet.\n"
    PastEventFactory(slug="2010-05")

    assert output("show_funnel").splitlines() == [
        "2010-05",
        "  topics: " + ", ".join(f"{label.lower()} not known" for label in LABELS.values()),
        "  next steps: none",
        "  wrap-up: not known after how many days",
        "  people: not known",
        "  from: not known",
    ]


def test_command_says_how_many_organizations_it_does_not_name() -> None:
    PastEventFactory().organizations.add(*OrganizationFactory.create_batch(14))

    assert output("show_funnel").rstrip().endswith(", 2 more")
