from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import Model

from planning.events.models import Event, Organization
from planning.topics.models import Topic
from planning.voting.counting import tally_of
from planning.voting.models import Ballot
from retros.nextsteps.models import NextStep
from retros.wrapups.document import DocumentRejected, read
from retros.wrapups.importing import Change, ChangedMeanwhile, ImportPlan, What, import_wrap_up, plan_import
from retros.wrapups.importing.saving import create_event, outcome_of, save, write_host
from retros.wrapups.models import ImportedWrapUp, Link, Report, WrapUp
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

pytestmark = pytest.mark.django_db

MODELS: list[type[Model]] = [Event, Organization, Topic, Report, Link, NextStep, WrapUp, ImportedWrapUp]
HISTORIES = [Event.history, Topic.history, Report.history, NextStep.history, WrapUp.history]


def import_text(text: str = TEXT, **options: Any) -> ImportPlan:
    return import_wrap_up(read(text), text=text, **{"now": CLOSED} | options)


def everything() -> list[Any]:
    rows = [list(model._default_manager.order_by("pk").values()) for model in MODELS]
    return [*rows, *(history.count() for history in HISTORIES)]


def told(plan: ImportPlan) -> list[tuple[What, str, str]]:
    return [(change.what, change.topic, change.field) for change in plan.changes]


def seeds() -> Topic:
    return Topic.objects.get(slug="grow-seeds")


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


def test_importing_the_same_document_twice_changes_nothing() -> None:
    import_text()
    before = everything()

    plan = import_text(by=UserFactory(), now=REVIEW)

    assert plan.changes == ()
    assert everything() == before


def test_plan_writes_nothing() -> None:
    plan = plan_import(read(TEXT), now=CLOSED)

    assert told(plan) == [
        (What.ADDED, "", "event"),
        (What.ADDED, "🌱 Grow Seeds", "topic"),
        (What.ADDED, "✂️ Cut Shoots", "topic"),
    ]
    assert Event.objects.count() == 0


def test_edited_document_brings_in_its_edits_and_keeps_those_made_here() -> None:
    import_text()
    Report.objects.filter(topic=seeds()).update(achievements="They grow well.")
    WrapUp.objects.update(conclusion="We come again in spring.")
    edited = TEXT.replace("They do not grow.", "They hardly grow.").replace("We met in a hut.", "We met in the hut.")

    plan = import_text(edited)

    assert told(plan) == [(What.CHANGED, "", "introduction"), (What.CHANGED, "🌱 Grow Seeds", "problem_statement")]
    topic, wrap_up = seeds(), WrapUp.objects.get()
    assert (topic.problem, topic.report.achievements) == ("They hardly grow.", "They grow well.")
    assert (wrap_up.introduction, wrap_up.conclusion) == ("We met in the hut.", "We come again in spring.")
    assert ImportedWrapUp.objects.get().text == edited


def test_what_was_edited_on_both_sides_is_told_once() -> None:
    import_text()
    Report.objects.filter(topic=seeds()).update(achievements="They grow well.")
    edited = TEXT.replace("They grow a little.", "They grow a lot.")

    first, second = import_text(edited), import_text(edited)

    assert first.changes == (
        Change(
            What.KEPT, "🌱 Grow Seeds", "achievements", "They grow well.", "They grow a lot.", first.changes[0].line
        ),
    )
    assert second.changes == ()
    assert seeds().report.achievements == "They grow well."


def test_outcome_that_was_set_here_stays() -> None:
    import_text()
    Report.objects.filter(topic__slug="cut-shoots").update(outcome=Report.Outcome.ACHIEVED)

    import_text(TEXT.replace("They are short now.", "They are very short now."))

    report = Report.objects.get(topic__slug="cut-shoots")
    assert (report.outcome, report.achievements) == (Report.Outcome.ACHIEVED, "They are very short now.")


def test_step_keeps_owner_date_and_state_when_its_text_is_mended() -> None:
    import_text()
    owner = AttendeeFactory(event__slug="2020-01")
    NextStep.objects.filter(number=1).update(owner=owner, due_on=date(2027, 1, 1))
    NextStep.objects.filter(number=2).update(state=NextStep.State.DONE, closed_on=date(2026, 12, 1))

    import_text(TEXT.replace("Water them.", "Water them!").replace("Wait for rain.", "Wait for rain!"))

    steps = seeds().next_steps.values_list("number", "text", "owner", "due_on", "state")
    assert list(steps) == [
        (1, "Water them!", owner.pk, date(2027, 1, 1), "open"),
        (2, "Wait for rain!", None, None, "done"),
    ]


def test_step_that_is_gone_from_the_document_is_told_only_while_it_is_open_and_nobodys() -> None:
    import_text()
    NextStep.objects.filter(number=1).update(state=NextStep.State.DROPPED, closed_on=date(2026, 12, 1))

    plan = import_text(TEXT.replace("* Water them.\n* Wait for rain.\n", "None.\n"))

    assert [(change.what, change.here) for change in plan.changes] == [(What.GONE, "Wait for rain.")]
    assert seeds().next_steps.count() == 2


def test_step_of_an_organization_is_not_told_as_gone() -> None:
    import_text()
    NextStep.objects.update(owner_organization=OrganizationFactory())

    plan = import_text(TEXT.replace("* Wait for rain.\n", ""))

    assert plan.changes == ()


