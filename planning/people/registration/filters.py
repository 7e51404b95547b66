from django_filters import rest_framework as filters

from planning.people.handles import bare_handle
from planning.people.models import Attendee, AttendeeQuerySet
from planning.rest.filters import BooleanFilter


class AttendeeFilter(filters.FilterSet):
    organization = filters.CharFilter("organization__folded_name", label="Name of their organization.")
    github = filters.CharFilter(method="by_github", label="GitHub handle.")
    skill = filters.CharFilter("skills__folded_name", label="What they are good at.")
    waiting = BooleanFilter("waiting_since", "isnull", exclude=True, label="On the waiting list.")

    class Meta:
        model = Attendee
        fields = ["role"]

    def by_github(self, people: AttendeeQuerySet, _name: str, handle: str) -> AttendeeQuerySet:
        return people.filter(folded_github=bare_handle(handle))
