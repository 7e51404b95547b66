from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from planning.events.models import Event


def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return render(request, "home.html", {"running": Event.objects.running(now), "now": now})
