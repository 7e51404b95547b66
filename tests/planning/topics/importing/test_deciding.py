"""What becomes of each topic of a file, given what is here."""

from dataclasses import replace
from typing import Any

import pytest

from planning.topics.importing.deciding import Choices, ImportDecision, ImportState, KnownTopic, Side, Terms, decide
from planning.topics.importing.facts import SourceTopic, Wording

URL = "https://github.com/garden/hackathon/issues/12"
SOURCE = SourceTopic("🌱 Grow", "It hurts.", 12, URL, author="Ada")
WORDING = Wording("Grow", "🌱", problem="It hurts.")
HERE = KnownTopic(
    1, WORDING, said=WORDING, key="github.com/garden/hackathon/issues/12", number=12, url=URL, author="Ada"
)
TERMS = Terms({"title": 200, "problem": 20_000})
EDITED_HERE = replace(HERE, wording=replace(WORDING, problem="It hurts a lot."))
EDITED_THERE = replace(SOURCE, body="It hurts badly.")


def one(source: SourceTopic, *here: KnownTopic, terms: Terms = TERMS, **choices: Any) -> ImportDecision:
    return decide([source], here, terms, Choices(**choices))[0]


def states(*sources: SourceTopic, here: list[KnownTopic]) -> list[str]:
    return [str(each.state) for each in decide(sources, here, TERMS, Choices())]


def test_topic_that_is_not_here_is_new() -> None:
    decision = one(SOURCE)

    assert (decision.state, decision.becomes, decision.proposer) == (ImportState.NEW, WORDING, None)
    assert "@Ada has no seat" in decision.why


def test_author_with_a_seat_is_its_proposer() -> None:
    assert one(SOURCE, terms=replace(TERMS, people={"ada": 7})).proposer == 7


def test_same_issue_changes_nothing() -> None:
    decision = one(SOURCE, HERE)

    assert (decision.state, decision.becomes, decision.says) == (ImportState.SAME, None, None)


def test_author_who_has_a_seat_now_becomes_its_proposer() -> None:
    decision = one(SOURCE, HERE, terms=replace(TERMS, people={"ada": 7}))

    assert (decision.state, decision.proposer, decision.becomes) == (ImportState.CHANGED, 7, None)


def test_edit_there_changes_the_topic() -> None:
    decision = one(EDITED_THERE, HERE)

    assert (decision.state, decision.becomes) == (ImportState.CHANGED, replace(WORDING, problem="It hurts badly."))


def test_edit_here_stays() -> None:
    decision = one(SOURCE, EDITED_HERE)

    assert (decision.state, decision.becomes) == (ImportState.SAME, None)
    assert decision.why == "It was edited here, and not there."


def test_edit_on_both_sides_is_a_conflict() -> None:
    decision = one(EDITED_THERE, EDITED_HERE)

    assert (decision.state, decision.becomes) == (ImportState.CONFLICT, None)
    assert decision.here
    assert decision.says
    assert (decision.here.problem, decision.says.problem) == ("It hurts a lot.", "It hurts badly.")


def test_same_edit_on_both_sides_is_none() -> None:
    assert one(replace(SOURCE, body="It hurts a lot."), EDITED_HERE).state is ImportState.SAME


@pytest.mark.parametrize("choices", [{"everywhere": Side.FILE}, {"by_key": {HERE.key: Side.FILE}}])
def test_conflict_can_be_decided_for_the_file(choices: dict[str, Any]) -> None:
    decision = one(EDITED_THERE, EDITED_HERE, **choices)

    assert (decision.state, decision.becomes) == (ImportState.CHANGED, replace(WORDING, problem="It hurts badly."))


def test_conflict_can_be_decided_for_what_is_here() -> None:
    decision = one(EDITED_THERE, EDITED_HERE, everywhere=Side.HERE)

    assert (decision.state, decision.becomes) == (ImportState.SAME, None)
    assert decision.says == replace(WORDING, problem="It hurts badly.")  # kept: it is not asked again


def test_text_that_the_file_leaves_out_is_not_taken_away() -> None:
    assert one(replace(SOURCE, body=None), HERE).state is ImportState.SAME
    assert one(replace(SOURCE, body=""), HERE).state is ImportState.CHANGED


def test_text_that_the_file_leaves_out_does_not_make_an_edit_here_the_imported_one() -> None:
    decision = one(replace(SOURCE, body=None), EDITED_HERE)

    assert (decision.state, decision.says) == (ImportState.SAME, None)


def test_new_labels_change_what_is_kept_of_it() -> None:
    assert one(replace(SOURCE, labels=("networking",)), HERE).why == "Its labels have changed."


def test_closed_issue_is_offered_as_withdrawn() -> None:
    closed = replace(SOURCE, is_closed=True)

    assert [(each.state, each.withdraws) for each in (one(closed, HERE), one(closed, HERE, withdraws_closed=True))] == [
        (ImportState.CLOSED, False),
        (ImportState.CLOSED, True),
    ]


def test_closed_issue_that_is_not_here_does_not_come_in() -> None:
    decision = one(replace(SOURCE, is_closed=True), withdraws_closed=True)

    assert (decision.state, decision.becomes, decision.withdraws) == (ImportState.CLOSED, None, False)


