"""Counting a ballot box: by its own rule and places, or by others."""

from dataclasses import dataclass
from fractions import Fraction

from planning.voting.box.cleaning import election_of
from planning.voting.box.reading import exact_number
from planning.voting.box.records import BallotBox, BoxRejected, VoteType
from planning.voting.rules.choosing import BY_RANK, COUNTS, Rule, Shorter, shortlists
from planning.voting.rules.places import NumberOfPlaces, PeopleToRunThem, Places, PlacesRejected, read_places
from planning.voting.rules.results import Result

LONGEST_SHORTLIST = 1_000
"""It takes a count for each place."""


@dataclass(frozen=True)
class CountOptions:
    """What is asked for besides what the box says itself."""

    rule: Rule | None = None
    places: str = ""
    salt: str | None = None
    shortlist: bool = False


@dataclass(frozen=True)
class BoxCount:
    rule: Rule
    salt: str
    ballots: int
    heads: Fraction | None
    result: Result
    shortlists: list[Shorter] | None = None


def count_box(box: BallotBox, asked: CountOptions) -> BoxCount:
    """May raise BoxRejected."""
    heads = exact_number(box.meta.get("budget", ""))
    rule = asked.rule or rule_of(box)
    places = places_of(box, asked, heads)
    if rule in BY_RANK and box.vote_type is not VoteType.ORDINAL:
        raise BoxRejected(f"{rule} needs rankings, and the votes are {box.vote_type}")
    if rule is Rule.STV and isinstance(places, PeopleToRunThem):
        raise BoxRejected("stv cannot count with costs; say how many places there are")
    if asked.shortlist and not isinstance(places, NumberOfPlaces):
        raise BoxRejected("a shortlist needs a number of places")
    if asked.shortlist and places.whole > LONGEST_SHORTLIST:
        raise BoxRejected(f"a shortlist has {LONGEST_SHORTLIST:,} places at most")
    salt = box.salt if asked.salt is None else asked.salt
    election = election_of(box, places, salt=salt)
    lists = shortlists(election, rule) if asked.shortlist else None
    return BoxCount(rule, salt, len(box.papers), heads, COUNTS[rule](election), lists)


def rule_of(box: BallotBox) -> Rule:
    """The one it names, if it is one of ours; else the one for its kind of votes."""
    named = box.meta.get("rule", "")
    if named in set(Rule):
        return Rule(named)
    usual = {VoteType.APPROVAL: Rule.EQUAL_SHARES, VoteType.ORDINAL: Rule.STV}
    return usual.get(box.vote_type, Rule.DOTS)


def places_of(box: BallotBox, asked: CountOptions, heads: Fraction | None) -> Places:
    try:
        return read_places(asked.places or box.meta.get("places", "") or "cost", heads=heads)
    except PlacesRejected as rejection:
        raise BoxRejected(str(rejection)) from rejection
