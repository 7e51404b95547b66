import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import make_tables, using_database
from tests.faults.production import Production, in_production
from tests.faults.servers import PostgreSQL, RedisServer, missing_redis_server, postgresql_programs
from tests.mail_server import MailServer, serving_mail


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the processes of a test write what they print."""
    return tmp_path / "output.txt"


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """One of the test's own, to be emptied and killed."""
    do_without("Redis", missing_redis_server())
    server = RedisServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def own_postgresql() -> Iterator[PostgreSQL]:
    """A cluster of the test's own, to be killed. In the meantime it is this process's database as well."""
    programs = postgresql_programs()
    do_without("PostgreSQL", "" if programs else "there is no initdb")
    assert programs
    folder = Path(tempfile.mkdtemp(prefix="htg-postgresql-"))  # pytest's own may only be entered by its user
    cluster = PostgreSQL(programs, folder)
    cluster.start()
    with using_database(cluster.url):
        make_tables()
        yield cluster
    cluster.crash()
    shutil.rmtree(folder)


@pytest.fixture
def all_mail() -> Iterator[MailServer]:
    """Where the mail of a deployment goes. The process of the test goes on collecting its own."""
    with serving_mail() as server:
        yield server


@pytest.fixture
def production(tmp_path: Path, redis_server: RedisServer, all_mail: MailServer) -> Iterator[Production]:
    with in_production(tmp_path, redis_url=redis_server.url, mail_url=all_mail.url) as deployment:
        yield deployment


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Have a line with what was counted printed when all tests are through."""
    return lambda line: request.node.user_properties.append(("figures", line))


def do_without(name: str, missing: str) -> None:
    """Skip the test if something is missing, unless it had to be used."""
    if missing and name in os.environ.get("REQUIRE", "").split():
        pytest.fail(f"{name} had to be used, but {missing}.")
    if missing:
        pytest.skip(missing)
