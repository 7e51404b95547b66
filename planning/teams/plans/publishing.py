"""From a plan to teams, and back within the hour."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import get_text_list

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.markdown import plain
from planning.outbox.posting import post
from planning.people.models import Attendee
from planning.teams.membership import TeamRejected
from planning.teams.models import CheckIn, Membership, Team
from planning.teams.plans.loading import PlanOptions, number_of, person_id, problem_of, snapshot_of
from planning.teams.plans.making import NOT_NOW, make_plans, usual_options
from planning.teams.plans.models import PlannedTeams
from planning.teams.plans.wording import named

STARTED = "The teams have started work. Let people switch instead of re-forming the teams."
NAMED = 8
"""So many changes are named; of more, how many."""


def form_teams(event: Event, *, by: Attendee | None = None, clock: Clock) -> list[Team]:
    """Make the best plan of the wishes as they are the event's teams, and tell everyone."""
    event = Event.objects.get(pk=event.pk)  # its deadlines may have moved
    refuse_to_form(event, now=clock())
    plan = make_plans(event, [usual_options(event)], by=by, clock=clock)[0]
    return publish_plan(plan, clock=clock)


def refuse_to_form(event: Event, *, now: datetime) -> None:
    if event.phase_at(now) is not Phase.TEAM_FORMATION:
        raise TeamRejected(NOT_NOW)
    if CheckIn.objects.filter(team__topic__event=event).exists():
        raise TeamRejected(STARTED)


@transaction.atomic
def publish_plan(plan: PlannedTeams, *, clock: Clock) -> list[Team]:
    """Make the plan's teams the event's teams, replacing those that were there, and tell everyone."""
    event = Event.objects.select_for_update().get(pk=plan.event_id)
    now = clock()
    refuse_to_form(event, now=now)
    draft = PlannedTeams.objects.filter(pk=plan.pk).first()
    if draft is None or draft.published_at:
        raise TeamRejected("Someone published or replaced this plan while you were here. Look at the plans again.")
    if event.plans.in_force().filter(published_at__gt=draft.made_at).exists():
        raise TeamRejected(
            "Someone published another plan while you were here. Look at both, and work yours out again."
        )
    if changes := changes_since(draft, event):
        raise TeamRejected(f"Since this plan was made, {changes}. Work it out again near this one: few people move.")
    if draft.result["plan"] is None:
        raise TeamRejected("This plan puts nobody anywhere. Choose another one.")
    draft.published_at = now
    draft.save(update_fields=["published_at"])
    teams = make_teams(event, draft.result["plan"], now=now)
    tell_members(event, draft, now=now)
    return teams


def make_teams(event: Event, seats: dict[str, str | None], *, now: datetime) -> list[Team]:
    Team.objects.filter(topic__event=event).delete()
    running = dict.fromkeys(topic for topic in seats.values() if topic is not None)
    teams = {topic: Team.objects.create(topic_id=number_of(topic), formed_at=now) for topic in running}
    Membership.objects.bulk_create(
        Membership(team=teams[topic], attendee_id=number_of(person), since=now)
        for person, topic in seats.items()
        if topic is not None
    )
    return list(teams.values())


def changes_since(plan: PlannedTeams, event: Event) -> str:
    """Who came, left or wishes otherwise, and which topics are gone, in words. Empty if it still fits."""
    fresh = problem_of(event, PlanOptions(plan.places, plan.mixed, plan.policy))
    if snapshot_of(fresh) == plan.snapshot:
        return ""
    before, after = ({one["id"]: one for one in problem["people"]} for problem in (plan.problem, fresh))
    names = names_of(event, before.keys() | after.keys())
    found = [f"{names[one]} came" for one in after if one not in before]
    found += [f"{names.get(one, 'someone')} left" for one in before if one not in after]
    found += [f"{names[one]} changed wishes or days" for one in after if is_other(before.get(one), after[one])]
    offered = {one["id"] for one in fresh["topics"]}
    gone = [number_of(one["id"]) for one in plan.problem["topics"] if one["id"] not in offered]
    found += [f"“{plain(str(topic))}” was withdrawn" for topic in event.topics.filter(pk__in=gone).order_by("pk")]
    more = [f"{len(found) - NAMED} more changed"] if len(found) > NAMED else []
    return get_text_list([*found[:NAMED], *more], "and") or "the topics changed"


def is_other(before: dict[str, Any] | None, after: dict[str, Any]) -> bool:
    return before is not None and any(before[key] != after[key] for key in ("organization", "wishes", "part"))


def names_of(event: Event, people: set[str]) -> dict[str, str]:
    rows = event.attendees.filter(pk__in=[number_of(one) for one in people]).values_list("pk", "name")
    return {person_id(pk): name for pk, name in rows}


def tell_members(event: Event, plan: PlannedTeams, *, now: datetime) -> None:
    """One mail each: the team, why this one, and how to ask for another."""
    reasons = named(plan.result["reasons"], event)
    for team in Team.objects.of(event):
        topic = plain(str(team.topic))
        names = "\n".join(f"* {member.attendee}" for member in team.present)
        for member in team.present:
            if not member.attendee.email:
                continue
            why = reasons.get(person_id(member.attendee_id), "It is your first wish.")
            post(
                key=f"team/{team.pk}/{member.pk}",
                to=member.attendee.email,
                subject=f"Your team: {topic}",
                text=(
                    f"Hello {member.attendee.name},\n\n"
                    f"At {event} you’ll work on “{topic}”, in a team with\n\n{names}\n\n{why}\n\n"
                    f"{settings.SITE_URL}{team.get_absolute_url()}\n\n"
                    "You can switch to another team until the week ends; for one that is full, ask an organizer.\n"
                ),
                now=now,
            )


@transaction.atomic
def undo_publication(plan: PlannedTeams, *, clock: Clock) -> None:
    """Take the plan's teams back within the hour, before anybody checked in, and have those before it again."""
    event = Event.objects.select_for_update().get(pk=plan.event_id)
    now = clock()
    plan = PlannedTeams.objects.get(pk=plan.pk)
    if not plan.can_be_undone(now):
        raise TeamRejected("Teams can be taken back for an hour after they were published.")
    refuse_to_form(event, now=now)
    latest = event.plans.in_force().order_by("-published_at", "-pk").first()
    if latest != plan:
        raise TeamRejected("Another plan was published after this one. Take that one back first.")
    plan.undone_at = now
    plan.save(update_fields=["undone_at"])
    before = event.plans.in_force().order_by("-published_at", "-pk").first()
    here = {person_id(pk) for pk in event.attendees.admitted().values_list("pk", flat=True)}
    seats = before.result["plan"] if before else {}
    make_teams(event, {person: topic for person, topic in seats.items() if person in here}, now=now)
    tell_of_undoing(event, plan, has_teams=bool(before), now=now)


def tell_of_undoing(event: Event, plan: PlannedTeams, *, has_teams: bool, now: datetime) -> None:
    told = [number_of(person) for person, topic in plan.result["plan"].items() if topic is not None]
    then = "The teams are again as they were before." if has_teams else "You will hear from us once they are settled."
    for person in event.attendees.admitted().filter(pk__in=told).select_related("user"):
        if person.email:
            post(
                key=f"plan/{plan.pk}/undone/{person.pk}",
                to=person.email,
                subject=f"The teams of {event} were taken back",
                text=(
                    f"Hello {person.name},\n\nThe organizers took the last teams back. {then}\n\n"
                    f"{settings.SITE_URL}{event.get_absolute_url()}\n"
                ),
                now=now,
            )
