from django_filters import rest_framework as filters

from planning.rest.filters import BooleanFilter
from planning.teams.models import CheckIn, HelpOffer, Membership


class MembershipFilter(filters.FilterSet):
    topic = filters.CharFilter("team__topic__slug", label="The topic's name in addresses.")
    present = BooleanFilter("until", "isnull", label="Still in the team.")

    class Meta:
        model = Membership
        fields = ["attendee"]


class CheckInFilter(filters.FilterSet):
    topic = filters.CharFilter("team__topic__slug", label="The topic's name in addresses.")

    class Meta:
        model = CheckIn
        fields = ["author", "mood"]


class HelpOfferFilter(filters.FilterSet):
    topic = filters.CharFilter("check_in__team__topic__slug", label="The topic's name in addresses.")

    class Meta:
        model = HelpOffer
        fields = ["check_in", "attendee"]
