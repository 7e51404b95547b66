from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from retros.nextsteps.followup.plans import default_due_on
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Link, Report
from retros.wrapups.reports.forms import ReportForm
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
from tests.retros.wrapups.reporting import NO_STEPS, address, fill, worked_on

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

    told = ["A Bash script.", "not started", "Branch agent", "Merge it. dropped"]
    told += ["Pull requests gardener/gardener#1 gardener/gardener#2"]
    assert [text for text in told if text not in page] == []


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


def test_report_form_recognises_links_however_they_are_pasted(client: Client) -> None:
    topic = worked_on(client)
    pasted = "Tracking: ada/seeds#1\r\n[Water – ada/seeds#2](https://github.com/ada/seeds/pull/2), https://hackmd.io/a"

    fill(client, topic, links=pasted)

    assert [(link.kind, link.title) for link in Link.objects.all()] == [
        (Link.Kind.TRACKING, "ada/seeds#1"),
        (Link.Kind.PULL_REQUEST, "Water – ada/seeds#2"),
        (Link.Kind.DOCUMENT, ""),
    ]


def test_report_saved_again_as_it_is_keeps_kind_and_title_of_each_link(client: Client) -> None:
    report = ReportFactory(topic=worked_on(client))
    LinkFactory(report=report, position=1, kind=Link.Kind.TRACKING, title="Water (them")
    LinkFactory(report=report, position=2, kind=Link.Kind.DOCUMENT, title="](https://example.org)")
    before = list(report.links.values_list("kind", "url", "title"))
    form = client.get(address(report.topic, "edit/")).context["form"]

    fill(client, report.topic, achievements="More.", links=form["links"].value(), seen_links=form["seen_links"].value())

    assert Report.objects.get().achievements == "More."
    assert list(report.links.values_list("kind", "url", "title")) == before


def test_report_form_keeps_the_outcome_in_a_sentence(client: Client) -> None:
    topic = worked_on(client)

    fill(client, topic, outcome_note="The tests\r\nare missing.")

    assert Report.objects.get().outcome_note == "The tests\nare missing."
    assert "The tests are missing." in words(client.get(address(topic)))


@pytest.mark.parametrize("page", ["topics/{}/report/", "wrap-up/"])
def test_outcome_in_a_sentence_and_notes_stand_where_the_report_is_read(client: Client, page: str) -> None:
    topic = ReportFactory(outcome_note="In *time*.", notes="Thanks to Ada.").topic

    told = words(client.get(f"/{topic.event.slug}/{page.format(topic.slug)}"))

    assert [text for text in ("In time .", "Thanks to Ada.") if text not in told] == []


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


def test_report_form_notes_several_next_steps_with_owner_and_due_date(client: Client) -> None:
    topic = worked_on(client)
    ada = AttendeeFactory(event=topic.event)

    fill(client, topic, {"text": "Merge it.", "owner": ada.pk, "due_on": "2199-01-31"}, {"text": "Tell people."})

    noted = [(step.text, step.owner, step.due_on) for step in topic.next_steps.all()]
    usual = default_due_on(topic.event, timezone.localdate())
    assert noted == [("Merge it.", ada, date(2199, 1, 31)), ("Tell people.", None, usual)]


def test_report_form_counts_a_row_left_as_it_is_as_no_step(client: Client) -> None:
    topic = worked_on(client)
    assert topic.event.ends_on is not None

    fill(client, topic, {"text": "", "due_on": topic.event.ends_on + timedelta(weeks=8)})

    assert not NextStep.objects.exists()
    assert Report.objects.exists()


def test_report_form_proposes_eight_weeks_after_the_event_for_each_step(client: Client) -> None:
    topic = worked_on(client)
    assert topic.event.ends_on is not None

    date = f'value="{topic.event.ends_on + timedelta(weeks=8)}"'

    page = client.get(address(topic, "edit/")).content.decode()
    more = fill(client, topic, {"text": "Merge it.", "due_on": ""}, more="").content.decode()

    assert (page.count(date), more.count(date)) == (1, 1)


def test_report_form_shows_what_is_there(client: Client) -> None:
    topic = worked_on(client)
    report = ReportFactory(topic=topic, achievements="The agent runs.")
    LinkFactory(report=report, url="https://hackmd.io/notes")
    NextStepFactory(topic=topic, text="Merge it.")

    page = words(client.get(address(topic, "edit/")))

    assert [text for text in ("The agent runs.", "https://hackmd.io/notes", "Merge it.") if text not in page] == []


