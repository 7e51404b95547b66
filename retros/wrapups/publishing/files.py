"""The wrap-up of an event and its summary, as files."""

from collections import Counter

from django.db.models import QuerySet

from planning.defusing import defused
from planning.events.models import Event
from planning.people.models import Attendee
from retros.nextsteps.models import NextStep
from retros.wrapups.assembling import document_of
from retros.wrapups.document import write_document
from retros.wrapups.models import Report, WrapUp
from retros.wrapups.publishing.summary import Numbers, summarize


def markdown_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> str:
    """The whole wrap-up in the community's format, safe for any site to show."""
    return defused(write_document(document_of(event, wrap_ups)))


def summary_of(event: Event, wrap_ups: QuerySet[WrapUp]) -> str:
    return defused(summarize(document_of(event, wrap_ups), numbers_of(event)))


def numbers_of(event: Event) -> Numbers:
    """For a historic event only some people are known by name, so they are not counted."""
    people = event.attendees.admitted() if event.wrap_up_due_at else Attendee.objects.none()
    names = set(event.organizations.values_list("name", flat=True))
    names |= set(people.exclude(organization=None).values_list("organization__name", flat=True))
    outcomes = Counter(Report.objects.filter(topic__event=event).values_list("outcome", flat=True))
    return Numbers(
        people=people.count(),
        organizations=tuple(sorted(names, key=str.casefold)),
        outcomes=tuple((outcome.label, outcomes[outcome]) for outcome in Report.Outcome),
        open_steps=NextStep.objects.filter(topic__event=event).open().count(),
    )
