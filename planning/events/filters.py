from django.utils import timezone
from django_filters import rest_framework as filters

from planning.events.models import Event, EventQuerySet
from planning.events.phases import Phase


class EventFilter(filters.FilterSet):
    phase = filters.ChoiceFilter(choices=Phase.choices, method="in_phase", label="The phase it is in now.")
    organization = filters.CharFilter("organizations__folded_name", label="Name of an organization that took part.")

    class Meta:
        model = Event
        fields: list[str] = []

    def in_phase(self, events: EventQuerySet, _name: str, phase: str) -> EventQuerySet:
        return events.in_phase(Phase(phase), timezone.now())
