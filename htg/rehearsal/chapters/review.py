"""The review meeting, the reports and the wrap-up."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.text import get_text_list

from htg.rehearsal.moments import halfway, monday_if_weekend, on, spread
from htg.rehearsal.mornings import HOUR, pass_mornings
from htg.rehearsal.play import Play, by_organization, introduced, user_of
from htg.rehearsal.story import day_and_time
from planning.people.models import Attendee
from planning.teams.models import Team
from planning.texts.plurals import counted
from planning.topics.models import Topic
from retros.nextsteps.closing import add_step, assign
from retros.nextsteps.followup.plans import change_follow_up, default_due_on, follow_up_of, plan_in_words
from retros.nextsteps.models import FollowUp, NextStep
from retros.reviews.agenda.planning import USUAL_MINUTES, plan_demo, set_time
from retros.reviews.models import ReviewMeeting
from retros.wrapups.document.links import name_link
from retros.wrapups.gate.asking import ask_for_reports
from retros.wrapups.gate.readiness import gate_of
from retros.wrapups.models import Report
from retros.wrapups.publishing.releasing import publish
from retros.wrapups.reports.filling import fill_report
from retros.wrapups.reports.merging import Version

MINUTES = 60
NOTHING_TO_SHOW = {Report.Outcome.DECIDED_AGAINST, Report.Outcome.NOT_STARTED, Report.Outcome.HANDED_OVER}
REPOSITORY = "https://github.com/gardener/rehearsal"
"""There is no such repository: what a rehearsal links to does not exist."""


def agenda_is_drawn_up(play: Play) -> None:
    now, teams = play.deadline("ends_at"), teams_of(play)
    sign_up(play, teams, now=now)
    for topic in discussions(play):
        plan_demo(topic, minutes=0, presenters=[], note=play.harvests[topic.pk].celebrate, now=now)
    meeting = set_time(play.event, starts_at=review_starts_at(play), minutes=MINUTES)
    minutes = meeting.demos.all().total_minutes()
    if minutes > MINUTES:  # a call too short for all demos is made longer
        set_time(play.event, starts_at=meeting.starts_at, minutes=minutes)
    tell_agenda(play, now=now)


def follow_up_is_planned(play: Play) -> None:
    """Steps without a date are due in the seventh week after the event, unless the planned event says otherwise."""
    now, event = play.deadline("ends_at"), play.event
    pass_mornings(play, now)
    if not FollowUp.objects.filter(event=event).exists():
        due_on = monday_if_weekend(timezone.localdate(now) + timedelta(days=45))
        change_follow_up(event, by=user_of(play.organizer), reason="Before the autumn.", due_on=due_on)
    plan = follow_up_of(event)
    day = default_due_on(event, timezone.localdate(now))
    play.tell(now, f"{play.organizer} plans the follow-up: steps without a date are due on {day:%d.%m.%Y}.")
    play.tell(now, f"The reminders: {plan_in_words(plan)}")


def sign_up(play: Play, teams: list[Team], *, now: datetime) -> None:
    """The largest team asks for ten minutes and two presenters; what cannot be shown is described."""
    largest = max(teams, key=lambda team: len(team.present))
    for team in teams:
        harvest, presenters = play.harvests[team.topic_id], [member.attendee for member in team.present]
        if harvest.outcome in NOTHING_TO_SHOW:
            plan_demo(team.topic, minutes=0, presenters=presenters[:1], note=harvest.celebrate, now=now)
        elif team == largest:
            plan_demo(team.topic, minutes=10, presenters=presenters[:2], now=now)
        else:
            plan_demo(team.topic, minutes=USUAL_MINUTES, presenters=presenters[:1], now=now)


def review_starts_at(play: Play) -> datetime:
    """Wednesday of the week after, at three, where the review goes on until then."""
    ends_at, review_ends_at = play.deadline("ends_at"), play.deadline("review_ends_at")
    last_day = timezone.localdate(ends_at)
    wednesday = on(last_day + timedelta(days=10 - last_day.isoweekday()), hour=15)
    return wednesday if wednesday < review_ends_at else halfway(ends_at, review_ends_at)


def tell_agenda(play: Play, *, now: datetime) -> None:
    meeting = ReviewMeeting.objects.get(event=play.event)
    shown, minutes = meeting.demos.filter(minutes__gt=0).count(), meeting.demos.all().total_minutes()
    play.tell(now, f"{introduced(play.organizer)} draws up the agenda of the review meeting.")
    demos, length = counted(shown, "demo"), counted(meeting.minutes, "minute")
    play.tell(now, f"It is on {day_and_time(meeting.starts_at)}: {demos} in {minutes} of {length}.")
    if without_demo := meeting.demos.count() - shown:
        play.tell(now, f"{counted(without_demo, 'topic')} without a demo, but still worth celebrating.")
    play.note(demos=shown, demo_minutes=minutes)


def reports_are_written(play: Play) -> None:
    teams, talked = teams_of(play), discussions(play)
    soon = wrap_up_is_due_soon(play)
    moments = spread(play.chance, len(teams) - 1, review_starts_at(play), soon)
    *moments, last = [*moments, *spread(play.chance, 2, soon, publication(play))]
    for number, (team, now) in enumerate(zip(teams, moments, strict=True), start=1):
        if number == len(teams):
            before = moments[-2] if number > 1 else review_starts_at(play)
            missing_reports_are_asked_for(play, now=halfway(before, now))
        pass_mornings(play, now)
        people = [member.attendee for member in team.present]
        report = submit_report(play, team.topic, number, author=play.chance.choice(people), now=now)
        note_steps(play, team.topic, people, now=now)
        play.tell(now, f"{report.written_by} reports on {team.topic}: {report.get_outcome_display()}.")
    pass_mornings(play, last)
    for number, topic in enumerate(talked, start=len(teams) + 1):
        submit_report(play, topic, number, author=play.organizer, now=last)
        note_steps(play, topic, [play.organizer], now=last)
    if talked:
        play.tell(last, f"{play.organizer} reports on {counted(len(talked), 'discussion')}.")
    play.note(reports=len(teams) + len(talked))
    leave_one_unowned(play, now=last)


def wrap_up_is_due_soon(play: Play) -> datetime:
    """When people begin to be reminded of what their report lacks."""
    three_days_before = timezone.localdate(play.deadline("wrap_up_due_at")) - timedelta(days=3)
    return max(review_starts_at(play), min(on(three_days_before, hour=HOUR), publication(play)))


def missing_reports_are_asked_for(play: Play, *, now: datetime) -> None:
    """One team is always the last."""
    pass_mornings(play, now)
    gate = gate_of(play.event)
    asked = ask_for_reports(play.organizer, now=now)
    ready, names = f"{gate.ready} of {counted(gate.total, 'report')} ready", [person.name for person in asked]
    play.tell(now, f"{ready}: {play.organizer} asks {get_text_list(names, 'and')} for the rest.")
    play.deliver(now=now)
    play.note(asked_for_reports=len(asked))


def submit_report(play: Play, topic: Topic, number: int, *, author: Attendee, now: datetime) -> Report:
    harvest = play.harvests[topic.pk]
    pull_request, issue = f"{REPOSITORY}/pull/{2 * number}", f"{REPOSITORY}/issues/{2 * number - 1}"
    urls = [issue] if harvest.outcome in NOTHING_TO_SHOW else [issue, pull_request]
    links = tuple(name_link(url) for url in urls)
    filled = Version(outcome=harvest.outcome, achievements=harvest.achievements, links=links)
    return fill_report(topic, filled, author=author, now=now)


def note_steps(play: Play, topic: Topic, people: list[Attendee], *, now: datetime) -> None:
    """Half of them have no date; the others are due between three and nine weeks after the event, on a weekday."""
    for text in play.harvests[topic.pk].next_steps:
        due_on = due_date(play) if play.chance.random() < 0.5 else None
        add_step(topic, text, owner=play.chance.choice(people), due_on=due_on, now=now)


def due_date(play: Play) -> date:
    last_day = timezone.localdate(play.deadline("ends_at"))
    return monday_if_weekend(last_day + timedelta(days=play.chance.randint(21, 63)))


def leave_one_unowned(play: Play, *, now: datetime) -> None:
    """Of several steps the last one has no owner yet."""
    steps = NextStep.objects.filter(topic__event=play.event)
    number, last = steps.count(), steps.order_by("-pk").first()
    if last and number > 1:
        assign(last, owner=None, due_on=last.due_on, now=now)
    unowned = steps.unowned().count()
    play.tell(now, f"{counted(number, 'next step')} with a due date, {number - unowned} of them with an owner.")
    play.note(next_steps=number)


def wrap_up_is_published(play: Play) -> None:
    now, event = publication(play), play.event
    pass_mornings(play, now)
    wrap_up = publish(
        event, introduction=introduction(play), conclusion=conclusion(play), by=user_of(play.organizer), now=now
    )
    days = wrap_up.lag_in_days(timezone.localdate(now))
    play.tell(now, f"{play.organizer} publishes the wrap-up, {counted(days or 0, 'day')} after the event.")
    play.note(days_to_wrap_up=days or 0)


def publication(play: Play) -> datetime:
    """In the last two days."""
    due_at = play.deadline("wrap_up_due_at")
    return halfway(max(play.deadline("review_ends_at"), due_at - timedelta(days=2)), due_at)


def introduction(play: Play) -> str:
    people, teams = play.attendees(), teams_of(play)
    return (
        "*This is a rehearsal: no one has met, and nothing that follows was built.*\n\n"
        f"{counted(len(people), 'person', 'people')} came, {by_organization(people)}, "
        f"and worked in {counted(len(teams), 'team')}."
    )


def conclusion(play: Play) -> str:
    steps = NextStep.objects.filter(topic__event=play.event)
    open_ends = counted(steps.count(), "next step")
    return f"{open_ends} came out of the week. Thanks to everyone who was there, and to everyone who carries on."


def teams_of(play: Play) -> list[Team]:
    return [team for team in Team.objects.of(play.event) if team.present]


def discussions(play: Play) -> list[Topic]:
    standing = play.event.topics.standing().filter(track=Topic.Track.DISCUSSION)
    return list(standing.select_related("event").order_by("position", "pk"))
