"""Opening the ballot box: all ballots of the electorate, without names, and what they come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import groupby

from planning.events.election import BallotKind
from planning.events.models import Event
from planning.people.models import Attendee
from planning.topics.models import Topic
from planning.voting.box.counting import CountOptions, count_box
from planning.voting.box.documents import canonical, count_as_document
from planning.voting.box.records import BallotBox, Paper, Project, VoteType
from planning.voting.box.writing import write_box
from planning.voting.models import Ballot
from planning.voting.rules.candidates import PlaceKind

VOTE_TYPES = {
    BallotKind.MARKS: VoteType.APPROVAL,
    BallotKind.DOTS: VoteType.CUMULATIVE,
    BallotKind.RANKING: VoteType.ORDINAL,
}
MOST_SHORTER = 20
"""It takes a count for each number of places, so with more places there are none for fewer."""


@dataclass(frozen=True)
class Opened:
    rule: str
    people: int
    content: str
    result: str

    @property
    def sha256(self) -> str:
        return sha256(self.content.encode()).hexdigest()


def open_box(event: Event) -> Opened:
    """Four queries, whatever the number of ballots."""
    topics = list(event.topics.exclude(track=Topic.Track.DISCUSSION).only("slug", "title", "track").order_by("slug"))
    people = event.people_budget or Attendee.objects.filter(event=event).electorate().count()
    box = box_of(event, topics, people=people)
    count = count_box(box, CountOptions(shortlist=event.main_places <= MOST_SHORTER))
    names = {topic.slug: " ".join(topic.title.split()) for topic in topics}
    content = write_box(box, selected=set(count.result.winners), names=names)
    return Opened(event.voting_rule, people, content, canonical(count_as_document(count)))


def box_of(event: Event, topics: list[Topic], *, people: int) -> BallotBox:
    on_ballot = set(event.topics.to_vote_on().values_list("slug", flat=True))
    projects = {topic.slug: project_of(topic, event, stands=topic.slug in on_ballot) for topic in topics}
    papers = tuple(sorted(papers_of(event), key=lambda paper: paper.voter))
    vote_type = VOTE_TYPES[BallotKind(event.ballot_kind)]
    meta = {
        "description": event.name,
        "country": "worldwide",
        "unit": "Hack the Garden",
        "instance": event.slug,
        "num_projects": str(len(projects)),
        "num_votes": str(len(papers)),
        "budget": str(people),
        "vote_type": vote_type.value,
        "rule": event.voting_rule,
        "places": f"{event.main_places}+{event.fast_track_places}",
        "salt": event.tally_salt,
    }
    return BallotBox(meta, vote_type, projects, papers)


def project_of(topic: Topic, event: Event, *, stands: bool) -> Project:
    """What a topic needs is the smallest team. What is no longer on the ballot stays in the box, as withdrawn."""
    kind = PlaceKind.FAST_TRACK if topic.track == Topic.Track.FAST_TRACK else PlaceKind.MAIN
    return Project(topic.slug, Fraction(event.team_size_min), kind, withdrawn=not stands, merged_into="")


def papers_of(event: Event) -> Iterator[Paper]:
    """A vote for what became a discussion is no vote any more."""
    voters = Attendee.objects.filter(event=event).electorate().order_by()
    ballots = Ballot.objects.filter(attendee__in=voters).order_by("receipt", "votes__rank", "votes__topic__slug")
    rows = ballots.values_list("receipt", "votes__topic__slug", "votes__topic__track", "votes__dots")
    for receipt, marks in groupby(rows, key=lambda row: row[0]):
        votes = [(slug, dots or 1) for _, slug, track, dots in marks if slug and track != Topic.Track.DISCUSSION]
        points = tuple(dots for _, dots in votes) if event.ballot_kind == BallotKind.DOTS else ()
        yield Paper(receipt, tuple(slug for slug, _ in votes), points)
