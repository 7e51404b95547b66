import pytest

from htg.pages.overview.figures import Figures
from htg.pages.overview.need import Urgency
from htg.pages.overview.needs import needs_of
from planning.events.phases import Phase

EVENT = "2026-12"


def figures(phase: Phase, **numbers: object) -> Figures:
    return Figures(EVENT, phase, **numbers)  # type: ignore[arg-type]  # as the test says


@pytest.mark.parametrize("phase", Phase)
def test_nothing_is_needed_at_an_event_without_anything_open(phase: Phase) -> None:
    agenda = {"has_agenda": True, "has_call": True}

    assert needs_of(figures(phase, teams=2, is_late=True, is_published=True, **agenda)) == ()


@pytest.mark.parametrize(
    ("standing", "sentence", "button", "url"),
    [
        (
            figures(Phase.BRAINSTORM, seats=30, admitted=27, waiting=4),
            "Four people are waiting, and three seats are free.",
            "Give three seats",
            "/2026-12/needs/give-seats/",
        ),
        (
            figures(Phase.BRAINSTORM, seats=30, admitted=29, waiting=1),
            "One person is waiting, and one seat is free.",
            "Give one seat",
            "/2026-12/needs/give-seats/",
        ),
        (
            figures(Phase.VOTING, waiting=2),
            "Two people are waiting, and there is room for all.",
            "Give two seats",
            "/2026-12/needs/give-seats/",
        ),
        (
            figures(Phase.VOTING, seats=30, admitted=30, waiting=12),
            "12 people are waiting for a seat.",
            "See who is waiting",
            "/2026-12/people/waiting/",
        ),
        (
            figures(Phase.BRAINSTORM, topics_without_problem=3, topic_without_problem="etcd"),
            "Three topics do not state their problem.",
            "Open the first",
            "/2026-12/topics/etcd/",
        ),
        (
            figures(Phase.VOTING, is_late=True, not_voted=9, unasked_voters=8),
            "Nine people have not voted yet.",
            "Remind the eight",
            "/2026-12/needs/remind-voters/",
        ),
        (
            figures(Phase.VOTING, is_late=True, not_voted=1),
            "One person has not voted yet.",
            "See the turnout",
            "/2026-12/tally/",
        ),
        (
            figures(Phase.VOTING, is_late=True, without_wishes=5, unasked_for_wishes=1),
            "Five people have made no wish.",
            "Ask that person",
            "/2026-12/needs/ask-for-wishes/",
        ),
        (
            figures(Phase.TEAM_FORMATION, admitted=27),
            "27 people are waiting for their teams.",
            "Form the teams",
            "/2026-12/teams/form/",
        ),
        (
            figures(Phase.TEAM_FORMATION, admitted=27, teams=6, without_team=1),
            "One person is in no team.",
            "See who",
            "/2026-12/without-team/",
        ),
        (
            figures(Phase.TEAM_FORMATION, teams=6, small_teams=2),
            "Two teams are too small.",
            "See the teams",
            "/2026-12/teams/",
        ),
        (
            figures(Phase.HACKING, teams=6, silent_teams=2, unasked_in_silent_teams=7),
            "Two teams have been silent for a day.",
            "Ask the two teams",
            "/2026-12/needs/ask-silent-teams/",
        ),
        (
            figures(Phase.HACKING, teams=6, silent_teams=1),
            "One team has been silent for a day.",
            "See the check-ins",
            "/2026-12/check-ins/",
        ),
        (
            figures(Phase.HACKING, teams=6, without_team=2),
            "Two people are in no team.",
            "See who",
            "/2026-12/without-team/",
        ),
        (
            figures(Phase.HACKING, teams=6, teams_wanting_help=3),
            "Three teams ask for help.",
            "See what they need",
            "/2026-12/check-ins/?help-wanted",
        ),
        (
            figures(Phase.HACKING, teams=6, is_last_day=True, demos_to_say=2),
            "Two teams have not said what they will show.",
            "See the agenda",
            "/2026-12/agenda/",
        ),
        (
            figures(Phase.REVIEW, teams=6),
            "Six teams are waiting for the agenda of the review.",
            "Draw up the agenda",
            "/2026-12/agenda/",
        ),
        (
            figures(Phase.REVIEW, has_agenda=True, has_call=True, is_review_today=True, demos_to_show=6),
            "Six demos are shown today.",
            "Run the meeting",
            "/2026-12/agenda/presenters/",
        ),
        (
            figures(Phase.REVIEW, has_agenda=True),
            "One link is missing: the one to the call of the review meeting.",
            "Add the link",
            "/2026-12/agenda/edit/",
        ),
        (
            figures(Phase.REVIEW, has_agenda=True, has_call=True, reports=7, reports_ready=4),
            "Three of 7 reports still lack something.",
            "Ask for reports",
            "/2026-12/wrap-up/gate/",
        ),
        (
            figures(Phase.WRAP_UP, reports=7, reports_ready=7),
            "Seven reports are ready to publish.",
            "Publish the wrap-up",
            "/2026-12/wrap-up/publish/",
        ),
        (
            figures(Phase.WRAP_UP, unowned_steps=5),
            "Five next steps have no owner.",
            "Find owners",
            "/next-steps/?event=2026-12&view=unowned",
        ),
        (
            figures(Phase.WRAP_UP, unasked_by_survey=10),
            "10 people have not been asked how it was.",
            "See the survey",
            "/2026-12/survey/",
        ),
        (
            figures(Phase.WRAP_UP, loose_notes=2),
            "Two notes on the board are in no group.",
            "Group them",
            "/2026-12/board/groups/",
        ),
        (
            figures(Phase.CLOSED, overdue_steps=2),
            "Two next steps are overdue.",
            "See which",
            "/next-steps/?event=2026-12&view=overdue",
        ),
        (
            figures(Phase.CLOSED, reports=7, reports_ready=6),
            "One of 7 reports still lacks something.",
            "Ask for reports",
            "/2026-12/wrap-up/gate/",
        ),
        (
            figures(Phase.CLOSED, failed_mails=2),
            "Two mails could not be delivered.",
            "Send again",
            "/2026-12/needs/send-again/",
        ),
        (
            figures(Phase.HACKING, failed_posts=1),
            "One post did not reach its channel.",
            "See the channels",
            "/2026-12/channels/",
        ),
    ],
)
def test_a_need_says_in_one_sentence_what_is_open_and_leads_there(
    standing: Figures, sentence: str, button: str, url: str
) -> None:
    (need,) = needs_of(standing)

    assert (need.sentence, need.button, need.url) == (sentence, button, url)
    assert bool(need.action) is ("/needs/" in need.url)


