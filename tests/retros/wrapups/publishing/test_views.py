from datetime import date

import pytest
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    LinkFactory,
    MembershipFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    ReportFactory,
    TeamFactory,
    TopicFactory,
    WrapUpFactory,
)
from tests.pages import organizing, queries_of, words, writes_of
from tests.retros.visitors import VISITORS, enter
from tests.retros.wrapups.publishing.wrap_up_pages import in_wrap_up, wrap_up

pytestmark = pytest.mark.django_db


PAGES = ["/", ".md", "/publish/", "/summary.md", "/print/"]


@pytest.mark.parametrize("visitor", VISITORS)
def test_wrap_up_is_for_everyone_to_read(client: Client, visitor: str) -> None:
    report = ReportFactory(achievements="The agent runs.")
    enter(client, visitor, report.topic)

    assert "The agent runs." in wrap_up(client, report.topic.event)


def test_wrap_up_of_an_unknown_event_is_not_found(client: Client) -> None:
    assert client.get("/1999-01/wrap-up/").status_code == 404


def test_wrap_up_of_an_event_from_before_the_product_is_whole(client: Client) -> None:
    event = PastEventFactory(venue="Open Sky House", review_url="https://notes.example/review")
    event.hosts.add(OrganizationFactory(name="Seeds Inc"))
    WrapUpFactory(event=event, introduction="Third time.", conclusion="See you.", published_on=date(2009, 6, 1))
    report = ReportFactory(
        topic__event=event,
        topic__title="Node agent",
        topic__problem="A Bash script.",
        topic__benefits="💰 less traffic\n\n🔧 simpler operation",
        outcome=Report.Outcome.HANDED_OVER,
    )
    NextStepFactory(topic=report.topic, text="Merge it.", state=NextStep.State.DONE)
    LinkFactory(report=report, title="gardener/gardener#8023")

    page = wrap_up(client, event)

    texts = [
        "Open Sky House",
        "Seeds Inc",
        "Third time.",
        "Node agent",
        "handed over",
        "A Bash script.",
        "less traffic",
    ]
    texts += [
        "simpler operation",
        "Merge it. done",
        "gardener/gardener#8023 issue",
        "See you.",
        "Published 1 June 2009",
    ]
    assert [text for text in texts if text not in page] == []


def test_wrap_up_counts_the_outcomes(client: Client) -> None:
    event = in_wrap_up()
    ReportFactory.create_batch(2, topic__event=event)
    ReportFactory(topic__event=event, outcome=Report.Outcome.PARTLY)

    assert "2 achieved 1 partly" in wrap_up(client, event)


def test_wrap_up_without_outcomes_draws_no_bar(client: Client) -> None:
    event = PastEventFactory()
    ReportFactory(topic__event=event, outcome="")

    response = client.get(f"/{event.slug}/wrap-up/")

    assert 'class="bar' not in response.content.decode()


@pytest.mark.usefixtures("in_berlin")
def test_wrap_up_tells_how_long_it_took(client: Client) -> None:
    event = EventFactory()  # ends on 4 December 2026
    WrapUpFactory(event=event, published_on=date(2027, 1, 4), author="Ada")

    assert "4 January 2027 by Ada , 31 days after the week" in wrap_up(client, event).replace("Ada,", "Ada ,")


def test_wrap_up_without_any_report_says_so(client: Client) -> None:
    page = wrap_up(client, PastEventFactory())

    assert "No team has reported yet." in page
    assert "not published yet" in page


@pytest.mark.parametrize(
    ("visitor", "is_shown"),
    [("anonymous", False), ("outsider", False), ("attendee", False), ("member", False), ("organizer", True)],
)
def test_wrap_up_names_what_has_no_report_for_organizers_only(client: Client, visitor: str, *, is_shown: bool) -> None:
    event = in_wrap_up()
    ReportFactory(topic__event=event)
    TeamFactory(topic__event=event, topic__title="Silent agent")
    enter(client, visitor, TopicFactory(event=event))

    page = wrap_up(client, event)

    shown = ["1 of 2 reports ready" in page, "Still without a report" in page, "Silent agent" in page]
    assert shown == [is_shown] * 3


def test_wrap_up_takes_the_same_queries_for_three_and_for_thirty(client: Client) -> None:
    event = in_wrap_up()
    organizing(client, event)
    many_reports(event, 3)
    few = [len(queries_of(client, f"/{event.slug}/wrap-up{page}")) for page in PAGES]
    many_reports(event, 27)

    many = [len(queries_of(client, f"/{event.slug}/wrap-up{page}")) for page in PAGES]

    assert many == few


@pytest.mark.parametrize("page", PAGES)
def test_looking_at_the_wrap_up_writes_nothing(client: Client, page: str) -> None:
    event = in_wrap_up()
    organizing(client, event)

    assert writes_of(client, f"/{event.slug}/wrap-up{page}") == []


@pytest.mark.parametrize("visitor", VISITORS)
def test_wrap_up_as_markdown_is_a_file_in_the_published_format(client: Client, visitor: str) -> None:
    report = ReportFactory(topic__title="Node agent")
    enter(client, visitor, report.topic)
    slug = report.topic.event.slug

    response = client.get(f"/{slug}/wrap-up.md")

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{slug}-wrap-up.md"'
    assert "## 🌱 Node agent" in response.content.decode()


