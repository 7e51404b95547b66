from planning.teams.projecting import as_fits


def test_as_fits_leaves_a_small_team_whole() -> None:
    (team,) = as_fits([{"pk": 1, "people": ["Ada", "Bela"]}])

    assert team == {"pk": 1, "people": ["Ada", "Bela"], "more": 0}


def test_as_fits_counts_those_who_do_not_fit() -> None:
    people = list(range(40))

    teams = as_fits([{"people": people}] * 12)

    assert [(len(team["people"]), team["more"]) for team in teams] == [(7, 33)] * 12
