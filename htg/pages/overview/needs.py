"""What needs the organizers of an event now, the worst first. Pure: decided by numbers alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from htg.pages.overview.after_the_week import in_review, in_wrap_up, once_closed
from htg.pages.overview.figures import Figures
from htg.pages.overview.need import Need, Urgency, at, some
from htg.pages.overview.up_to_the_week import in_brainstorm, in_hacking, in_team_formation, in_voting
from planning.events.phases import Phase


def needs_of(figures: Figures) -> tuple[Need, ...]:
    found = [*NEEDS[figures.phase](figures), *about_mail(figures)]
    leading = (replace(need, url=at(figures, "act", need.action)) if need.action else need for need in found)
    return tuple(sorted(leading, key=lambda need: need.urgency))


def about_mail(figures: Figures) -> Iterator[Need]:
    if number := figures.failed_mails:
        yield Need(
            Urgency.DUE,
            number,
            some(number, "mail could not be delivered", "mails could not be delivered"),
            f"We gave up after several tries. You can have {some(number, 'it', 'them')} sent again.",
            "Send again",
            action="send-again",
        )
    if number := figures.failed_posts:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "post did not reach its channel", "posts did not reach their channel"),
            "Check the address of the channel, and try it out.",
            "See the channels",
            at(figures, "event-channels"),
        )


NEEDS: dict[Phase, Callable[[Figures], Iterator[Need]]] = {
    Phase.BRAINSTORM: in_brainstorm,
    Phase.VOTING: in_voting,
    Phase.TEAM_FORMATION: in_team_formation,
    Phase.HACKING: in_hacking,
    Phase.REVIEW: in_review,
    Phase.WRAP_UP: in_wrap_up,
    Phase.CLOSED: once_closed,
}
