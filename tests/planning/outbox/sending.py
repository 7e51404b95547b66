"""Sending what is due."""

from collections.abc import Callable
from datetime import datetime

from planning.outbox.delivery import deliver
from tests.clock import HACKING


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def send_all(now: datetime = HACKING) -> int:
    return deliver(clock=at(now)).taken
