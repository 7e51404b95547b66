"""What people have voted on stays, and all votes are equal: no change of an event takes that away."""

from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q

from planning.events.models import Event, LateTopics
from planning.topics.models import Topic
from planning.voting.models import Ballot, Vote


def refuse_fewer_votes(before: Event, after: Event) -> None:
    """Later voters do not have fewer than somebody has given."""
    if after.votes_per_ballot >= before.votes_per_ballot:
        return
    standing = Count("votes", filter=Q(votes__topic__withdrawn_at=None))
    ballots = Ballot.objects.filter(attendee__event=after).annotate(marks=standing)
    fuller = sorted(ballots.filter(marks__gt=after.votes_per_ballot).values_list("marks", flat=True))
    if fuller:
        has = "1 ballot has" if len(fuller) == 1 else f"{len(fuller)} ballots have"
        text = f"{has} more than {after.votes_per_ballot} votes already. Allow at least {fuller[-1]}."
        raise ValidationError({"votes_per_ballot": text})


def refuse_to_drop_late_topics(before: Event, after: Event) -> None:
    """A topic that somebody voted for stays on the ballot."""
    if after.late_topics == before.late_topics or before.late_topics != LateTopics.ON_BALLOT:
        return
    late = Topic.objects.filter(event=after, proposed_at__gte=F("event__voting_opens_at")).standing()
    if Vote.objects.filter(topic__in=late).exists():
        text = "Topics that came once voting had opened have votes already. They stay on the ballot."
        raise ValidationError({"late_topics": text})
