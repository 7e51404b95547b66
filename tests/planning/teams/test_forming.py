from planning.teams.forming import Formation, form

SEEDS, SHOOTS, ROOTS = 100, 200, 300


def test_form_gives_everyone_their_dearest_topic() -> None:
    wishes = {1: [SEEDS], 2: [SEEDS], 3: [SHOOTS, SEEDS], 4: [SHOOTS]}

    formation = form([SEEDS, SHOOTS], wishes, smallest=2, largest=4)

    assert formation == Formation({SEEDS: (1, 2), SHOOTS: (3, 4)}, ())


def test_form_seats_first_wishes_before_second_ones() -> None:
    wishes = {1: [SHOOTS, SEEDS], 2: [SHOOTS], 3: [SEEDS], 4: [SEEDS]}

    formation = form([SEEDS, SHOOTS], wishes, smallest=1, largest=2)

    assert formation.teams == {SEEDS: (3, 4), SHOOTS: (1, 2)}


def test_form_fills_no_team_beyond_the_largest() -> None:
    wishes = {person: [SEEDS, SHOOTS] for person in range(1, 6)}

    formation = form([SEEDS, SHOOTS], wishes, smallest=2, largest=3)

    assert formation.teams == {SEEDS: (1, 2, 3), SHOOTS: (4, 5)}


def test_form_closes_a_team_that_stays_too_small_and_moves_its_people_to_their_next_wish() -> None:
    wishes = {1: [SEEDS], 2: [SEEDS], 3: [ROOTS, SHOOTS], 4: [SHOOTS], 5: [SHOOTS]}

    formation = form([SEEDS, SHOOTS, ROOTS], wishes, smallest=2, largest=4)

    assert formation.teams == {SEEDS: (1, 2), SHOOTS: (4, 5, 3)}


def test_form_closes_the_small_team_lowest_in_the_tally_first() -> None:
    wishes = {1: [SEEDS, SHOOTS], 2: [SHOOTS, SEEDS]}

    assert form([SEEDS, SHOOTS], wishes, smallest=2, largest=4).teams == {SEEDS: (1, 2)}


def test_form_puts_people_without_a_wish_where_a_team_has_a_seat() -> None:
    formation = form([SEEDS, SHOOTS], {1: [SHOOTS], 2: [SHOOTS], 3: []}, smallest=2, largest=3)

    assert formation.teams == {SHOOTS: (1, 2, 3)}


def test_form_opens_the_next_topic_when_all_teams_are_full() -> None:
    formation = form([SEEDS, SHOOTS], {1: [SHOOTS], 2: [SHOOTS], 3: [], 4: []}, smallest=2, largest=2)

    assert formation.teams == {SHOOTS: (1, 2), SEEDS: (3, 4)}


def test_form_names_those_for_whom_there_is_no_seat() -> None:
    assert form([SEEDS], {1: [SEEDS], 2: [SEEDS], 3: []}, smallest=1, largest=2) == Formation({SEEDS: (1, 2)}, (3,))


def test_form_keeps_one_team_even_if_it_is_small() -> None:
    assert form([SEEDS], {1: [SEEDS]}, smallest=3, largest=5).teams == {SEEDS: (1,)}


def test_form_without_topics_places_nobody() -> None:
    assert form([], {1: [SEEDS]}, smallest=1, largest=5) == Formation({}, (1,))


def test_form_is_the_same_each_time() -> None:
    wishes = {person: [SEEDS, ROOTS] if person % 2 else [SHOOTS] for person in range(30)}

    first = form([SEEDS, SHOOTS, ROOTS], wishes, smallest=3, largest=12)

    assert form([SEEDS, SHOOTS, ROOTS], wishes, smallest=3, largest=12) == first
    assert sorted(person for people in first.teams.values() for person in people) == list(range(30))
