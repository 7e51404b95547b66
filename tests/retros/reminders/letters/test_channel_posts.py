from datetime import UTC, date, datetime

import pytest

from retros.reminders.deciding.channel_posts import ComingReview, DueWrapUp, News, OpenSteps, OpenVoting
from retros.reminders.deciding.facts import EventFacts
from retros.reminders.letters.channel_posts import PostWords, post_words

EVENT = EventFacts(1, "2026-12", "Hack")
TODAY = date(2026, 12, 18)
REVIEW = ComingReview(EVENT, datetime(2026, 12, 19, 14, 30, tzinfo=UTC), demos=1)


def steps_with(*, due: int, overdue: int, unowned: int) -> OpenSteps:
    ended_at = datetime(2026, 12, 4, tzinfo=UTC)
    return OpenSteps(EVENT, ended_at, quiet_until=None, counted_on=TODAY, due=due, overdue=overdue, unowned=unowned)


@pytest.mark.parametrize(
    ("news", "subject", "text"),
    [
        (
            OpenVoting(EVENT, closes_on=TODAY, voters=1, attendees=3),
            "Voting closes today",
            "1 of 3 have voted on the topics of Hack. http://testserver/2026-12/ballot/",
        ),
        (
            REVIEW,
            "Review meeting tomorrow at 14:30, 1 demo",
            "The teams of Hack show what they made. http://testserver/2026-12/agenda/",
        ),
        (
            DueWrapUp(EVENT, due_on=date(2026, 12, 19), lacking=2),
            "Wrap-up due tomorrow, 2 reports lack something",
            "Anyone who worked on a topic of Hack can fill in its report. http://testserver/2026-12/wrap-up/gate/",
        ),
        (
            steps_with(due=1, overdue=0, unowned=0),
            "1 next step due this week",
            "What came out of Hack: http://testserver/next-steps/?event=2026-12",
        ),
    ],
)
def test_post_says_what_comes_and_where_to_go(news: News, subject: str, text: str) -> None:
    assert post_words(news, today=TODAY) == PostWords(subject, text)


@pytest.mark.parametrize(
    ("due_on", "when"),
    [(TODAY, "today"), (date(2026, 12, 19), "tomorrow"), (date(2026, 12, 20), "in 2 days")],
)
def test_post_counts_the_days_until_the_wrap_up(due_on: date, when: str) -> None:
    assert post_words(DueWrapUp(EVENT, due_on, lacking=1), today=TODAY).subject == (
        f"Wrap-up due {when}, 1 report lacks something"
    )


@pytest.mark.parametrize(
    ("news", "subject"),
    [
        (steps_with(due=3, overdue=2, unowned=5), "3 next steps due this week, 2 overdue, 5 without an owner"),
        (steps_with(due=1, overdue=0, unowned=0), "1 next step due this week"),
        (steps_with(due=0, overdue=1, unowned=1), "1 next step overdue, 1 without an owner"),
    ],
)
def test_post_on_next_steps_counts_what_there_is(news: OpenSteps, subject: str) -> None:
    assert post_words(news, today=TODAY).subject == subject
