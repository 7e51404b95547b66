from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.wrapups.models import Link, Report, WrapUp
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import TEAM_FORMATION
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    LinkFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    ReportFactory,
    TopicFactory,
    UserFactory,
    WrapUpFactory,
)

pytestmark = pytest.mark.django_db

PULL = "https://github.com/gardener/gardener/pull/10000"


@pytest.fixture
def topic() -> Topic:
    topic: Topic = TopicFactory(event__phase=Phase.HACKING)
    return topic


@pytest.fixture
def member(topic: Topic) -> Attendee:
    stay = MembershipFactory(team__topic=topic)
    member: Attendee = stay.attendee
    return member


def test_reports_are_read_by_anyone_with_their_links(topic: Topic) -> None:
    report = ReportFactory(topic=topic)
    LinkFactory(report=report, url=PULL, kind=Link.Kind.PULL_REQUEST, title="gardener/gardener#10000")

    listed = visitor().get(below(topic.event, "reports/")).json()["results"]
    told = visitor().get(below(topic, "report/")).json()

    assert listed == [told]
    assert (told["outcome"], told["achievements"]) == ("achieved", "It works.")
    assert told["links"] == [{"kind": "pull-request", "url": PULL, "title": "gardener/gardener#10000"}]


def test_report_names_its_author_to_attendees_only(topic: Topic, member: Attendee) -> None:
    ReportFactory(topic=topic, written_by=member)

    public, inside = (visitor(who).get(below(topic, "report/")).json()["written_by"] for who in (None, member))

    assert (public, inside["name"]) == (None, member.name)


def test_report_not_written_yet_is_a_404(topic: Topic) -> None:
    assert refusal(visitor().get(below(topic, "report/")))[0] == 404


def test_reports_filter_by_outcome(topic: Topic) -> None:
    ReportFactory(topic=topic)
    partly = ReportFactory(topic=TopicFactory(event=topic.event), outcome=Report.Outcome.PARTLY)

    listed = visitor().get(below(topic.event, "reports/?outcome=partly")).json()["results"]

    assert [report["topic"] for report in listed] == [partly.topic.slug]
    assert wrong_fields(visitor().get(below(topic.event, "reports/?outcome=fun"))) == {"outcome"}


def test_report_is_filled_and_its_links_told_apart(topic: Topic, member: Attendee) -> None:
    body = {"outcome": "partly", "achievements": "It *nearly* works.", "urls": [PULL, "https://example.org/notes"]}

    response = visitor(member).put(below(topic, "report/"), body)

    report = Report.objects.get(topic=topic)
    assert response.status_code == 200
    assert [link["kind"] for link in response.json()["links"]] == ["pull-request", "notes"]
    assert (report.outcome, report.written_by) == (Report.Outcome.PARTLY, member)


def test_report_upon_a_version_seen_before_is_a_409(topic: Topic, member: Attendee) -> None:
    client, body = visitor(member), {"outcome": "partly", "achievements": "Mine."}
    first = client.put(below(topic, "report/"), body | {"seen": None}).json()
    again = client.put(below(topic, "report/"), body | {"seen": first["updated_at"]})

    statuses = [client.put(below(topic, "report/"), body | {"seen": seen}) for seen in (None, first["updated_at"])]

    assert again.status_code == 200
    assert [refusal(response)[0] for response in statuses] == [409, 409]
    assert client.put(below(topic, "report/"), body).status_code == 200


def test_report_may_be_written_by_whoever_left_the_team(topic: Topic) -> None:
    stay = MembershipFactory(team__topic=topic, until=TEAM_FORMATION)

    assert visitor(stay.attendee).put(below(topic, "report/"), {"outcome": "partly"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "outcome"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "fun"}, "outcome"),
        ({"outcome": "partly", "achievements": "x" * 20_001}, "achievements"),
        ({"outcome": "partly", "urls": ["no address"]}, "urls"),
        ({"outcome": "partly", "urls": ["javascript:alert(1)"]}, "urls"),
        ({"outcome": "partly", "urls": ["ftp://example.org/notes"]}, "urls"),
        ({"outcome": "partly", "urls": PULL}, "urls"),
    ],
)
def test_report_names_the_field_that_is_wrong(
    topic: Topic, member: Attendee, body: dict[str, object], field: str
) -> None:
    assert wrong_fields(visitor(member).put(below(topic, "report/"), body)) == {field}


