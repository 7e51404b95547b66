from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from planning.people.sign_in.limits import (
    CODES,
    DAY,
    MAILS,
    MINUTE,
    PASSWORDS,
    SECOND_FACTORS,
    Limit,
    TooOften,
    TryLimits,
    Visitor,
    count_try,
    forget_past,
    wait_in_words,
)
from planning.people.sign_in.models import Attempts
from planning.people.tasks import forget_past_attempts
from tests import clock

pytestmark = pytest.mark.django_db

NOW = clock.VOTING
HERE = Visitor("192.0.2.1")


def counted(limits: TryLimits, account: str, visitor: Visitor, *, tries: int, start: int = 0) -> int:
    """How many of so many tries are let through, one a second."""
    return sum(tried(limits, account, visitor, start + second) for second in range(tries))


def tried(limits: TryLimits, account: str, visitor: Visitor, second: int) -> bool:
    try:
        count_try(limits, account, visitor, now=NOW + timedelta(seconds=second))
    except TooOften:
        return False
    return True


def test_an_account_bears_few_wrong_passwords_from_one_visitor() -> None:
    assert counted(PASSWORDS, "ada@example.org", HERE, tries=9) == 5


def test_who_waits_may_try_again() -> None:
    counted(PASSWORDS, "ada@example.org", HERE, tries=9)

    assert counted(PASSWORDS, "ada@example.org", HERE, tries=9, start=300) == 5


def test_a_stranger_uses_up_nothing_of_what_others_have() -> None:
    counted(PASSWORDS, "ada@example.org", HERE, tries=1000)

    assert tried(PASSWORDS, "ada@example.org", Visitor("192.0.2.2"), 1000)
    assert tried(PASSWORDS, "ben@example.org", HERE, 1000)


@pytest.mark.parametrize(
    ("limits", "a_day"),
    [(PASSWORDS, 100), (CODES, 100), (SECOND_FACTORS, 50), (MAILS, 60)],
    ids=lambda it: str(it)[:12],
)
def test_guessing_is_bounded_over_all_addresses(limits: TryLimits, a_day: int) -> None:
    """Every ten minutes someone else tries a dozen times."""
    let_through = sum(
        counted(limits, "ada@example.org", Visitor(f"192.0.2.{number}"), tries=12, start=600 * number)
        for number in range(140)
    )

    assert let_through == a_day


def test_a_known_device_gets_in_when_strangers_used_everything_up() -> None:
    only_one = TryLimits("tries", here=(), visitor=(), account=(Limit(1, DAY),), device=(Limit(2, DAY),))
    count_try(only_one, "ada@example.org", HERE, now=NOW)

    assert not tried(only_one, "ada@example.org", HERE, 0)
    assert counted(only_one, "ada@example.org", Visitor("192.0.2.1", device="phone"), tries=5) == 2


def test_what_was_right_does_not_count() -> None:
    for _ in range(20):
        count_try(PASSWORDS, "ada@example.org", HERE, now=NOW).was_right()

    assert tried(PASSWORDS, "ada@example.org", HERE, 0)


def test_what_is_refused_does_not_count_and_says_how_long_to_wait() -> None:
    counted(PASSWORDS, "ada@example.org", HERE, tries=5)
    before = list(Attempts.objects.values_list("what", "times"))

    with pytest.raises(TooOften, match=r"Too many wrong passwords for now\. Wait 5 minutes, or") as refusal:
        count_try(PASSWORDS, "ada@example.org", HERE, now=NOW + timedelta(seconds=5))

    assert refusal.value.wait == timedelta(seconds=295)
    assert list(Attempts.objects.values_list("what", "times")) == before


def test_counts_name_nobody() -> None:
    count_try(PASSWORDS, "ada@example.org", HERE, now=NOW)

    rows = str(list(Attempts.objects.values_list("what", "key")))
    assert "ada" not in rows
    assert "192.0.2.1" not in rows


def test_past_counts_are_forgotten() -> None:
    count_try(PASSWORDS, "ada@example.org", HERE, now=NOW)

    forget_past(now=NOW + 6 * MINUTE)
    assert sorted(row.until - NOW for row in Attempts.objects.all()) == [DAY] * 3
    Attempts.objects.create(what="tries", key="past", times=1, until=timezone.now() - MINUTE)
    forget_past_attempts()
    assert not Attempts.objects.filter(key="past").exists()


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_time_are_all_counted() -> None:
    """Eight threads, as the server has."""
    limits = TryLimits("tries", here=(Limit(5, DAY),), visitor=(), account=(), device=())
    together, let_through = Barrier(8), list[bool]()

    def guess() -> None:
        together.wait()
        let_through.append(tried(limits, "ada@example.org", HERE, 0))
        connection.close()

    threads = [Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(let_through) == [False] * 3 + [True] * 5


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(milliseconds=3), "1 second"),
        (timedelta(seconds=60), "60 seconds"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(hours=2, minutes=5), "3 hours"),
    ],
)
def test_a_wait_is_said_in_words(wait: timedelta, words: str) -> None:
    assert wait_in_words(wait) == words
