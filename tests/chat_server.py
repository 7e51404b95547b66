"""A chat server on this machine: what ntfy, Mattermost and Slack have in common is that they take JSON by POST."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ChatServer(ThreadingHTTPServer):
    """What it answers can be changed while it runs."""

    daemon_threads = True
    answer = 200
    location = ""
    seconds_for_each_byte = 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Room)
        self.posts: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.ntfy = f"ntfy://127.0.0.1:{self.server_port}/garden"
        self.mattermost = f"mmost://127.0.0.1:{self.server_port}/secretsecretsecret"


class Room(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.paths.append(self.path)
        self.server.posts.append(json.loads(body))
        self.send_response(self.server.answer)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "20")
        self.end_headers()
        for _ in range(20):
            time.sleep(self.server.seconds_for_each_byte)
            self.wfile.write(b" ")

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@contextmanager
def chatting() -> Iterator[ChatServer]:
    with ChatServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
