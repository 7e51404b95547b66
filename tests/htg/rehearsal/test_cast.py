from itertools import islice
from random import Random

import pytest

from htg.rehearsal import cast
from planning.topics.models import Topic
from retros.wrapups.models import Report


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # dice, not secrets


def test_people_have_names_and_addresses_of_their_own() -> None:
    people = list(islice(cast.cast_members(dice(1)), 2000))

    assert len({person.name for person in people[:1600]}) == 1600
    assert len({person.email for person in people}) == 2000
    assert {person.email.partition("@")[2] for person in people} == {"example.org"}


def test_github_handles_are_nobodys() -> None:
    people = islice(cast.cast_members(dice(1)), 2000)

    # GitHub allows no two hyphens in a row.
    assert all("--" in person.github and len(person.github) <= 39 for person in people)


@pytest.mark.parametrize("seed", range(20))
def test_first_idea_is_one_for_a_team(seed: int) -> None:
    first = next(cast.ideas(dice(seed)))

    assert first.track == Topic.Track.MAIN


def test_ideas_never_run_out_and_never_repeat() -> None:
    titles = [idea.title for idea in islice(cast.ideas(dice(1)), 60)]

    assert len(set(titles)) == 60


def test_whatever_comes_of_an_idea_can_be_reported() -> None:
    harvests = [idea.harvest for idea in islice(cast.ideas(dice(1)), 22)] + cast.harvests()

    assert {harvest.outcome for harvest in harvests} == set(Report.Outcome.values)
    assert all(harvest.next_steps for harvest in harvests)
