from datetime import UTC, date, datetime
from typing import Any

import pytest

from planning.events.models import Event, Organization
from planning.topics.models import Topic
from planning.voting.counting import tally_of
from planning.voting.models import Ballot
from retros.nextsteps.models import NextStep
from retros.wrapups.document import DocumentRejected, read_document
from retros.wrapups.importing import Change, ChangedMeanwhile, plan_import
from retros.wrapups.importing.saving import create_event, read_outcome, write_host
from retros.wrapups.models import ImportedWrapUp, Report, WrapUp
from tests.clock import CLOSED, REVIEW, VOTING
from tests.factories import (
    AttendeeFactory,
    EventFactory,
    NextStepFactory,
    OrganizationFactory,
    PastEventFactory,
    ReportFactory,
    TopicFactory,
    UserFactory,
)
from tests.retros.wrapups.importing.documents import TEXT, document
from tests.retros.wrapups.importing.imported import everything, import_text, recorded, seeds

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("in_berlin")
def test_import_makes_the_event_as_the_document_tells_of_it() -> None:
    import_text()

    event = Event.objects.get()
    assert (event.slug, event.name, event.venue) == ("2019-05", "Hack The Garden 05/2019", "The Hut")
    assert (event.starts_at, event.ends_at) == (
        datetime(2019, 5, 5, 22, tzinfo=UTC),
        datetime(2019, 5, 10, 21, 59, tzinfo=UTC),
    )
    assert (event.starts_on, event.ends_on, event.wrap_up_due_at) == (date(2019, 5, 6), date(2019, 5, 10), None)
    assert (event.venue_url, event.topics_url) == ("https://example.org/hut", "https://example.org/topics")
    assert event.review_url == "https://example.org/review"
    assert list(event.hosts.values_list("name", "url")) == [("SAP", "https://example.org/sap"), ("STACKIT", "")]


def test_import_makes_the_topics_in_order_with_their_reports() -> None:
    import_text()

    grow, cut = Topic.objects.order_by("position")
    assert (grow.slug, grow.emoji, grow.title, cut.slug) == ("grow-seeds", "🌱", "Grow Seeds", "cut-shoots")
    assert (grow.problem, grow.motivation, grow.benefits) == ("They do not grow.", "People are hungry.", "")
    assert (grow.report.outcome, grow.report.outcome_note) == (Report.Outcome.PARTLY, "in summer only")
    assert (grow.report.achievements, grow.report.updated_at) == ("They grow a little.", CLOSED)
    assert list(grow.report.links.values_list("position", "kind", "title")) == [
        (1, "pull_request", "garden/seeds#1"),
        (2, "issue", "garden/seeds#2"),
    ]
    assert cut.report.achievements == "They are short now."


def test_import_makes_next_steps_that_nobody_has_yet() -> None:
    import_text()

    steps = list(seeds().next_steps.order_by("number"))
    assert [(step.number, step.text) for step in steps] == [(1, "Water them."), (2, "Wait for rain.")]
    assert {(step.state, step.owner, step.due_on) for step in steps} == {("open", None, None)}


def test_import_makes_a_wrap_up_of_which_the_day_is_not_known() -> None:
    import_text()

    wrap_up = WrapUp.objects.get()
    assert (wrap_up.introduction, wrap_up.conclusion) == ("We met in a hut.", "We come again.")
    assert (wrap_up.front_matter, wrap_up.published_on, wrap_up.is_published) == ("local: true", None, True)


def test_import_keeps_the_text_and_who_brought_it() -> None:
    user = UserFactory()

    import_text(by=user)

    kept = ImportedWrapUp.objects.get()
    assert (kept.text, kept.imported_at, kept.imported_by) == (TEXT, CLOSED, user)


def test_import_says_in_the_history_where_a_change_came_from() -> None:
    import_text()

    assert {history.first().history_change_reason for history in (Topic.history, Report.history, WrapUp.history)} == {
        "Imported from the published wrap-up."
    }


def test_plan_writes_nothing() -> None:
    plan = plan_import(read_document(TEXT), now=CLOSED)

    assert recorded(plan) == [
        (Change.ADDED, "", "event"),
        (Change.ADDED, "🌱 Grow Seeds", "topic"),
        (Change.ADDED, "✂️ Cut Shoots", "topic"),
    ]
    assert Event.objects.count() == 0


def test_topic_that_was_only_planned_here_gets_its_report() -> None:
    event = PastEventFactory(slug="2019-05")
    planned = TopicFactory(event=event, title="Cut shoots", emoji="", position=1)

    plan = import_text()

    assert Report.objects.get(topic=planned).achievements == "They are short now."
    assert (Change.ADDED, "Cut shoots", "report") in recorded(plan)


