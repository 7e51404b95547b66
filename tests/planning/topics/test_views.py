import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.topics.models import Comment, Topic
from planning.voting.models import Vote
from tests.factories import (
    AttendeeFactory,
    BallotFactory,
    CommentFactory,
    EventFactory,
    OrganizerFactory,
    PastEventFactory,
    TeamFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Grow seeds",
    "emoji": "🌱",
    "track": "main",
    "problem": "None grow.",
    "motivation": "",
    "benefits": "",
}


def words(response: HttpResponse) -> str:
    """What the page says, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def titles(response: HttpResponse) -> list[str]:
    return re.findall(r'card-title"><a href="[^"]+">([^<]+)</a>', response.content.decode())


def attending(client: Client, event: Event) -> Attendee:
    attendee: Attendee = AttendeeFactory(event=event)
    client.force_login(attendee.user)
    return attendee


# --- The board ---


def test_topics_are_shown_to_anyone_in_the_order_they_were_proposed(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    TopicFactory(event=event, title="Shoots", position=2)
    TopicFactory(event=event, title="Seeds", position=1)

    response = client.get(f"/{event.slug}/topics/")

    assert titles(response) == ["Seeds", "Shoots"]
    assert "Propose a topic" not in words(response)


def test_topics_of_an_unknown_event_are_not_found(client: Client) -> None:
    assert client.get("/1999-01/topics/").status_code == 404


def test_topics_without_any_say_so(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    assert "No topics yet." in words(client.get(f"/{event.slug}/topics/"))


def test_topics_name_people_to_those_who_have_a_seat(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    TopicFactory(event=event, proposed_by=AttendeeFactory(event=event, name="Ada Sprout"))
    before = words(client.get(f"/{event.slug}/topics/"))

    attending(client, event)

    assert "Ada Sprout" not in before
    assert "Ada Sprout" in words(client.get(f"/{event.slug}/topics/"))


@pytest.mark.parametrize(("phase", "is_open"), [(Phase.BRAINSTORM, True), (Phase.HACKING, True), (Phase.REVIEW, False)])
def test_topics_can_be_proposed_until_the_week_ends(client: Client, phase: Phase, *, is_open: bool) -> None:
    event = EventFactory(phase=phase)
    attending(client, event)

    assert ("Propose a topic" in words(client.get(f"/{event.slug}/topics/"))) is is_open


def test_topics_cannot_be_proposed_from_the_waiting_list(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(AttendeeFactory(event=event, waiting_since=timezone.now()).user)

    assert "Propose a topic" not in words(client.get(f"/{event.slug}/topics/"))


def test_topics_can_be_filtered_by_track(client: Client) -> None:
    event = EventFactory()
    TopicFactory(event=event, title="Seeds")
    TopicFactory(event=event, title="Weeds", track=Topic.Track.FAST_TRACK)

    assert titles(client.get(f"/{event.slug}/topics/?track=fast-track")) == ["Weeds"]
    assert "No topics on this track." in words(client.get(f"/{event.slug}/topics/?track=nonsense"))


def test_topics_that_were_withdrawn_are_folded_away(client: Client) -> None:
    event = EventFactory()
    TopicFactory(event=event, title="Weeds", withdrawn_at=timezone.now())

    page = client.get(f"/{event.slug}/topics/").content.decode()

    assert "1 withdrawn topic" in page
    assert page.index("<details>") < page.index("Weeds")


def vote_for(topic: Topic, number: int) -> None:
    for _ in range(number):
        ballot = BallotFactory(attendee=AttendeeFactory(event=topic.event))
        Vote.objects.create(ballot=ballot, topic=topic)


def test_topics_keep_their_votes_secret_while_voting_is_open(client: Client) -> None:
    event = EventFactory(phase=Phase.VOTING)
    seeds, shoots = TopicFactory(event=event, position=1), TopicFactory(event=event, position=2)
    vote_for(shoots, 2)

    response = client.get(f"/{event.slug}/topics/")

    assert titles(response) == [seeds.title, shoots.title]
    assert "2 votes" not in words(response)


def test_topics_are_in_the_order_of_the_tally_once_voting_is_closed(client: Client) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    seeds, shoots, leaves = (TopicFactory(event=event, position=position) for position in (1, 2, 3))
    vote_for(shoots, 2)

    response = client.get(f"/{event.slug}/topics/")

    assert titles(response) == [shoots.title, seeds.title, leaves.title]
    assert "2 votes" in words(response)


def test_topics_can_be_put_back_into_the_order_of_proposal(client: Client) -> None:
    event = EventFactory(phase=Phase.TEAM_FORMATION)
    seeds, shoots = TopicFactory(event=event, position=1), TopicFactory(event=event, position=2)
    vote_for(shoots, 2)

    assert titles(client.get(f"/{event.slug}/topics/?order=proposal")) == [seeds.title, shoots.title]


def full_topic(event: Event) -> Topic:
    topic: Topic = TopicFactory(
        event=event, continues=TopicFactory(event=PastEventFactory()), proposed_by=AttendeeFactory(event=event)
    )
    CommentFactory(topic=topic)
    return topic


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_topics_take_as_many_queries_for_thirty_as_for_three(client: Client) -> None:
    few, many = EventFactory(phase=Phase.TEAM_FORMATION), EventFactory(phase=Phase.TEAM_FORMATION)
    for event, number in ((few, 3), (many, 30)):
        first, *_ = [full_topic(event) for _ in range(number)]
        vote_for(first, 2)
    client.force_login(UserFactory())

    assert queries_of(client, f"/{few.slug}/topics/") == queries_of(client, f"/{many.slug}/topics/") <= 6


# --- Proposing ---


def test_topic_new_asks_visitors_to_sign_in(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)

    response = client.get(f"/{event.slug}/topics/new/")

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next=/{event.slug}/topics/new/"


def test_topic_new_is_not_found_by_outsiders(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.force_login(UserFactory())

    assert client.get(f"/{event.slug}/topics/new/").status_code == 404
    assert client.post(f"/{event.slug}/topics/new/", TYPED).status_code == 404
    assert not Topic.objects.exists()


def test_topic_new_puts_the_topic_on_the_board(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attendee = attending(client, event)

    response = client.post(f"/{event.slug}/topics/new/", TYPED, follow=True)

    topic = Topic.objects.get()
    assert (topic.title, topic.proposed_by) == ("Grow seeds", attendee)
    assert response.redirect_chain == [(f"/{event.slug}/topics/grow-seeds/", 302)]
    assert "Your topic is on the board." in words(response)


def test_topic_new_keeps_what_was_typed_when_something_is_wrong(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    response = client.post(f"/{event.slug}/topics/new/", {**TYPED, "title": ""})

    assert "None grow." in response.content.decode()
    assert "This field is required." in words(response)
    assert not Topic.objects.exists()


def test_topic_new_says_why_the_event_takes_no_more_topics_and_keeps_what_was_typed(client: Client) -> None:
    event = EventFactory(phase=Phase.REVIEW)
    attending(client, event)

    response = client.post(f"/{event.slug}/topics/new/", TYPED)

    assert "takes no more topics. Keep this one for the next event." in words(response)
    assert "None grow." in response.content.decode()
    assert not Topic.objects.exists()


def test_topic_new_keeps_what_was_typed_by_someone_whose_session_ended(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attendee = AttendeeFactory(event=event)

    lost = client.post(f"/{event.slug}/topics/new/", TYPED)
    client.force_login(attendee.user)
    found = client.get(f"/{event.slug}/topics/new/")

    assert lost["Location"] == f"/accounts/login/?next=/{event.slug}/topics/new/"
    assert not Topic.objects.exists()
    assert "It is not sent yet." in words(found)
    assert "None grow." in found.content.decode()


def test_topic_new_forgets_what_was_kept_once_it_is_sent(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    client.post(f"/{event.slug}/topics/new/", TYPED)
    attending(client, event)

    client.post(f"/{event.slug}/topics/new/", TYPED)

    assert "None grow." not in client.get(f"/{event.slug}/topics/new/").content.decode()


# --- Editing and withdrawing ---


def test_topic_edit_is_for_whoever_proposed_it(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    topic = TopicFactory(event=event, proposed_by=attending(client, event), slug="seeds")

    response = client.post(f"/{event.slug}/topics/seeds/edit/", TYPED)

    topic.refresh_from_db()
    assert response["Location"] == f"/{event.slug}/topics/seeds/"
    assert (topic.title, topic.problem) == ("Grow seeds", "None grow.")


def test_topic_edit_shows_what_is_written(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    TopicFactory(event=event, proposed_by=attending(client, event), slug="seeds", problem="Weeds everywhere.")

    assert "Weeds everywhere." in client.get(f"/{event.slug}/topics/seeds/edit/").content.decode()


def test_topic_edit_is_for_organizers(client: Client) -> None:
    topic = TopicFactory()
    client.force_login(OrganizerFactory(event=topic.event).user)

    assert client.get(f"{topic.get_absolute_url()}edit/").status_code == 200


@pytest.mark.parametrize("page", ["edit", "withdraw"])
def test_topic_is_changed_by_nobody_else(client: Client, page: str) -> None:
    topic = TopicFactory()
    path = f"{topic.get_absolute_url()}{page}/"

    anonymous = client.post(path, TYPED)
    client.force_login(UserFactory())
    outsider = client.post(path, TYPED)
    attending(client, topic.event)
    attendee = client.post(path, TYPED)

    assert (anonymous.status_code, outsider.status_code, attendee.status_code) == (302, 404, 403)
    topic.refresh_from_db()
    assert (topic.title == TYPED["title"], topic.is_withdrawn) == (False, False)


def test_topic_edit_keeps_what_was_typed_when_something_is_wrong(client: Client) -> None:
    topic = TopicFactory(title="Weeds")
    client.force_login(OrganizerFactory(event=topic.event).user)

    response = client.post(f"{topic.get_absolute_url()}edit/", {**TYPED, "emoji": "seed"})

    assert "Put one emoji here" in words(response)
    assert "Grow seeds" in response.content.decode()
    topic.refresh_from_db()
    assert topic.title == "Weeds"


def test_topic_withdraw_asks_before_it_acts(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.BRAINSTORM))
    client.force_login(OrganizerFactory(event=topic.event).user)
    path = f"{topic.get_absolute_url()}withdraw/"

    asked = client.get(path)
    withdrawn_by_asking = Topic.objects.get().is_withdrawn
    client.post(path)

    assert "Its page stays, with its comments." in words(asked)
    assert not withdrawn_by_asking
    assert Topic.objects.get().is_withdrawn


def test_topic_withdraw_says_why_it_is_too_late(client: Client) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.HACKING))
    client.force_login(OrganizerFactory(event=topic.event).user)

    response = client.post(f"{topic.get_absolute_url()}withdraw/")

    assert "The week has begun." in words(response)
    assert not Topic.objects.get().is_withdrawn


# --- A topic ---


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

    assert queries_of(client, few.get_absolute_url()) == queries_of(client, many.get_absolute_url()) <= 6


# --- Comments ---


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


@pytest.mark.parametrize("page", ["", "new/", "seeds/", "seeds/edit/", "seeds/withdraw/", "seeds/comment/"])
def test_looking_at_topics_writes_nothing(client: Client, page: str) -> None:
    topic = TopicFactory(event=EventFactory(phase=Phase.BRAINSTORM), slug="seeds")
    client.force_login(OrganizerFactory(event=topic.event).user)

    with CaptureQueriesContext(connection) as queries:
        client.get(f"/{topic.event.slug}/topics/{page}")

    assert not [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]
