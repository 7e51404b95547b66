from planning.voting.tally import Tally, TallyLine, count_votes


def lines(topics: list[int], votes: dict[int, int]) -> tuple[TallyLine, ...]:
    return count_votes(topics, votes, ballots=9, electorate=9).lines


def test_count_ranks_by_votes() -> None:
    tally = count_votes([1, 2, 3], {2: 3, 3: 2}, ballots=3, electorate=4)

    assert tally == Tally(lines=(TallyLine(1, 2, 3), TallyLine(2, 3, 2), TallyLine(3, 1, 0)), ballots=3, electorate=4)


def test_count_gives_tied_topics_one_rank_and_counts_them() -> None:
    tied = lines([1, 2, 3, 4], {1: 2, 2: 2, 3: 3})

    assert tied == (TallyLine(1, 3, 3), TallyLine(2, 1, 2, 2), TallyLine(2, 2, 2, 2), TallyLine(4, 4, 0))
    assert [line.is_tied for line in tied] == [False, True, True, False]


def test_count_keeps_the_order_of_proposal_within_a_tie() -> None:
    assert count_votes([9, 4, 7], {7: 1, 4: 1, 9: 1}, ballots=1, electorate=1).ranked == (9, 4, 7)


def test_count_ignores_votes_for_topics_that_no_longer_stand() -> None:
    assert lines([1], {1: 1, 99: 1}) == (TallyLine(1, 1, 1),)


def test_count_does_not_depend_on_the_order_of_the_votes() -> None:
    assert lines([1, 2, 3], {1: 2, 2: 2, 3: 1}) == lines([1, 2, 3], {3: 1, 2: 2, 1: 2})


def test_turnout_is_the_share_of_people_who_voted() -> None:
    assert count_votes([], {}, ballots=3, electorate=4).turnout == 0.75


def test_turnout_of_an_empty_event_is_zero() -> None:
    assert count_votes([], {}, ballots=0, electorate=0).turnout == 0.0
