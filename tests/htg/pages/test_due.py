"""The overview and page Organize call the same things due, in whatever numbers an event stands."""

from itertools import product

import pytest

from htg.pages.affairs import Affairs
from htg.pages.organizing import organizing_groups
from htg.pages.overview.figures import Figures
from htg.pages.overview.need import Urgency
from htg.pages.overview.needs import needs_of
from planning.events.phases import Phase

EVENT, PEOPLE = "2026-12", 9
ON_BOTH = {"waiting-list", "teams-form", "people-without-team", "agenda", "wrap-up-gate", "wrap-up-publish"}
"""Pages that both lead to. On the overview the first of them has a button of its own."""
ADDRESSES = {
    f"/{EVENT}/needs/give-seats/": "waiting-list",
    f"/{EVENT}/teams/form/": "teams-form",
    f"/{EVENT}/without-team/": "people-without-team",
    f"/{EVENT}/agenda/": "agenda",
    f"/{EVENT}/wrap-up/gate/": "wrap-up-gate",
    f"/{EVENT}/wrap-up/publish/": "wrap-up-publish",
}


def on_the_overview(figures: Figures) -> set[str]:
    pressing = (need.url for need in needs_of(figures) if need.urgency < Urgency.OPEN)
    return {ADDRESSES[url] for url in pressing if url in ADDRESSES}


def on_organize(affairs: Affairs) -> set[str]:
    return {row.page for group in organizing_groups(affairs) for row in group.rows if row.is_due} & ON_BOTH


@pytest.mark.parametrize("phase", Phase)
def test_same_is_due_on_the_overview_and_on_page_organize(phase: Phase) -> None:
    seen = set()
    for waiting, seats, in_teams, ready, is_published in product(
        (0, 4), (None, 9, 12), (0, 7, 9), (0, 3), (True, False)
    ):
        affairs = Affairs(
            phase,
            people=PEOPLE,
            waiting=waiting,
            free=None if seats is None else seats - PEOPLE,
            in_teams=in_teams,
            reports=3,
            reports_ready=ready,
            is_published=is_published,
        )
        figures = Figures(
            EVENT,
            phase,
            seats=seats,
            admitted=PEOPLE,
            waiting=waiting,
            teams=1 if in_teams else 0,
            without_team=PEOPLE - in_teams,
            reports=3,
            reports_ready=ready,
            is_published=is_published,
        )

        assert on_organize(affairs) == on_the_overview(figures)
        seen |= on_organize(affairs)

    assert seen == DUE[phase]


DUE: dict[Phase, set[str]] = {
    Phase.BRAINSTORM: {"waiting-list"},
    Phase.VOTING: {"waiting-list"},
    Phase.TEAM_FORMATION: {"waiting-list", "teams-form", "people-without-team"},
    Phase.HACKING: {"people-without-team"},
    Phase.REVIEW: {"agenda"},
    Phase.WRAP_UP: {"wrap-up-gate", "wrap-up-publish"},
    Phase.CLOSED: {"wrap-up-gate", "wrap-up-publish"},
}
