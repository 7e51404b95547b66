from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from planning.backoffice.spreadsheets.dialects import GuardedCSV
from planning.events.models import Event
from planning.events.organizations import organization_named
from planning.paging import ROWS, page_of, start_of
from planning.people.access import as_user, find_attendee, find_place, get_event, get_insider, get_organizer
from planning.people.invitations.entering import may_enter
from planning.people.invitations.keys import InvitationRejected
from planning.people.invitations.views import KEY
from planning.people.models import Attendee, User
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.registration.appointing import AppointmentRejected, make_organizer, take_role_back
from planning.people.registration.changing import change_registration
from planning.people.registration.counting import count_people
from planning.people.registration.details import DetailsRejected
from planning.people.registration.forms import RegistrationForm, initial_for, said_by
from planning.people.registration.registering import RegistrationRejected, give_up_seat, is_full, take_seat
from planning.people.registration.table import AttendeeTable
from planning.people.unsent import posted_or_kept
from planning.searching import asked_for


@sign_in_first
def register(request: HttpRequest, slug: str) -> HttpResponse:
    event, user = get_event(slug), as_user(request)
    attendee = find_attendee(user, event)
    if attendee is not None and request.method != "POST":
        return redirect(event)
    key = request.session.get(KEY, "")
    if not (key or may_enter(event, user) or find_place(user, slug)):
        return redirect("join-request", slug)
    form = RegistrationForm(posted_or_kept(request), initial=initial_for(user), event=event)
    if is_sent(request, form):
        try:
            attendee = register_by_form(user, event, form, key=key)
        except (RegistrationRejected, DetailsRejected, InvitationRejected) as rejection:
            form.add_error(None, str(rejection))
        else:
            request.session.pop(KEY, None)
            messages.success(request, welcome(attendee))
            return redirect(event)
    context = {
        "form": form,
        "is_full": is_full(event),
        "title": "Register",
        "submit": "Register",
        "back": event.get_absolute_url(),
    }
    return event_page(request, "planning/people/registration/register.html", event, attendee, context)


@transaction.atomic
def register_by_form(user: User, event: Event, form: RegistrationForm, *, key: str = "") -> Attendee:
    typed = form.cleaned_data
    organization = organization_named(typed["organization"])
    return take_seat(
        user,
        event,
        name=typed["name"],
        github=typed["github"],
        organization=organization,
        key=key,
        details=form.details,
        clock=timezone.now,
    )


@sign_in_first
def registration(request: HttpRequest, slug: str) -> HttpResponse:
    """What someone said when they registered, to be changed."""
    event = get_event(slug)
    attendee = find_attendee(as_user(request), event)
    if attendee is None:
        return redirect("register", slug)
    form = RegistrationForm(posted_or_kept(request), initial=said_by(attendee), event=event)
    if is_sent(request, form):
        try:
            change_by_form(attendee, form)
        except (RegistrationRejected, DetailsRejected) as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "Changed.")
            return redirect("registration", slug)
    context = {"form": form, "title": "What you said", "submit": "Change it", "back": event.get_absolute_url()}
    return event_page(request, "planning/people/registration/registration.html", event, attendee, context)


@transaction.atomic
def change_by_form(attendee: Attendee, form: RegistrationForm) -> Attendee:
    typed = form.cleaned_data
    return change_registration(
        attendee,
        name=typed["name"],
        github=typed["github"],
        organization=organization_named(typed["organization"]),
        details=form.details,
        clock=timezone.now,
    )


def welcome(attendee: Attendee) -> str:
    if attendee.waiting_since:
        return "All seats are taken: you’re on the waiting list. We’ll mail you when one becomes free."
    return f"You have a seat at {attendee.event}. Welcome!"


@sign_in_first
@post_only("event", "slug")
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = find_attendee(as_user(request), get_event(slug))
    if attendee is not None:
        try:
            left = give_up_seat(attendee, clock=timezone.now)
        except RegistrationRejected as rejection:
            messages.error(request, str(rejection))
        else:
            messages.success(request, farewell(left))
    return redirect("event", slug)


def farewell(attendee: Attendee) -> str:
    left = "You’ve left the waiting list." if attendee.waiting_since else "You’ve given up your seat."
    return f"{left} You can register again at any time."


@sign_in_first
def people(request: HttpRequest, slug: str) -> HttpResponse:
    attendee = get_insider(request, slug)
    event, asked, group = attendee.event, asked_for(request), asked_for(request, "organization")
    everyone = event.attendees.select_related("organization")
    found = everyone.admitted().matching(asked).prefetch_related("skills")
    context = {
        "asked": asked,
        "group": group,
        "page": page_of(request, found.filter(organization__folded_name=group) if group else found),
        "counts": count_people(event),
        "waiting": start_of(everyone.waiting()) if attendee.is_organizer else None,
    }
    return event_page(request, "planning/people/registration/people.html", event, attendee, context)


@sign_in_first
def people_table(request: HttpRequest, slug: str) -> HttpResponse:
    """All that people said, for organizers: who sleeps and eats there, with their addresses."""
    event = get_organizer(request, slug).event
    table = AttendeeTable()
    people = table.get_queryset().filter(event=event).coming().prefetch_related("skills")
    rows = table.export(list(people))  # a queryset would be asked again for every hundred
    response = HttpResponse(GuardedCSV().export_data(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="people-{event.slug}.csv"'
    return response


@sign_in_first
def waiting_list(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event, asked = organizer.event, asked_for(request)
    waiting = event.attendees.waiting().matching(asked).select_related("organization")
    context = {"asked": asked, "page": page_of(request, waiting)}
    return event_page(request, "planning/people/registration/waiting_list.html", event, organizer, context)


@sign_in_first
def organizers(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event, asked = organizer.event, asked_for(request)
    seated = event.attendees.admitted().select_related("organization")
    context = {
        "asked": asked,
        "organizers": seated.organizers()[:ROWS],
        "page": page_of(request, seated.reachable().exclude(role=Attendee.Role.ORGANIZER).matching(asked)),
    }
    return event_page(request, "planning/people/registration/organizers.html", event, organizer, context)


@sign_in_first
@post_only("organizers", "slug")
def organizer_make(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organizer = get_organizer(request, slug)
    person = get_object_or_404(organizer.event.attendees.admitted(), pk=pk)
    try:
        make_organizer(organizer, person, clock=timezone.now)
    except AppointmentRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"{person} organizes {organizer.event} now, and gets a mail.")
    return redirect("organizers", slug)


@sign_in_first
@post_only("organizers", "slug")
def organizer_unmake(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organizer = get_organizer(request, slug)
    person = get_object_or_404(organizer.event.attendees.admitted(), pk=pk)
    try:
        take_role_back(organizer, person)
    except AppointmentRejected as rejection:
        messages.error(request, str(rejection))
        return redirect("organizers", slug)
    messages.success(request, f"{person} is an attendee now.")
    return redirect("people" if person.user_id == request.user.pk else "organizers", slug)
