import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.finding.indexing import MANY, NEWEST, fill_search_index, keys_with_words
from planning.topics.comments import edit_comment, take_down
from planning.topics.models import Topic
from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from tests.api import visitor, wrong_fields
from tests.factories import (
    AttendeeFactory,
    CommentFactory,
    EventFactory,
    NextStepFactory,
    PastEventFactory,
    ReportFactory,
    TopicFactory,
    UserFactory,
    WrapUpFactory,
)
from tests.pages import queries_of, words

pytestmark = pytest.mark.django_db


def found(asked: str, **also: str) -> dict[str, int]:
    return {group["kind"]: group["number"] for group in visitor().get("/api/v1/search/", {"q": asked, **also}).json()}


def test_everything_is_found_in_its_group() -> None:
    topic = TopicFactory(title="Etcd", event=PastEventFactory(introduction="We lost etcd."))
    ReportFactory(topic=topic, achievements="The etcd is back.")
    NextStepFactory(topic=topic, text="Back up etcd.")
    CommentFactory(topic=topic, text="Etcd!")

    assert found("etcd") == {"topics": 1, "reports": 1, "next-steps": 1, "comments": 1, "events": 1}
    assert found("etcd", only="reports") == {"topics": 1, "reports": 1, "next-steps": 1, "comments": 1, "events": 1}
    assert found("nothing") == {}


def test_what_a_visitor_may_not_see_is_not_found() -> None:
    """A draft of a wrap-up, and who is there or owns a step."""
    event = EventFactory(phase=Phase.WRAP_UP)
    WrapUpFactory(event=event, introduction="Zucchini in a draft.", published_on=None)
    NextStepFactory(topic__event=event, owner=AttendeeFactory(event=event, name="Zucchini Zoe"))

    assert found("zucchini") == {}


@pytest.mark.parametrize(
    "asked",
    ["gardener-node-agent", "node-agent", "AGENT", "agen", "zürich", "ZURICH", "resource", "managedres", "zur agent"],
)
def test_words_are_found_by_their_beginnings_parts_and_whatever_their_letters(asked: str) -> None:
    TopicFactory(title="The `gardener-node-agent` of Zürich", problem="It writes a ManagedResource.")
    TopicFactory(title="Another")

    assert found(asked) == {"topics": 1}


@pytest.mark.parametrize("asked", ["gent", "agent nothing", "a", "%", "'", '"', "*", "etcd' | 'x", "NEAR(a b)", "\x00"])
def test_what_is_not_there_is_not_found_and_nothing_typed_is_an_error(client: Client, asked: str) -> None:
    TopicFactory(title="The gardener-node-agent")

    assert client.get("/search/", {"q": asked}).status_code == 200
    assert "gardener-node-agent" not in words(client.get("/search/", {"q": asked}))


def test_a_letter_that_is_a_space_and_a_mark_is_no_word() -> None:
    TopicFactory(problem="\ufe70 grows")

    assert found("\ufe70 grows") == {"topics": 1}


def test_the_words_are_marked_in_the_sentence_around_them(client: Client) -> None:
    TopicFactory(title="Lose no **etcd**", problem="All is well. When `etcd` is lost, people wait.")

    page = client.get("/search/", {"q": "etcd"}).content.decode()

    assert "Lose no <mark>etcd</mark>" in page
    assert "When <mark>etcd</mark> is lost, people wait." in page
    assert "All is well" not in page


def test_topics_that_are_called_so_come_first(client: Client) -> None:
    TopicFactory(title="Etcd", event=PastEventFactory(slug="2001-01"))
    TopicFactory(title="Later", problem="About etcd.", event=PastEventFactory(slug="2002-01"))

    said = words(client.get("/search/", {"q": "etcd"}))

    assert said.index("Etcd") < said.index("Later")


def test_one_kind_is_shown_in_pages_that_end(client: Client) -> None:
    topic = TopicFactory()
    for number in range(1, 26):
        NextStepFactory(topic=topic, number=number, text=f"Etcd {number}.")

    every = client.get("/search/", {"q": "etcd"}).content.decode()
    second = words(client.get("/search/", {"q": "etcd", "in": "next-steps", "page": "2"}))

    assert every.count('<a class="row"') == 5
    assert "All 25" in every
    assert "21 to 25 of 25" in second
    assert "This list has ended." in words(client.get("/search/", {"q": "etcd", "in": "next-steps", "page": "9"}))
    assert client.get("/search/", {"q": "etcd", "in": "nonsense", "page": "x"}).status_code == 200


def test_of_very_many_rows_with_the_words_the_newest_are_found() -> None:
    """On PostgreSQL another way than of few: `x` has to be a whole word there, too, and `se` the beginning of one."""
    topic = TopicFactory()
    texts = ["x: sow the seeds" if number % 2 else "xylem of seeds" for number in range(2 * (MANY + 1))]
    steps = NextStep.objects.bulk_create(
        NextStep(topic=topic, number=number, text=text) for number, text in enumerate(texts)
    )

    keys = keys_with_words(NextStep, ("x", "se"), connection)

    assert keys == [step.pk for step in reversed(steps) if step.number % 2][:NEWEST]
    assert keys_with_words(NextStep, ("x", "eeds"), connection) == []


def test_the_index_follows_each_kind_of_write() -> None:
    step = NextStepFactory(text="Water.")
    assert found("water") == {"next-steps": 1}

    step.text = "Weed."
    step.save()
    assert (found("water"), found("weed")) == ({}, {"next-steps": 1})

    NextStep.objects.bulk_create([NextStep(topic=step.topic, number=2_000, text="Rake.")])
    assert found("rake") == {"next-steps": 1}

    NextStep.objects.filter(text="Rake.")._raw_delete("default")
    step.topic.delete()
    assert (found("rake"), found("weed")) == ({}, {})


def test_the_index_is_filled_with_what_was_written_while_nothing_watched() -> None:
    ReportFactory(achievements="Rake.")
    for app in ("planning", "retros"):
        fill_search_index(app, connection)

    assert found("rake") == {"reports": 1}
    Report.objects.all().delete()
    assert found("rake") == {}


def test_the_page_costs_the_same_queries_for_3_rows_and_for_30(client: Client) -> None:
    event = EventFactory(name="Etcd")
    counts = []
    for number in (3, 27):
        for topic in TopicFactory.create_batch(number, event=event, title="Etcd"):
            NextStepFactory(topic=topic, text="Etcd.")
            CommentFactory(topic=topic, text="Etcd.")
            ReportFactory(topic=topic, achievements="Etcd.")
        counts.append(len(queries_of(client, "/search/?q=etcd")))

    assert counts[0] == counts[1] == 10
    assert Topic.objects.count() == 30


def test_the_field_of_every_page_leads_there(client: Client) -> None:
    assert '<form class="search" action="/search/">' in client.get("/").content.decode()


def test_api_says_what_is_wrong() -> None:
    assert wrong_fields(visitor().get("/api/v1/search/", {"only": "people"})) == {"q", "only"}


def test_comments_are_found_by_what_they_say_now_and_no_longer_once_they_are_taken_down() -> None:
    comment = CommentFactory(text="Zucchini.", topic=TopicFactory(title="Seeds"))

    edit_comment(comment, "Pumpkin.", now=timezone.now())
    assert (found("zucchini"), found("pumpkin")) == ({}, {"comments": 1})

    take_down(comment, "Off topic.", by=UserFactory(), now=timezone.now())
    assert (found("zucchini"), found("pumpkin")) == ({}, {})
