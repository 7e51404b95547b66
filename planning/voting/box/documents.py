"""A count as a JSON document. What can be a fraction is a text in lowest terms, such as "3" or "7/2"."""

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from planning.voting.box.counting import BoxCount
from planning.voting.rules.choosing import Shorter, staffable
from planning.voting.rules.results import Loser, Round, Shares


def canonical(document: Mapping[str, Any]) -> str:
    """The one way to write it, so that whoever counts again gets the same bytes."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def count_as_document(count: BoxCount) -> dict[str, Any]:
    result = count.result
    election = result.election
    document: dict[str, Any] = {
        "rule": count.rule.value,
        "places": str(election.places),
        "salt": count.salt,
        "ballots": count.ballots,
        "counted": len(election.marks),
        "topics": len(election.candidates),
        "winners": result.winners,
        "kinds": election.places.kinds(result.chosen),
        "popularity": election.popularity,
        "without": result.without,
        "places_left": whole(election.places.left(result.chosen)),
        "rounds": [round_as_json(number, one) for number, one in enumerate(result.rounds, start=1)],
    }
    if result.quota is not None:
        document["quota"] = result.quota
    if result.shares:
        document |= shares_as_json(result.shares)
    if count.shortlists is not None:
        document["shortlist"] = [shorter_as_json(one) for one in count.shortlists]
        document["staffable"] = staffable(count.shortlists, heads=count.heads)
    return document


def round_as_json(number: int, one: Round) -> dict[str, Any]:
    value = str(one.value) if isinstance(one.value, Fraction) else one.value
    record = {"round": number, "topic": one.topic, "step": one.step.value, "tied": list(one.tied), one.measure: value}
    return record | ({"payments": as_texts(one.payments.by_voter())} if one.payments else {})


def shares_as_json(shares: Shares) -> dict[str, Any]:
    return {
        "share": None if shares.share is None else str(shares.share),
        "money_left": as_texts(shares.money_left),
        "losers": {topic: loser_as_json(loser) for topic, loser in sorted(shares.losers.items())},
    }


def loser_as_json(loser: Loser) -> dict[str, Any]:
    return {"supporters": loser.supporters, "money": str(loser.money), "missing": str(loser.missing)}


def shorter_as_json(shorter: Shorter) -> dict[str, Any]:
    result = shorter.result
    return {
        "places": shorter.places,
        "winners": result.winners,
        "needs": whole(shorter.needs),
        "without": result.without,
    }


def as_texts(amounts: Mapping[str, Fraction]) -> dict[str, str]:
    """Each amount is written once, however many people share it: they have hundreds of digits."""
    written = {id(amount): str(amount) for amount in {id(amount): amount for amount in amounts.values()}.values()}
    return {voter: written[id(amount)] for voter, amount in sorted(amounts.items())}


def whole(number: Fraction) -> int | str:
    return int(number) if number.denominator == 1 else str(number)
