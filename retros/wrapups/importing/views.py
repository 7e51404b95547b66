from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.people.access import as_user, get_organizer
from planning.people.pages import event_page, is_sent, sign_in_first
from planning.people.unsent import posted_or_kept
from retros.wrapups.importing import ImportPlan
from retros.wrapups.importing.forms import ImportForm


@sign_in_first
def wrap_up_import(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = ImportForm(posted_or_kept(request), request.FILES or None)
    plan = form.plan(month=slug, now=timezone.now()) if is_sent(request, form) else None
    if plan and is_confirmed(request, form, plan):
        messages.success(request, "The wrap-up has been imported.")
        return redirect("wrap-up", slug)
    context = {
        "form": form,
        "plan": plan,
    }
    return event_page(request, "retros/wrapups/importing/import.html", organizer.event, organizer, context)


def is_confirmed(request: HttpRequest, form: ImportForm, plan: ImportPlan) -> bool:
    """Import what was looked at before, if asked to. False if nothing was written."""
    if "import" not in request.POST or not form.cleaned_data["seen"]:
        return False
    return form.save(plan, by=as_user(request), now=timezone.now())