def test_report_before_the_week_is_a_409() -> None:
    topic = TopicFactory(event__phase=Phase.TEAM_FORMATION)
    stay = MembershipFactory(team__topic=topic)

    response = visitor(stay.attendee).put(below(topic, "report/"), {"outcome": "partly"})

    assert refusal(response) == (409, "The week has not begun yet. There is nothing to report so far.")


@pytest.mark.parametrize(
    ("method", "path", "body", "done"),
    [("put", "report/", {"outcome": "partly"}, 200), ("post", "next-steps/", {"text": "Merge it."}, 201)],
)
def test_report_and_its_steps_are_the_teams_and_the_organizers(
    topic: Topic, member: Attendee, method: str, path: str, body: dict[str, str], done: int
) -> None:
    people = (
        None,
        UserFactory(),
        AttendeeFactory(event=topic.event),
        member,
        OrganizerFactory(event=topic.event),
    )

    statuses = [getattr(visitor(who), method)(below(topic, path), body).status_code for who in people]

    assert statuses == [401, 404, 403, done, done]


def test_next_step_is_noted_with_its_owner(topic: Topic, member: Attendee) -> None:
    body = {"text": "Merge it.", "owner": member.pk, "due_on": "2200-01-31"}

    response = visitor(member).post(below(topic, "next-steps/"), body)

    step = topic.next_steps.get()
    assert response.status_code == 201
    assert (step.number, step.text, step.owner) == (1, "Merge it.", member)
    assert response.json()["owner"]["name"] == member.name


def test_next_step_of_someone_who_was_not_there_is_a_400(topic: Topic, member: Attendee) -> None:
    body = {"text": "Merge it.", "owner": AttendeeFactory().pk}

    assert wrong_fields(visitor(member).post(below(topic, "next-steps/"), body)) == {"owner"}


def test_next_step_due_before_the_event_is_a_409(topic: Topic, member: Attendee) -> None:
    response = visitor(member).post(below(topic, "next-steps/"), {"text": "Merge it.", "due_on": "2001-01-01"})

    assert refusal(response) == (409, f"01.01.2001 is before {topic.event}. Choose a later day.")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x", "due_on": "soon"}, "due_on"),
        ({"text": "x" * 20_001}, "text"),
    ],
)
def test_next_step_names_the_field_that_is_wrong(
    topic: Topic, member: Attendee, body: dict[str, str], field: str
) -> None:
    assert wrong_fields(visitor(member).post(below(topic, "next-steps/"), body)) == {field}


def test_next_steps_of_a_topic_are_listed_in_order(topic: Topic) -> None:
    NextStepFactory(topic=topic, number=2, text="Then this.")
    NextStepFactory(topic=topic, number=1, text="First this.")
    NextStepFactory(text="Elsewhere.")

    listed = visitor().get(below(topic, "next-steps/")).json()["results"]

    assert [step["text"] for step in listed] == ["First this.", "Then this."]


def test_links_are_listed_for_anyone_by_kind_and_event(topic: Topic) -> None:
    LinkFactory(report__topic=topic, kind=Link.Kind.PULL_REQUEST, url=PULL)
    LinkFactory(kind=Link.Kind.ISSUE)

    listed = visitor().get(f"/api/v1/links/?kind=pull-request&event={topic.event.slug}").json()["results"]

    assert [(link["url"], link["topic"]) for link in listed] == [(PULL, topic.slug)]
    assert visitor().get(f"/api/v1/links/{listed[0]['id']}/").json() == listed[0]


