"""Sequential Phragmén: a topic's cost is a load on its supporters, and the next topic is the one that loads them least.

Brill, Freeman, Janson, Lackner 2017, Phragmén's Voting Methods and Justified Representation.
"""

from fractions import Fraction
from functools import partial
from math import gcd

from planning.voting.rules.blocs import worth_blocs
from planning.voting.rules.candidates import Candidate
from planning.voting.rules.elections import Election
from planning.voting.rules.ledger import Ledger
from planning.voting.rules.offers import Offers
from planning.voting.rules.places import Chosen
from planning.voting.rules.results import Payments, Result, Round, RoundStep


def count_phragmen(election: Election) -> Result:
    loads = Ledger(election, worth_blocs(election.marks, as_marks=True), each=Fraction(0))
    chosen = Chosen()
    return Result(election, chosen, fill_places(loads, chosen, step=RoundStep.BUY, measure="time"))


def fill_places(loads: Ledger, chosen: Chosen, *, step: RoundStep, measure: str) -> list[Round]:
    rounds = []
    free = [candidate for candidate in loads.election.candidates if candidate not in chosen]
    offers = Offers(free, partial(time_of, loads, chosen))
    while offer := offers.take():
        payments = bear(loads, offer.candidate)
        chosen.add(offer.candidate)
        rounds.append(Round(offer.candidate.id, step, offer.tied, measure, offer.price, payments))
    return rounds


def time_of(loads: Ledger, chosen: Chosen, candidate: Candidate) -> Fraction | None:
    """The load of each supporter once they bear the topic as well; none where nobody would, or it has no place."""
    number = loads.supporters[candidate.id].number
    if not number or not loads.election.places.fits(chosen, [candidate]):
        return None
    return Fraction(loads.prices[candidate.id] + loads.held_for(candidate.id), number * loads.scale)


def bear(loads: Ledger, candidate: Candidate) -> Payments:
    number = loads.supporters[candidate.id].number
    total = loads.prices[candidate.id] + loads.held_for(candidate.id)
    factor = number // gcd(total, number)
    loads.refine(factor)
    time = total * factor // number
    paid = []
    for bloc in loads.supporters[candidate.id].blocs:
        if amount := time - loads.amounts[bloc]:
            paid.append((loads.blocs[bloc].voters, amount))
        loads.amounts[bloc] = time
    return Payments(loads.scale, paid)
