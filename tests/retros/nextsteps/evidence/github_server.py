"""A server on this machine that answers as GitHub's API does: etags, limits, moves, refusals."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OPENED = "2027-01-10T09:00:00Z"


def issue(key: str, **changes: Any) -> dict[str, Any]:
    """What GitHub reports about an open issue; `changes` overrides it."""
    repository, _, number = key.partition("#")
    facts = {"number": int(number), "title": "Move the seeds", "state": "open", "state_reason": None}
    address = {"html_url": f"https://github.com/{repository}/issues/{number}"}
    return {**facts, **address, "closed_at": None, "updated_at": OPENED, **changes}


def merged(key: str, at: str = "2027-01-12T10:00:00Z", **changes: Any) -> dict[str, Any]:
    """A pull request, which the API for issues knows as well."""
    repository, _, number = key.partition("#")
    pull = {"pull_request": {"merged_at": at}, "html_url": f"https://github.com/{repository}/pull/{number}"}
    return issue(key, **({"state": "closed", "closed_at": at, "updated_at": at} | pull | changes))


@dataclass
class Asked:
    path: str
    token: str
    etag: str
    status: int = 0


@dataclass
class GitHubServer:
    """What it answers can be changed while it runs."""

    port: int = 0
    issues: dict[str, dict[str, Any]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    refuse: tuple[int, dict[str, str], str] | None = None
    remaining: int = 5000
    reset: int = 0
    seconds: float = 0.0
    body: bytes | None = None
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, key: str, issue_data: dict[str, Any]) -> None:
        repository, _, number = key.partition("#")
        self.issues[f"/repos/{repository}/issues/{number}".lower()] = issue_data

    def move(self, key: str, location: str) -> None:
        repository, _, number = key.partition("#")
        self.moved[f"/repos/{repository}/issues/{number}"] = location

    @property
    def statuses(self) -> list[int]:
        return [asked.status for asked in self.asked]

    def answer(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        time.sleep(self.seconds)
        if self.refuse:
            status, headers, message = self.refuse
            return status, headers, json.dumps({"message": message}).encode()
        if location := self.moved.get(asked.path):
            return 301, {"Location": location}, json.dumps({"message": "Moved Permanently", "url": location}).encode()
        if asked.path not in self.issues:
            return 404, {}, b'{"message": "Not Found"}'
        return self.respond(asked)

    def respond(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        body = self.body or json.dumps(self.issues[asked.path]).encode()
        etag = f'W/"{sha256(body).hexdigest()}"'
        limits = {"X-RateLimit-Reset": str(self.reset), "ETag": etag}
        if asked.etag == etag:  # costs nothing of the limit
            return 304, limits | {"X-RateLimit-Remaining": str(self.remaining)}, b""
        self.remaining = max(0, self.remaining - 1)
        return 200, limits | {"X-RateLimit-Remaining": str(self.remaining)}, body


@contextmanager
def serving_github() -> Iterator[GitHubServer]:
    github = GitHubServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = Asked(self.path, self.headers.get("Authorization", ""), self.headers.get("If-None-Match", ""))
            github.asked.append(asked)
            asked.status, headers, body = github.answer(asked)
            try:
                self.send_response(asked.status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # no one waited for a slow answer

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # http.server's own name
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    github.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield github
    finally:
        server.shutdown()
        server.server_close()
