"""Two programs written apart, the site's and the one that strangers recount with, agree to the last fraction."""

import json
from random import Random

import pytest

from planning.voting.box.reading import read_box
from planning.voting.recount.verify_tally import recount
from planning.voting.rules.choosing import Rule
from tests.planning.voting.elections import count, fits_rule, random_box, random_places

ELECTIONS = 1000


@pytest.mark.parametrize("rule", Rule)
def test_a_thousand_elections_are_counted_alike(rule: Rule) -> None:
    draw = Random(rule.value)  # noqa: S311  # the same elections every time
    counted = 0
    while counted < ELECTIONS:
        text, places, salt = random_box(draw), random_places(draw, rule), str(draw.random())
        if not fits_rule(read_box(text).vote_type, rule):
            continue
        ours = json.loads(json.dumps(count(text, rule, places, salt=salt)))

        assert ours == recount(text, rule.value, places, salt), text

        counted += 1
