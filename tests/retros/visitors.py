"""Who looks at a page: everyone a page may treat differently."""

from django.test import Client

from planning.topics.models import Topic
from tests.factories import MembershipFactory, TeamFactory, UserFactory
from tests.pages import attending, organizing

VISITORS = ["anonymous", "outsider", "attendee", "member", "organizer"]


def enter(client: Client, visitor: str, topic: Topic) -> None:
    """Sign in as an outsider, or as someone at the topic's event: an attendee, one of its team, or an organizer."""
    if visitor == "outsider":
        client.force_login(UserFactory())
    elif visitor == "organizer":
        organizing(client, topic.event)
    elif visitor in {"attendee", "member"}:
        attendee = attending(client, topic.event)
        if visitor == "member":
            MembershipFactory(team=TeamFactory(topic=topic), attendee=attendee)
