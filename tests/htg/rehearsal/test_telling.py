from io import StringIO

from htg.rehearsal.story import Chapter, Happening, counted, listed
from htg.rehearsal.telling import CLEAR_LINE, ProgressBar, Teller
from tests.clock import HACKING, REVIEW


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_bar_is_drawn_on_a_terminal() -> None:
    terminal = Terminal()
    bar = ProgressBar(terminal, total=2)

    bar.advance("Voting")
    bar.advance("Hacking")

    assert terminal.getvalue().split(CLEAR_LINE)[1:] == [
        "░" * 24 + "   0% Voting",
        "█" * 12 + "░" * 12 + "  50% Hacking",
    ]


def test_progress_bar_is_not_drawn_into_a_file() -> None:
    file = StringIO()

    ProgressBar(file, total=2).advance("Voting")

    assert file.getvalue() == ""


def test_time_is_told_where_it_changes() -> None:
    lines: list[str] = []
    teller = Teller(lines.append, ProgressBar(StringIO(), total=1))

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


def test_numbers_and_lists_are_told_as_people_do() -> None:
    assert [counted(1, "wish", "wishes"), counted(2, "wish", "wishes"), counted(0, "team")] == [
        "1 wish",
        "2 wishes",
        "0 teams",
    ]
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
