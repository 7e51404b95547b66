"""What the organizers choose before voting opens."""

import secrets

from django.db import models
from django.db.models import Q


class VotingRule(models.TextChoices):
    EQUAL_SHARES = "equal-shares", "equal shares"
    DOTS = "dots", "equal shares of dots"
    PHRAGMEN = "phragmen", "Phragmén"
    STV = "stv", "single transferable vote"
    BORDA = "borda", "Borda"
    APPROVAL = "approval", "most votes"


class BallotKind(models.TextChoices):
    MARKS = "marks", "votes"
    DOTS = "dots", "dots"
    RANKING = "ranking", "a ranking"


ELECTION = {
    "voting_rule": "How topics are chosen",
    "ballot_kind": "What a ballot holds",
    "dots_per_ballot": "Dots on a ballot",
    "main_places": "Places for main topics",
    "fast_track_places": "Places for fast tracks",
    "people_budget": "People who come",
}
"""Each setting, and what it is called. None of them changes once voting has opened."""


def new_salt() -> str:
    """What decides between equals: drawn when the event is made, so that nobody can choose it later."""
    return secrets.token_hex(16)


ELECTION_RULES = (
    models.CheckConstraint(
        name="event_rule_can_read_the_ballots",
        condition=~Q(voting_rule__in=["stv", "borda", "dots"])
        | Q(voting_rule__in=["stv", "borda"], ballot_kind="ranking")
        | Q(voting_rule="dots", ballot_kind="dots"),
        violation_error_message="This way of choosing needs other ballots: dots, or a ranking.",
    ),
    models.CheckConstraint(
        name="event_has_a_place",
        condition=Q(main_places__gte=1) | Q(fast_track_places__gte=1),
        violation_error_message="There has to be a place for at least one topic.",
    ),
    models.CheckConstraint(
        name="event_ballot_has_a_dot",
        condition=Q(dots_per_ballot__gte=1),
        violation_error_message="A ballot needs at least one dot.",
    ),
    models.CheckConstraint(
        name="event_has_a_budget",
        condition=Q(people_budget__isnull=True) | Q(people_budget__gte=1),
        violation_error_message="At least one person has to come.",
    ),
)
