"""What the organizers choose before voting opens."""

import secrets

from django.db import models


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
