from datetime import date

from retros.reviews.agenda.writing import Agenda, Slot, write_agenda


def test_write_is_the_communitys_table() -> None:
    agenda = Agenda(
        held_on=date(2023, 11, 15),
        title="Hack The Garden",
        title_url="https://example.org/2023-11",
        slots=(
            Slot("🏛️ ARM Support", 5, ("@robinschneider",), "https://example.org/arm"),
            Slot("🤖 Skaffold", 0, (), "https://example.org/skaffold", "A new script was added."),
        ),
    )

    assert write_agenda(agenda) == (
        "### 2023/11/15 - [Hack The Garden](https://example.org/2023-11) Wrap Up\n"
        "\n"
        "#### Demo Agenda 📋\n"
        "\n"
        "| Presenter(s) | Duration | Topic | Reference(s) |\n"
        "| --- | --- | --- | --- |\n"
        "| [@robinschneider](https://github.com/robinschneider) | `5m` | 🏛️ ARM Support "
        "| [Summary](https://example.org/arm) |\n"
        "\n"
        "#### No Demo, But Still Worth Celebrating 🎉\n"
        "\n"
        "- A new script was added. [Summary](https://example.org/skaffold)\n"
    )


def test_write_keeps_a_bar_in_a_title_inside_its_cell() -> None:
    agenda = Agenda(date(2026, 12, 9), "Review", "https://example.org", (Slot("a | b", 5, ("Ada", "@grace")),))

    assert write_agenda(agenda).splitlines()[-1] == r"| Ada, [@grace](https://github.com/grace) | `5m` | a \| b |  |"


def test_write_without_anything_mentioned_has_no_second_heading() -> None:
    agenda = Agenda(date(2026, 12, 9), "Review", "https://example.org", (Slot("Seeds", 5),))

    assert [line for line in write_agenda(agenda).splitlines() if line.startswith("#### ")] == ["#### Demo Agenda 📋"]
