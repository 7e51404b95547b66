import pytest

from planning.teams.forms import WishForm
from tests.factories import EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_wish_form_has_a_select_for_each_of_up_to_five_wishes() -> None:
    event = EventFactory()
    topics = TopicFactory.create_batch(7, event=event)

    assert [field.label for field in WishForm(event=event, offered=topics[:2])] == ["1st wish", "2nd wish"]
    assert len(WishForm(event=event, offered=topics).fields) == 5


def test_wish_form_offers_topics_in_the_given_order_without_their_markdown() -> None:
    event = EventFactory()
    seeds = TopicFactory(event=event, slug="seeds", title="`Seeds`")
    shoots = TopicFactory(event=event, slug="shoots", title="Shoots")

    choices = WishForm(event=event, offered=[shoots, seeds]).fields["wish_1"].choices  # type: ignore[attr-defined]

    assert list(choices) == [("", "no wish"), ("shoots", "🌱 Shoots"), ("seeds", "🌱 Seeds")]


def test_wish_form_closes_gaps() -> None:
    event = EventFactory()
    topics = TopicFactory.create_batch(3, event=event)
    form = WishForm({"wish_1": "", "wish_2": topics[2].slug, "wish_3": topics[0].slug}, event=event, offered=topics)

    assert form.is_valid()

    assert form.topics == [topics[2], topics[0]]