def test_closed_issue_withdraws_no_topic_that_only_has_its_title() -> None:
    typed = KnownTopic(1, WORDING)

    assert not one(replace(SOURCE, is_closed=True), typed, withdraws_closed=True).withdraws


def test_nothing_is_withdrawn_once_that_is_not_allowed() -> None:
    decision = one(
        replace(SOURCE, is_closed=True),
        HERE,
        terms=replace(TERMS, no_withdrawal="Voting is over."),
        withdraws_closed=True,
    )

    assert (decision.withdraws, decision.why) == (False, "It is closed there, but stays here. Voting is over.")


def test_what_the_event_does_not_allow_is_refused_with_its_reason() -> None:
    assert one(SOURCE, terms=replace(TERMS, no_new="Too late.")).why == "Too late."
    assert one(EDITED_THERE, HERE, terms=replace(TERMS, no_change="Closed.")).why == "Closed."


def test_track_stays_once_people_vote() -> None:
    decision = one(replace(EDITED_THERE, labels=("discussion",)), HERE, terms=replace(TERMS, keeps_track=True))

    assert decision.becomes == replace(WORDING, problem="It hurts badly.")
    assert "its track stays as it is" in decision.why


def test_issue_that_is_in_the_file_twice_comes_in_once() -> None:
    assert states(SOURCE, replace(SOURCE, title="Grow more"), here=[]) == ["new", "refused"]


def test_two_issues_with_the_same_title_are_two_topics() -> None:
    assert states(SOURCE, replace(SOURCE, number=13, url=URL[:-1] + "3"), here=[]) == ["new", "new"]


def test_issue_with_the_title_of_another_that_is_here_is_new() -> None:
    assert one(replace(SOURCE, number=13, url=URL[:-1] + "3"), HERE).state is ImportState.NEW


def test_issue_is_known_by_its_number_where_the_file_has_no_address() -> None:
    assert one(replace(SOURCE, url="", title="Grow more"), HERE).topic == 1
    assert one(replace(SOURCE, url=URL.upper().replace("HTTPS", "https") + "/"), HERE).topic == 1


def test_topic_with_the_same_title_that_was_typed_here_is_asked_about() -> None:
    assert states(EDITED_THERE, here=[KnownTopic(1, WORDING)]) == ["conflict"]
    assert states(SOURCE, here=[KnownTopic(1, WORDING)]) == ["same"]


def test_entry_of_a_list_with_the_title_of_an_issue_is_here_already() -> None:
    decision = one(SourceTopic("Grow", "Other words."), HERE)

    assert (decision.state, decision.why) == (ImportState.SAME, f"It is here already, from {URL}.")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"title": ""}, "It has no title."),
        ({"title": "x" * 201}, "Its title has 201 characters, and at most 200 fit. Shorten it."),
        ({"body": "x" * 20_001}, "Its problem has 20,001 characters, and at most 20,000 fit. Shorten it."),
        ({"body": "x" * 1_000_000}, "Its text has 1,000,000 characters, and at most 65,536 are read. Shorten it."),
        ({"body": "a\0"}, "It holds a null character, which no text can have. Take it out."),
        ({"labels": ("a\0",)}, "It holds a null character, which no text can have. Take it out."),
        ({"author": "x" * 101}, "Its author has 101 characters, and at most 100 fit."),
        ({"url": "javascript:alert(1)"}, "“javascript:alert(1)” is not the address of a web page."),
        ({"url": "https://[x/1"}, "“https://[x/1” is not the address of a web page."),
        ({"refused": "Its number is a text."}, "Its number is a text."),
    ],
)
def test_what_cannot_be_a_topic_is_refused(wrong: dict[str, Any], why: str) -> None:
    decision = one(replace(SOURCE, **wrong))

    assert (decision.state, decision.why) == (ImportState.REFUSED, why)


def test_closed_issue_is_not_an_open_topic_with_its_title() -> None:
    typed = KnownTopic(1, WORDING)

    decisions = decide(
        [replace(SOURCE, is_closed=True), replace(SOURCE, url=f"{URL}0", number=120)], [typed], TERMS, Choices()
    )

    assert [(each.state, each.topic) for each in decisions] == [("closed", None), ("same", 1)]


def test_whoever_becomes_the_proposer_is_named_beside_an_edit() -> None:
    terms = replace(TERMS, people={"ada": 7})

    assert one(SOURCE, terms=terms).why == "It is not here yet. @Ada is its proposer."
    for here in (HERE, EDITED_HERE):
        decision = one(EDITED_THERE, here, terms=terms, everywhere=Side.FILE)
        assert (decision.proposer, decision.why.endswith("@Ada has a seat now, and is its proposer.")) == (7, True)


def test_new_topic_says_if_its_title_is_here() -> None:
    moved = replace(SOURCE, url="https://github.com/garden/renamed/issues/12", author="")

    assert one(moved, HERE).why == f"It is not here yet. Another topic here has the same title, from {URL}."


def test_issue_that_waits_for_a_decision_comes_in_by_no_other_title() -> None:
    typed = KnownTopic(2, replace(WORDING, problem="It hurts a lot."))
    waiting = replace(SOURCE, number=13, url=f"{URL}3")

    assert states(SOURCE, waiting, here=[HERE, typed]) == ["same", "conflict"]