def test_second_topic_of_a_title_here_gets_an_address_of_its_own() -> None:
    TopicFactory(event=PastEventFactory(slug="2019-05"), slug="grow-seeds", title="Compost")

    import_text()

    assert Topic.objects.get(title="Grow Seeds").slug == "grow-seeds-2"


def test_organization_is_known_in_any_case_and_gets_its_web_site() -> None:
    OrganizationFactory(name="sap")
    OrganizationFactory(name="STACKIT", url="https://example.org/stackit")

    import_text(TEXT.replace(", STACKIT", ", [STACKIT](https://example.org/other)"))

    assert list(Organization.objects.values_list("name", "url")) == [
        ("STACKIT", "https://example.org/stackit"),
        ("sap", "https://example.org/sap"),
    ]


def test_days_fill_those_of_an_event_that_has_none() -> None:
    PastEventFactory(slug="2019-05", name="Hack The Garden 05/2019")

    import_text()

    assert Event.objects.get().starts_on == date(2019, 5, 6)


@pytest.mark.usefixtures("in_berlin")
def test_days_of_a_planned_event_stay() -> None:
    planned = EventFactory(slug="2026-12", venue="The Hut")
    text = TEXT.replace("2019", "2026").replace("06.05.2026 – 10.05.2026", "30.11.2026 – 04.12.2026")

    import_text(text.replace("202605", "202612").replace("05/2026", "12/2026"), now=REVIEW)

    event = Event.objects.get()
    assert (event.starts_at, event.ends_at) == (planned.starts_at, planned.ends_at)
    assert event.topics.count() == 2


def test_import_before_the_week_is_refused() -> None:
    EventFactory(slug="2019-05")

    with pytest.raises(DocumentRejected, match="hasn't begun yet"):
        import_text(now=VOTING)


def test_refused_document_changes_nothing() -> None:
    import_text()
    before = everything()

    other = TEXT.replace("The Hut", "The Castle").replace("06.05.2019", "07.05.2019")
    other = other.replace("[SAP](https://example.org/sap), STACKIT", "metal-stack")
    with pytest.raises(DocumentRejected, match="was from 2019-05-06 to 2019-05-10 here, and 2019-05-07"):
        import_text(other.replace("They grow a little.", "They grow."))

    assert everything() == before


def test_error_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()
    monkeypatch.setattr(NextStep, "save", broken)

    with pytest.raises(ZeroDivisionError):
        import_text()

    assert everything() == before


def broken(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError


def test_what_was_looked_at_is_imported() -> None:
    seen = plan_import(read_document(TEXT), now=CLOSED).fingerprint

    import_text(seen=seen)

    assert Event.objects.count() == 1


def test_event_that_somebody_else_made_meanwhile_is_not_written_over() -> None:
    PastEventFactory(slug="2019-05")

    with pytest.raises(ChangedMeanwhile, match="has just created this event"):
        create_event(document())


def test_host_without_a_name_is_none() -> None:
    event = PastEventFactory()

    write_host(event, " ", "")

    assert list(event.hosts.all()) == []


def test_title_of_markdown_makes_a_short_address() -> None:
    import_text(TEXT.replace("Grow Seeds", "Grow `Seeds` in [Winter](https://example.org/winter)"))

    assert Topic.objects.get(position=1).slug == "grow-seeds-in-winter"


@pytest.mark.parametrize(
    ("text", "outcome", "note"),
    [
        ("", "", ""),
        ("achieved", "achieved", ""),
        ("not started", "not-started", ""),
        ("handed over: to the\nmetal-stack team", "handed-over", "to the\nmetal-stack team"),
        ("We achieved much", "", "We achieved much"),
        ("partly:", "", "partly:"),
        ("partly done", "", "partly done"),
    ],
)
def test_outcome_is_recognized_by_its_words(text: str, outcome: str, note: str) -> None:
    assert read_outcome(text) == (outcome, note)


def test_plan_costs_the_same_number_of_queries_for_any_number_of_topics(
    django_assert_num_queries: Any,
) -> None:
    import_text()
    for report in ReportFactory.create_batch(10, topic__event=Event.objects.get()):
        NextStepFactory(topic=report.topic)

    reading = read_document(TEXT)
    with django_assert_num_queries(10):
        plan_import(reading, now=CLOSED)


def test_what_was_voted_is_stored_before_topics_come() -> None:
    """Of an event planned here, whose tally no task has stored yet."""
    document = read_document(TEXT).document
    days = {"event__starts_on": document.starts_on, "event__ends_on": document.ends_on}
    topic = TopicFactory(event__slug=document.slug, **days)
    Ballot.objects.create(attendee=AttendeeFactory(event=topic.event), cast_at=VOTING).votes.create(topic=topic)
    closed = tally_of(topic.event)

    import_text()

    assert topic.event.topics.count() > 1
    assert tally_of(topic.event) == closed
