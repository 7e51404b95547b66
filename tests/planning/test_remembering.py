from concurrent.futures import ThreadPoolExecutor

from planning.remembering import ENTRY, remembering, weight


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

    @remembering(most=2 * weight("a", "a"))
    def echo(text: str) -> str:
        asked.append(text)
        return text

    for text in ("a", "b", "a", "c", "a", "b"):
        echo(text)

    assert asked == ["a", "b", "c", "b"]


def test_never_more_is_kept_than_was_allowed() -> None:
    @remembering(most=50_000)
    def long(text: str) -> str:
        return text * 20

    for number in range(2000):
        long(f"text {number} 🌱")
        assert long.size <= long.most

    assert long.size == sum(weight(text, made) for text, made in long.made.items())
    assert len(long.made) < long.most / ENTRY


def test_a_text_that_is_too_long_to_keep_is_answered_all_the_same() -> None:
    @remembering(most=1000)
    def long(text: str) -> str:
        return text * 1000

    assert long("seeds") == "seeds" * 1000
    assert (len(long.made), long.size) == (0, 0)


def test_threads_count_a_text_once() -> None:
    @remembering(most=1_000_000)
    def echo(text: str) -> str:
        return text + "!"

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(echo, [f"text {number % 50}" for number in range(2000)]))

    assert set(answers) == {f"text {number}!" for number in range(50)}
    assert echo.size == sum(weight(text, made) for text, made in echo.made.items())
