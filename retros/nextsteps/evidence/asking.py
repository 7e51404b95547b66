"""Asking GitHub what became of a pull request or an issue."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self

import httpx

from retros.nextsteps.evidence.facts import Facts, Unreadable, printable, read_facts

SECONDS = 10.0  # for each part of an answer: anything slower is asked for again later
MOST_MOVES = 3
A_MINUTE = timedelta(minutes=1)  # what GitHub asks for if it names no time
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)  # a longer pause is a mistake: GitHub would never be asked again
GONE = {404, 410, 451}
MOVED = {301, 302, 307, 308}


@dataclass(frozen=True)
class GitHubAnswer:
    """The result of asking once: the facts, or why there are none. If all is empty, nothing is new.

    `gone` says why there is nothing to see, `failed` what to retry later. After `pause` we may ask again.
    """

    facts: Facts | None = None
    etag: str = ""
    gone: str = ""
    failed: str = ""
    pause: datetime | None = None


class GitHub:
    """The API. It is asked one thing at a time, as GitHub wants it, and no one else sees the token."""

    def __init__(self, url: str, token: str) -> None:
        self.url = httpx.URL(url.rstrip("/") + "/")
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
            "User-Agent": "hack-the-garden",
        }
        # Redirects of moved repositories are followed by hand: only on the same server.
        self.client = httpx.Client(headers=headers, timeout=SECONDS, follow_redirects=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    @property
    def host(self) -> str:
        return self.url.netloc.decode()

    def ask(self, key: str, *, etag: str = "", now: datetime) -> GitHubAnswer:
        """Ask what became of `owner/repository#123`. With the etag of the last answer, only news counts."""
        repository, _, number = key.rpartition("#")
        url = self.url.join(f"repos/{repository}/issues/{number}")
        try:
            for _ in range(MOST_MOVES + 1):
                response = self.client.get(url, headers={"If-None-Match": etag} if etag else {})
                if response.status_code not in MOVED:
                    return read_answer(response, now=now)
                url = url.join(response.headers.get("Location", ""))
                if origin(url) != origin(self.url):
                    return GitHubAnswer(gone="GitHub redirects to another server, which we don't follow.")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return GitHubAnswer(failed=f"{type(error).__name__}: {error}")
        return GitHubAnswer(gone="GitHub redirects in circles.")


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def read_answer(response: httpx.Response, *, now: datetime) -> GitHubAnswer:
    status = response.status_code
    pause = wait_until(response, now=now)
    if status == httpx.codes.NOT_MODIFIED:
        return GitHubAnswer(pause=pause)
    if status == httpx.codes.OK:
        return read_news(response, pause)
    if status == httpx.codes.UNAUTHORIZED:
        return GitHubAnswer(failed="GitHub doesn't accept our token.", pause=now + AN_HOUR)
    return GitHubAnswer(failed=f"GitHub asked us to wait ({status}).", pause=pause) if pause else read_refusal(status)


def read_news(response: httpx.Response, pause: datetime | None) -> GitHubAnswer:
    try:
        return GitHubAnswer(facts=read_facts(response.json()), etag=response.headers.get("ETag", "")[:200], pause=pause)
    except (Unreadable, ValueError, RecursionError) as error:
        return GitHubAnswer(failed=f"GitHub's answer can't be read: {error}", pause=pause)


def read_refusal(status: int) -> GitHubAnswer:
    if status in GONE:
        return GitHubAnswer(gone="GitHub shows nothing there: it was deleted, or isn't public.")
    if status == httpx.codes.FORBIDDEN:
        return GitHubAnswer(gone="GitHub doesn't show it to us.")
    return GitHubAnswer(failed=f"GitHub answered {status}.")


def wait_until(response: httpx.Response, *, now: datetime) -> datetime | None:
    """Until when GitHub wants us to wait: by Retry-After, by what is left of the hour, or for a minute."""
    refused = response.status_code in {httpx.codes.FORBIDDEN, httpx.codes.TOO_MANY_REQUESTS}
    until = retry_after(response.headers.get("Retry-After", ""), now=now)
    if until is None and response.headers.get("X-RateLimit-Remaining") == "0":
        until = reset_at(response.headers.get("X-RateLimit-Reset", "")) or now + A_MINUTE
    if until is None and refused and (response.status_code == 429 or "rate limit" in response.text[:1000].lower()):
        until = now + A_MINUTE
    return min(max(until, now + timedelta(seconds=1)), now + A_DAY) if until else None


def retry_after(value: str, *, now: datetime) -> datetime | None:
    """Seconds or a date."""
    if value.isascii() and value.isdigit():
        return now + timedelta(seconds=min(int(value[:9]), A_DAY.total_seconds()))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return until if until.tzinfo else until.replace(tzinfo=UTC)


def reset_at(value: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(value), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return None


def message_of(answer: GitHubAnswer) -> str:
    return printable(answer.gone or answer.failed)[:200]
