"""Where the running review meeting is: what its pages and the API show."""

from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from retros.reviews.clock import Forecast
from retros.reviews.models import Demo, ReviewMeeting
from retros.reviews.timer.running import to_come


@dataclass(frozen=True)
class MeetingState:
    """The meeting at one moment. `demos` are shown, in order; `mentioned` are the topics without a demo."""

    meeting: ReviewMeeting
    demos: tuple[Demo, ...]
    mentioned: tuple[Demo, ...]
    now: datetime

    @property
    def present(self) -> Demo | None:
        return next((demo for demo in self.demos if demo.state == Demo.State.PRESENT), None)

    @property
    def used(self) -> int:
        """Seconds of the present demo."""
        return self.present.clock.used_at(self.now) if self.present else 0

    @property
    def left(self) -> int:
        """Below zero once its time is up."""
        return self.present.clock.left_at(self.now) if self.present else 0

    @property
    def coming(self) -> list[Demo]:
        return to_come(self.demos)

    @property
    def soon(self) -> list[Demo]:
        """As many of those to come as a projector can show readably: a dozen lines in all."""
        return self.coming[: 4 if self.present else 8]

    @property
    def later(self) -> int:
        """How many come after those."""
        return len(self.coming) - len(self.soon)

    @property
    def place(self) -> int:
        """Of the demo that is on, or else of the next one: where to look at a long list."""
        at = self.present or next(iter(self.coming), None)
        return self.demos.index(at) if at else 0

    @property
    def skipped(self) -> list[Demo]:
        return [demo for demo in self.demos if demo.state == Demo.State.SKIPPED]

    @property
    def begun(self) -> list[Demo]:
        """What the meeting spent time on."""
        return [demo for demo in self.demos if demo.used_seconds]

    @property
    def longest(self) -> int:
        """The seconds that a full-width bar stands for."""
        return max((max(demo.used_seconds, demo.clock.planned) for demo in self.begun), default=0)

    @property
    def is_running(self) -> bool:
        return self.meeting.began_at is not None and self.meeting.ended_at is None

    @property
    def has_shown_all(self) -> bool:
        """Nothing is on and nothing is coming: the demos are over, or the meeting is."""
        return self.meeting.ended_at is not None or not (self.present or self.coming)

    @property
    def forecast(self) -> Forecast:
        return self.meeting.forecast(self.demos, self.now)

    @property
    def digest(self) -> str:
        """Changes as soon as a page would show something other than the seconds it counts by itself."""
        shown = [
            (demo.pk, demo.position, demo.minutes, demo.state, demo.topic.title, demo.note, _presenter_names(demo))
            for demo in (*self.demos, *self.mentioned)
        ]
        forecast = (self.forecast.minutes_to_come, self.forecast.minutes_to_spare) if self.is_running else ()
        return f"{crc32(repr((self.meeting.moves, self.meeting.minutes, forecast, shown)).encode()):08x}"


def load_state(meeting: ReviewMeeting, now: datetime) -> MeetingState:
    """Load what is shown: three queries, however many demos there are."""
    demos = meeting.demos.in_order().select_related("topic__event").prefetch_related("presenters__organization")
    in_order = list(demos)
    # one whose minutes were taken away while it was on still counts as shown
    shown = tuple(demo for demo in in_order if demo.minutes or demo.planned_seconds)
    mentioned = tuple(demo for demo in in_order if not (demo.minutes or demo.planned_seconds))
    return MeetingState(meeting, shown, mentioned, now)


def _presenter_names(demo: Demo) -> list[str]:
    return [person.name for person in demo.presenting]
