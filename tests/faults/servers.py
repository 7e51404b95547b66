"""A Redis and a PostgreSQL of a test's own, to be emptied, killed and started again. The machine's are left alone."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import redis

from tests.faults.processes import wait_until
from tests.mail_server import free_port


class RedisServer:
    """It keeps nothing on disk: killed, it has forgotten all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._popen: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        with (self._folder / "redis.txt").open("ab") as output:
            self._popen = subprocess.Popen(command, cwd=self._folder, stdout=output, stderr=output)  # noqa: S603  # ours
        wait_until(self._answers)

    def empty(self) -> None:
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def kill(self) -> None:
        if self._popen:
            self._popen.kill()
            self._popen.wait(10)
        self._popen = None

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False


class PostgreSQL:
    """A cluster in a folder of its own. It refuses to run as root, so there it runs as another user."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._data = folder / "data"
        self._user = some_other_user() if os.geteuid() == 0 else None
        self._port = free_port()
        self.url = f"postgres://garden@127.0.0.1:{self._port}/postgres"
        if self._user:
            shutil.chown(folder, self._user)
        self._run(
            "initdb", "--username=garden", "--auth=trust", "--encoding=UTF8", "--no-sync", f"--pgdata={self._data}"
        )
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"port = {self._port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{folder}'\n"
            )

    def start(self) -> None:
        self._run("pg_ctl", "start", "--wait", f"--pgdata={self._data}", f"--log={self._data}/log.txt")

    def crash(self) -> None:
        """No goodbye: connections break off, and the next start recovers from the log."""
        if (self._data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={self._data}")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(  # noqa: S603  # PostgreSQL's own
            [self._programs / program, *arguments],
            cwd=self._data.parent,
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()


def some_other_user() -> str:
    names = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def missing_redis_server() -> str:
    """Why there cannot be a Redis of the test's own, if so."""
    return "" if shutil.which("redis-server") else "there is no redis-server"


def postgresql_programs() -> Path | None:
    """Where initdb is. Debian keeps it out of the path."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders and (folders[-1] / "initdb").exists() else None
