"""The one thing for a visitor to do now. Pure: decided by the phase and by what they have done so far."""

from dataclasses import dataclass

from htg.pages.standing import Standing
from planning.events.phases import Phase
from planning.markdown import plain
from planning.topics.models import Topic


@dataclass(frozen=True)
class Action:
    """A sentence, and the button below it. `page` is the name of an address, `topic` the topic it is about."""

    text: str
    button: str
    page: str
    topic: str = ""


def what_now(standing: Standing) -> Action:
    if standing.attendee is None:
        return for_visitor(standing)
    if standing.place_in_line:
        return Action(
            f"You are number {standing.place_in_line} on the waiting list. We’ll mail you when you have a seat.",
            "Read the topics",
            "topics",
        )
    return DECIDE[standing.phase](standing)


def for_visitor(standing: Standing) -> Action:
    """Someone who is not registered."""
    if standing.phase.is_before(Phase.REVIEW):
        where = "" if standing.is_signed_in else " You need no password."
        return Action(f"Come along: register, and have a say in what is worked on.{where}", "Register", "register")
    if standing.phase is Phase.REVIEW:
        return Action("The teams show what they made in the review meeting.", "See the agenda", "agenda")
    return read_wrap_up(standing)


def in_brainstorm(standing: Standing) -> Action:
    if standing.has_proposed:
        return Action("Your topic is in. What do you think of the others?", "Read the topics", "topics")
    return Action("What should the Garden work on? Big or small, propose it.", "Propose a topic", "topic-new")


def in_voting(standing: Standing) -> Action:
    if not standing.has_voted:
        return Action(
            f"You have {standing.votes_per_ballot} votes: mark the topics that should happen.",
            "Cast your ballot",
            "ballot",
        )
    if not standing.has_wishes:
        return Action("Your ballot is in. Now say what you would work on yourself.", "Make your wishes", "wishes")
    if standing.is_organizer:
        return Action("Your ballot and your wishes are in. How many others have voted?", "Show the turnout", "tally")
    return Action("Your ballot and your wishes are in. You can change both.", "Look at your ballot", "ballot")


def in_team_formation(standing: Standing) -> Action:
    if standing.is_organizer and not standing.event_has_teams:
        return Action("See what teams the wishes make, then form them.", "Form the teams", "teams-form")
    if standing.team:
        return Action(f"You are in the team of {quote(standing.team)}.", "See your team", "team", standing.team.slug)
    if standing.event_has_teams:
        return Action("The teams are formed. Find the one you want to join.", "See the teams", "teams")
    if standing.has_wishes:
        return Action("Your wishes are in. Teams are formed from them.", "Look at your wishes", "wishes")
    return Action("Teams are formed from wishes: say what you would work on.", "Make your wishes", "wishes")


def in_hacking(standing: Standing) -> Action:
    if standing.team and standing.has_demo_to_announce:
        return announce_demo(standing.team)
    if standing.team:
        text = f"How is {quote(standing.team)} doing? A few words a day are enough."
        return Action(text, "Check in", "check-in-new", standing.team.slug)
    return Action("You’re not in a team right now. Any of them would be glad of a hand.", "Find a team", "teams")


def announce_demo(topic: Topic) -> Action:
    text = f"Will {quote(topic)} show something in the review meeting? The agenda is made from what the teams say."
    return Action(text, "Say what you’ll show", "demo-edit", topic.slug)


def in_review(standing: Standing) -> Action:
    if standing.is_organizer and (action := organize_review(standing)):
        return action
    if standing.team and standing.has_demo_to_announce:
        return announce_demo(standing.team)
    if standing.team and not standing.has_reported:
        return write_report(standing.team.slug, f"What came of {quote(standing.team)}? Write it down while it’s fresh.")
    if standing.team and standing.report_lacks:
        return complete_report(standing.team, standing.report_lacks)
    if standing.has_survey_to_answer:
        return answer_survey()
    today = "The review meeting is today: see who shows what, and when."
    text = today if standing.event_has_review_today else "The teams show what they made in the review meeting."
    return Action(text, "See the agenda", "agenda")


def organize_review(standing: Standing) -> Action | None:
    if standing.event_has_review_today:
        return Action("The review meeting is today. Its timer is ready.", "Run the meeting", "meeting-presenter")
    if standing.has_agenda_to_draw_up:
        return Action(
            "The week is over: draw up the agenda of the review meeting with one click.", "Draw up the agenda", "agenda"
        )
    return None


def in_wrap_up(standing: Standing) -> Action:
    if standing.is_organizer and not standing.event_has_wrap_up:
        return publish_wrap_up(standing)
    if standing.team and not standing.has_reported:
        return write_report(standing.team.slug, f"The wrap-up still lacks the report on {quote(standing.team)}.")
    if standing.team and standing.report_lacks:
        return complete_report(standing.team, standing.report_lacks)
    return once_closed(standing)


def once_closed(standing: Standing) -> Action:
    """An organizer may leave the survey open for longer, and a wrap-up may be late."""
    if standing.reports:
        return publish_wrap_up(standing)
    return answer_survey() if standing.has_survey_to_answer else read_wrap_up(standing)


def answer_survey() -> Action:
    return Action("How was it? Five questions, two minutes, no names.", "Answer the survey", "survey")


def publish_wrap_up(standing: Standing) -> Action:
    if standing.reports_ready < standing.reports:
        ready = f"{standing.reports_ready} of {standing.reports} reports are ready."
        return Action(f"{ready} Ask for the others, or publish without them.", "See what is missing", "wrap-up-gate")
    return Action("The reports are in. Publish the wrap-up.", "Publish it", "wrap-up-publish")


def read_wrap_up(standing: Standing) -> Action:
    if standing.event_has_wrap_up:
        return Action("All that came of it, topic by topic.", "Read the wrap-up", "wrap-up")
    return Action("What came of it is in the reports, topic by topic.", "Read the reports", "wrap-up")


def quote(topic: Topic) -> str:
    return f"“{plain(str(topic))}”"


def write_report(topic: str, text: str) -> Action:
    return Action(text, "Write the report", "report-edit", topic)


def complete_report(topic: Topic, lacks: str) -> Action:
    return Action(f"The report on {quote(topic)} still lacks {lacks}.", "Complete it", "report-edit", topic.slug)


DECIDE = {
    Phase.BRAINSTORM: in_brainstorm,
    Phase.VOTING: in_voting,
    Phase.TEAM_FORMATION: in_team_formation,
    Phase.HACKING: in_hacking,
    Phase.REVIEW: in_review,
    Phase.WRAP_UP: in_wrap_up,
    Phase.CLOSED: once_closed,
}
