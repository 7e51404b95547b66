"""The Method of Equal Shares: everyone holds an equal share of the places, and topics are bought by their supporters.

Peters, Pierczyński, Skowron 2021, Proportional Participatory Budgeting with Additive Utilities. What is left of the
places is filled by sequential Phragmén, beginning with what each voter has left.
"""

from fractions import Fraction
from functools import partial
from math import gcd
from operator import mul

from planning.voting.rules.blocs import worth_blocs
from planning.voting.rules.candidates import Candidate
from planning.voting.rules.elections import Election
from planning.voting.rules.ledger import Ledger
from planning.voting.rules.offers import Offers
from planning.voting.rules.phragmen import fill_places
from planning.voting.rules.places import Chosen
from planning.voting.rules.results import Loser, Payments, Result, Round, RoundStep, Shares


def count_equal_shares(election: Election) -> Result:
    """Each mark is worth what the topic costs."""
    return count_by_shares(election, as_marks=True)


def count_dots(election: Election) -> Result:
    """Each mark is worth its points times what the topic costs."""
    return count_by_shares(election, as_marks=False)


def count_by_shares(election: Election, *, as_marks: bool) -> Result:
    if not election.marks:
        return Result(election, Chosen(), [], Shares(share=None))
    share = election.places.whole / len(election.marks)
    purses = Ledger(election, worth_blocs(election.marks, as_marks=as_marks), each=share)
    chosen = Chosen()
    rounds = buy(purses, chosen)
    shares = Shares(share, purses.in_fractions(), losers_of(purses, chosen))
    purses.amounts = [-amount for amount in purses.amounts]
    rounds += fill_places(purses, chosen, step=RoundStep.COMPLETION, measure="time")
    return Result(election, chosen, rounds, shares)


def buy(purses: Ledger, chosen: Chosen) -> list[Round]:
    rounds = []
    offers = Offers(purses.election.candidates, partial(asked_price, purses, chosen))
    while offer := offers.take():
        payments = pay(purses, offer.candidate)
        chosen.add(offer.candidate)
        rounds.append(Round(offer.candidate.id, RoundStep.BUY, offer.tied, "rho", offer.price, payments))
    return rounds


def asked_price(purses: Ledger, chosen: Chosen, candidate: Candidate) -> Fraction | None:
    """What the topic asks of its supporters for each unit of worth; none where they cannot pay, or it has no place."""
    if not purses.supporters[candidate.id].number or not purses.election.places.fits(chosen, [candidate]):
        return None
    if purses.held_for(candidate.id) < purses.prices[candidate.id]:
        return None
    rest, worth = shared_rest(purses, candidate.id)
    return Fraction(rest, worth * purses.prices[candidate.id])


def shared_rest(purses: Ledger, topic: str) -> tuple[int, int]:
    """Who cannot pay their part pays all they have; the rest, and how much it is worth to those who share it."""
    supporters = purses.supporters[topic]
    rest, worth = purses.prices[topic], sum(map(mul, supporters.sizes, supporters.worths))
    held = map(purses.amounts.__getitem__, supporters.blocs)
    left = list(zip(held, supporters.sizes, supporters.worths, strict=True))
    while True:
        # Amounts are whole, so what is below a part rounded up is below the part.
        parts = {points: -(-rest * points // worth) for points in set(supporters.worths)}
        poor = [(amount, size, points) for amount, size, points in left if amount < parts[points]]
        if not poor:
            return rest, worth
        left = [(amount, size, points) for amount, size, points in left if amount >= parts[points]]
        rest -= sum(amount * size for amount, size, _ in poor)
        worth -= sum(size * points for _, size, points in poor)


def pay(purses: Ledger, candidate: Candidate) -> Payments:
    rest, worth = shared_rest(purses, candidate.id)
    factor = worth // gcd(rest, worth)
    purses.refine(factor)
    part = rest * factor // worth
    paid = []
    supporters = purses.supporters[candidate.id]
    for bloc, points in zip(supporters.blocs, supporters.worths, strict=True):
        amount = min(purses.amounts[bloc], part * points)
        purses.amounts[bloc] -= amount
        if amount:
            paid.append((purses.blocs[bloc].voters, amount))
    return Payments(purses.scale, paid)


def losers_of(purses: Ledger, chosen: Chosen) -> dict[str, Loser]:
    losers = {}
    for candidate in purses.election.candidates:
        if candidate not in chosen:
            money = Fraction(purses.held_for(candidate.id), purses.scale)
            missing = purses.price_of(candidate) - money
            losers[candidate.id] = Loser(purses.supporters[candidate.id].number, money, missing)
    return losers
