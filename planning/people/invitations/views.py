from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from planning.events.models import Event, EventEntry
from planning.paging import page_of
from planning.people.access import as_user, find_place, get_event, get_organizer
from planning.people.invitations.forms import GuestsForm, InvitationLinkForm, JoinAnswerForm, JoinRequestForm
from planning.people.invitations.inviting import invite, make_link, plan_guests, remind, revoke
from planning.people.invitations.joining import JoiningRejected, answer, ask_to_join
from planning.people.invitations.keys import InvitationRejected, find_invitation, link_of, refuse_invalid
from planning.people.invitations.models import Invitation, JoinRequest
from planning.people.invitations.showing import in_numbers, shown
from planning.people.models import Attendee
from planning.people.pages import event_page, is_sent, post_only, sign_in_first
from planning.people.unsent import posted_or_kept
from planning.searching import asked_for

KEY = "invitation"
"""Of the session: the link that somebody followed, until they have registered."""


def join(request: HttpRequest, key: str) -> HttpResponse:
    """What the invited see of the event before they sign up. The link is kept for the form."""
    now = timezone.now()
    try:
        invitation = find_invitation(key)
    except InvitationRejected as rejection:
        return render(request, "planning/people/invitations/join.html", {"refusal": str(rejection)}, status=404)
    event, refusal = invitation.event, ""
    place = find_place(request.user, event.slug)
    try:
        refuse_invalid(invitation, now=now)
        request.session[KEY] = key
    except InvitationRejected as rejection:
        refusal = "" if place else str(rejection)
    context = {"event": event, "invitation": invitation, "refusal": refusal, "place": place}
    return render(request, "planning/people/invitations/join.html", context, status=410 if refusal else 200)


@sign_in_first
def invite_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Links to share, and people by address: looked at first, with a reason for each, then invited."""
    organizer = get_organizer(request, slug)
    event = organizer.event
    form = GuestsForm(posted_or_kept(request) if "uses" not in request.POST else None, request.FILES or None)
    plan = plan_guests(event, form.guests, now=timezone.now()) if is_sent(request, form) else []
    if plan and "invite" in request.POST:
        try:
            done = invite(event, form.guests, by=as_user(request), clock=timezone.now)
        except InvitationRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, in_numbers(done))
            return redirect("invite", slug)
    return invite_page(request, organizer, form=form, plan=shown(plan))


def invite_page(request: HttpRequest, organizer: Attendee, **given: object) -> HttpResponse:
    event, now, asked = organizer.event, timezone.now(), asked_for(request)
    links = event.invitations.links().valid(now)
    mailed = event.invitations.by_mail().filter(revoked_at=None)
    context = {
        "form": GuestsForm(),
        "link_form": InvitationLinkForm(),
        "links": [(link, link_of(link)) for link in links[:5]],
        "page": page_of(request, mailed.matching(asked) if asked else mailed),
        "asked": asked,
        "seated": event.attendees.admitted().count(),
        "silent": event.invitations.unanswered(now).filter(reminded_at=None).count(),
        "now": now,
    }
    return event_page(request, "planning/people/invitations/invite.html", event, organizer, context | given, now=now)


@sign_in_first
@post_only("invite", "slug")
def invite_link(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    form = InvitationLinkForm(request.POST)
    if form.is_valid():
        uses, until = form.cleaned_data["uses"], form.expires_at
        try:
            make_link(organizer.event, uses=uses, expires_at=until, by=as_user(request), clock=timezone.now)
        except InvitationRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The link is made. Share it with the people it is for.")
            return redirect("invite", slug)
    return invite_page(request, organizer, link_form=form)


@sign_in_first
@post_only("invite", "slug")
def invitation_revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organizer = get_organizer(request, slug)
    revoke(get_object_or_404(organizer.event.invitations, pk=pk), clock=timezone.now)
    messages.success(request, "The invitation is taken back. Whoever came with it stays.")
    return redirect("invite", slug)


@sign_in_first
@post_only("invite", "slug")
def invited_remind(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    try:
        number = len(remind(organizer.event, Invitation.objects.all(), clock=timezone.now))
    except InvitationRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"{number} reminded." if number else "Everyone has answered or was reminded.")
    return redirect("invite", slug)


@sign_in_first
def invite_slide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One link as a code that a whole room reads."""
    organizer = get_organizer(request, slug)
    links = organizer.event.invitations.links().valid(timezone.now())
    link = get_object_or_404(links, pk=pk)
    context = {"invitation": link, "link": link_of(link)}
    return event_page(request, "planning/people/invitations/slide.html", organizer.event, organizer, context)


@sign_in_first
def join_request(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to come to an event whose organizers decide; or read that it is by invitation."""
    event, user = get_event(slug), as_user(request)
    if event.entry == EventEntry.OPEN or find_place(user, slug):
        return redirect("register", slug)
    asked = JoinRequest.objects.filter(event=event, user=user).first()
    form = JoinRequestForm(posted_or_kept(request), initial={"name": asked.name if asked else user.get_full_name()})
    if is_sent(request, form):
        try:
            ask_to_join(event, user, clock=timezone.now, **form.cleaned_data)
        except JoiningRejected as rejection:
            form.add_error(None, str(rejection))
        else:
            messages.success(request, "The organizers have your request. You’ll get a mail with their answer.")
            return redirect("join-request", slug)
    context = {"form": form, "asked": asked, "title": f"Ask to join {event}"}
    return event_page(request, "planning/people/invitations/join_request.html", event, None, context)


@sign_in_first
def join_requests(request: HttpRequest, slug: str) -> HttpResponse:
    organizer = get_organizer(request, slug)
    event: Event = organizer.event
    context = {
        "page": page_of(request, event.join_requests.select_related("user").order_by("decided_at", "asked_at", "pk")),
        "open": event.join_requests.open().count(),
    }
    return event_page(request, "planning/people/invitations/join_requests.html", event, organizer, context)


@sign_in_first
@post_only("join-requests", "slug")
def join_request_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organizer = get_organizer(request, slug)
    asked = get_object_or_404(organizer.event.join_requests, pk=pk)
    form = JoinAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Approve or decline. A reason has at most 200 characters.")
        return redirect("join-requests", slug)
    approves, why = form.cleaned_data["answer"] == "approve", form.cleaned_data["why"]
    try:
        answer(asked, approves=approves, why=why, by=as_user(request), clock=timezone.now)
    except JoiningRejected as rejection:
        messages.error(request, str(rejection))
    else:
        messages.success(request, f"{asked.name} is {'approved' if approves else 'declined'}, and told by mail.")
    return redirect("join-requests", slug)
