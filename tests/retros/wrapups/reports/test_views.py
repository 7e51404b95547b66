import pytest
from django.test import Client

from planning.events.phases import Phase
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Link, Report
from tests.factories import (
    AttendeeFactory,
    CheckInFactory,
    EventFactory,
    LinkFactory,
    MembershipFactory,
    NextStepFactory,
    PastEventFactory,
    ReportFactory,
    TopicFactory,
)
from tests.pages import attending, organizing, queries_of, words, writes_of
from tests.retros.visitors import VISITORS, enter
from tests.retros.wrapups.reports.reporting import NO_STEPS, address, fill, worked_on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("visitor", VISITORS)
def test_report_is_for_everyone_to_read(client: Client, visitor: str) -> None:
    report = ReportFactory(achievements="The agent runs.")
    enter(client, visitor, report.topic)

    assert "The agent runs." in words(client.get(address(report.topic)))


def test_report_of_an_event_from_before_the_product_is_whole(client: Client) -> None:
    topic = TopicFactory(event=PastEventFactory(), problem="A Bash script.")
    report = ReportFactory(topic=topic, outcome=Report.Outcome.NOT_STARTED)
    LinkFactory(report=report, kind=Link.Kind.BRANCH, title="agent")
    LinkFactory(report=report, kind=Link.Kind.PULL_REQUEST, title="gardener/gardener#1")
    LinkFactory(report=report, kind=Link.Kind.PULL_REQUEST, title="gardener/gardener#2")
    NextStepFactory(topic=topic, text="Merge it.", state=NextStep.State.DROPPED)

    page = words(client.get(address(topic)))

    texts = ["A Bash script.", "not started", "Branch agent", "Merge it. dropped"]
    texts += ["Pull requests gardener/gardener#1 gardener/gardener#2"]
    assert [text for text in texts if text not in page] == []


def test_report_that_nobody_wrote_says_so(client: Client) -> None:
    topic = TopicFactory()

    page = words(client.get(address(topic)))

    assert "No one has reported on this topic yet." in page
    assert "Nothing was left open." in page


def test_report_on_an_unknown_topic_is_not_found(client: Client) -> None:
    event = EventFactory()

    assert client.get(f"/{event.slug}/topics/weeds/report/").status_code == 404


@pytest.mark.parametrize(
    ("visitor", "may"),
    [("anonymous", False), ("outsider", False), ("attendee", False), ("member", True), ("organizer", True)],
)
def test_report_offers_writing_to_those_who_may(client: Client, visitor: str, *, may: bool) -> None:
    topic = TopicFactory()
    enter(client, visitor, topic)

    assert ("Write the report" in words(client.get(address(topic)))) is may


def test_report_names_its_author_to_those_who_have_a_seat(client: Client) -> None:
    report = ReportFactory()
    report.written_by = AttendeeFactory(name="Ada Sprout", event=report.topic.event)
    report.save()
    before = words(client.get(address(report.topic)))

    attending(client, report.topic.event)

    assert "Ada Sprout" not in before
    assert "written by Ada Sprout" in words(client.get(address(report.topic)))


@pytest.mark.parametrize(
    ("visitor", "status"),
    [("anonymous", 302), ("outsider", 404), ("attendee", 403), ("member", 200), ("organizer", 200)],
)
def test_report_form_is_for_the_team_and_organizers(client: Client, visitor: str, status: int) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.REVIEW))
    enter(client, visitor, topic)

    assert client.get(address(topic, "edit/")).status_code == status


@pytest.mark.parametrize(
    ("visitor", "written"),
    [("anonymous", False), ("outsider", False), ("attendee", False), ("member", True), ("organizer", True)],
)
def test_report_is_written_by_the_team_and_organizers(client: Client, visitor: str, *, written: bool) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.REVIEW))
    enter(client, visitor, topic)

    fill(client, topic)

    assert Report.objects.exists() is written


def test_report_form_keeps_outcome_achievements_and_links(client: Client) -> None:
    topic = worked_on(client)
    pasted = "* https://github.com/gardener/gardener/pull/1\n\n- https://hackmd.io/notes\n"

    response = fill(client, topic, achievements="The agent runs.", links=pasted)

    report = Report.objects.get()
    assert response.headers["Location"] == address(topic)
    assert (report.outcome, report.achievements) == (Report.Outcome.PARTLY, "The agent runs.")
    assert [str(link) for link in report.links.all()] == ["gardener/gardener#1", "https://hackmd.io/notes"]


def test_report_form_keeps_the_outcome_in_a_sentence(client: Client) -> None:
    topic = worked_on(client)

    fill(client, topic, outcome_note="The tests\r\nare missing.")

    assert Report.objects.get().outcome_note == "The tests\nare missing."
    assert "The tests are missing." in words(client.get(address(topic)))


@pytest.mark.parametrize("page", ["topics/{}/report/", "wrap-up/"])
def test_outcome_in_a_sentence_and_notes_stand_where_the_report_is_read(client: Client, page: str) -> None:
    topic = ReportFactory(outcome_note="In *time*.", notes="Thanks to Ada.").topic

    shown = words(client.get(f"/{topic.event.slug}/{page.format(topic.slug)}"))

    assert [text for text in ("In time .", "Thanks to Ada.") if text not in shown] == []


