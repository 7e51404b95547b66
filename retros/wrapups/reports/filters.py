from django_filters import rest_framework as filters

from retros.wrapups.models import Link


class LinkFilter(filters.FilterSet):
    event = filters.CharFilter("report__topic__event__slug", label="Month of the event.")
    topic = filters.CharFilter("report__topic__slug", label="The topic's slug.")

    class Meta:
        model = Link
        fields = ["kind"]