def test_report_form_offers_the_check_ins_of_the_week(client: Client) -> None:
    topic = worked_on(client)
    CheckInFactory(team=topic.team, progress="It compiles.", blockers="CI is slow.")

    page = words(client.get(address(topic, "edit/")))

    assert "It compiles." in page
    assert "CI is slow." in page


@pytest.mark.parametrize(
    ("take", "achievements"),
    [
        ("second", "Typed.\n\nIt boots."),
        ("all", "Typed.\n\nIt compiles.\n\nIt boots."),
        ("99999", "Typed."),
        ("x", "Typed."),
    ],
)
def test_check_in_is_taken_into_the_achievements_and_keeps_what_was_typed(
    client: Client, take: str, achievements: str
) -> None:
    topic = worked_on(client)
    CheckInFactory(team=topic.team, progress="It compiles.")
    second = CheckInFactory(team=topic.team, progress="It boots.")
    taken = str(second.pk) if take == "second" else take

    page = fill(client, topic, {"text": "Merge it."}, achievements="Typed.\r\n", links="hackmd", outcome="", take=taken)

    form = page.context["form"]
    assert (form["achievements"].value(), form["links"].value(), form.errors) == (achievements, "hackmd", {})
    assert "Merge it." in words(page)
    assert not Report.objects.exists()


def test_check_in_that_stands_in_the_achievements_is_not_offered_again(client: Client) -> None:
    topic = worked_on(client)
    check_in = CheckInFactory(team=topic.team, progress="It boots.\r\nTwice.")

    page = fill(client, topic, achievements="It boots.\nTwice.", take=check_in.pk)

    assert page.context["form"]["achievements"].value() == "It boots.\nTwice."
    assert "Already in the achievements." in words(page)
    assert "Copy into the achievements" not in words(page)


def test_report_form_shows_what_is_recognised_of_its_links(client: Client) -> None:
    report = ReportFactory(topic=worked_on(client))
    LinkFactory(report=report, title="Water them", kind=Link.Kind.TRACKING)

    page = words(client.get(address(report.topic, "edit/")))

    assert "1 link recognised tracking issue Water them" in page


def test_links_are_recognised_while_they_are_typed(client: Client) -> None:
    topic = TopicFactory()

    response = client.post(address(topic, "links/"), {"links": "\nada/seeds#1, <b> https://x.org\nhackmd"})

    page = words(response)
    assert "2 links recognised pull request ada/seeds#1 other link &lt;b&gt;" in page
    assert "Line 3 has no link: “hackmd”" in page


def test_link_that_is_pasted_twice_is_recognised_once(client: Client) -> None:
    pasted = {"links": "ada/seeds#1\nhttps://github.com/ada/seeds/pull/1"}

    assert "1 link recognised" in words(client.post(address(TopicFactory(), "links/"), pasted))


def test_links_that_the_report_has_are_recognised_as_they_are(client: Client) -> None:
    link = LinkFactory(title="](https://example.org)", kind=Link.Kind.DOCUMENT)
    lines = ReportForm(report=link.report)["links"].value()

    page = words(client.post(address(link.report.topic, "links/"), {"links": lines}))

    assert "1 link recognised document" in page


def test_links_are_recognised_without_a_sign_in_and_read_by_post_alone() -> None:
    client, topic = Client(enforce_csrf_checks=True), TopicFactory()

    statuses = [client.post(address(topic, "links/")).status_code, client.get(address(topic, "links/")).status_code]

    assert statuses == [200, 405]


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
        ({}, {"due_on": "soon"}, "Enter a valid date."),
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


def test_report_form_says_on_top_that_a_next_step_is_wrong(client: Client) -> None:
    topic = worked_on(client)

    response = fill(client, topic, {"text": "Merge it.", "due_on": "soon"})

    assert "Please look at the next steps again." in words(response)


def test_report_form_that_lost_its_rows_says_so(client: Client) -> None:
    topic = worked_on(client)

    response = client.post(address(topic, "edit/"), {"outcome": Report.Outcome.PARTLY, "achievements": "It runs."})

    assert "It runs." in words(response)
    assert "The next steps didn't arrive." in words(response)


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

    told = words(client.get(path))

    assert ("It boots." in told, "Merge it." in told, Report.objects.count()) == (True, True, 0)
