"""Makes sure that a post connects only to the outside, whatever its address resolves to by then.

A host is looked up again when it is connected to, a service may answer with another one, and an answer may differ from
the one before (DNS rebinding). So the connection itself is refused: Python reports each to its audit hooks (PEP 578).
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings

from planning.outbox.chat.addresses import addresses_of, is_outside


@dataclass
class Watch:
    """Which inside addresses are allowed, and which were tried all the same."""

    allowed: frozenset[str]
    refused: list[str] = field(default_factory=list)

    def lets_through(self, address: object) -> bool:
        host = str(address[0]) if isinstance(address, tuple) else ""  # a path: a socket of this machine
        if host in self.allowed or is_outside(host):
            return True
        self.refused.append(host)
        return False


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def only_outside() -> Iterator[Watch]:
    """In this thread, until it ends, nothing connects to the inside, except to the hosts that the settings name."""
    install()
    watch = Watch(allowed=frozenset(known_addresses(settings.CHANNEL_HOSTS)))
    token = _watch.set(watch)
    try:
        yield watch
    finally:
        _watch.reset(token)


@cache
def install() -> None:
    """Once per process, and only in those that post: a hook cannot be removed, and is called for everything."""
    sys.addaudithook(refuse_inside)


def refuse_inside(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    watch = _watch.get()
    if watch is not None and not watch.lets_through(arguments[1]):
        raise PermissionError("This address points inside the network.")


def known_addresses(hosts: Iterable[str]) -> Iterator[str]:
    for host in hosts:
        try:
            yield from addresses_of(host)
        except OSError:  # it is down, or gone: then nothing connects to it either
            continue
