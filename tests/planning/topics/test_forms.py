import pytest

from planning.topics.forms import TopicForm
from planning.topics.models import Topic
from tests.factories import EventFactory, PastEventFactory, TopicFactory

pytestmark = pytest.mark.django_db

TYPED = {"title": "Grow `seeds`", "emoji": "🌱", "track": "main"}


def test_topic_form_turns_what_was_typed_into_a_proposal() -> None:
    earlier = TopicFactory(event=PastEventFactory())
    form = TopicForm({**TYPED, "problem": "None grow.", "continues": earlier.pk}, event=EventFactory())

    assert form.is_valid()

    proposal = form.proposal
    assert (proposal.title, proposal.emoji, proposal.problem) == ("Grow `seeds`", "🌱", "None grow.")
    assert (proposal.track, proposal.continues) == (Topic.Track.MAIN, earlier)


def test_topic_form_offers_earlier_topics_by_event_the_latest_first() -> None:
    old, older = PastEventFactory(slug="2023-11", name="Autumn"), PastEventFactory(slug="2023-05", name="Spring")
    flux = TopicFactory(event=old, title="Rework [Flux](https://example.org)", emoji="🎏")
    agent = TopicFactory(event=older, title="`node-agent`", emoji="")

    choices = TopicForm(event=EventFactory(slug="2024-05")).fields["continues"].choices  # type: ignore[attr-defined]

    assert list(choices)[1:] == [
        ("Autumn", [(flux.pk, "🎏 Rework Flux")]),
        ("Spring", [(agent.pk, "node-agent")]),
    ]


def test_topic_form_offers_no_topic_of_the_same_event_or_a_later_one() -> None:
    event = EventFactory(slug="2024-05")
    TopicFactory(event=event)
    TopicFactory(event=EventFactory(slug="2024-11"))

    choices = TopicForm(event=event).fields["continues"].choices  # type: ignore[attr-defined]

    assert len(list(choices)) == 1


@pytest.mark.parametrize("emoji", ["🌱", "👨🏼‍💻", "⛔️", "1️⃣", "🇩🇪", ""])
def test_topic_form_takes_any_emoji_or_none(emoji: str) -> None:
    assert TopicForm({**TYPED, "emoji": emoji}, event=EventFactory()).is_valid()


def test_topic_form_takes_no_words_for_an_emoji() -> None:
    form = TopicForm({**TYPED, "emoji": "seed"}, event=EventFactory())

    assert form.errors == {"emoji": ["Put one emoji here, such as 🌱. Words belong in the title."]}


def test_topic_form_needs_a_title() -> None:
    assert "title" in TopicForm({**TYPED, "title": " "}, event=EventFactory()).errors