def test_wrap_ups_are_listed_the_newest_event_first() -> None:
    old, new = (WrapUpFactory(event__slug=month, published_on=date(2026, 12, 18)) for month in ("2021-11", "2024-05"))

    listed = visitor().get("/api/v1/wrap-ups/").json()["results"]

    assert [told["event"] for told in listed] == [new.event.slug, old.event.slug]
    assert visitor().get(below(new.event, "wrap-up/")).json() == listed[0]


def test_wrap_up_not_published_yet_is_a_404() -> None:
    assert refusal(visitor().get(below(EventFactory(), "wrap-up/")))[0] == 404


def test_draft_of_a_wrap_up_is_for_organizers_of_its_event(topic: Topic, member: Attendee) -> None:
    draft = WrapUpFactory(event=topic.event, introduction="To be said.")
    readers = (None, member, OrganizerFactory(), OrganizerFactory(event=draft.event))

    listed = [len(visitor(who).get("/api/v1/wrap-ups/").json()["results"]) for who in readers]
    read = [visitor(who).get(below(draft.event, "wrap-up/")).status_code for who in readers]

    assert listed == [0, 0, 0, 1]
    assert read == [404, 404, 404, 200]


def test_wrap_up_is_published_by_an_organizer(topic: Topic) -> None:
    ReportFactory(topic=topic)
    organizer = OrganizerFactory(event=topic.event, name="Ada")

    response = visitor(organizer).put(below(topic.event, "wrap-up/"), {"introduction": "A week in the hut."})

    wrap_up = WrapUp.objects.get(event=topic.event)
    assert (wrap_up.introduction, wrap_up.published_by) == ("A week in the hut.", organizer.user)
    assert (response.json()["author"], response.json()["published_on"]) == ("Ada", str(wrap_up.published_on))


@pytest.mark.parametrize("field", ["introduction", "conclusion"])
def test_wrap_up_names_the_text_that_is_too_long(topic: Topic, field: str) -> None:
    organizer = OrganizerFactory(event=topic.event)

    assert wrong_fields(visitor(organizer).put(below(topic.event, "wrap-up/"), {field: "x" * 20_001})) == {field}


def test_wrap_up_without_a_report_is_a_409(topic: Topic) -> None:
    response = visitor(OrganizerFactory(event=topic.event)).put(below(topic.event, "wrap-up/"), {})

    assert refusal(response) == (409, "No team has reported yet. Ask for at least one report first.")
    assert not WrapUp.objects.exists()


def test_wrap_up_is_the_organizers(topic: Topic, member: Attendee) -> None:
    address = below(topic.event, "wrap-up/")

    assert [refusal(visitor(who).put(address, {}))[0] for who in (None, UserFactory(), member)] == [401, 404, 403]


def add_reports(topic: Topic, number: int) -> None:
    for another in TopicFactory.create_batch(number, event=topic.event):
        author = AttendeeFactory(event=topic.event, organization=OrganizationFactory())
        LinkFactory(report=ReportFactory(topic=another, written_by=author))
        NextStepFactory(topic=topic, owner=author)


@pytest.mark.parametrize("path", ["reports/", "topics/{}/next-steps/"])
def test_lists_of_an_event_cost_the_same_queries_however_many(topic: Topic, member: Attendee, path: str) -> None:
    address = below(topic.event, path.format(topic.slug))

    same_queries_for_3_and_30(visitor(member), address, lambda number: add_reports(topic, number))


PUBLISHED = {"published_on": date(2026, 12, 18)}


@pytest.mark.parametrize(
    ("path", "add"),
    [("links/", LinkFactory.create_batch), ("wrap-ups/", partial(WrapUpFactory.create_batch, **PUBLISHED))],
)
def test_lists_of_all_events_cost_the_same_queries_however_many(path: str, add: Callable[[int], Any]) -> None:
    same_queries_for_3_and_30(visitor(), f"/api/v1/{path}", add)
