from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.utils import timezone

from planning.events.models import Event
from planning.events.phases import Phase
from planning.paging import page_of
from planning.people.access import get_organizer
from planning.people.models import Attendee
from planning.people.pages import event_page, post_only, sign_in_first
from planning.teams.membership import TeamRejected
from planning.teams.models import Team
from planning.teams.plans.loading import PlanOptions
from planning.teams.plans.making import make_plans, options_side_by_side
from planning.teams.plans.models import PlannedTeams
from planning.teams.plans.publishing import changes_since, publish_plan, undo_publication
from planning.teams.plans.showing import cards_of, drafts_of, teams_of_plan


@sign_in_first
def teams_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Plans side by side. Nothing is worked out by looking."""
    organizer = get_organizer(request, slug)
    event, now = organizer.event, timezone.now()
    rejection = None
    if request.method == "POST":
        try:
            make_plans(event, options_side_by_side(event), by=organizer, clock=timezone.now)
        except TeamRejected as rejected:
            rejection = str(rejected)
        else:
            return redirect("teams-form", slug)
    plans = drafts_of(event)
    chosen = chosen_of(request, event, plans)
    cards = cards_of(event, plans, chosen)
    context = {
        "rejection": rejection,
        "is_open": event.phase_at(now) is Phase.TEAM_FORMATION,
        "rows": [
            ("Mixed: no team from one organization alone", [card for card in cards if card["plan"].mixed]),
            ("As they come", [card for card in cards if not card["plan"].mixed]),
        ],
        "plans": plans,
        "published": published_plan(event),
        "wishing": len({one["id"] for plan in plans[:1] for one in plan.problem["people"] if one["wishes"]}),
        "can_undo": bool((last := published_plan(event)) and last.can_be_undone(now)),
    }
    return event_page(request, "planning/teams/plans.html", event, organizer, context, now=now)


def chosen_of(request: HttpRequest, event: Event, plans: list[PlannedTeams]) -> PlannedTeams | None:
    """The plan that others are compared with: the one named in the address, or the one the event planned for."""
    named = [plan for plan in plans if str(plan.pk) == request.GET.get("chosen")]
    usual = [plan for plan in plans if plan.places == event.main_places]
    return next(iter([*named, *usual, *plans]), None)


def published_plan(event: Event) -> PlannedTeams | None:
    return event.plans.in_force().light().order_by("-published_at", "-pk").first()


def get_plan(request: HttpRequest, slug: str, pk: int) -> tuple[Attendee, PlannedTeams]:
    """A plan that still stands, for organizers of its event."""
    organizer = get_organizer(request, slug)
    plans = organizer.event.plans.select_related("event")
    return organizer, get_object_or_404(plans, pk=pk)


@sign_in_first
def team_plan(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organizer, plan = get_plan(request, slug, pk)
    event, now = plan.event, timezone.now()
    page = page_of(request, plan.result["open"])
    context = {
        "plan": plan,
        "card": cards_of(event, [plan], None)[0],
        "page": page,
        "teams": teams_of_plan(plan, page),
        "conflicts": plan.result["conflicts"],
        "relief": plan.result["relief"],
        "unplaced": len(plan.result["unplaced"]),
        "changes": "" if plan.published_at else changes_since(plan, event),
        "is_open": event.phase_at(now) is Phase.TEAM_FORMATION,
        "replaces": Team.objects.filter(topic__event=event).count(),
        "can_undo": plan.can_be_undone(now),
    }
    return event_page(request, "planning/teams/plan.html", event, organizer, context, now=now)


@sign_in_first
@post_only("team-plan", "slug", "pk")
def team_plan_publish(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _, plan = get_plan(request, slug, pk)
    try:
        formed = publish_plan(plan, clock=timezone.now)
    except TeamRejected as rejected:
        messages.error(request, str(rejected))
        return redirect("teams-form", slug)
    number = f"{len(formed)} team{pluralize(len(formed), ' is,s are')}"
    messages.success(request, f"{number} formed. Everyone in them gets a mail. You can take it back for an hour.")
    return redirect("teams", slug)


@sign_in_first
@post_only("team-plan", "slug", "pk")
def team_plan_again(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organizer, plan = get_plan(request, slug, pk)
    options = PlanOptions(plan.places, plan.mixed, plan.policy)
    try:
        fresh = make_plans(plan.event, [options], by=organizer, near=plan, clock=timezone.now)[0]
    except TeamRejected as rejected:
        messages.error(request, str(rejected))
        return redirect("teams-form", slug)
    messages.success(request, "Worked out again, near the plan before.")
    return redirect(fresh)


@sign_in_first
@post_only("team-plan", "slug", "pk")
def team_plan_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    _, plan = get_plan(request, slug, pk)
    try:
        undo_publication(plan, clock=timezone.now)
    except TeamRejected as rejected:
        messages.error(request, str(rejected))
    else:
        messages.success(request, "The teams were taken back. Whoever was in one gets a mail.")
    return redirect("teams-form", slug)
