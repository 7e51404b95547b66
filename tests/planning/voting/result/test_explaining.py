"""Each sentence of the result follows from the stored rounds."""

from typing import Any

from planning.voting.result.explaining import Explanation
from planning.voting.result.staffing import staffing_of
from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import box_text, count


def explained(*marks: str, places: str = "2", rule: Rule = Rule.EQUAL_SHARES, receipt: str = "") -> Explanation:
    return Explanation(count(box_text(list(marks)), rule, places, shortlist=True), receipt)


def test_a_bought_topic_says_who_paid_how_much() -> None:
    told = explained("a", "a", "a", "b", "b").of("a")

    assert (told.place, told.votes, told.says) == (1, 3, "All 3 of its supporters paid 0.33 of a place each.")
    assert [(piece.people, piece.paid) for piece in told.pieces] == [(3, "0.33")]


def test_those_who_paid_their_last_are_told_apart() -> None:
    told = explained(*["a,b"] * 3, *["a"] * 4, *["b"] * 3, places="3").of("b")

    assert told.says == "3 of its 6 supporters paid 0.18 of a place each, 3 their last 0.16."
    assert sum(piece.each * piece.people for piece in told.pieces) == 1


def test_a_completion_says_how_much_was_short() -> None:
    told = explained("a", "a", "a", "b", "b").of("b")

    assert told.says == "Filled a free place: its 2 supporters were 0.20 short, 0.10 each, the least a head."


def test_a_lost_topic_says_what_was_missing() -> None:
    told = explained("a", "a", "a", "a", "b", places="1").of("b")

    assert told.says == "Its 1 supporter had 0.20 of a place left when buying ended; 0.80 were missing."
    assert (told.place, float(told.missing)) == (0, 0.8)


def test_a_voter_sees_what_their_share_went_to() -> None:
    share = explained("a", "a", "a", "b", "b", receipt="v1").share()

    assert share
    assert (share.held, [topic for topic, _ in share.paid], share.kept) == ("0.40", ["a"], "0.07")


def test_who_has_no_counted_ballot_has_no_share() -> None:
    assert explained("a", "b", receipt="v9").share() is None


def test_other_rules_say_it_in_their_own_words() -> None:
    assert explained("a", "a", "b", places="1", rule=Rule.APPROVAL).of("a").says == "Chosen with 2."
    assert explained("a", "a", "b", places="1", rule=Rule.APPROVAL).of("b").says == "No place was left for it."
    assert explained("a", "a", "b", rule=Rule.PHRAGMEN).of("a").says == (
        "Its 2 supporters paid for it. Each has now paid 0.50 in all, the least a head."
    )


def test_as_many_topics_run_as_there_are_people_for() -> None:
    result: dict[str, Any] = count(
        box_text(["a", "a", "b"], topics=["a;2", "b;2"]), Rule.EQUAL_SHARES, "2", shortlist=True
    )

    staffing = staffing_of(result | {"staffable": 1}, 3, "")

    assert staffing
    assert (staffing.chosen.places, staffing.waiting) == (1, ("b",))
    assert staffing.says == "2 topics need 4 people and 3 come. With 1, 1 person loses their last topic."
    assert staffing_of(result, 3, "2") != staffing
