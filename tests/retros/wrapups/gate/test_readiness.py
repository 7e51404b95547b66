import pytest
from pytest_django import DjangoAssertNumQueries

from planning.events.models import Event
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.gate.readiness import gate_of, readiness_of_topic
from retros.wrapups.models import Report
from tests.clock import HACKING, REVIEW
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    LinkFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizationFactory,
    ReportFactory,
    ReportRequestFactory,
    TeamFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

Outcome = Report.Outcome


def lacks(topic: Topic) -> dict[str, list[str]]:
    """What the report on the topic lacks, by level."""
    readiness = readiness_of_topic(topic)
    assert readiness is not None
    found: dict[str, list[str]] = {}
    for lack in readiness.lacks:
        found.setdefault(lack.level, []).append(lack.text)
    return found


def reported(*, links: int = 1, **report: object) -> Topic:
    written = ReportFactory(**report)
    LinkFactory.create_batch(links, report=written)
    topic: Topic = written.topic
    return topic


def test_gate_waits_for_every_topic_with_a_team_or_a_report() -> None:
    event = EventFactory()
    worked_on = TeamFactory(topic__event=event).topic
    discussed = ReportFactory(topic__event=event).topic
    TopicFactory(event=event)
    TeamFactory(topic__event=event, topic__withdrawn_at=HACKING)
    TeamFactory()

    assert [readiness.topic for readiness in gate_of(event).reports] == [worked_on, discussed]


def test_topic_that_nobody_worked_on_needs_no_report() -> None:
    assert readiness_of_topic(TopicFactory()) is None


def test_gate_counts_what_is_ready() -> None:
    event = EventFactory()
    for _ in range(2):
        ReportFactory(topic__event=event)
    TeamFactory(topic__event=event)
    ReportFactory(topic__event=event, achievements="")

    gate = gate_of(event)

    assert (gate.ready, gate.total) == (2, 4)


def test_topic_without_a_report_lacks_the_report_and_nothing_else() -> None:
    assert lacks(TeamFactory().topic) == {"missing": ["the report"]}


@pytest.mark.parametrize("outcome", [Outcome.ACHIEVED, Outcome.PARTLY, Outcome.HANDED_OVER])
def test_report_with_everything_lacks_nothing(outcome: Report.Outcome) -> None:
    topic = reported(outcome=outcome)
    NextStepFactory(topic=topic, owner=AttendeeFactory(event=topic.event), due_on=REVIEW)

    assert lacks(topic) == {}


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ({"outcome": ""}, {"missing": ["the outcome"]}),
        ({"outcome": "", "outcome_note": "It **works**."}, {}),
        ({"outcome": "", "outcome_note": " \n"}, {"missing": ["the outcome"]}),
        ({"achievements": ""}, {"missing": ["what was achieved"]}),
        ({"achievements": " \n"}, {"missing": ["what was achieved"]}),
        ({"outcome": "", "achievements": ""}, {"missing": ["the outcome", "what was achieved"]}),
        ({"outcome": Outcome.PARTLY}, {"missing": ["the next steps, as the outcome is “partly”"]}),
        ({"outcome": Outcome.HANDED_OVER}, {"missing": ["the next steps, as the outcome is “handed over”"]}),
        ({"links": 0}, {"could be better": ["links to what was made"]}),
        ({"links": 0, "topic__track": Topic.Track.DISCUSSION}, {}),
    ],
)
def test_report_lacks(report: dict[str, object], expected: dict[str, list[str]]) -> None:
    assert lacks(reported(**report)) == expected  # type: ignore[arg-type]  # fields of the factory


@pytest.mark.parametrize("outcome", [Outcome.NOT_STARTED, Outcome.DECIDED_AGAINST])
def test_where_nothing_was_made_a_word_on_why_is_enough(outcome: Report.Outcome) -> None:
    assert lacks(reported(outcome=outcome, links=0, achievements="")) == {"could be better": ["a sentence on why"]}
    assert lacks(reported(outcome=outcome, links=0, achievements="", outcome_note="No time.")) == {}
    assert lacks(reported(outcome=outcome, links=0, achievements="", notes="No time.")) == {}
    assert lacks(reported(outcome=outcome, links=0, achievements="No time.")) == {}


