"""How long a visitor can take, and how much they can send."""

import asyncio
from dataclasses import dataclass

IN_MEMORY = 128 * 1024
"""Bytes of a request or an answer kept in memory; the rest waits on disk."""
PIECE = 64 * 1024


@dataclass(frozen=True)
class RequestLimits:
    """Seconds, and bytes."""

    head_seconds: float = 10.0
    """Until the head of a request is here, counted from the connection or its last answer."""
    grace: float = 20.0
    slowest: float = 2_000.0
    """Per second, on average, once the grace is over: a phone with one bar keeps up."""
    lingering: float = 1.0
    largest_head: int = 64 * 1024
    largest_body: int = 32 * 1024 * 1024
    most_waiting: int = 400
    """Connections that wait for their visitor. One more, and the one that has waited longest is closed."""

    def until(self, begun: float, moved: int) -> float:
        """When a transfer that has got so many bytes through is too slow."""
        return begun + self.grace + moved / self.slowest


def now() -> float:
    """By the loop's clock, which no one can set."""
    return asyncio.get_running_loop().time()
