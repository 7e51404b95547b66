from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


@login_required
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "me.html", {"now": timezone.now()})
