import pytest

from retros.nextsteps.models import NextStep
from retros.wrapups.models import Report
from retros.wrapups.publishing.sheet import MARKS, SheetLine, is_roomy, is_tight, sheet_lines
from tests.factories import NextStepFactory, ReportFactory

pytestmark = pytest.mark.django_db


def reports(*steps: int) -> list[Report]:
    """A report for each number of open steps."""
    made: list[Report] = [ReportFactory() for _ in steps]
    for report, number in zip(made, steps, strict=True):
        NextStepFactory.create_batch(number, topic=report.topic)
    return made


def room(line: SheetLine) -> tuple[int, int]:
    return len(line.steps), line.more


def test_every_outcome_has_a_mark_of_its_own() -> None:
    assert len({MARKS[outcome] for outcome in Report.Outcome}) == len(Report.Outcome)


def test_line_tells_the_outcome_and_one_sentence() -> None:
    [line] = sheet_lines([ReportFactory(outcome=Report.Outcome.PARTLY, achievements="* It grows. A bit.")])

    assert (line.mark, line.said) == ("◐", "It grows.")


def test_line_without_achievements_tells_the_outcome_in_words() -> None:
    [line] = sheet_lines([ReportFactory(outcome="", achievements="", outcome_note="No snow. Sorry.")])

    assert (line.mark, line.said) == ("", "No snow.")


def test_line_shows_what_is_open_only() -> None:
    report = ReportFactory()
    step = NextStepFactory(topic=report.topic)
    NextStepFactory(topic=report.topic, state=NextStep.State.DONE)

    [line] = sheet_lines([report])

    assert line.steps == (step,)


def test_topics_share_the_sheet() -> None:
    fifteen, few = sheet_lines(reports(6, 4, 3, *[0] * 12)), sheet_lines(reports(12, 2, 0))

    assert [room(line) for line in fifteen[:4]] == [(3, 3), (4, 0), (3, 0), (0, 0)]
    assert [room(line) for line in few] == [(12, 0), (2, 0), (0, 0)]


LONG = "A step that takes more than a single line on the paper."


@pytest.mark.parametrize(
    ("steps", "text", "roomy"),
    [
        ((0,) * 15, "", True),
        ((0,) * 16, "", False),
        ((15, 15), LONG, True),
        ((15, 17), LONG, False),
        ((15, 17), "A short one.", True),
    ],
)
def test_long_steps_may_take_two_lines_where_all_of_them_fit(steps: tuple[int, ...], text: str, *, roomy: bool) -> None:
    reports(*steps)
    NextStep.objects.update(text=text)

    assert is_roomy(sheet_lines(Report.objects.all())) is roomy


def test_each_topic_keeps_some_steps_however_many_there_are() -> None:
    assert room(sheet_lines(reports(9, *[0] * 99))[0]) == (3, 6)


def test_no_reports_make_no_lines() -> None:
    assert sheet_lines([]) == []


@pytest.mark.parametrize(("topics", "tight"), [(15, False), (16, True)])
def test_topics_take_less_room_where_there_are_many(topics: int, *, tight: bool) -> None:
    assert is_tight(sheet_lines(reports(*[0] * topics))) is tight
