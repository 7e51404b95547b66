"""A deployment as an operator runs it: workers and beats, processes of their own, on a Redis."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from celery import Celery
from kombu.exceptions import OperationalError

from tests.faults.processes import Process, environment
from tests.faults.sizes import LEASE_SECONDS, PATIENCE

PLAN = "retros.reminders.tasks.plan_reminders"
DELIVER = "planning.outbox.tasks.deliver_waiting"
WORKER = ("worker", "--concurrency", "1", "--loglevel", "INFO", "--without-mingle", "--without-gossip")
BEAT = ("beat", "--loglevel", "INFO")


class Production:
    """What runs of it, and hands that start, kill and wake."""

    def __init__(self, folder: Path, *, redis_url: str, mail_url: str) -> None:
        self.workers: list[Process] = []
        self.beats: list[Process] = []
        self._folder = folder
        self._redis_url = redis_url
        self._env = environment(REDIS_URL=redis_url, EMAIL_URL=mail_url, OUTBOX_LEASE_SECONDS=str(LEASE_SECONDS))
        self._woken: dict[str, float] = {}
        # Beat's word to the workers, given more often than beat does. A broker that is down is not waited for.
        self._clock = Celery("clock", broker=redis_url, set_as_current=False)
        self._clock.conf.broker_transport_options = {"max_retries": 0, "socket_connect_timeout": 2}

    def start_workers(self, number: int) -> None:
        self.workers += [self._start(f"worker-{time.monotonic_ns()}", WORKER) for _ in range(number)]
        self.run_until(self._is_ready, seconds=PATIENCE, wake=False)

    def start_beats(self, number: int) -> None:
        self.beats += [self._start(f"beat-{time.monotonic_ns()}", BEAT) for _ in range(number)]
        self.run_until(self._is_ready, seconds=PATIENCE, wake=False)

    def kill_a_worker(self, chance: random.Random) -> None:
        """Kill one at random that works, at some moment of the next mails, and start another in its place."""
        self.run_until(lambda: any(is_ready(worker) for worker in self.workers), seconds=PATIENCE)
        time.sleep(chance.uniform(0, 0.03))
        victim = chance.choice([worker for worker in self.workers if is_ready(worker)])
        victim.kill()
        self.workers.remove(victim)
        self.workers.append(self._start(f"worker-{time.monotonic_ns()}", WORKER))

    def kill_all_workers(self) -> int:
        """As when the power fails; as many start again. Return how many there were."""
        victims = self.workers
        for victim in victims:
            victim.kill()
        self.workers = [self._start(f"worker-{time.monotonic_ns()}", WORKER) for _ in victims]
        return len(victims)

    def wake(self, *tasks: str) -> None:
        for task in tasks:
            try:
                self._clock.send_task(task, expires=5, retry=False)
            except OperationalError:
                return  # the broker is down

    def run_until(
        self,
        done: Callable[[], bool],
        *,
        seconds: float,
        wake: bool = True,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> None:
        """Let time pass, with a word to the workers now and then. Fails when the time is up."""
        began = time.monotonic()
        while not done():
            assert time.monotonic() - began < seconds, f"still not after {seconds:.0f} seconds"
            if wake:
                self._tick()
            meanwhile()
            time.sleep(0.03)

    def _tick(self) -> None:
        now = time.monotonic()
        for task, seconds in ((PLAN, 5.0), (DELIVER, 0.5)):
            if now - self._woken.get(task, 0.0) > seconds:
                self.wake(task)
                self._woken[task] = now

    def come_to_rest(self) -> None:
        """Plan and deliver once more for each worker, and end all processes as an operator does."""
        self.run_until(self._is_ready, seconds=PATIENCE, wake=False)
        for _ in self.workers:
            self.wake(PLAN, DELIVER)
        with redis.Redis.from_url(self._redis_url) as broker:
            self.run_until(lambda: not broker.llen("celery"), seconds=PATIENCE, wake=False)
        for process in (*self.beats, *self.workers):
            process.terminate()
        for process in (*self.beats, *self.workers):
            assert process.wait(PATIENCE) == 0, process.output[-2000:]

    def _is_ready(self) -> bool:
        return all(is_ready(worker) for worker in self.workers) and all(
            "Starting" in beat.output for beat in self.beats
        )

    def end(self) -> None:
        for process in (*self.beats, *self.workers):
            process.kill()
        self._clock.close()

    def _start(self, name: str, command: tuple[str, ...]) -> Process:
        return Process("celery", "-A", "htg", *command, log=self._folder / f"{name}.txt", env=self._env)


def is_ready(worker: Process) -> bool:
    return "ready." in worker.output


@contextmanager
def in_production(folder: Path, *, redis_url: str, mail_url: str) -> Iterator[Production]:
    """A deployment of which nothing is left behind."""
    production = Production(folder, redis_url=redis_url, mail_url=mail_url)
    try:
        yield production
    finally:
        production.end()
