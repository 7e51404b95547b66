"""Working out plans, and working them out again near an earlier one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from math import ceil

from django.db import transaction

from planning.clock import Clock
from planning.events.models import Event
from planning.events.phases import Phase
from planning.people.models import Attendee
from planning.teams.membership import TeamRejected
from planning.teams.plans.loading import Document, PlanOptions, problem_of, snapshot_of
from planning.teams.plans.models import PlannedTeams
from planning.teams.plans.solving_apart import solve_apart

NOT_NOW = "Teams are formed between the end of voting and the start of the week."


def usual_options(event: Event) -> PlanOptions:
    """As many places as the event has, or as its people need."""
    return PlanOptions(max(event.main_places, ceil(event.attendees.admitted().count() / event.team_size_max)))


def options_side_by_side(event: Event) -> list[PlanOptions]:
    """One place fewer, as planned, and one more; mixed first."""
    usual = usual_options(event)
    places = [places for places in (usual.places - 1, usual.places, usual.places + 1) if places > 0]
    return [replace(usual, places=number, mixed=mixed) for mixed, number in product((True, False), places)]


def make_plans(
    event: Event,
    options: Sequence[PlanOptions],
    *,
    by: Attendee | None = None,
    near: PlannedTeams | None = None,
    clock: Clock,
) -> list[PlannedTeams]:
    """Drafts, in place of those there were. With `near`, people stay where that plan has them if little is lost.

    Solved between two transactions: nobody waits for it. Publishing looks whether it still fits.
    """
    event = Event.objects.get(pk=event.pk)  # its deadlines may have moved
    if event.phase_at(clock()) is not Phase.TEAM_FORMATION:
        raise TeamRejected(NOT_NOW)
    problems = [problem_of(event, option) for option in options]
    for problem in problems:
        stay_near(problem, near)
    results = solve_apart(problems)
    return keep_plans(event, options, problems, results, by=by, clock=clock)


def stay_near(problem: Document, near: PlannedTeams | None) -> None:
    """Also what an organizer settled by hand: pins, exclusions."""
    if near is None or near.result["plan"] is None:
        return
    offered = {topic["id"] for topic in problem["topics"]}
    settled = {person["id"]: person for person in near.problem["people"]}
    for person in problem["people"]:
        if (topic := near.result["plan"].get(person["id"])) in offered:
            person["previous"] = topic
        if (pin := settled.get(person["id"], {}).get("pin")) in offered:
            person["pin"] = pin


@transaction.atomic
def keep_plans(
    event: Event,
    options: Sequence[PlanOptions],
    problems: Sequence[Document],
    results: Sequence[Document],
    *,
    by: Attendee | None,
    clock: Clock,
) -> list[PlannedTeams]:
    event = Event.objects.select_for_update().get(pk=event.pk)
    now = clock()
    event.plans.drafts().delete()
    return [
        PlannedTeams.objects.create(
            event=event,
            made_by=by if by and by.pk else None,
            made_at=now,
            places=option.places,
            mixed=option.mixed,
            policy=option.policy,
            snapshot=snapshot_of(problem),
            problem=problem,
            result=result,
        )
        for option, problem, result in zip(options, problems, results, strict=True)
    ]
