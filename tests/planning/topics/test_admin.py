import pytest
from django.test import Client
from django.utils import timezone

from planning.events.phases import Phase
from planning.topics.models import Comment, Topic
from planning.voting.models import Vote
from tests.admin_pages import act, address, confirm_import, export, preview_import, refusals, sign_in, staff
from tests.factories import AttendeeFactory, BallotFactory, CommentFactory, EventFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("phase", "shown"), [(Phase.VOTING, "secret"), (Phase.TEAM_FORMATION, "1")])
def test_votes_are_shown_once_voting_is_closed(phase: Phase, shown: str, admin_client: Client) -> None:
    topic = TopicFactory(event__phase=phase)
    Vote.objects.create(topic=topic, ballot=BallotFactory(attendee__event=topic.event))

    page = admin_client.get(address(Topic, "changelist")).content.decode()

    assert f'<td class="field-votes">{shown}</td>' in page


def test_a_vote_cannot_be_traced_by_filtering(admin_client: Client) -> None:
    assert admin_client.get(address(Topic, "changelist"), {"votes": "1"}).status_code == 400


def test_comments_are_shown_with_their_topic(admin_client: Client) -> None:
    comment = CommentFactory(text="Count me in.")

    page = admin_client.get(address(Topic, "change", comment.topic.pk)).content.decode()

    assert "Count me in." in page


def test_topics_are_withdrawn_where_the_rule_allows_it(admin_client: Client) -> None:
    seeds = TopicFactory(title="Seeds", event__phase=Phase.VOTING)
    shoots = TopicFactory(title="Shoots", event__phase=Phase.HACKING)

    messages = act(admin_client, "withdraw_topics", [seeds, shoots])

    assert messages == [
        "🌱 Shoots: Voting is over. Say in the topic's report that it was decided against.",
        "🌱 Seeds: withdrawn.",
    ]
    assert [topic.title for topic in Topic.objects.standing()] == ["Shoots"]
    assert seeds.history.latest().history_user.email == "admin@example.com"


def test_topics_are_brought_back_where_the_rule_allows_it(admin_client: Client) -> None:
    seeds = TopicFactory(title="Seeds", event__phase=Phase.VOTING, withdrawn_at=timezone.now())
    shoots = TopicFactory(title="Shoots", event__phase=Phase.HACKING, withdrawn_at=timezone.now())

    messages = act(admin_client, "bring_back_topics", [seeds, shoots])

    assert messages == [
        "🌱 Shoots: Voting is over, so it stays withdrawn. Propose it again for the next event.",
        "🌱 Seeds: back on the board.",
    ]
    assert list(Topic.objects.standing()) == [seeds]


def test_staff_who_may_only_read_cannot_withdraw() -> None:
    topic = TopicFactory(event__phase=Phase.VOTING)

    act(sign_in(staff("view_topic")), "withdraw_topics", [topic])

    assert Topic.objects.standing().count() == 1


def test_topics_come_back_from_a_table_unchanged(admin_client: Client) -> None:
    earlier = TopicFactory(event__slug="2023-05", title="=1+1", problem="- as a list\r\n- from a browser")
    proposer = AttendeeFactory(event__slug="2023-11", github="ada")
    TopicFactory(event=proposer.event, continues=earlier, proposed_by=proposer, proposed_at=timezone.now())
    TopicFactory(event=proposer.event, proposed_by=AttendeeFactory(event=proposer.event, name="Grace"))

    preview = preview_import(admin_client, Topic, export(admin_client, Topic))
    assert "This table changes nothing." in preview.content.decode()
    messages = confirm_import(admin_client, Topic, preview)

    assert messages == ["Import finished: 0 new, 0 changed, 3 unchanged."]
    assert Topic.history.count() == 3


def test_topics_can_be_put_into_an_empty_site_from_their_table(admin_client: Client) -> None:
    earlier = TopicFactory(event__slug="2023-05", slug="node-agent")
    TopicFactory(event__slug="2023-11", slug="node-agent", continues=earlier)
    table = export(admin_client, Topic)
    Topic.objects.all().delete()

    confirm_import(admin_client, Topic, preview_import(admin_client, Topic, table))

    later = Topic.objects.get(event__slug="2023-11")
    assert later.continues == Topic.objects.get(event__slug="2023-05")


def test_an_import_is_kept_in_the_history(admin_client: Client) -> None:
    topic = TopicFactory(event__slug="2026-12", slug="seeds")
    preview = preview_import(admin_client, Topic, "event,slug,title\n2026-12,seeds,Better seeds\n")

    confirm_import(admin_client, Topic, preview)

    change = topic.history.latest()
    assert (change.title, change.history_change_reason) == ("Better seeds", "Imported from table.csv")
    assert change.history_user.email == "admin@example.com"


def test_the_preview_marks_what_changes(admin_client: Client) -> None:
    TopicFactory(event__slug="2026-12", slug="seeds", title="<Seeds>")

    page = preview_import(admin_client, Topic, "event,slug,title\n2026-12,seeds,Better seeds\n").content.decode()

    assert "<del>&lt;Seeds&gt;</del> <ins>Better seeds</ins>" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-12,shoots,Shoots,main,2023-05/none", "Row 2: continues: There is no topic “2023-05/none”."),
        ("2026-12,shoots,Shoots,main,none", "Row 2: continues: There is no topic “none”."),
        ("2026-12,shoots,,main,", "Row 2: title: This field cannot be blank."),
        ("2026-12,shoots,Shoots,side,", "Row 2: track: Value &#x27;side&#x27; is not a valid choice."),
    ],
)
def test_a_bad_row_is_named_with_its_reason_and_keeps_out_the_good_ones(
    row: str, reason: str, admin_client: Client
) -> None:
    EventFactory(slug="2026-12")
    table = f"event,slug,title,track,continues\n2026-12,seeds,Seeds,main,\n{row}\n"

    preview = preview_import(admin_client, Topic, table)

    assert refusals(preview) == [reason]
    assert not Topic.objects.exists()


def test_a_table_lets_no_topic_carry_on_a_later_one(admin_client: Client) -> None:
    TopicFactory(event__slug="2023-05", slug="seeds")
    TopicFactory(event__slug="2023-11", slug="seeds", title="Seeds again")
    table = "event,slug,title,continues\n2023-05,seeds,Seeds,2023-11/seeds\n"

    preview = preview_import(admin_client, Topic, table)

    assert refusals(preview) == [
        "Row 1: continues: “🌱 Seeds again” is not from an earlier event, so it cannot be continued here."
    ]


def test_comments_are_taken_down_for_a_reason_and_otherwise_only_read(admin_client: Client) -> None:
    comment = CommentFactory(text="Rubbish!")

    assert act(admin_client, "take_down_comments", [comment]) == [
        f"{comment}: Say why: its author and the organizers read it."
    ]
    assert act(admin_client, "take_down_comments", [comment], because="Be kind.") == [f"{comment}: taken down."]
    admin_client.post(address(Comment, "change", comment.pk), {"text": "Never said."})

    kept = Comment.objects.values_list("text", "taken_down_because", "taken_down_by__email").get()
    assert kept == ("Rubbish!", "Be kind.", "admin@example.com")


def test_comments_are_not_taken_down_by_staff_who_may_only_look(admin_client: Client) -> None:
    comment = CommentFactory()

    act(sign_in(staff("view_comment")), "take_down_comments", [comment], because="Be kind.")

    assert Comment.objects.get().taken_down_at is None
