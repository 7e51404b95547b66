"""gunicorn's worker with threads, behind a relay that puts up with slow visitors for them."""

import errno
from socket import socket
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from htg.serving.relay import Relay

NOT_NOW = {errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK}


class RelayedWorker(ThreadWorker):
    def run(self) -> None:
        self.relay = Relay(self.hand_over)
        self.relay.start()
        super().run()
        self.relay.stop(patience=1.0)

    def accept(self, listener: Any) -> None:
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in NOT_NOW:
                raise
            return
        client.settimeout(0)
        self.relay.welcome(client, address, listener.getsockname())

    def hand_over(self, connection: socket, address: Any, server: Any) -> None:
        """For the relay's thread."""
        whole = TConn(self.cfg, connection, address, server)
        whole.data_ready = True
        self.method_queue.defer(self.begin, whole)

    def begin(self, connection: TConn) -> None:
        self.nr_conns += 1
        self.enqueue_req(connection)

    def handle(self, conn: TConn) -> bool:
        """The relay keeps the visitor's connection open, and opens another one here for their next request."""
        super().handle(conn)
        return False
