"""From what was handed in to what counts: merges followed, what is withdrawn or worth nothing dropped."""

from collections.abc import Iterator, Mapping

from planning.voting.box.merging import end_of_merges
from planning.voting.box.records import BallotBox, Paper
from planning.voting.rules.candidates import Candidate, in_tie_order
from planning.voting.rules.elections import Election, Marks
from planning.voting.rules.places import Places


def election_of(box: BallotBox, places: Places, *, salt: str) -> Election:
    standing = [one for one in box.projects.values() if not one.withdrawn and not one.merged_into]
    candidates = in_tie_order((Candidate(one.id, one.cost, one.kind) for one in standing), salt)
    marks = tuple(counted_marks(box))
    return Election(candidates, marks, places, has_points=box.vote_type.has_points)


def counted_marks(box: BallotBox) -> Iterator[Marks]:
    """Of everybody who is left with a mark."""
    ends = {topic: end_of_merges(topic, box.projects) for topic in box.projects}
    counted = {topic: end for topic, end in ends.items() if end is not None and not box.projects[end].withdrawn}
    for paper in box.papers:
        worth = worth_of_marks(paper, counted)
        if worth:
            points = tuple(worth.values()) if box.vote_type.has_points else ()
            yield Marks(paper.voter, tuple(worth), points)


def worth_of_marks(paper: Paper, counted: Mapping[str, str]) -> dict[str, int]:
    """A merged mark counts once: points are added, and of two ranks the better one stays."""
    worth: dict[str, int] = {}
    for topic, points in zip(paper.topics, paper.points or (1,) * len(paper.topics), strict=True):
        if points and topic in counted:
            worth[counted[topic]] = worth.get(counted[topic], 0) + points
    return worth
