import pytest
from pytest_django import DjangoAssertNumQueries

from planning.topics.models import Topic
from planning.voting.models import Vote
from tests.clock import BRAINSTORM, VOTING
from tests.constraints import breaks
from tests.factories import AttendeeFactory, BallotFactory, CommentFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


def test_topic_slug_once_per_event() -> None:
    topic = TopicFactory()

    with breaks("topic_slug_once_per_event"):
        TopicFactory(event=topic.event, slug=topic.slug)


def test_topic_does_not_continue_itself() -> None:
    topic = TopicFactory()

    with breaks("topic_does_not_continue_itself"):
        Topic.objects.filter(pk=topic.pk).update(continues=topic)


def test_standing_are_topics_that_were_not_withdrawn() -> None:
    standing = TopicFactory()
    withdrawn = TopicFactory(withdrawn_at=BRAINSTORM)

    assert list(Topic.objects.standing()) == [standing]
    assert (standing.is_withdrawn, withdrawn.is_withdrawn) == (False, True)


def test_to_vote_on_are_standing_topics_but_discussions() -> None:
    event = EventFactory()
    main, fast = (TopicFactory(event=event, track=track) for track in (Topic.Track.MAIN, Topic.Track.FAST_TRACK))
    TopicFactory(event=event, track=Topic.Track.DISCUSSION)
    TopicFactory(event=event, withdrawn_at=VOTING)

    assert list(Topic.objects.to_vote_on()) == [main, fast]


def test_with_vote_count_counts_the_votes_of_people_with_a_seat() -> None:
    topic = TopicFactory()
    for waiting_since in (None, None, VOTING):
        voter = AttendeeFactory(event=topic.event, waiting_since=waiting_since)
        Vote.objects.create(ballot=BallotFactory(attendee=voter), topic=topic)

    assert Topic.objects.with_vote_count().get().vote_count == 2


def test_counts_do_not_multiply_each_other() -> None:
    topic = TopicFactory()
    CommentFactory.create_batch(3, topic=topic)
    for _ in range(2):
        ballot = BallotFactory(attendee__event=topic.event)
        Vote.objects.create(ballot=ballot, topic=topic)

    counted = Topic.objects.with_comment_count().with_vote_count().get()

    assert (counted.comment_count, counted.vote_count) == (3, 2)


def test_cards_in_the_order_of_proposal_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    event = EventFactory()
    second, first = (
        TopicFactory(event=event, position=position, proposed_by=AttendeeFactory(), continues=TopicFactory())
        for position in (2, 1)
    )
    TopicFactory()

    with django_assert_num_queries(1):
        board = list(event.topics.as_proposed().as_cards())

    assert [card["slug"] for card in board] == [first.slug, second.slug]
    assert [card["proposed_by__name"] for card in board] == [first.proposed_by.name, second.proposed_by.name]
    assert [card["continues__slug"] for card in board] == [first.continues.slug, second.continues.slug]


def test_followers_are_later_topics_that_carry_it_on() -> None:
    first = TopicFactory()
    second = TopicFactory(continues=first)

    assert Topic.objects.with_followers().get(pk=first.pk).is_continued is True
    assert Topic.objects.with_followers().get(pk=second.pk).is_continued is False


def test_mentioning_finds_each_word_in_the_title_or_the_texts_whatever_its_case() -> None:
    found = [TopicFactory(title="Grow **Straße** seeds"), TopicFactory(title="Roots", benefits="STRASSE of seeds")]
    TopicFactory(title="Seeds", problem="None grow. 100%")

    assert set(Topic.objects.mentioning("seed strasse")) == set(found)
    assert Topic.objects.mentioning("seed").count() == 3
    assert Topic.objects.mentioning("0%").count() == 1
    assert Topic.objects.mentioning("0_%").count() == 0
    assert Topic.objects.mentioning("").count() == 3


def test_family_are_topics_that_carry_each_other_on(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = TopicFactory()
    second, aside = TopicFactory(continues=first), TopicFactory(continues=first)
    third = TopicFactory(continues=second)
    TopicFactory(continues=TopicFactory())

    for topic in (first, aside, third):
        with django_assert_num_queries(1):
            assert set(Topic.objects.family_of(topic)) == {first, second, aside, third}


def test_family_of_a_circle_has_an_end() -> None:
    first = TopicFactory()
    second = TopicFactory(continues=first)
    Topic.objects.filter(pk=first.pk).update(continues=second)

    assert set(Topic.objects.family_of(first)) == {first, second}


def test_most_wanted_first_is_the_order_of_the_tally() -> None:
    event = EventFactory()
    seeds, shoots, leaves = (TopicFactory(event=event, position=position) for position in (1, 2, 3))
    for topic in (leaves, leaves, shoots):
        Vote.objects.create(ballot=BallotFactory(attendee=AttendeeFactory(event=event)), topic=topic)

    assert list(Topic.objects.most_wanted_first()) == [leaves, shoots, seeds]


def test_before_are_topics_of_earlier_events_the_latest_on_top() -> None:
    old, recent, now = (EventFactory(slug=slug) for slug in ("2023-05", "2023-11", "2024-05"))
    of_old, of_recent = TopicFactory(event=old), TopicFactory(event=recent)
    TopicFactory(event=now)

    assert list(Topic.objects.before(now)) == [of_recent, of_old]


def test_a_topic_is_known_by_event_and_slug() -> None:
    topic = TopicFactory(event__slug="2026-12", slug="seeds")

    assert topic.natural_key() == ("2026-12", "seeds")
    assert Topic.objects.get_by_natural_key("2026-12", "seeds") == topic


def test_a_topic_goes_by_emoji_and_title() -> None:
    assert str(TopicFactory.build(emoji="🌱", title="Seeds", event=None)) == "🌱 Seeds"
    assert str(TopicFactory.build(emoji="", title="Seeds", event=None)) == "Seeds"


def test_a_topic_outlives_whoever_proposed_it() -> None:
    topic = TopicFactory(proposed_by=AttendeeFactory())

    topic.proposed_by.delete()

    topic.refresh_from_db()
    assert topic.proposed_by is None
