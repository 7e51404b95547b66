"""The next steps of all events, as a list."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.charts.bars import Bar
from retros.nextsteps.access import changeable
from retros.nextsteps.listing.choosing import reader_of
from retros.nextsteps.listing.counting import are_all, as_asked, count_views, of_all_events, total
from retros.nextsteps.listing.forms import StepFilterForm
from retros.nextsteps.listing.pages import pages_of
from retros.nextsteps.models import NextStep, NextStepQuerySet
from retros.nextsteps.names import SOMEONE


@kept_for_visitors(page=FIRST_PAGES)
def next_steps(request: HttpRequest) -> HttpResponse:
    form = asked_by(request)
    context = list_context(request, form, NextStep.objects.all())
    context |= {"changeable": changeable(request.user, context["page"].object_list), "close_form": None}
    return render(request, "retros/nextsteps/listing/next_steps.html", context)


def asked_by(request: HttpRequest) -> StepFilterForm:
    return StepFilterForm(request.GET, reader=reader_of(request.user, now=timezone.now()))


def list_context(
    request: HttpRequest, form: StepFilterForm, among: NextStepQuerySet, *, entire: Collection[int] = ()
) -> dict[str, Any]:
    """What a page shows of the requested list: a constant number of queries.

    At the events that are `entire`, the list is about all that is open.
    """
    narrowed = form.narrow(among)
    question = form.question if are_all(among) else ""  # what else they are may change unseen
    entire = () if form.question else entire
    by_event = as_asked(question, "views", partial(count_views, narrowed, form.reader, entire=entire))
    in_views = {view: of_all_events(counts) for view, counts in by_event.items()}
    totals = {view: total(view, counts, state=form.asked_state) for view, counts in in_views.items()}
    states = in_views.get(form.asked_view, {})
    counts = by_event.get(form.asked_view, {})
    pages = pages_of(form, form.in_view(narrowed), counts, entire=entire, question=question)
    today, page = form.reader.today, pages.get_page(request.GET.get("page"))
    return {
        "form": form,
        "page": page,
        "owners": sorted({line.owner for line in page.object_list} - {"", SOMEONE}),
        "views": [(view, count, view == form.asked_view) for view, count in totals.items()],
        "counts": [Bar(state.label, states.get(state, 0), kind=f"is-{state}") for state in NextStep.State],
        "order": form.asked_order,
        "today": today,
        "back": request.get_full_path(),
        "familiar": form.reader.familiar,
    }
