from django.db import models


class Phase(models.TextChoices):
    """Where an event is in its lifecycle. Computed from its deadlines, never stored."""

    BRAINSTORM = "brainstorm", "Brainstorm"
    VOTING = "voting", "Voting"
    TEAM_FORMATION = "team-formation", "Team formation"
    HACKING = "hacking", "Hacking"
    REVIEW = "review", "Review"
    WRAP_UP = "wrap-up", "Wrap-up"
    CLOSED = "closed", "Closed"

    def is_before(self, other: "Phase") -> bool:
        order = list(Phase)
        return order.index(self) < order.index(other)
