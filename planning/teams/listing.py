"""The teams of an event and who is in none, as rows: a page of them shows fifty teams and hundreds of people."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from planning.events.models import Event
from planning.people.models import Attendee
from planning.searching import holding
from planning.teams.membership import without_team
from planning.teams.models import Membership, Team
from planning.topics.models import Topic

Row = Any
"""A dict with what is shown."""


def teams_matching(event: Event, words: str) -> QuerySet[Team, Row]:
    teams = Team.objects.filter(topic__event=event).matching(words).order_by("topic__position", "topic__pk")
    return teams.values("pk", "topic__slug", "topic__emoji", "topic__title")


def with_people(teams: Iterable[Row]) -> list[Row]:
    """Each team with those who are in it now. One query."""
    teams, people = list(teams), defaultdict[int, list[Row]](list)
    present = Membership.objects.present().filter(team__in=[team["pk"] for team in teams])
    for member in present.values("team", "attendee__name", "attendee__organization__name"):
        people[member["team"]].append(member)
    return [team | {"people": people[team["pk"]]} for team in teams]


def own_team(attendee: Attendee) -> Row | None:
    """The team the person is in now. An admin without a seat is in none."""
    stays = Membership.objects.present().filter(attendee=attendee.pk)
    return stays.values("team", "team__topic__slug", "team__topic__emoji", "team__topic__title").first()


def people_in_no_team(event: Event, words: str = "") -> QuerySet[Attendee, Row]:
    return without_team(event).matching(words).values("name", "organization__name")


def topics_in_no_hands(event: Event, words: str = "") -> QuerySet[Topic, Row]:
    """Topics to work on that have no team yet."""
    topics = event.topics.to_work_on().filter(holding(words, "folded_title"), team=None).as_proposed()
    return topics.values("slug", "emoji", "title")


def present_stay(attendee: Attendee) -> Membership | None:
    """The team the person is in now. An admin without a seat is in none."""
    return Membership.objects.present().filter(attendee=attendee.pk).select_related("team__topic__event").first()
