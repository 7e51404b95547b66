import pytest
from django.test import Client

from planning.events.phases import Phase
from planning.topics.models import Topic, Unrelated
from tests.api import below, visitor
from tests.commands import answer, output
from tests.factories import EventFactory, TopicFactory
from tests.htg.likeness.archive import fill_archive
from tests.pages import attending, organizing, queries_of, words

pytestmark = pytest.mark.django_db

TYPED = {"title": "Audit logs", "emoji": "", "track": "main", "problem": "", "motivation": "", "benefits": ""}


def test_the_form_shows_topics_like_what_is_typed_with_what_came_of_them(client: Client) -> None:
    earlier = fill_archive()
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)
    TopicFactory(event=event, title="Audit log sinks")

    shown = client.post(f"/{event.slug}/topics/alike/", TYPED)

    said = words(shown)
    assert "2 topics are like this one" in said
    assert "Generic Audit Log Extension Hack 05/2001, partly, 1 open end." in said
    assert shown.content.decode().count("Continue this") == 1  # nothing of the same event can be continued
    assert f'"carry_on": "{earlier.pk}"' in shown.content.decode()


def test_choosing_one_fills_the_field(client: Client) -> None:
    earlier = fill_archive()
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    shown = client.post(f"/{event.slug}/topics/alike/", TYPED | {"carry_on": str(earlier.pk)}).content.decode()

    assert 'hx-swap-oob="true"' in shown
    assert f'<option value="{earlier.pk}" selected>' in shown
    assert "You’re continuing this one." in shown


@pytest.mark.parametrize("typed", [{}, {"title": "\x00"}, {"title": "Audit", "carry_on": "x", "topic": "9" * 30}])
def test_nothing_typed_and_nonsense_are_no_error(client: Client, typed: dict[str, str]) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    assert words(client.post(f"/{event.slug}/topics/alike/", typed)).strip() == ""


def test_the_form_asks_for_them_while_somebody_types(client: Client) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    assert f'hx-post="/{event.slug}/topics/alike/"' in client.get(f"/{event.slug}/topics/new/").content.decode()


def test_without_javascript_a_button_looks_for_them_and_keeps_what_was_typed(client: Client) -> None:
    earlier = fill_archive()
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)
    typed = TYPED | {"title": "Generic Audit Log Extension", "problem": "It is lost.", "track": "fast-track"}

    page = client.post(f"/{event.slug}/topics/new/", typed | {"look": ""}).content.decode()

    assert f'name="look" value="{earlier.pk}"' in page
    assert 'value="Generic Audit Log Extension"' in page
    assert "It is lost.</textarea>" in page
    assert '<option value="fast-track" selected>' in page
    assert "Please check this" not in page
    assert not event.topics.exists()


def test_without_javascript_one_is_chosen_with_a_button_and_what_was_typed_stays(client: Client) -> None:
    earlier = fill_archive()
    event = EventFactory(phase=Phase.BRAINSTORM)
    topic = TopicFactory(event=event, title="Old", proposed_by=attending(client, event))

    for address in (f"/{event.slug}/topics/new/", f"{topic.get_absolute_url()}edit/"):
        page = client.post(address, TYPED | {"look": str(earlier.pk)}).content.decode()

        assert f'<option value="{earlier.pk}" selected>' in page
        assert "You’re continuing this one." in page
        assert 'value="Audit logs"' in page
    assert Topic.objects.get(pk=topic.pk).title == "Old"


@pytest.mark.parametrize("typed", [{}, {"title": "Zucchini", "look": "x"}, {"title": "\x00", "look": "9" * 30}])
def test_without_javascript_nonsense_is_no_error(client: Client, typed: dict[str, str]) -> None:
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    assert "No topic is like this one." in words(client.post(f"/{event.slug}/topics/new/", {"look": ""} | typed))


def test_after_sending_the_page_asks_whether_it_carries_one_on_and_takes_the_answer(client: Client) -> None:
    earlier = fill_archive()
    event = EventFactory(phase=Phase.BRAINSTORM)
    attending(client, event)

    sent = client.post(f"/{event.slug}/topics/new/", TYPED, follow=True)
    client.post(f"{sent.request['PATH_INFO']}continue/", {"earlier": "2001-05/audit"})

    assert "Does it carry on this topic?" in words(sent)
    assert Topic.objects.get(event=event).continues == earlier
    assert "Does it carry on" not in words(client.get(sent.request["PATH_INFO"]))


def test_nobody_else_is_asked_or_may_answer(client: Client) -> None:
    fill_archive()
    topic = TopicFactory(title="Audit logs", event=EventFactory(phase=Phase.BRAINSTORM))
    attending(client, topic.event)

    assert "Does it carry on" not in words(client.get(topic.get_absolute_url()))
    assert client.post(f"{topic.get_absolute_url()}continue/", {"earlier": "2001-05/audit"}).status_code == 403


