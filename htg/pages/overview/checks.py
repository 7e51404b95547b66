"""What the next phase asks for, before it begins by itself. Pure: decided by numbers alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from htg.pages.overview.figures import Figures
from htg.pages.overview.need import some
from planning.events.phases import Phase
from planning.texts.plurals import counted


@dataclass(frozen=True)
class Check:
    """`note` says what is lacking, or how it is met."""

    text: str
    is_met: bool
    note: str = ""


def checks_of(figures: Figures) -> tuple[Check, ...]:
    return tuple(CHECKS[figures.phase](figures)) if figures.phase in CHECKS else ()


def nobody_lacks(text: str, number: int, one: str, many: str) -> Check:
    return Check(text, not number, counted(number, one, many) if number else "")


def before_voting(figures: Figures) -> Iterator[Check]:
    votes = counted(figures.votes_per_ballot, "vote")
    topics = counted(figures.topics_on_ballot, "topic")
    yield Check(
        "More topics than votes", figures.topics_on_ballot > figures.votes_per_ballot, f"{topics}, {votes} each"
    )
    yield nobody_lacks("Every topic states its problem", figures.topics_without_problem, "does not", "do not")
    if figures.seats is not None:
        free = figures.free_seats
        lacking = f"{free} of {figures.seats} {some(free, 'is', 'are')} free" if free else ""
        yield Check("Every seat is taken", not free, lacking)


def before_team_formation(figures: Figures) -> Iterator[Check]:
    yield nobody_lacks("Everyone has voted", figures.not_voted, "has not", "have not")
    yield nobody_lacks("Everyone has made a wish", figures.without_wishes, "has not yet", "have not yet")


def before_hacking(figures: Figures) -> Iterator[Check]:
    formed = counted(figures.teams, "team") if figures.teams else "not yet"
    yield Check("The teams are formed", figures.teams > 0, formed)
    yield nobody_lacks("Everyone is in a team", figures.without_team, "is not", "are not")
    yield nobody_lacks("Every team is big enough", figures.small_teams, "is too small", "are too small")


def before_review(figures: Figures) -> Iterator[Check]:
    yield nobody_lacks("Every team has checked in at least once", figures.teams_never_heard, "has not", "have not")
    yield nobody_lacks("Every team has said what it will show", figures.demos_to_say, "has not yet", "have not yet")
    yield from about_meeting(figures)


def about_meeting(figures: Figures) -> Iterator[Check]:
    yield Check("The agenda is drawn up", figures.has_agenda, "" if figures.has_agenda else "one click")
    yield Check("The meeting has a link", figures.has_call, "" if figures.has_call else "not yet")


def before_wrap_up(figures: Figures) -> Iterator[Check]:
    if not figures.is_review_over:
        yield from about_meeting(figures)
    yield Check("The review meeting is over", figures.is_review_over, "" if figures.is_review_over else "not yet")
    yield check_reports(figures)


def check_reports(figures: Figures) -> Check:
    missing = figures.reports_missing
    lacking = f"{missing} of {figures.reports} {some(missing, 'lacks', 'lack')} something"
    return Check("Every report is complete", not missing, lacking if missing else "")


def before_the_close(figures: Figures) -> Iterator[Check]:
    yield check_reports(figures)
    unowned = figures.unowned_steps
    lacking = f"{unowned} of {figures.steps} {some(unowned, 'has', 'have')} none" if unowned else ""
    yield Check("Every next step has an owner", not unowned, lacking)
    yield Check("The introduction is written", figures.has_introduction, "" if figures.has_introduction else "not yet")
    yield Check("The wrap-up is published", figures.is_published, "" if figures.is_published else "not yet")


CHECKS: dict[Phase, Callable[[Figures], Iterator[Check]]] = {
    Phase.BRAINSTORM: before_voting,
    Phase.VOTING: before_team_formation,
    Phase.TEAM_FORMATION: before_hacking,
    Phase.HACKING: before_review,
    Phase.REVIEW: before_wrap_up,
    Phase.WRAP_UP: before_the_close,
}
