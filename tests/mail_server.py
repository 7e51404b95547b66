"""A mail server on this machine that keeps what it gets, and can be slow, say no, hang up, or be gone."""

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message as Mail
from typing import Any

from aiosmtpd.controller import Controller

# A line for each command of each mail would fill what pytest keeps of a test's log.
logging.getLogger("mail.log").setLevel(logging.WARNING)


class MailServer:
    """What it answers can be changed while it runs."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"smtp://127.0.0.1:{port}"
        self.mails: list[Mail] = []
        self.connections: list[object] = []
        """Which one brought each of the mails."""
        self.recipients: list[str] = []
        """As the envelopes of the mails name them."""
        self.answer = "250 OK"
        self.answer_to_sender = "250 OK"
        self.answer_to_recipient = "250 OK"
        self.seconds_for_each = 0.0
        self.before_taking: Callable[[], object] = lambda: None
        self.hangs_up_before_taking = 0
        self.hangs_up_after_taking = 0
        """How many more times it ends the connection after DATA instead of an answer."""
        self.hung_up_on: list[str] = []
        self.mails_a_connection = 0
        """After so many it wants another connection."""
        self.greylists = False
        self.greylisted: set[str] = set()
        self._controller: Controller | None = None

    def open(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def close(self) -> None:
        """From now on connections are refused, and those that are there end."""
        if self._controller:
            self._controller.stop()
        self._controller = None

    def forget(self) -> None:
        """Start again with what arrives from now on."""
        self.mails.clear()
        self.connections.clear()
        self.recipients.clear()

    async def handle_MAIL(self, _server: Any, session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802  # aiosmtpd looks for this name
        if self.mails_a_connection and self.connections.count(session) >= self.mails_a_connection:
            return "421 Too many mails in this session"
        envelope.mail_from = address
        return self.answer_to_sender

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802  # aiosmtpd looks for this name
        if self.greylists and address not in self.greylisted:
            self.greylisted.add(address)
            return "451 4.7.1 Greylisted, come again"
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd looks for this name
        self.before_taking()
        time.sleep(self.seconds_for_each)  # one mail after the other, like a slow server
        if self.hangs_up_before_taking > 0:
            self.hangs_up_before_taking -= 1
            await self._hang_up(server, envelope)
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content))
            self.connections.append(session)
            self.recipients += envelope.rcpt_tos
        if self.hangs_up_after_taking > 0:
            self.hangs_up_after_taking -= 1
            await self._hang_up(server, envelope)
        return self.answer

    async def _hang_up(self, server: Any, envelope: Any) -> None:
        self.hung_up_on += envelope.rcpt_tos
        server.transport.abort()
        await asyncio.sleep(60)  # cancelled with the connection

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


@contextmanager
def serving_mail() -> Iterator[MailServer]:
    server = MailServer(free_port())
    server.open()
    try:
        yield server
    finally:
        server.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
