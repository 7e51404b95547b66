"""Pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its session. What was typed is shown, to be copied or sent again."""
    typed = {
        name: [value for value in values if value.strip()]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
    }
    context = {"typed": {name: values for name, values in typed.items() if values}, "reason": reason}
    return render(request, "403_csrf.html", context, status=403)
