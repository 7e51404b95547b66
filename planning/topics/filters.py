from django_filters import rest_framework as filters

from planning.rest.filters import BooleanFilter
from planning.topics.models import Topic


class TopicFilter(filters.FilterSet):
    withdrawn = BooleanFilter("withdrawn_at", "isnull", exclude=True, label="Withdrawn.")
    continues = filters.CharFilter("continues__event__slug", label="Month of the event whose topic it carries on.")

    class Meta:
        model = Topic
        fields = ["track", "proposed_by"]
