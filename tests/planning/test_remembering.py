import tracemalloc
from concurrent.futures import ThreadPoolExecutor

from planning.remembering import remembering, weight


def test_what_was_made_of_a_text_is_made_once() -> None:
    asked = []

    @remembering(most=10_000)
    def shout(text: str) -> str:
        asked.append(text)
        return text.upper()

    assert [shout("seeds"), shout("shoots"), shout("seeds")] == ["SEEDS", "SHOOTS", "SEEDS"]
    assert asked == ["seeds", "shoots"]


def test_what_was_not_asked_for_the_longest_is_forgotten_first() -> None:
    asked = []

    @remembering(most=2 * weight(("a", "a")))
    def echo(text: str) -> str:
        asked.append(text)
        return text

    for text in ("a", "b", "a", "c", "a", "b"):
        echo(text)

    assert asked == ["a", "b", "c", "b"]


def test_a_long_text_takes_the_place_of_many_even_if_little_was_made_of_it() -> None:
    asked = []

    @remembering(most=10_000)
    def first(text: str) -> str:
        asked.append(text)
        return text[:1]

    for text in ("seeds", "x" * 9_400, "seeds"):
        first(text)

    assert asked == ["seeds", "x" * 9_400, "seeds"]


def test_no_more_memory_is_taken_than_was_allowed() -> None:
    most = 200_000

    @remembering(most=most)
    def echo(text: str) -> str:
        return text + "!"

    tracemalloc.start()
    for number in range(2_000):
        echo(f"text {number} 🌱")
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most / 2 < taken <= most


def test_a_text_that_is_too_long_to_keep_is_answered_all_the_same() -> None:
    asked = []

    @remembering(most=1000)
    def long(text: str) -> str:
        asked.append(text)
        return text * 1000

    assert [long("seeds"), long("seeds")] == ["seeds" * 1000] * 2
    assert asked == ["seeds", "seeds"]


def test_threads_are_answered_each_with_their_own_text() -> None:
    @remembering(most=5_000)
    def echo(text: str) -> str:
        return text + "!"

    texts = [f"text {number % 50}" for number in range(2000)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(echo, texts)) == [text + "!" for text in texts]


def test_what_remembers_is_still_known_by_its_name() -> None:
    @remembering(most=1000)
    def shout(text: str) -> str:
        """Loudly."""
        return text.upper()

    assert (shout.__name__, shout.__doc__) == ("shout", "Loudly.")
