import pytest

from htg.funnel.stages import NOT_KNOWN, Between, TopicsOnRecord, exactly, stages_of


def number_of(name: str, topics: TopicsOnRecord) -> Between:
    return next(stage.topics for stage in stages_of(topics) if stage.name == name)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (exactly(3), "3"),
        (exactly(0), "0"),
        (Between(2, 5), "2 to 5"),
        (Between(2, None), "2 or more"),
        (Between(0, 5), "not known"),
        (NOT_KNOWN, "not known"),
    ],
)
def test_a_number_is_told_as_far_as_it_is_on_record(number: Between, said: str) -> None:
    assert number.in_words == said


def test_a_past_event_had_at_least_the_topics_in_its_wrap_up() -> None:
    assert number_of("proposed", TopicsOnRecord(is_planned=False, proposed=4)) == Between(4, None)
    assert number_of("proposed", TopicsOnRecord(is_planned=True, proposed=4)) == exactly(4)


def test_a_closed_tally_says_how_many_topics_got_a_vote() -> None:
    assert number_of("voted", TopicsOnRecord(is_planned=True, voted=0, with_votes=3)) == exactly(0)


def test_without_a_tally_votes_are_counted_and_without_votes_nothing_is_known() -> None:
    assert number_of("voted", TopicsOnRecord(is_planned=True, with_votes=3)) == exactly(3)
    assert number_of("voted", TopicsOnRecord(is_planned=True)) == NOT_KNOWN


def test_teams_that_nobody_joined_are_known_to_be_none() -> None:
    assert number_of("staffed", TopicsOnRecord(is_planned=True, teams=2)) == exactly(0)
    assert number_of("staffed", TopicsOnRecord(is_planned=True)) == NOT_KNOWN


def test_what_was_shown_is_known_once_the_timer_ran() -> None:
    assert number_of("shown", TopicsOnRecord(is_planned=True, called_up=3, shown=2)) == exactly(2)
    assert number_of("shown", TopicsOnRecord(is_planned=True)) == NOT_KNOWN


def test_no_report_is_a_fact_of_an_event_planned_here_alone() -> None:
    assert number_of("reported", TopicsOnRecord(is_planned=True)) == exactly(0)
    assert number_of("reported", TopicsOnRecord(is_planned=False)) == NOT_KNOWN
    assert number_of("reported", TopicsOnRecord(is_planned=False, reported=2)) == exactly(2)


@pytest.mark.parametrize(
    ("linked", "merged", "both", "said"),
    [(5, 0, 0, "not known"), (0, 0, 0, "not known"), (5, 2, 2, "2 to 5"), (5, 2, 0, "2 to 7"), (2, 2, 2, "2")],
)
def test_pull_requests_that_nobody_follows_may_have_been_merged(linked: int, merged: int, both: int, said: str) -> None:
    topics = TopicsOnRecord(is_planned=True, linked=linked, merged=merged, linked_and_merged=both)

    assert number_of("merged", topics).in_words == said
