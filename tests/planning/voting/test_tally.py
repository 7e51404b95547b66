from planning.voting.tally import Line, Tally, count


def test_count_ranks_by_votes() -> None:
    tally = count([1, 2, 3], [{2}, {2, 3}, {2, 3}], electorate=4)

    assert tally == Tally(lines=(Line(1, 2, 3), Line(2, 3, 2), Line(3, 1, 0)), ballots=3, electorate=4)


def test_count_gives_tied_topics_one_rank_and_names_them() -> None:
    tally = count([1, 2, 3, 4], [{1, 2, 3}, {3, 2}, {3}, {1}], electorate=4)

    assert tally.lines == (Line(1, 3, 3), Line(2, 1, 2, (2,)), Line(2, 2, 2, (1,)), Line(4, 4, 0))


def test_count_keeps_the_order_of_proposal_within_a_tie() -> None:
    assert count([9, 4, 7], [{7, 4, 9}], electorate=1).ranked == (9, 4, 7)


def test_count_ignores_marks_for_topics_that_no_longer_stand() -> None:
    assert count([1], [{1, 99}], electorate=1).lines == (Line(1, 1, 1),)


def test_count_does_not_depend_on_the_order_of_ballots() -> None:
    ballots = [{1, 2}, {2}, {3, 1}, {3}]

    assert count([1, 2, 3], ballots, electorate=9) == count([1, 2, 3], ballots[::-1], electorate=9)


def test_turnout_is_the_share_of_people_who_voted() -> None:
    assert count([], [set(), set(), set()], electorate=4).turnout == 0.75


def test_turnout_of_an_empty_event_is_zero() -> None:
    assert count([], [], electorate=0).turnout == 0.0
