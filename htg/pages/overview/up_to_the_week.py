"""What needs the organizers up to the last day of the week. Pure."""

from collections.abc import Iterator

from htg.pages.due import places_in_teams_are_due, seats_are_due, teams_are_due
from htg.pages.overview.figures import Figures
from htg.pages.overview.need import Need, Urgency, at, number_in_words, some, the
from planning.events.phases import Phase
from planning.texts.plurals import counted


def about_seats(figures: Figures) -> Iterator[Need]:
    waiting, free = figures.waiting, figures.free_seats
    if not waiting:
        return
    if seats_are_due(figures.phase, waiting=waiting, free=None if figures.seats is None else free):
        given = min(waiting, free) if figures.seats is not None else waiting
        are_free = (
            f"{number_in_words(free)} {some(free, 'seat is', 'seats are')} free" if free else "there is room for all"
        )
        yield Need(
            Urgency.BLOCKS,
            waiting,
            f"{some(waiting, 'person is', 'people are')} waiting, and {are_free}",
            "Seats go to people in the order they signed up, and each is told by mail.",
            f"Give {number_in_words(given)} {some(given, 'seat', 'seats')}",
            action="give-seats",
        )
        return
    yield Need(
        Urgency.OPEN,
        waiting,
        some(waiting, "person is waiting for a seat", "people are waiting for a seat"),
        f"{counted(figures.admitted, 'seat is', 'seats are')} taken. The next free seat goes to the first in line.",
        "See who is waiting",
        at(figures, "waiting-list"),
    )


def about_topics(figures: Figures) -> Iterator[Need]:
    if number := figures.topics_without_problem:
        yield Need(
            Urgency.DUE if figures.phase is Phase.VOTING else Urgency.OPEN,
            number,
            some(number, "topic does not state its problem", "topics do not state their problem"),
            "Voters will not know what is wrong today.",
            "Open it" if number == 1 else "Open the first",
            at(figures, "topic", figures.topic_without_problem),
        )


def about_votes(figures: Figures) -> Iterator[Need]:
    number = figures.not_voted
    if not (number and figures.is_late):
        return
    text = some(number, "person has not voted yet", "people have not voted yet")
    if asked := figures.unasked_voters:
        why = "A reminder goes out the day before voting closes. You can send it now."
        yield Need(Urgency.DUE, number, text, why, f"Remind {the(asked)}", action="remind-voters")
    else:
        why = "Everyone we can reach has been reminded."
        yield Need(Urgency.OPEN, number, text, why, "See the turnout", at(figures, "tally"))


def about_wishes(figures: Figures) -> Iterator[Need]:
    """Only while there is someone to ask: no one has to wish for anything."""
    if figures.is_late and not figures.teams and (asked := figures.unasked_for_wishes):
        yield Need(
            Urgency.OPEN,
            figures.without_wishes,
            some(figures.without_wishes, "person has made no wish", "people have made no wish"),
            "Whoever makes no wish goes where a team is small.",
            f"Ask {the(asked)}",
            action="ask-for-wishes",
        )


def in_brainstorm(figures: Figures) -> Iterator[Need]:
    yield from about_seats(figures)
    yield from about_topics(figures)


def in_voting(figures: Figures) -> Iterator[Need]:
    yield from about_seats(figures)
    yield from about_votes(figures)
    yield from about_topics(figures)
    yield from about_wishes(figures)


def in_team_formation(figures: Figures) -> Iterator[Need]:
    yield from about_seats(figures)
    if teams_are_due(figures.phase, people=figures.admitted, are_formed=figures.teams > 0):
        yield Need(
            Urgency.BLOCKS,
            figures.admitted,
            some(figures.admitted, "person is waiting for a team", "people are waiting for their teams"),
            "Teams are formed from their wishes. Look at the suggestion first.",
            "Form the teams",
            at(figures, "teams-form"),
        )
    yield from about_wishes(figures)
    yield from about_people_without_team(figures)
    if number := figures.small_teams:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "team is too small", "teams are too small"),
            "Add someone, or ask those in it to join another team.",
            "See the teams",
            at(figures, "teams"),
        )


def about_people_without_team(figures: Figures) -> Iterator[Need]:
    number = figures.without_team
    if places_in_teams_are_due(figures.phase, without=number, are_formed=figures.teams > 0):
        yield Need(
            Urgency.DUE,
            number,
            some(number, "person is in no team", "people are in no team"),
            "Any team would be glad of a hand.",
            "See who",
            at(figures, "people-without-team"),
        )


def in_hacking(figures: Figures) -> Iterator[Need]:
    yield from about_silent_teams(figures)
    yield from about_people_without_team(figures)
    if number := figures.teams_wanting_help:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "team asks for help", "teams ask for help"),
            "It is in their latest check-in. Someone at the event may know how.",
            "See what they need",
            at(figures, "check-ins", query="?help-wanted"),
        )
    if figures.is_last_day:
        yield from about_demos(figures)


def about_silent_teams(figures: Figures) -> Iterator[Need]:
    number = figures.silent_teams
    if not number:
        return
    text = some(number, "team has been silent for a day", "teams have been silent for a day")
    if figures.unasked_in_silent_teams:
        why = "Ask before the next round: everyone in the team gets a mail, once a day at most."
        button = "Ask the team" if number == 1 else f"Ask the {number_in_words(number)} teams"
        yield Need(Urgency.DUE, number, text, why, button, action="ask-silent-teams")
    else:
        why = "They were asked today."
        yield Need(Urgency.OPEN, number, text, why, "See the check-ins", at(figures, "check-ins"))


def about_demos(figures: Figures) -> Iterator[Need]:
    if number := figures.demos_to_say:
        yield Need(
            Urgency.OPEN,
            number,
            some(number, "team has not said what it will show", "teams have not said what they will show"),
            "The agenda of the review meeting is made from it.",
            "See the agenda",
            at(figures, "agenda"),
        )
