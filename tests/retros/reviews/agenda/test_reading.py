"""What is read of an agenda is what was written, and the other way round."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retros.reviews.agenda.reading import AgendaUnreadable, read_agenda
from retros.reviews.agenda.writing import Agenda, Slot, write_agenda

TRICKY = "|\\`*_[](),<>&#@!~- aé🏛️🧑🏼‍🌾\ufe0f\u200d"
lines = st.text(st.sampled_from(TRICKY) | st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(
    lambda text: " ".join(text.split())
)
written_lines = lines.filter(bool)
handles = st.from_regex(r"@[A-Za-z0-9][A-Za-z0-9-]{0,38}", fullmatch=True)
urls = st.from_regex(r"https://[a-z]{1,9}\.org/[A-Za-z0-9%#/_.-]{0,20}", fullmatch=True) | st.just("")
shown = st.builds(
    Slot,
    topic=lines,
    minutes=st.integers(1, 240),
    presenters=st.lists(handles | written_lines, max_size=3).map(tuple),
    summary_url=urls,
)
mentioned = st.builds(Slot, topic=st.just(""), minutes=st.just(0), summary_url=urls, note=written_lines)
agendas = st.builds(
    lambda day, title, url, first, last: Agenda(day, title, url, (*first, *last)),
    st.dates(date(2000, 1, 1)),
    lines,
    urls,
    st.lists(shown, max_size=6),
    st.lists(mentioned, max_size=4),
)


@given(agendas)
def test_what_was_written_is_read_as_it_was(agenda: Agenda) -> None:
    assert read_agenda(write_agenda(agenda)) == agenda


@given(agendas)
def test_what_was_read_is_written_as_it_was(agenda: Agenda) -> None:
    text = write_agenda(agenda)

    assert write_agenda(read_agenda(text)) == text


def test_of_a_topic_that_was_only_mentioned_the_note_is_read() -> None:
    agenda = Agenda(date(2026, 12, 9), "Hut", "", (Slot("🌱 Seeds", 0, (), "https://example.org/#-seeds"),))

    assert read_agenda(write_agenda(agenda)).slots == (Slot("", 0, (), "https://example.org/#-seeds", "🌱 Seeds"),)


@pytest.mark.parametrize(
    ("broken", "refusal"),
    [
        ("", "Line 1 is not a heading with the day and the event, which is how an agenda begins."),
        ("# Agenda", "Line 1 is not a heading with the day and the event, which is how an agenda begins."),
        ("### 2023/02/31 - [Hut](https://example.org) Wrap Up", "Line 1: 2023/02/31 is not a date."),
        ("### 2023/11/15 - [Hut](https://example.org) Wrap Up", "Line 2 does not belong in an agenda: the end"),
        (
            "### 2023/11/15 - [Hut](https://example.org) Wrap Up\n\n#### Agenda",
            "Line 3 does not belong in an agenda: #### Agenda",
        ),
    ],
)
def test_a_text_that_is_no_agenda_is_refused_with_the_line(broken: str, refusal: str) -> None:
    with pytest.raises(AgendaUnreadable) as refused:
        read_agenda(broken)

    assert str(refused.value) == refusal