def test_links_follow_the_document_and_keep_those_added_here() -> None:
    import_text()
    seeds().report.links.create(position=3, kind=Link.Kind.OTHER, url="https://example.org/here")

    import_text(TEXT.replace("https://github.com/garden/seeds/pull/1", "https://github.com/garden/seeds/pull/3"))

    assert list(seeds().report.links.values_list("position", "url")) == [
        (1, "https://github.com/garden/seeds/issues/2"),
        (2, "https://example.org/here"),
        (3, "https://github.com/garden/seeds/pull/3"),
    ]


def test_motivation_of_the_document_takes_the_place_of_the_benefits_it_was_made_of() -> None:
    import_text(TEXT.replace("People are hungry.", "People are hungry.\n\n* 💰 cheaper"))
    Topic.objects.filter(slug="grow-seeds").update(motivation="People are hungry.", benefits="💰 cheaper")

    import_text(TEXT.replace("People are hungry.", "People are hungry.\n\n* 💰 much cheaper"))

    assert (seeds().motivation, seeds().benefits) == ("People are hungry.\n\n* 💰 much cheaper", "")


def test_moved_topic_moves_here() -> None:
    import_text()
    head, grow, cut = TEXT.partition("## 🌱")[0], "## 🌱" + TEXT.partition("## 🌱")[2].partition("## ✂️")[0], "## ✂️"
    rest = cut + TEXT.partition("## ✂️")[2]
    cut_shoots, conclusion = rest.partition("## Conclusion")[0], "## Conclusion" + rest.partition("## Conclusion")[2]

    plan = import_text(head + cut_shoots + grow + conclusion)

    assert told(plan) == [(What.CHANGED, "", "order of the topics")]
    assert list(Topic.objects.order_by("position").values_list("slug", flat=True)) == ["cut-shoots", "grow-seeds"]


def test_topic_that_was_only_planned_here_gets_its_report() -> None:
    event = PastEventFactory(slug="2019-05")
    planned = TopicFactory(event=event, title="Cut shoots", emoji="", position=1)

    plan = import_text()

    assert Report.objects.get(topic=planned).achievements == "They are short now."
    assert (What.ADDED, "Cut shoots", "report") in told(plan)


def test_report_that_was_deleted_here_stays_away() -> None:
    import_text()
    Report.objects.filter(topic__slug="cut-shoots").delete()

    plan = import_text()

    assert plan.changes == ()
    assert not Report.objects.filter(topic__slug="cut-shoots").exists()


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


def test_what_changed_since_it_was_looked_at_is_refused() -> None:
    import_text()
    edited = TEXT.replace("They grow a little.", "They grow a lot.")
    seen = plan_import(read(edited), now=CLOSED).fingerprint
    Report.objects.filter(topic=seeds()).update(achievements="They grow well.")

    with pytest.raises(ChangedMeanwhile, match="edited meanwhile"):
        import_text(edited, seen=seen)

    assert seeds().report.achievements == "They grow well."


def test_what_was_looked_at_is_imported() -> None:
    seen = plan_import(read(TEXT), now=CLOSED).fingerprint

    import_text(seen=seen)

    assert Event.objects.count() == 1


def test_event_that_somebody_else_made_meanwhile_is_not_written_over() -> None:
    PastEventFactory(slug="2019-05")

    with pytest.raises(ChangedMeanwhile, match="has just created this event"):
        create_event(document())


def test_only_what_the_document_changed_is_written() -> None:
    step = NextStepFactory()
    NextStep.objects.update(state=NextStep.State.DONE, closed_on=date(2026, 12, 1))

    save(step, {"text": "Water them."})

    assert list(NextStep.objects.values_list("text", "state")) == [("Water them.", "done")]


def test_host_without_a_name_is_none() -> None:
    event = PastEventFactory()

    write_host(event, " ", "")

    assert list(event.hosts.all()) == []


def test_text_that_can_no_longer_be_read_is_no_base() -> None:
    import_text()
    ImportedWrapUp.objects.update(text="Lost.")

    plan = import_text()

    assert plan.changes == ()
    assert ImportedWrapUp.objects.get().text == TEXT


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
def test_outcome_is_told_from_its_words(text: str, outcome: str, note: str) -> None:
    assert outcome_of(text) == (outcome, note)


def test_plan_costs_the_same_number_of_queries_for_any_number_of_topics(
    django_assert_num_queries: Any,
) -> None:
    import_text()
    for report in ReportFactory.create_batch(10, topic__event=Event.objects.get()):
        NextStepFactory(topic=report.topic)

    reading = read(TEXT)
    with django_assert_num_queries(10):
        plan_import(reading, now=CLOSED)


def test_what_was_voted_is_stored_before_topics_come() -> None:
    """Of an event planned here, whose tally no task has stored yet."""
    document = read(TEXT).document
    days = {"event__starts_on": document.starts_on, "event__ends_on": document.ends_on}
    topic = TopicFactory(event__slug=document.slug, **days)
    Ballot.objects.create(attendee=AttendeeFactory(event=topic.event), cast_at=VOTING).votes.create(topic=topic)
    closed = tally_of(topic.event)

    import_text()

    assert topic.event.topics.count() > 1
    assert tally_of(topic.event) == closed