def test_organizers_see_pairs_with_both_texts_and_confirm_them(client: Client) -> None:
    earlier = fill_archive()
    topic = TopicFactory(title="Audit logs", problem="They vanish.", event=EventFactory(phase=Phase.CLOSED))
    organizing(client, topic.event)

    shown = words(client.get(f"/{topic.event.slug}/lineage/"))
    client.post(f"/{topic.event.slug}/lineage/", {"topic": topic.slug, "earlier": "2001-05/audit", "answer": "yes"})

    topic.refresh_from_db()
    assert "They vanish." in shown
    assert "Logs are lost." in shown
    assert topic.continues == earlier
    assert "No topic seems to carry on an earlier one." in words(client.get(f"/{topic.event.slug}/lineage/"))


def test_no_is_remembered_with_who_said_so(client: Client) -> None:
    earlier = fill_archive()
    topic = TopicFactory(title="Audit logs")
    organizer = organizing(client, topic.event)
    pair = {"topic": topic.slug, "earlier": "2001-05/audit", "answer": "no"}

    for _ in range(2):
        client.post(f"/{topic.event.slug}/lineage/", pair)

    said = Unrelated.objects.get()
    assert (said.topic, said.earlier, said.said_by) == (topic, earlier, organizer.user)
    assert "No topic seems" in words(client.get(f"/{topic.event.slug}/lineage/"))
    assert answer("propose_lineage", topic.event.slug, "--json") == []


def test_a_pair_the_wrong_way_round_is_refused(client: Client) -> None:
    earlier = fill_archive()
    topic = TopicFactory(event=earlier.event)
    organizing(client, topic.event)

    for said in ("yes", "no"):
        pair = {"topic": topic.slug, "earlier": "2001-05/audit", "answer": said}
        shown = client.post(f"/{topic.event.slug}/lineage/", pair, follow=True)
        assert "is not from an earlier event" in words(shown)
    assert not Unrelated.objects.exists()


def test_command_and_api_propose_the_same() -> None:
    fill_archive()
    topic = TopicFactory(title="Audit logs")
    boss = organizing(Client(), topic.event)

    (proposed,) = answer("propose_lineage", topic.event.slug, "--json")
    (told,) = visitor(boss).get(below(topic.event, "lineage/")).json()

    assert proposed == told
    assert (proposed["topic"], proposed["earlier"]["slug"], proposed["earlier"]["likely"]) == (
        topic.slug,
        "audit",
        True,
    )
    assert "2001-05  🌱 Generic Audit Log Extension" in output("propose_lineage", topic.event.slug)


def test_api_takes_the_answer_from_organizers_alone(client: Client) -> None:
    earlier = fill_archive()
    topic = TopicFactory(title="Audit logs", event=EventFactory(phase=Phase.CLOSED))
    said = {"topic": topic.slug, "earlier": {"event": "2001-05", "topic": "audit"}, "continues": True}
    path = below(topic.event, "lineage/")

    assert visitor(attending(client, topic.event)).post(path, said, format="json").status_code == 403
    assert visitor(organizing(client, topic.event)).post(path, said, format="json").status_code == 204
    topic.refresh_from_db()
    assert topic.continues == earlier


def test_the_page_costs_the_same_queries_for_3_pairs_and_for_30(client: Client) -> None:
    event, earlier = EventFactory(), fill_archive().event
    organizing(client, event)
    counts = []
    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            TopicFactory(event=earlier, title=f"Bed{number}x hose{number}x")
            TopicFactory(event=event, title=f"Bed{number}x hose{number}x")
        counts.append(len(queries_of(client, f"/{event.slug}/lineage/")))

    assert counts[0] == counts[1]
    assert client.get(f"/{event.slug}/lineage/").content.decode().count('value="yes"') == 30


def test_topics_beyond_the_first_page_are_asked_about_too(client: Client) -> None:
    fill_archive()
    event = EventFactory()
    TopicFactory.create_batch(50, event=event)
    topic = TopicFactory(event=event, title="Audit logs")
    organizing(client, event)

    first, second = (words(client.get(f"/{event.slug}/lineage/?page={page}")) for page in (1, 2))

    assert "No topic on this page seems to carry on an earlier one." in first
    assert "Audit logs" in second
    assert [told["topic"] for told in answer("propose_lineage", event.slug, "--json")] == [topic.slug]


def test_api_names_the_page_with_the_topics_that_follow(client: Client) -> None:
    fill_archive()
    event = EventFactory()
    TopicFactory.create_batch(50, event=event)
    topic = TopicFactory(event=event, title="Audit logs")
    api, path = visitor(organizing(client, event)), below(event, "lineage/")

    first, second = api.get(path), api.get(path, {"page": "2"})

    assert (first.json(), first["Link"]) == ([], f'<http://testserver{path}?page=2>; rel="next"')
    assert [told["topic"] for told in second.json()] == [topic.slug]
    assert second["Link"] == f'<http://testserver{path}>; rel="previous"'
    assert api.get(path, {"page": "3"}).status_code == 404


def test_an_answer_about_a_topic_that_cannot_be_is_refused(client: Client) -> None:
    topic = TopicFactory()
    organizing(client, topic.event)

    for earlier in ("", "2001-05/\0", "\0/audit", "2001-05/audit/logs"):
        pair = {"topic": topic.slug, "earlier": earlier, "answer": "no"}
        assert client.post(f"/{topic.event.slug}/lineage/", pair).status_code == 404
