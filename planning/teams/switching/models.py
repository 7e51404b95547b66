from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from planning.choices import one_of
from planning.people.models import Attendee
from planning.teams.models import Membership, Team
from planning.texts.columns import Line


class SwitchRequestQuerySet(models.QuerySet["SwitchRequest"]):
    def waiting(self) -> Self:
        """Those that nobody has answered, of people who are still where they were."""
        moved = Membership.objects.present().filter(attendee=OuterRef("attendee"), since__gt=OuterRef("asked_at"))
        there = Q(attendee__cancelled_at=None, attendee__waiting_since=None)
        return self.filter(~Exists(moved), there, state=SwitchRequest.State.ASKED)


class SwitchRequest(models.Model):
    """Somebody asks for a seat in a full team. They keep their own until somebody says yes."""

    class State(models.TextChoices):
        ASKED = "asked", "asked"
        YES = "yes", "yes"
        NO = "no", "no"
        WITHDRAWN = "withdrawn", "withdrawn"

    attendee = models.ForeignKey(Attendee, on_delete=models.CASCADE, related_name="switch_requests")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="switch_requests")
    why = Line(max_length=200, blank=True, help_text="The organizers and the lead read it.")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Attendee, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SwitchRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            one_of("switch_request_state", "state", "asked", "yes", "no", "withdrawn"),
            models.UniqueConstraint(
                name="switch_request_one_at_a_time",
                fields=["attendee"],
                condition=Q(state="asked"),
                violation_error_message="This person is already asking for a seat.",
            ),
            models.CheckConstraint(
                name="switch_request_answered_with_a_time",
                condition=Q(state="asked", answered_at=None) | ~Q(state="asked") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendee} to {self.team}"
