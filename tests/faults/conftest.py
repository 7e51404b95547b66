import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis

REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the processes of a test write what they print."""
    return tmp_path / "output.txt"


@pytest.fixture
def redis_url() -> Iterator[str]:
    """A database of the Redis for this test alone. Databases 1 to 15 are lent, by a note in database 0."""
    base = urlsplit(REDIS_URL)._replace(path="").geturl()
    with redis.Redis.from_url(base) as notes:
        number = next(n for n in range(1, 16) if notes.set(f"htg-test-lends-{n}", os.getpid(), nx=True, ex=600))
        with redis.Redis.from_url(f"{base}/{number}") as lent:
            lent.flushdb()
            yield f"{base}/{number}"
            lent.flushdb()
        notes.delete(f"htg-test-lends-{number}")