@pytest.mark.parametrize(("notes", "asked"), [("", False), ("Thanks to Ada.", True)])
def test_report_form_asks_for_notes_where_there_are_some(client: Client, notes: str, *, asked: bool) -> None:
    report = ReportFactory(topic=worked_on(client), notes=notes)

    page = words(client.get(address(report.topic, "edit/")))

    assert ("Anything that fits nowhere else." in page) is asked
    assert ("Thanks to Ada." in words(client.get(address(report.topic)))) is asked


def test_report_form_keeps_edited_notes_and_drops_emptied_ones(client: Client) -> None:
    report = ReportFactory(topic=worked_on(client), notes="Thanks to Ada.")
    kept = []

    for notes in ("Thanks to Bob.", ""):
        seen = client.get(address(report.topic, "edit/")).context["form"]["seen"].value()
        fill(client, report.topic, notes=notes, seen=seen)
        kept.append(Report.objects.get().notes)

    assert kept == ["Thanks to Bob.", ""]


def test_report_form_shows_what_is_there(client: Client) -> None:
    topic = worked_on(client)
    report = ReportFactory(topic=topic, achievements="The agent runs.")
    LinkFactory(report=report, url="https://hackmd.io/notes")
    NextStepFactory(topic=topic, text="Merge it.")

    page = words(client.get(address(topic, "edit/")))

    assert [text for text in ("The agent runs.", "https://hackmd.io/notes", "Merge it.") if text not in page] == []


def test_report_form_of_a_topic_without_a_team_is_for_organizers(client: Client) -> None:
    topic = TopicFactory(event=PastEventFactory())
    organizing(client, topic.event)

    assert "The team didn't check in during the week." in words(client.get(address(topic, "edit/")))


def test_report_before_the_week_is_refused_on_the_page_and_keeps_what_was_typed(client: Client) -> None:
    topic = worked_on(client, Phase.TEAM_FORMATION)

    response = fill(client, topic, {"text": "Merge it."}, achievements="The agent runs.")

    page = words(response)
    assert "The week hasn't begun yet." in page
    assert [text for text in ("The agent runs.", "Merge it.") if text not in page] == []
    assert not NextStep.objects.exists()


@pytest.mark.parametrize(
    ("report", "step", "refusal"),
    [
        ({"outcome": ""}, {}, "This field is required."),
        ({"outcome": "lost"}, {}, "Select a valid choice."),
        ({"links": "x" * 20_001}, {}, "Ensure this value has at most 20000 characters"),
        ({}, {"text": "x" * 20_001}, "Ensure this value has at most 20000 characters"),
        ({"links": "hackmd"}, {}, "Line 1 has no link: “hackmd”."),
        ({"links": "\nhttps://example.org\n* hackmd"}, {}, "Line 3 has no link: “* hackmd”."),
        ({"links": "javascript:alert(1)"}, {}, "Line 1 has no link: “javascript:alert(1)”."),
        ({"links": "ftp://example.org/"}, {}, "Line 1 has no link: “ftp://example.org/”."),
        ({"links": "https://example..org/"}, {}, "Line 1: “https://example..org/” isn't an address."),
        ({"links": "https://example.org/" + "x" * 500}, {}, "An address can have at most 500 characters."),
        ({}, {"text": "", "due_on": "2199-01-31"}, "This field is required."),
        ({}, {"due_on": "soon"}, "“soon” can’t be read as a day."),
        ({}, {"due_on": "2020-01-31"}, "Choose a later day."),
        ({}, {"owner": "99999"}, "Select a valid choice."),
    ],
)
def test_report_form_says_what_is_wrong_and_keeps_what_was_typed(
    client: Client, report: dict[str, str], step: dict[str, str], refusal: str
) -> None:
    topic = worked_on(client)

    response = fill(
        client, topic, {"text": "Merge it."} | step, {"text": "Tell people."}, achievements="It runs.", **report
    )

    page = words(response)
    assert refusal in page
    assert [text for text in ("It runs.", "Tell people.") if text not in page] == []
    assert not Report.objects.exists()


def test_report_takes_the_same_queries_for_three_and_for_thirty(client: Client) -> None:
    topic = worked_on(client)
    report = ReportFactory(topic=topic)
    many_rows(report, 3)
    few = [len(queries_of(client, address(topic, page))) for page in ("", "edit/")]
    many_rows(report, 27)

    many = [len(queries_of(client, address(topic, page))) for page in ("", "edit/")]

    assert many == few


@pytest.mark.parametrize("page", ["", "edit/"])
def test_looking_at_a_report_writes_nothing(client: Client, page: str) -> None:
    topic = worked_on(client)

    assert writes_of(client, address(topic, page)) == []


def many_rows(report: Report, number: int) -> None:
    for person in AttendeeFactory.create_batch(number, event=report.topic.event):
        LinkFactory(report=report)
        NextStepFactory(topic=report.topic, owner=person)
        CheckInFactory(team=report.topic.team, author=person)


def test_report_typed_before_signing_in_is_on_the_form_afterwards(client: Client) -> None:
    stay = MembershipFactory(team__topic__event=EventFactory(phase=Phase.HACKING))
    path = f"{stay.team.topic.get_absolute_url()}report/edit/"
    client.post(path, {"achievements": "It boots.", **NO_STEPS, "steps-TOTAL_FORMS": 1, "steps-0-text": "Merge it."})
    client.force_login(stay.attendee.user)

    page = words(client.get(path))

    assert ("It boots." in page, "Merge it." in page, Report.objects.count()) == (True, True, 0)
