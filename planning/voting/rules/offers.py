"""The cheapest topic, when prices never fall: a heap of what each cost when it was last asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

from planning.voting.rules.candidates import Candidate


@dataclass(frozen=True)
class Offer:
    """The cheapest topic, the first in tie order, and the others of the same price."""

    candidate: Candidate
    price: Fraction
    tied: tuple[str, ...]


class Offers:
    """`price` says what a topic costs now, or none: then it is off for good. Candidates come in tie order."""

    def __init__(self, candidates: Iterable[Candidate], price: Callable[[Candidate], Fraction | None]) -> None:
        self.price = price
        self.candidates = list(candidates)
        self.heap = [(now, place) for place, one in enumerate(self.candidates) if (now := price(one)) is not None]
        heapify(self.heap)

    def take(self) -> Offer | None:
        best = self.cheapest()
        if best is None:
            return None
        price, place = best
        tied = []
        while (equal := self.cheapest(at_most=price)) is not None:
            tied.append(equal)
        for equal in tied:
            heappush(self.heap, equal)
        others = tuple(self.candidates[other].id for _, other in sorted(tied))
        return Offer(self.candidates[place], price, others)

    def cheapest(self, at_most: Fraction | None = None) -> tuple[Fraction, int] | None:
        """Off the heap. A price from before is asked again, for it may have risen."""
        while self.heap and (at_most is None or self.heap[0][0] <= at_most):
            before, place = heappop(self.heap)
            now = self.price(self.candidates[place])
            if now == before:
                return before, place
            if now is not None:
                heappush(self.heap, (now, place))
        return None
