"""Who may change what's on the board. All of it is for people with a seat at the event."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from planning.people.access import get_attendee, get_insider, get_organizer
from planning.people.models import Attendee
from retros.board.models import Group, Note


def get_card(request: HttpRequest | Request, slug: str, kind: str, pk: int) -> tuple[Attendee, Note | Group]:
    """Return the visitor and a note or a group, to mark."""
    attendee = get_attendee(request, slug)
    return attendee, find_card(attendee, kind, pk)


def get_card_to_turn(request: HttpRequest | Request, slug: str, kind: str, pk: int) -> tuple[Attendee, Note | Group]:
    """Return the visitor and a note or a group that they may turn into a next step: organizers."""
    organizer = get_organizer(request, slug)
    return organizer, find_card(organizer, kind, pk)


def find_card(attendee: Attendee, kind: str, pk: int) -> Note | Group:
    if kind == Group.KIND:
        return get_object_or_404(Group.objects.shown_to(attendee), event=attendee.event_id, pk=pk)
    return get_object_or_404(Note.objects.shown_to(attendee), event=attendee.event_id, pk=pk)


def get_own_note(request: HttpRequest | Request, slug: str, pk: int) -> tuple[Attendee, Note]:
    """Return the visitor and a note they signed. An anonymous one belongs to no one."""
    attendee = get_attendee(request, slug)
    note = get_object_or_404(attendee.event.notes, pk=pk)
    if note.author_id != attendee.pk:
        raise PermissionDenied("Only the person who signed a note can change it.")
    return attendee, note


def get_note_to_remove(request: HttpRequest | Request, slug: str, pk: int) -> tuple[Attendee, Note]:
    """Return the visitor and a note they may remove: their own, or any for organizers."""
    attendee = get_insider(request, slug)
    if attendee.is_organizer:
        return attendee, get_object_or_404(attendee.event.notes, pk=pk)
    return get_own_note(request, slug, pk)


def get_group(request: HttpRequest | Request, slug: str, pk: int) -> tuple[Attendee, Group]:
    """Return the visitor and a group they may change: organizers."""
    organizer = get_organizer(request, slug)
    return organizer, get_object_or_404(organizer.event.groups, pk=pk)
