from django_filters import rest_framework as filters

from planning.contract.filters import BooleanFilter
from planning.people.models import Attendee


class AttendeeFilter(filters.FilterSet):
    organization = filters.CharFilter("organization__name", label="Name of their organization.")
    waiting = BooleanFilter("waiting_since", "isnull", exclude=True, label="On the waiting list.")

    class Meta:
        model = Attendee
        fields = ["role", "github"]
