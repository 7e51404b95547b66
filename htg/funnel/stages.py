"""How many topics of an event came how far. Pure: what is on record in, what can be said of it out."""

from collections.abc import Iterator
from dataclasses import dataclass

from planning.charts.bars import Bar


@dataclass(frozen=True)
class Between:
    """A number as far as it is on record. `most` is None where there may be any number more."""

    least: int
    most: int | None

    @property
    def is_known(self) -> bool:
        """Of what may be nothing as well as something, nothing is known."""
        return self.least > 0 or self.most == 0

    @property
    def is_exact(self) -> bool:
        return self.least == self.most

    @property
    def unsure(self) -> int:
        """How many it is not known of."""
        return 0 if self.most is None else self.most - self.least

    @property
    def parts(self) -> tuple[Bar, Bar]:
        return Bar("on record", self.least), Bar("not known", self.unsure, kind="is-unknown")

    @property
    def in_words(self) -> str:
        if not self.is_known:
            return "not known"
        if self.most is None:
            return f"{self.least} or more"
        return str(self.least) if self.is_exact else f"{self.least} to {self.most}"


NOT_KNOWN = Between(0, None)


def exactly(number: int) -> Between:
    return Between(number, number)


@dataclass(frozen=True)
class TopicsOnRecord:
    """How many topics of an event there is something on record of. `voted` is what the closed tally says, if any."""

    is_planned: bool
    proposed: int = 0
    voted: int | None = None
    with_votes: int = 0
    teams: int = 0
    staffed: int = 0
    called_up: int = 0
    """Demos that the timer of the review has shown or skipped."""
    shown: int = 0
    reported: int = 0
    linked: int = 0
    """Those whose report links a pull request: no one keeps track of these."""
    merged: int = 0
    linked_and_merged: int = 0


@dataclass(frozen=True)
class FunnelStage:
    name: str
    label: str
    topics: Between


LABELS = {
    "proposed": "Proposed",
    "voted": "Voted for",
    "staffed": "With a team",
    "shown": "Shown",
    "reported": "Reported",
    "merged": "Pull request merged",
}


def stages_of(topics: TopicsOnRecord) -> tuple[FunnelStage, ...]:
    return tuple(FunnelStage(name, LABELS[name], number) for name, number in numbers_of(topics))


def numbers_of(topics: TopicsOnRecord) -> Iterator[tuple[str, Between]]:
    """What left nothing on record may have happened elsewhere. The wrap-up of a past event names what was worked on."""
    yield "proposed", Between(topics.proposed, topics.proposed if topics.is_planned else None)
    voted = topics.with_votes or None if topics.voted is None else topics.voted
    yield "voted", NOT_KNOWN if voted is None else exactly(voted)
    yield "staffed", exactly(topics.staffed) if topics.teams else NOT_KNOWN
    yield "shown", exactly(topics.shown) if topics.called_up else NOT_KNOWN
    yield "reported", exactly(topics.reported) if topics.reported or topics.is_planned else NOT_KNOWN
    merged_at_most = topics.merged + topics.linked - topics.linked_and_merged
    yield "merged", Between(topics.merged, merged_at_most or None)
