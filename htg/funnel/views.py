from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from htg.funnel.funnels import funnels_of
from htg.funnel.scales import scales_of, seen_at
from planning.caching.pages import FIRST_PAGES, kept_for_visitors
from planning.events.models import Event
from planning.paging import TOPICS, page_of


@kept_for_visitors(page=FIRST_PAGES)
def funnel(request: HttpRequest) -> HttpResponse:
    """How far the topics of all hackathons came, for anyone."""
    now = timezone.now()
    page = page_of(request, Event.objects.over(now), TOPICS)
    funnels = funnels_of(list(page), now=now)
    context = {"page": page, "funnels": funnels, "scales": scales_of(funnels), "organizations": seen_at(funnels)}
    return render(request, "funnel/funnel.html", context)
