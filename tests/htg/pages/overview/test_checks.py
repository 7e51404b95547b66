import pytest

from htg.pages.overview.checks import Check, checks_of
from htg.pages.overview.figures import Figures
from planning.events.phases import Phase

MET = {
    "seats": 30,
    "admitted": 30,
    "votes_per_ballot": 5,
    "topics_on_ballot": 14,
    "teams": 6,
    "has_agenda": True,
    "has_call": True,
    "is_review_over": True,
    "reports": 7,
    "reports_ready": 7,
    "is_published": True,
    "has_introduction": True,
}


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.CLOSED])
def test_all_is_met_where_nothing_is_lacking(phase: Phase) -> None:
    checks = checks_of(Figures("2026-12", phase, **MET))  # type: ignore[arg-type]  # as above

    assert checks
    assert all(check.is_met for check in checks)


def test_nothing_comes_after_the_close() -> None:
    assert checks_of(Figures("2026-12", Phase.CLOSED)) == ()


def test_the_vote_asks_for_a_choice_of_topics_that_say_their_problem_and_for_all_seats_given() -> None:
    standing = Figures(
        "2026-12",
        Phase.BRAINSTORM,
        seats=30,
        admitted=27,
        votes_per_ballot=7,
        topics_on_ballot=7,
        topics_without_problem=3,
    )

    assert checks_of(standing) == (
        Check("More topics than votes", is_met=False, note="7 topics, 7 votes each"),
        Check("Every topic states its problem", is_met=False, note="3 do not"),
        Check("Every seat is taken", is_met=False, note="3 of 30 are free"),
    )


def test_team_formation_asks_for_votes_and_wishes() -> None:
    assert checks_of(Figures("2026-12", Phase.VOTING, not_voted=1, without_wishes=2)) == (
        Check("Everyone has voted", is_met=False, note="1 has not"),
        Check("Everyone has made a wish", is_met=False, note="2 have not yet"),
    )


def test_the_close_asks_for_a_published_wrap_up_and_owners() -> None:
    standing = Figures("2026-12", Phase.WRAP_UP, reports=7, reports_ready=4, steps=11, unowned_steps=5)

    assert checks_of(standing) == (
        Check("Every report is complete", is_met=False, note="3 of 7 lack something"),
        Check("Every next step has an owner", is_met=False, note="5 of 11 have none"),
        Check("The introduction is written", is_met=False, note="not yet"),
        Check("The wrap-up is published", is_met=False, note="not yet"),
    )