@pytest.mark.parametrize(
    "standing",
    [
        figures(Phase.VOTING, not_voted=27, unasked_voters=27, without_wishes=27, unasked_for_wishes=27),
        figures(Phase.TEAM_FORMATION, is_late=True, teams=6, without_wishes=5, unasked_for_wishes=5),
        figures(Phase.HACKING, teams=6, demos_to_say=6),
        figures(Phase.REVIEW, has_agenda=True, is_review_over=True, demos_to_say=2),
        figures(Phase.WRAP_UP, reports=7, reports_ready=6, is_published=True),
    ],
)
def test_nobody_is_nagged_before_it_is_late_or_after_it_is_done(standing: Figures) -> None:
    assert needs_of(standing) == ()


def test_the_worst_comes_first() -> None:
    standing = figures(
        Phase.VOTING,
        seats=30,
        admitted=27,
        waiting=4,
        is_late=True,
        not_voted=9,
        unasked_voters=9,
        without_wishes=14,
        unasked_for_wishes=14,
        failed_posts=1,
    )

    assert [(need.urgency, need.number) for need in needs_of(standing)] == [
        (Urgency.BLOCKS, 4),
        (Urgency.DUE, 9),
        (Urgency.OPEN, 14),
        (Urgency.OPEN, 1),
    ]
