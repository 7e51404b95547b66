from planning.texts.plurals import counted


def test_counted_puts_the_word_in_the_plural_where_it_belongs() -> None:
    assert [counted(1, "wish", "wishes"), counted(2, "wish", "wishes"), counted(0, "team")] == [
        "1 wish",
        "2 wishes",
        "0 teams",
    ]
