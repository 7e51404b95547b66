import pytest

from htg.rehearsal.story import Chapter, Happening
from htg.rehearsal.telling import CLEAR_LINE, ProgressBar, Teller
from tests.clock import HACKING, REVIEW


def test_progress_bar_is_redrawn_in_place() -> None:
    drawn: list[str] = []
    bar = ProgressBar(drawn.append, total=2, label="Setting up")

    bar.draw()
    bar.advance("Voting")
    bar.advance("Hacking")

    assert drawn == [
        CLEAR_LINE + "░" * 24 + "   0% Setting up",
        CLEAR_LINE + "░" * 24 + "   0% Voting",
        CLEAR_LINE + "█" * 12 + "░" * 12 + "  50% Hacking",
    ]


@pytest.mark.usefixtures("in_berlin")
def test_line_is_written_above_the_progress_bar() -> None:
    written: list[str] = []
    bar = ProgressBar(written.append, total=1, label="Voting")

    Teller(written.append, bar).hear(Happening(HACKING, "It compiles."))

    assert written == [CLEAR_LINE, "  Wed 02.12.2026 13:00  It compiles.", CLEAR_LINE + "░" * 24 + "   0% Voting"]


@pytest.mark.usefixtures("in_berlin")
def test_time_is_written_where_it_changes() -> None:
    lines: list[str] = []
    teller = Teller(lines.append, ProgressBar(None, total=1))

    teller.begin(Chapter("Hacking"))
    teller.hear(Happening(HACKING, "It compiles."))
    teller.hear(Happening(HACKING, "It runs."))
    teller.hear(Happening(REVIEW, "It is shown."))

    assert lines == [
        "\n── Hacking ──",
        "  Wed 02.12.2026 13:00  It compiles.",
        "                        It runs.",
        "  Wed 09.12.2026 13:00  It is shown.",
    ]
