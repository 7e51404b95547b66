"""How long a visitor may take, and how much they may send."""

import asyncio
from dataclasses import dataclass

IN_MEMORY = 128 * 1024
"""Bytes of a request or an answer; the rest of it waits on the disk."""
PIECE = 64 * 1024


@dataclass(frozen=True)
class RequestLimits:
    """Seconds, and bytes."""

    head_seconds: float = 10.0
    """Until the head of a request is here, from when the connection was made or answered last."""
    grace: float = 20.0
    slowest: float = 2_000.0
    """A second, on average, once the grace is over: a phone with one bar keeps up."""
    lingering: float = 1.0
    largest_head: int = 64 * 1024
    largest_body: int = 32 * 1024 * 1024
    most_waiting: int = 400
    """Connections that wait for their visitor. With one more, the one that waits longest is closed."""

    def until(self, begun: float, moved: int) -> float:
        """When a transfer is too slow of which so many bytes are through."""
        return begun + self.grace + moved / self.slowest


def now() -> float:
    """By the clock of the loop, which nobody sets."""
    return asyncio.get_running_loop().time()