@pytest.mark.parametrize("page", ["wrap-up/", "topics/agent/report/"])
def test_titles_of_links_are_shown_as_they_are_meant(client: Client, page: str) -> None:
    report = ReportFactory(topic__slug="agent")
    LinkFactory(report=report, title="Enable `ManagedSeed` – gardener/gardener#14369", url="https://example.org/1")
    LinkFactory(report=report, title="", url="https://example.org/a_b_c")

    shown = client.get(f"/{report.topic.event.slug}/{page}").content.decode()

    assert ">Enable <code>ManagedSeed</code> – gardener/gardener#14369</a>" in shown
    assert ">example.org/a_b_c</a>" in shown


@pytest.mark.parametrize(
    ("form", "line"),
    [("2023", "**Achievements:** It runs."), ("2026", "### Achievements"), ("1999", "### Achievements")],
)
def test_markdown_is_in_the_form_that_is_asked_for(client: Client, form: str, line: str) -> None:
    event = ReportFactory(achievements="It runs.").topic.event
    address = f"/{event.slug}/wrap-up.md?form={form}"

    assert line in client.get(address).content.decode()
    assert (f'href="{address}"' in client.get(f"/{event.slug}/wrap-up/").content.decode()) == (form != "1999")


@pytest.mark.parametrize("visitor", VISITORS)
def test_summary_is_a_file_for_a_blog(client: Client, visitor: str) -> None:
    report = ReportFactory(topic__title="Node agent", achievements="It runs. Fast.")
    enter(client, visitor, report.topic)
    slug = report.topic.event.slug

    response = client.get(f"/{slug}/wrap-up/summary.md")

    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{slug}-summary.md"'
    assert "* **🌱 Node agent**: It runs.\n" in response.content.decode()


@pytest.mark.parametrize(("visitor", "owner"), [("anonymous", "someone"), ("outsider", "someone"), ("member", "Ada")])
def test_sheet_tells_each_topic_in_a_line_with_what_is_open(client: Client, visitor: str, owner: str) -> None:
    event = EventFactory(phase=Phase.WRAP_UP, venue="A hut")
    report = ReportFactory(topic__event=event, topic__title="Node `agent`", achievements="It [runs](/x). Fast.")
    due_on = date(2026, 12, 18)
    NextStepFactory(topic=report.topic, text="Merge it.", owner=AttendeeFactory(event=event, name="Ada"), due_on=due_on)
    NextStepFactory(topic=report.topic, text="Done it.", state=NextStep.State.DONE)
    enter(client, visitor, report.topic)

    page = wrap_up_on_paper(client, event)

    texts = [
        "A hut",
        "not published yet",
        "● achieved",
        "🌱 Node agent",
        "It runs.",
        f"{owner} · 18 Dec · Merge it.",
        "1 achieved",
    ]
    assert [text for text in texts if text not in page] == []
    assert [text for text in ("Fast", "Done it") if text in page] == []


def test_sheet_says_where_it_found_no_room_or_nothing(client: Client) -> None:
    event = in_wrap_up()
    reports = ReportFactory.create_batch(15, topic__event=event, outcome="")
    NextStepFactory.create_batch(6, topic=reports[0].topic)

    page = wrap_up_on_paper(client, event)

    assert "and 3 more" in page
    assert page.count("not given") == 15
    assert "No team has reported yet." in wrap_up_on_paper(client, in_wrap_up())


def wrap_up_on_paper(client: Client, event: Event) -> str:
    return words(client.get(f"/{event.slug}/wrap-up/print/"))


def many_reports(event: Event, number: int) -> None:
    for person in AttendeeFactory.create_batch(number, event=event):
        report = ReportFactory(topic__event=event)
        LinkFactory.create_batch(2, report=report)
        NextStepFactory(topic=report.topic, owner=person)
        NextStepFactory(topic=report.topic, owner_organization=OrganizationFactory())
        MembershipFactory.create_batch(2, team=TeamFactory(topic__event=event))


def test_a_page_of_a_long_wrap_up_costs_the_same_however_long_it_is(client: Client) -> None:
    event = in_wrap_up()
    address = f"/{event.slug}/wrap-up/"
    ReportFactory.create_batch(60, topic__event=event, outcome=Report.Outcome.PARTLY)
    queries, size = len(queries_of(client, address)), len(client.get(address).content)

    ReportFactory.create_batch(60, topic__event=event, outcome=Report.Outcome.PARTLY)

    assert len(queries_of(client, address)) == queries
    assert len(client.get(address).content) == pytest.approx(size, rel=0.02)


def test_a_long_wrap_up_begins_on_its_first_page_and_ends_on_its_last(client: Client) -> None:
    event = in_wrap_up()
    WrapUpFactory(event=event, introduction="Third time.", conclusion="See you.", published_on=date(2030, 6, 1))
    ReportFactory.create_batch(51, topic__event=event, outcome=Report.Outcome.PARTLY)

    first, last = words(client.get(f"/{event.slug}/wrap-up/")), words(client.get(f"/{event.slug}/wrap-up/?page=2"))

    assert ["Third time." in page for page in (first, last)] == [True, False]
    assert ["See you." in page for page in (first, last)] == [False, True]
    assert ["1 to 50 of 51" in first, "51 to 51 of 51" in last] == [True, True]
    assert all("51 partly" in page for page in (first, last))
