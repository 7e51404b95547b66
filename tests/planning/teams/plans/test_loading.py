import json

import pytest

from planning.teams.plans.loading import ranked_topics
from tests.factories import ClosedTallyFactory, EventFactory, OpenedBoxFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_what_was_chosen_comes_before_what_has_a_place_in_the_tally_alone() -> None:
    event = EventFactory()
    seeds, shoots, trees = TopicFactory.create_batch(3, event=event)
    result = json.dumps({"winners": [trees.slug, shoots.slug]})
    OpenedBoxFactory(tally=ClosedTallyFactory(event=event), result=result)

    assert ranked_topics(event) == [trees.pk, shoots.pk, seeds.pk]
