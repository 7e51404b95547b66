"""Rules that add up: approval (most marks) and Borda (points by rank)."""

from collections import Counter

from planning.voting.rules.elections import Election
from planning.voting.rules.places import Chosen
from planning.voting.rules.results import Result, Round, RoundStep


def count_approval(election: Election) -> Result:
    return take_highest(election, Counter(topic for marks in election.marks for topic in marks.topics))


def count_borda(election: Election) -> Result:
    """Of m standing topics, rank r brings m - r points."""
    scores = Counter[str]()
    for marks in election.marks:
        for rank, topic in enumerate(marks.topics, start=1):
            scores[topic] += len(election.candidates) - rank
    return take_highest(election, scores)


def take_highest(election: Election, scores: Counter[str]) -> Result:
    """Only what stands on a ballot is in `scores`."""
    chosen = Chosen()
    rounds = []
    left = [candidate for candidate in election.candidates if candidate.id in scores]
    left.sort(key=lambda candidate: -scores[candidate.id])  # stable: in tie order among equals
    while left := [candidate for candidate in left if election.places.fits(chosen, [candidate])]:
        best, *left = left
        tied = tuple(other.id for other in left if scores[other.id] == scores[best.id])
        chosen.add(best)
        rounds.append(Round(best.id, RoundStep.ELECT, tied, "votes", scores[best.id]))
    return Result(election, chosen, rounds)
