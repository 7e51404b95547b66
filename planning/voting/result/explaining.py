"""Saying why: what was paid for a topic, and what was missing. Pure: it reads the stored result, and nothing else."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from planning.texts.plurals import counted

Round = Mapping[str, Any]


@dataclass(frozen=True)
class Piece:
    """What so many people paid each. `is_last`: they had no more."""

    people: int
    each: Fraction
    is_last: bool

    @property
    def together(self) -> str:
        return amount(self.each * self.people)

    @property
    def paid(self) -> str:
        return amount(self.each)


@dataclass(frozen=True)
class Explained:
    """One topic of the result. Without a place it was not chosen."""

    topic: str
    place: int
    votes: int
    by_votes: int
    says: str
    pieces: tuple[Piece, ...] = ()
    missing: Fraction = Fraction(0)
    tied: tuple[str, ...] = ()
    yours: str = ""

    @property
    def moved(self) -> bool:
        """Whether plain votes would have put it elsewhere, by two places or more."""
        return self.place > 0 and abs(self.place - self.by_votes) > 1

    @property
    def picture(self) -> str:
        """In words, for those who do not see the bar."""
        paid = [
            f"{counted(piece.people, 'person', 'people')} paid {piece.paid} of a place each" for piece in self.pieces
        ]
        return ", ".join([*paid, *([f"{amount(self.missing)} missing"] if self.missing > 0 else [])])


class Explanation:
    """`receipt` is that of the reader, who then sees what their own votes came to."""

    def __init__(self, result: Mapping[str, Any], receipt: str = "") -> None:
        self.result = result
        self.receipt = receipt
        self.winners: list[str] = result["winners"]
        self.popularity: Mapping[str, int] = result["popularity"]

    @cached_property
    def rounds(self) -> dict[str, Round]:
        return {one["topic"]: one for one in self.result["rounds"]}

    @cached_property
    def by_votes(self) -> dict[str, int]:
        """The place of each topic by plain votes: equals share one."""
        numbers = Counter(self.popularity.values())
        first, places = 1, {}
        for votes in sorted(numbers, reverse=True):
            places[votes] = first
            first += numbers[votes]
        return {topic: places[votes] for topic, votes in self.popularity.items()}

    @cached_property
    def others(self) -> list[str]:
        """Not chosen, the nearest to it first."""
        losers = self.result.get("losers", {})
        lacking = {topic: Fraction(loser["missing"]) for topic, loser in losers.items()}
        left = [topic for topic in self.popularity if topic not in set(self.winners)]
        return sorted(left, key=lambda topic: (lacking.get(topic, Fraction(0)), -self.popularity[topic], topic))

    def of(self, topic: str) -> Explained:
        place = self.winners.index(topic) + 1 if topic in self.winners else 0
        told = self.of_winner(topic) if place else self.of_loser(topic)
        return Explained(topic, place, self.popularity[topic], self.by_votes[topic], **told)

    def of_winner(self, topic: str) -> dict[str, Any]:
        one = self.rounds[topic]
        pieces = pieces_of(one)
        yours = one.get("payments", {}).get(self.receipt)
        return {
            "pieces": pieces,
            "says": self.why_bought(one, pieces) if pieces else why_elected(one, self.result.get("quota")),
            "tied": tuple(one["tied"][:3]),
            "yours": amount(Fraction(yours)) if yours else "",
        }

    def why_bought(self, one: Round, pieces: tuple[Piece, ...]) -> str:
        people = sum(piece.people for piece in pieces)
        if one["step"] == "completion":
            each, supporters = Fraction(one["time"]), self.supporters(one["topic"], people)
            short = f"{amount(each * supporters)} short, {amount(each)} each"
            return f"Filled a free place: its {backed(supporters)} were {short}, the least a head."
        if "time" in one:
            carried = amount(Fraction(one["time"]))
            return f"Its {backed(people)} paid for it. Each has now paid {carried} in all, the least a head."
        if self.result["rule"] == "dots" and len(pieces) > 1:
            return f"Its {backed(people)} paid by their dots, up to {pieces[0].paid} of a place each."
        first, *last = pieces
        if not last:
            return f"All {people} of its supporters paid {first.paid} of a place each."
        up_to = " " if len(last) == 1 else ", up to "
        poorer = sum(piece.people for piece in last)
        return (
            f"{first.people} of its {backed(people)} paid {first.paid} of a place each, "
            f"{poorer} their last{up_to}{last[0].paid}."
        )

    def supporters(self, topic: str, otherwise: int) -> int:
        loser = self.result.get("losers", {}).get(topic)
        return loser["supporters"] if loser else otherwise

    def of_loser(self, topic: str) -> dict[str, Any]:
        loser = self.result.get("losers", {}).get(topic)
        if not self.popularity[topic]:
            return {"says": "Nobody voted for it."}
        if loser:
            money, missing = Fraction(loser["money"]), Fraction(loser["missing"])
            had = f"Its {backed(loser['supporters'])} had {amount(money)} of a place left when buying ended"
            if missing <= 0:
                return {"says": f"{had}, which was enough, but no place of its kind was free."}
            paid = (Piece(1, money, is_last=False),) if money else ()
            return {"says": f"{had}; {amount(missing)} were missing.", "missing": missing, "pieces": paid}
        one = self.rounds.get(topic)
        return {"says": why_out(one) if one else "No place was left for it."}

    def share(self) -> "VoterShare | None":
        """What became of the reader's part, if anyone with this receipt voted."""
        left = self.result.get("money_left", {}).get(self.receipt)
        if left is None:
            return None
        paid = [
            (one["topic"], Fraction(one["payments"][self.receipt]))
            for one in self.result["rounds"]
            if one["step"] == "buy" and self.receipt in one["payments"]
        ]
        return VoterShare(Fraction(self.result["share"]), tuple(paid), Fraction(left))


@dataclass(frozen=True)
class VoterShare:
    """What one voter held, what it went to, and what was left as buying ended."""

    whole: Fraction
    paid: tuple[tuple[str, Fraction], ...]
    left: Fraction

    @property
    def held(self) -> str:
        return amount(self.whole)

    @property
    def kept(self) -> str:
        return amount(self.left) if self.left else ""


def pieces_of(one: Round) -> tuple[Piece, ...]:
    """The largest first. They are counted as texts: there may be thousands, of few kinds."""
    kinds = Counter(one.get("payments", {}).values())
    paid = sorted(((Fraction(text), people) for text, people in kinds.items()), reverse=True)
    is_bought = "rho" in one
    return tuple(Piece(people, each, is_bought and each < paid[0][0]) for each, people in paid)


def why_elected(one: Round, quota: int | None) -> str:
    votes = amount(Fraction(one["votes"]))
    if one["step"] == "fill":
        return f"Filled a free place with {votes} votes."
    return f"Elected with {votes} votes; a place took {quota}." if quota else f"Chosen with {votes}."


def why_out(one: Round) -> str:
    votes = amount(Fraction(one["votes"]))
    if one["step"] == "exclude":
        return f"Out in round {one['round']} with {votes} votes. Its ballots went on to the topic they named next."
    return f"It had {votes} votes when no place of its kind was left."


def backed(people: int) -> str:
    return counted(people, "supporter")


def amount(number: Fraction) -> str:
    """Two decimals, or the whole."""
    if number.denominator == 1:
        return str(number)
    return "less than 0.01" if 0 < number < Fraction(1, 200) else f"{float(number):.2f}"
