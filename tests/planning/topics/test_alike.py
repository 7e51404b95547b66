"""The index follows whatever is written, and the question is answered by it."""

import pytest
from django.db import connection

from planning.caching.triggers import watch_tables
from planning.topics.alike import MOST_ASKED, LikenessQuestion, find_alike
from planning.topics.likeness.indexing import fill_likeness_index
from planning.topics.likeness.models import Trait
from planning.topics.models import Topic
from retros.wrapups.models import Link, Report
from tests.factories import EventFactory, LinkFactory, ReportFactory, TopicFactory

pytestmark = pytest.mark.django_db

Row = tuple[str, int, int, str, int, int]


def index() -> list[Row]:
    columns = ("source", "source_id", "topic_id", "trait", "named", "whole")
    return sorted(Trait.objects.values_list(*columns))


def traits_of(topic: Topic) -> set[str]:
    return set(Trait.objects.filter(topic=topic).values_list("trait", flat=True))


def test_a_topic_is_in_the_index_with_its_report_and_links() -> None:
    topic = TopicFactory(title="Audit", problem="Logs.")
    report = ReportFactory(topic=topic, achievements="A sink.")
    LinkFactory(report=report, url="https://github.com/gardener/gardener/pull/7")

    assert traits_of(topic) >= {"audit", "log", "sink", "gardener/gardener#7"}


def test_the_index_follows_each_kind_of_write() -> None:
    topic = TopicFactory(title="Audit")
    topic.title = "Backups"
    topic.save(update_fields=["title", "folded_title", "traits"])
    assert "audit" not in traits_of(topic)

    Topic.objects.bulk_update([topic], ["title", "traits"])
    assert "backup" in traits_of(topic)

    (other,) = Topic.objects.bulk_create([Topic(event=topic.event, slug="bulk", title="Vendoring")])
    assert "vendor" in traits_of(other)

    Topic.objects.filter(pk=other.pk)._raw_delete("default")
    assert traits_of(other) == set()


def test_what_goes_leaves_the_index() -> None:
    report = ReportFactory(achievements="A sink.")
    LinkFactory(report=report, url="https://github.com/gardener/gardener/pull/7")

    Link.objects.all().delete()
    assert "gardener/gardener#7" not in traits_of(report.topic)
    Report.objects.all().delete()
    assert "sink" not in traits_of(report.topic)
    report.topic.event.delete()
    assert not Trait.objects.exists()


def test_the_index_is_filled_with_what_was_written_while_nothing_watched() -> None:
    LinkFactory(report=ReportFactory(topic=TopicFactory(title="Audit"), achievements="A sink."))
    before = index()
    Trait.objects.all().delete()

    fill_likeness_index(connection)

    assert before == index() != []


def test_lost_triggers_come_back_and_the_index_with_them() -> None:
    name = "index_traits_insert_planning_topic"
    on = " ON planning_topic" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    topic = TopicFactory(title="Audit")
    assert traits_of(topic) == set()

    watch_tables(using="default")

    assert "audit" in traits_of(topic)


def test_topics_of_later_events_and_withdrawn_ones_and_the_topic_itself_are_no_answer() -> None:
    topics = [TopicFactory(title="Audit logs", event=EventFactory(slug=f"20{n}-03")) for n in (20, 21, 22, 23)]
    Topic.objects.filter(pk=topics[0].pk).update(withdrawn_at=topics[0].event.voting_opens_at)

    found = find_alike(LikenessQuestion("Audit", before="2023-03"))
    until = find_alike(LikenessQuestion("Audit", until="2022-03", leaving_out=topics[2].pk))

    assert [each.topic for each in found] == [topics[2].pk, topics[1].pk]
    assert [each.topic for each in until] == [topics[1].pk]


def test_a_question_of_any_length_takes_the_same_queries(django_assert_num_queries: object) -> None:
    TopicFactory(title="Audit")
    long = " ".join(f"word{n}x" for n in range(5 * MOST_ASKED))

    for text in ("", long):
        with django_assert_num_queries(4):  # type: ignore[operator]  # pytest-django's
            assert [each.words for each in find_alike(LikenessQuestion("Audit", text))] == [("audit",)]


def test_a_question_without_words_has_no_answer() -> None:
    TopicFactory(title="Audit")

    assert find_alike(LikenessQuestion("🌱")) == []


def test_a_word_of_every_topic_is_not_even_read() -> None:
    event = EventFactory()
    Topic.objects.bulk_create(Topic(event=event, slug=f"t-{n}", title=f"Audit beds{n}x") for n in range(1_100))

    (found,) = find_alike(LikenessQuestion("Audit beds7x"))

    assert found.words == ("beds7x",)
