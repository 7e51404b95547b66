"""Bringing topics in, by the rules of proposing."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from planning.clock import stopped_at
from planning.events.models import Event, LateTopics
from planning.markdown import render
from planning.people.registration.registering import take_seat
from planning.texts.cleaning import line
from planning.topics.importing.deciding import Choices, ImportDecision, ImportState, Side
from planning.topics.importing.facts import SourceTopic
from planning.topics.importing.loading import plan_topics
from planning.topics.importing.models import ImportedTopic
from planning.topics.importing.saving import TopicsEditedMeanwhile, fingerprint_of, import_topics
from planning.topics.models import Topic
from planning.topics.proposals import Proposal, change_topic, proposal_of, withdraw
from tests.clock import BRAINSTORM, CLOSED, REVIEW, TEAM_FORMATION, VOTING
from tests.factories import AttendeeFactory, EventFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

URL = "https://github.com/garden/hackathon/issues/12"
SOURCE = SourceTopic("🌱 Grow `seeds`", "It hurts.", 12, URL, ("networking",), "Ada")
NOW = stopped_at(BRAINSTORM)


def bring_in(event: Event, *sources: SourceTopic, clock: Any = NOW, **options: Any) -> list[ImportDecision]:
    choices = Choices(**options)
    return import_topics(event, sources, choices=choices, clock=clock)


def numbered(count: int) -> list[SourceTopic]:
    return [replace(SOURCE, title=f"Topic {n}", number=n, url=f"{URL}{n}") for n in range(1, count + 1)]


def test_issue_becomes_a_topic_of_its_author() -> None:
    ada = AttendeeFactory(github="ada")

    bring_in(ada.event, SOURCE)

    topic = Topic.objects.get()
    assert (str(topic), topic.slug, topic.problem, topic.track) == (
        "🌱 Grow `seeds`",
        "grow-seeds",
        "It hurts.",
        "main",
    )
    assert (topic.proposed_by, topic.proposed_at, topic.position) == (ada, BRAINSTORM, 1)
    assert topic.history.get().history_change_reason == "Imported."
    assert (topic.imported.name_there, topic.imported.tags) == ("hackathon#12", ["networking"])


def test_author_without_a_seat_is_kept_and_becomes_the_proposer_once_they_have_one() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    assert (Topic.objects.get().proposed_by, ImportedTopic.objects.get().author) == (None, "Ada")

    ada = AttendeeFactory(event=event, github="ada")
    bring_in(event, SOURCE)

    assert Topic.objects.get().proposed_by == ada


def test_same_file_again_writes_nothing() -> None:
    event = EventFactory()
    bring_in(event, *numbered(3))

    with CaptureQueriesContext(connection) as queries:
        states = {each.state for each in bring_in(event, *numbered(3))}

    assert states == {ImportState.SAME}
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_edited_issue_updates_the_topic_and_keeps_what_it_continues() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    earlier = TopicFactory(event=EventFactory(slug="2020-01"))
    Topic.objects.filter(event=event).update(continues=earlier)

    bring_in(event, replace(SOURCE, body="It hurts badly."))

    topic = event.topics.get()
    assert (topic.problem, topic.continues, topic.slug) == ("It hurts badly.", earlier, "grow-seeds")


def test_edit_here_survives_any_number_of_imports_until_someone_decides() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    topic = Topic.objects.get()
    change_topic(topic, replace(proposal_of(topic), problem="It hurts\r\na lot."), clock=NOW)
    edited = replace(SOURCE, body="It hurts badly.")

    again = [bring_in(event, edited)[0].state for _ in range(2)]
    kept = bring_in(event, edited, everywhere=Side.HERE)[0].state
    later = bring_in(event, edited)[0].state

    assert [str(state) for state in (*again, kept, later)] == ["conflict", "conflict", "same", "same"]
    assert Topic.objects.get().problem == "It hurts\r\na lot."
    bring_in(event, replace(SOURCE, body="Gone."), everywhere=Side.FILE)
    assert Topic.objects.get().problem == "Gone."


def test_form_that_was_saved_without_an_edit_is_none() -> None:
    event = EventFactory()
    source = replace(SOURCE, body="It hurts.\n\nA lot.")
    bring_in(event, source)
    Topic.objects.update(problem="It hurts.\r\n\r\nA lot.")

    assert bring_in(event, replace(source, body="Gone."))[0].state is ImportState.CHANGED


def test_closed_issue_withdraws_its_topic_only_if_asked() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    closed = replace(SOURCE, is_closed=True)

    bring_in(event, closed)
    assert not Topic.objects.get().is_withdrawn
    bring_in(event, closed, withdraws_closed=True)

    assert Topic.objects.get().is_withdrawn
    assert bring_in(event, closed, withdraws_closed=True)[0].why == "It is closed there, and withdrawn here."


def test_withdrawn_topic_stays_so_while_its_issue_is_open() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    withdraw(Topic.objects.get(), clock=NOW)

    decision = bring_in(event, replace(SOURCE, body="Gone."))[0]

    assert decision.why == "It was edited there, and not here. It was withdrawn here, and stays so."
    assert Topic.objects.get().is_withdrawn


@pytest.mark.parametrize(("late", "on_ballot"), [(LateTopics.OFF_BALLOT, False), (LateTopics.ON_BALLOT, True)])
def test_late_topic_is_on_the_ballot_only_if_the_organizers_let_it(late: LateTopics, on_ballot: bool) -> None:  # noqa: FBT001
    event = EventFactory(late_topics=late)

    decision = bring_in(event, SOURCE, clock=stopped_at(VOTING))[0]

    assert (decision.state, Topic.objects.get().is_on_ballot) == (ImportState.NEW, on_ballot)
    assert "Voting" in decision.why


@pytest.mark.parametrize(
    ("late", "clock"),
    [(LateTopics.REFUSED, VOTING), (LateTopics.ON_BALLOT, REVIEW), (LateTopics.ON_BALLOT, CLOSED)],
)
def test_topic_that_comes_too_late_is_refused_as_when_proposing(late: LateTopics, clock: Any) -> None:
    event = EventFactory(late_topics=late)

    decision = bring_in(event, SOURCE, clock=stopped_at(clock))[0]

    assert (decision.state, Topic.objects.count()) == (ImportState.REFUSED, 0)
    assert decision.why.endswith("is no longer accepting topics. Keep this one for the next event.")


def test_topic_stays_as_it_is_once_the_event_is_closed() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)

    decisions = bring_in(event, replace(SOURCE, body="Gone."), clock=stopped_at(CLOSED))

    assert decisions[0].state is ImportState.REFUSED
    assert Topic.objects.get().problem == "It hurts."


def test_track_that_changes_while_people_vote_is_no_edit_here() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    labelled = replace(SOURCE, labels=("discussion",), body="Gone.")

    bring_in(event, labelled, clock=stopped_at(VOTING))
    again = bring_in(event, replace(labelled, body="Back."), clock=stopped_at(TEAM_FORMATION))

    assert (again[0].state, Topic.objects.get().track) == (ImportState.CHANGED, "main")


def test_one_that_is_refused_keeps_no_other_out() -> None:
    decisions = bring_in(EventFactory(), replace(SOURCE, title="x" * 201), *numbered(2))

    assert [str(each.state) for each in decisions] == ["refused", "new", "new"]
    assert Topic.objects.count() == 2


def test_equal_titles_get_their_own_addresses() -> None:
    bring_in(EventFactory(), *(replace(each, title="IPv6") for each in numbered(2)))

    assert list(Topic.objects.values_list("slug", "position")) == [("ipv6", 1), ("ipv6-2", 2)]


def test_what_would_run_is_never_a_link() -> None:
    body = "[a](javascript:alert(1)) <a href='javascript:alert(1)'>b</a>\n\n[c]\n\n[c]: javascript:alert(1)"

    bring_in(EventFactory(), replace(SOURCE, title="[x](javascript:alert(1))", body=body))

    topic = Topic.objects.get()
    assert "javascript:" not in topic.title + topic.problem
    assert "javascript:" not in render(topic.title + topic.problem)


def test_plan_is_loaded_with_the_same_queries_for_3_and_30() -> None:
    counts = []
    for size in (3, 30):
        event = EventFactory()
        bring_in(event, *numbered(size))
        with CaptureQueriesContext(connection) as queries:
            plan_topics(event, numbered(size), now=BRAINSTORM)
        counts.append(len(queries))

    assert counts == [2, 2]


def test_what_was_edited_since_it_was_looked_at_is_not_overwritten() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    edited = replace(SOURCE, body="Gone.")
    seen = fingerprint_of(plan_topics(event, [edited], now=BRAINSTORM))
    change_topic(Topic.objects.get(), Proposal("Other"), clock=NOW)

    with pytest.raises(TopicsEditedMeanwhile):
        import_topics(event, [edited], seen=seen, clock=NOW)


def test_topic_that_was_moved_to_another_event_comes_in_anew() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    Topic.objects.update(event=EventFactory())

    assert bring_in(event, SOURCE)[0].state is ImportState.NEW
    assert event.topics.count() == 1


def test_database_keeps_an_issue_from_being_two_topics() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)
    twin = ImportedTopic.objects.get()
    twin.pk, twin.topic = None, TopicFactory(event=event)

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


ODD = (
    "✂️ a\u200b b",
    "\u202eleft",
    "1️⃣ One",
    "👩‍💻",
    "x\u200dy",
    "  a  ",
    "a\ud83e",
    "ﬁ e\u0301",
    "**",
    "&nbsp;",
    "\tcode",
)


@pytest.mark.parametrize("odd", ODD)
def test_odd_texts_are_the_same_the_second_time(odd: str) -> None:
    event = EventFactory()
    source = replace(SOURCE, title=f"{odd} x", body=f"    {odd}\r\n\r\n### Benefits\n- {odd}\n", labels=(line(odd),))
    bring_in(event, source)

    assert bring_in(event, source)[0].why == "Nothing has changed."
    assert bring_in(event, replace(source, body="Gone."))[0].state is ImportState.CHANGED


def test_handle_alone_gives_no_power_over_a_topic_until_an_organizer_imports_again() -> None:
    event = EventFactory()
    bring_in(event, SOURCE)

    ada = take_seat(UserFactory(), event, name="Ada", github="ADA", clock=NOW)
    assert event.topics.get().proposed_by is None
    decision = bring_in(event, SOURCE)[0]

    assert (decision.why, event.topics.get().proposed_by) == ("@Ada has a seat now, and is its proposer.", ada)


def test_author_on_the_waiting_list_is_not_the_proposer() -> None:
    event = EventFactory(seats=1)
    AttendeeFactory(event=event)
    take_seat(UserFactory(), event, name="Ada", github="ada", clock=NOW)

    bring_in(event, SOURCE)

    assert event.topics.get().proposed_by is None
