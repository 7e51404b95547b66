"""What people have voted on stays, and all votes are equal: no change of an event takes that away."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone

from planning.clock import Clock
from planning.events.election import ELECTION
from planning.events.models import Event, LateTopics
from planning.topics.models import Topic
from planning.voting.models import Ballot, Vote


def refuse_fewer_votes(before: Event, after: Event) -> None:
    """Later voters do not get fewer than anyone has already given."""
    if after.votes_per_ballot >= before.votes_per_ballot:
        return
    standing = Count("votes", filter=Q(votes__topic__withdrawn_at=None))
    ballots = Ballot.objects.filter(attendee__event=after).annotate(given=standing)
    fuller = sorted(ballots.filter(given__gt=after.votes_per_ballot).values_list("given", flat=True))
    if fuller:
        has = "1 ballot has" if len(fuller) == 1 else f"{len(fuller)} ballots have"
        text = f"{has} more than {after.votes_per_ballot} votes already. Allow at least {fuller[-1]}."
        raise ValidationError({"votes_per_ballot": text})


def refuse_to_drop_late_topics(before: Event, after: Event) -> None:
    """Whether the setting would change, or voting would have opened before they came."""
    if after.late_topics == LateTopics.ON_BALLOT or not (after.voting_opens_at and before.voting_opens_at):
        return
    late = Topic.objects.filter(event=after, proposed_at__gte=after.voting_opens_at).standing()
    if before.late_topics != LateTopics.ON_BALLOT:
        late = late.filter(proposed_at__lt=before.voting_opens_at)
    if Vote.objects.filter(topic__in=late).exists():
        text = "Topics proposed once voting had opened already have votes. They stay on the ballot."
        field = "voting_opens_at" if before.late_topics == after.late_topics else "late_topics"
        raise ValidationError({field: text})


def refuse_another_election(before: Event, after: Event, *, clock: Clock = timezone.now) -> None:
    """How topics are chosen is settled before anyone votes. The admin and scripts pass no clock."""
    changed = [field for field in ELECTION if getattr(before, field) != getattr(after, field)]
    if not changed:
        return
    has_opened = before.voting_opens_at is not None and before.voting_opens_at <= clock()
    if has_opened or Ballot.objects.filter(attendee__event=after).exists():
        raise ValidationError(dict.fromkeys(changed, "Voting has opened: this stays as people found it."))
