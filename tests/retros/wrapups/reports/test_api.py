import pytest

from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Topic
from retros.wrapups.models import Link, Report
from tests.api import below, refusal, same_queries_for_3_and_30, visitor, wrong_fields
from tests.clock import HACKING, TEAM_FORMATION
from tests.factories import (
    AttendeeFactory,
    LinkFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizationFactory,
    OrganizerFactory,
    ReportFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PULL = "https://github.com/gardener/gardener/pull/10000"
ISSUE = "https://github.com/gardener/gardener/issues/7"


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
    answer = visitor().get(below(topic, "report/")).json()

    assert listed == [answer]
    assert (answer["outcome"], answer["achievements"]) == ("achieved", "It works.")
    assert answer["links"] == [{"kind": "pull_request", "url": PULL, "title": "gardener/gardener#10000"}]


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
    body = {
        "outcome": "partly",
        "outcome_note": "The tests are missing.",
        "achievements": "It *nearly* works.",
        "links": [{"url": ISSUE, "kind": "tracking"}, {"url": "https://example.org/notes", "title": "Notes"}],
        "pasted": f"* [Water – ada/seeds#2]({PULL})\nDocument: https://example.org/2",
    }

    response = visitor(member).put(below(topic, "report/"), body)

    report = Report.objects.get(topic=topic)
    assert response.status_code == 200
    assert [(link["kind"], link["title"]) for link in response.json()["links"]] == [
        ("tracking", "gardener/gardener#7"),
        ("other", "Notes"),
        ("pull_request", "Water – ada/seeds#2"),
        ("document", ""),
    ]
    assert (report.outcome, report.outcome_note, report.written_by) == ("partly", "The tests are missing.", member)


def test_report_that_was_read_can_be_sent_back_and_changes_nothing(topic: Topic, member: Attendee) -> None:
    report = ReportFactory(topic=topic, outcome_note="In time.", notes="Thanks.", updated_at=HACKING)
    LinkFactory(report=report, kind=Link.Kind.TRACKING, title="Umbrella")
    client = visitor(member)
    answer = client.get(below(topic, "report/")).json()

    again = client.put(below(topic, "report/"), answer | {"seen": answer["updated_at"]}).json()

    assert again == client.get(below(topic, "report/")).json() == answer


def test_notes_stay_where_they_are_left_out(topic: Topic, member: Attendee) -> None:
    ReportFactory(topic=topic, notes="Thanks to Ada.")
    client, outcome = visitor(member), {"outcome": "partly"}
    sent = (outcome, outcome | {"notes": "Thanks to Bob."}, outcome | {"notes": ""})

    kept = [client.put(below(topic, "report/"), body).json()["notes"] for body in sent]

    assert kept == ["Thanks to Ada.", "Thanks to Bob.", ""]


def test_report_upon_a_version_seen_before_is_a_409(topic: Topic, member: Attendee) -> None:
    client, body = visitor(member), {"outcome": "partly", "achievements": "Mine."}
    first = client.put(below(topic, "report/"), body | {"seen": None}).json()
    body |= {"achievements": "Mine again."}
    again = client.put(below(topic, "report/"), body | {"seen": first["updated_at"]})
    body |= {"achievements": "And again."}

    statuses = [client.put(below(topic, "report/"), body | {"seen": seen}) for seen in (None, first["updated_at"])]

    assert again.status_code == 200
    assert [refusal(response)[0] for response in statuses] == [409, 409]
    assert client.put(below(topic, "report/"), body).status_code == 200


def test_409_carries_the_present_version_and_a_merged_one_to_send_again(topic: Topic, member: Attendee) -> None:
    client, path = visitor(member), below(topic, "report/")
    body = {"outcome": "partly", "achievements": "* It boots.", "links": [{"url": PULL}, {"url": ISSUE}]}
    begun = client.put(path, body).json()
    theirs = client.put(path, body | {"achievements": "* It boots.\n* Theirs.", "links": [{"url": ISSUE}]}).json()
    mine = body | {"achievements": "* It boots.\n* Mine.", "seen": begun["updated_at"], "seen_links": begun["links"]}

    response = client.put(path, mine)

    problem = response.json()
    assert refusal(response)[0] == 409
    assert problem["report"] == theirs
    assert problem["merged"]["achievements"] == "* It boots.\n* Theirs.\n* Mine."
    assert [link["url"] for link in problem["merged"]["links"]] == [ISSUE]
    assert client.put(path, problem["merged"]).json()["achievements"] == "* It boots.\n* Theirs.\n* Mine."


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
        ({"outcome": "partly", "outcome_note": "x" * 20_001}, "outcome_note"),
        ({"outcome": "partly", "links": [{"url": "no address"}]}, "links"),
        ({"outcome": "partly", "links": [{"url": "javascript:alert(1)"}]}, "links"),
        ({"outcome": "partly", "links": [{"url": "ftp://example.org/notes"}]}, "links"),
        ({"outcome": "partly", "links": [{"url": PULL, "kind": "fun"}]}, "links"),
        ({"outcome": "partly", "links": [PULL]}, "links"),
        ({"outcome": "partly", "links": [{"url": PULL}] * 201}, "links"),
        ({"outcome": "partly", "pasted": f"{PULL}\nhackmd"}, "pasted"),
        ({"outcome": "partly", "seen": "yesterday"}, "seen"),
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

    assert refusal(response) == (409, "The week hasn't begun yet. There's nothing to report so far.")


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

    listed = visitor().get(f"/api/v1/links/?kind=pull_request&event={topic.event.slug}").json()["results"]

    assert [(link["url"], link["topic"]) for link in listed] == [(PULL, topic.slug)]
    assert visitor().get(f"/api/v1/links/{listed[0]['id']}/").json() == listed[0]


def add_reports(topic: Topic, number: int) -> None:
    for another in TopicFactory.create_batch(number, event=topic.event):
        author = AttendeeFactory(event=topic.event, organization=OrganizationFactory())
        LinkFactory(report=ReportFactory(topic=another, written_by=author))
        NextStepFactory(topic=topic, owner=author)


@pytest.mark.parametrize("path", ["reports/", "topics/{}/next-steps/"])
def test_lists_of_an_event_cost_the_same_queries_however_many(topic: Topic, member: Attendee, path: str) -> None:
    address = below(topic.event, path.format(topic.slug))

    same_queries_for_3_and_30(visitor(member), address, lambda number: add_reports(topic, number))


def test_links_of_all_events_cost_the_same_queries_however_many() -> None:
    same_queries_for_3_and_30(visitor(), "/api/v1/links/", LinkFactory.create_batch)
