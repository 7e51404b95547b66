import re

import pytest
from django.test import Client

from planning.events.models import Event
from planning.events.phases import Phase
from planning.topics.models import Comment, Topic
from tests.factories import (
    AttendeeFactory,
    CommentFactory,
    EventFactory,
    PastEventFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
)
from tests.pages import attending, queries_of, words

pytestmark = pytest.mark.django_db


def full_topic(event: Event) -> Topic:
    topic: Topic = TopicFactory(
        event=event, continues=TopicFactory(event=PastEventFactory()), proposed_by=AttendeeFactory(event=event)
    )
    CommentFactory(topic=topic)
    return topic


def test_topic_is_shown_to_anyone(client: Client) -> None:
    topic = TopicFactory(
        title="Grow `seeds`",
        problem="None **grow**.",
        motivation="We are hungry.",
        benefits="🥕 carrots\n\n🥬 lettuce",
    )

    page = client.get(topic.get_absolute_url()).content.decode()

    assert "<h1>Grow <code>seeds</code></h1>" in page
    assert "<strong>grow</strong>" in page
    assert "<li>🥕 carrots</li><li>🥬 lettuce</li>" in page


def test_topic_that_is_unknown_is_not_found(client: Client) -> None:
    assert client.get(f"/{EventFactory().slug}/topics/nonsense/").status_code == 404


def test_topic_shows_nothing_that_could_run(client: Client) -> None:
    topic = TopicFactory(title="<script>alert(1)</script>", problem="<img src=x onerror=alert(1)>")

    page = client.get(topic.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img" not in page


def test_topic_links_the_earlier_and_the_later_topics(client: Client) -> None:
    first = TopicFactory(event=PastEventFactory(slug="2022-09"), title="Seeds")
    second = TopicFactory(event=PastEventFactory(slug="2023-05"), title="Shoots", continues=first)
    third = TopicFactory(event=PastEventFactory(slug="2023-11"), title="Leaves", continues=second)

    response = client.get(second.get_absolute_url())

    page = response.content.decode()
    assert page.count("<circle") == 3
    assert f'<a href="{first.get_absolute_url()}">' in page
    assert f'<a href="{third.get_absolute_url()}">' in page
    assert "Leaves (2023-11) continues Shoots (2023-05)." in words(response)


def test_topic_without_relatives_draws_no_lineage(client: Client) -> None:
    assert "<circle" not in client.get(TopicFactory().get_absolute_url()).content.decode()


@pytest.mark.parametrize(("phase", "buttons"), [(Phase.BRAINSTORM, {"Edit", "Withdraw"}), (Phase.HACKING, {"Edit"})])
def test_topic_offers_its_owner_what_the_phase_allows(client: Client, phase: Phase, buttons: set[str]) -> None:
    event = EventFactory(phase=phase)
    topic = TopicFactory(event=event, proposed_by=attending(client, event))

    page = client.get(topic.get_absolute_url()).content.decode()

    assert set(re.findall(r">(Edit|Withdraw)</a>", page)) == buttons


def test_topic_offers_others_no_change(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.BRAINSTORM))
    attending(client, topic.event)

    assert not re.search(r">(Edit|Withdraw)</a>", client.get(topic.get_absolute_url()).content.decode())


def test_topic_leads_its_attendees_to_its_team(client: Client) -> None:
    team = TeamFactory()
    path = team.topic.get_absolute_url()
    before = client.get(path).content.decode()

    attending(client, team.topic.event)

    assert team.get_absolute_url() not in before
    assert team.get_absolute_url() in client.get(path).content.decode()


def test_topic_takes_as_many_queries_for_thirty_comments_and_relatives_as_for_three(client: Client) -> None:
    few, many = full_topic(EventFactory()), full_topic(EventFactory())
    CommentFactory.create_batch(29, topic=many)
    for _ in range(29):
        TopicFactory(event=EventFactory(), continues=many)

    assert len(queries_of(client, few.get_absolute_url())) == len(queries_of(client, many.get_absolute_url())) <= 6


def test_comment_is_written_below_the_topic(client: Client) -> None:
    topic = TopicFactory()
    attendee = attending(client, topic.event)

    response = client.post(f"{topic.get_absolute_url()}comment/", {"text": "Count me in."}, follow=True)

    comment = Comment.objects.get()
    assert (comment.author, comment.topic, comment.text) == (attendee, topic, "Count me in.")
    assert response.redirect_chain == [(f"{topic.get_absolute_url()}#comments", 302)]
    assert f"{attendee.name} " in words(response)


def test_comment_by_htmx_answers_the_comments_alone(client: Client) -> None:
    topic = TopicFactory()
    attending(client, topic.event)

    response = client.post(f"{topic.get_absolute_url()}comment/", {"text": "Me too."}, headers={"HX-Request": "true"})

    page = response.content.decode().strip()
    assert page.startswith('<section class="stack" id="comments"')
    assert page.endswith("</section>")
    assert page.count("Me too.") == 1  # below the topic, and no longer in the form


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_comment_without_words_is_not_written(client: Client, headers: dict[str, str]) -> None:
    topic = TopicFactory()
    attending(client, topic.event)

    response = client.post(f"{topic.get_absolute_url()}comment/", {"text": " "}, headers=headers)

    assert "This field is required." in words(response)
    assert not Comment.objects.exists()


def test_comment_that_is_too_long_is_kept_in_the_form(client: Client) -> None:
    topic = TopicFactory()
    attending(client, topic.event)

    response = client.post(f"{topic.get_absolute_url()}comment/", {"text": "word " * 1001})

    assert "at most 5000 characters" in words(response)
    assert "word word word" in response.content.decode()


def test_comment_is_not_for_outsiders(client: Client) -> None:
    topic = TopicFactory()
    client.force_login(UserFactory())

    assert client.post(f"{topic.get_absolute_url()}comment/", {"text": "Hello"}).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize(("headers", "header"), [({}, "Location"), ({"HX-Request": "true"}, "HX-Redirect")])
def test_comment_of_someone_whose_session_ended_is_kept(client: Client, headers: dict[str, str], header: str) -> None:
    topic = TopicFactory()
    path = f"{topic.get_absolute_url()}comment/"
    attendee = AttendeeFactory(event=topic.event)

    lost = client.post(path, {"text": "Count me in."}, headers=headers)
    client.force_login(attendee.user)
    found = client.get(path, follow=True)

    assert lost[header] == f"/accounts/login/?next={path}"
    assert not Comment.objects.exists()
    assert "Count me in." in found.content.decode()


def test_comments_hide_their_authors_from_visitors(client: Client) -> None:
    comment = CommentFactory()

    response = client.get(comment.topic.get_absolute_url())

    assert comment.author.name not in words(response)
    assert "An attendee" in words(response)
    assert "<textarea" not in response.content.decode()
