"""The picture of all next steps over time. It takes all of them, so the list only links to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from planning.caching.pages import kept_for_visitors
from retros.nextsteps.models import NextStep


@kept_for_visitors()
def next_steps_over_time(request: HttpRequest) -> HttpResponse:
    context = {"today": timezone.localdate(), "has_steps": NextStep.objects.exists()}
    return render(request, "retros/nextsteps/charts/over_time.html", context)