def test_open_steps_are_better_with_an_owner_and_a_due_date() -> None:
    topic = reported()
    NextStepFactory(topic=topic, text="Water `them`.")
    NextStepFactory(topic=topic, text="Weed.", owner_organization=OrganizationFactory())
    NextStepFactory(topic=topic, text="Sow.", due_on=REVIEW)
    NextStepFactory(topic=topic, text="Rest.", state=NextStep.State.DONE)

    assert lacks(topic) == {
        "could be better": ["an owner for “Water them.” and “Sow.”", "a due date for “Water them.” and “Weed.”"]
    }


def test_many_and_long_steps_are_summarized() -> None:
    topic = reported()
    for number in range(5):
        NextStepFactory(topic=topic, number=number, text=f"{number} " + "word " * 50, due_on=REVIEW)

    [listed] = lacks(topic)["could be better"]

    assert listed.endswith(" and 2 more")
    assert len(listed) < 220


def test_those_in_the_team_come_before_those_who_left_it() -> None:
    team = TeamFactory()
    left = MembershipFactory(team=team, until=HACKING).attendee
    stayed = MembershipFactory(team=team).attendee
    MembershipFactory(team=team, attendee=stayed, until=HACKING)

    readiness = readiness_of_topic(team.topic)

    assert readiness is not None
    assert (readiness.people, readiness.present) == ((stayed, left), 1)


def test_whoever_gave_their_place_up_can_fill_nothing() -> None:
    team = TeamFactory()
    MembershipFactory(team=team, attendee__cancelled_at=HACKING)
    MembershipFactory(team=team, attendee__waiting_since=HACKING)

    readiness = readiness_of_topic(team.topic)

    assert readiness is not None
    assert readiness.people == ()


def test_team_is_asked_and_without_it_those_who_left() -> None:
    team, deserted, strangers = TeamFactory.create_batch(3)
    MembershipFactory(team=team, until=HACKING)
    stayed = MembershipFactory(team=team).attendee
    MembershipFactory(team=team, attendee__user=None)
    left = MembershipFactory(team=deserted, until=HACKING).attendee
    MembershipFactory(team=deserted, attendee__user=None)
    MembershipFactory(team=strangers, attendee__user=None)

    to_ask = [readiness.to_ask for each in (team, deserted, strangers) if (readiness := readiness_of_topic(each.topic))]

    assert to_ask == [(stayed,), (left,), ()]


def test_requests_are_listed_by_day_the_latest_first() -> None:
    stay = MembershipFactory()
    topic, grace = stay.team.topic, AttendeeFactory(event=stay.team.topic.event)
    for person, day in ((stay.attendee, HACKING), (stay.attendee, REVIEW), (grace, REVIEW)):
        ReportRequestFactory(topic=topic, to=person, asked_on=day.date())

    readiness = readiness_of_topic(topic)

    assert readiness is not None
    found = [(day, [request.to for request in requests]) for day, requests in readiness.asked]
    assert found == [(REVIEW.date(), [grace, stay.attendee]), (HACKING.date(), [stay.attendee])]
    assert readiness.not_asked_on(REVIEW.date()) == ()
    assert readiness.not_asked_on(HACKING.date().replace(day=1)) == (stay.attendee,)


def test_gate_costs_five_queries_however_many_reports(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = EventFactory()
    for _ in range(10):
        add_report(event)

    with django_assert_num_queries(5):
        gate = gate_of(event)
        found = [(each.people, each.to_ask, each.lacks, each.asked, str(each.topic.event)) for each in gate.reports]

    assert len(found) == 20


def add_report(event: Event) -> None:
    report = ReportFactory(topic__event=event)
    LinkFactory(report=report)
    NextStepFactory.create_batch(2, topic=report.topic)
    stay = MembershipFactory(team=TeamFactory(topic__event=event))
    ReportRequestFactory(topic=stay.team.topic, to=stay.attendee)
